//! The access tokens that a tenant has issued. It may not know how one is asked for.

use crate::http::Request;

/// Each token and when it ends, in milliseconds since 1970. Several live at once.
#[derive(Debug, Default)]
pub(crate) struct Bearers {
    live: Vec<(String, u64)>,
}

impl Bearers {
    /// Remembers a token that lives so many seconds from now.
    pub(crate) fn add(&mut self, token: &str, now_ms: u64, seconds: u64) {
        self.live.retain(|(_, ends)| *ends > now_ms);
        let ends = now_ms.saturating_add(seconds.saturating_mul(1000));
        self.live.push((token.to_owned(), ends));
    }

    /// Whether a request carries a token that still lives.
    pub(crate) fn admits(&self, request: &Request, now_ms: u64) -> bool {
        presented(request, "bearer")
            .and_then(|token| self.live.iter().find(|(live, _)| live == token))
            .is_some_and(|(_, ends)| *ends > now_ms)
    }

    /// Makes every token issued so far unknown.
    pub(crate) fn expire(&mut self) {
        self.live.clear();
    }
}

/// The credentials that a request presents under an authentication scheme, in any case.
pub(crate) fn presented<'a>(request: &'a Request, scheme: &str) -> Option<&'a str> {
    request
        .header("authorization")
        .and_then(|value| value.split_once(' '))
        .filter(|(given, _)| given.eq_ignore_ascii_case(scheme))
        .map(|(_, credentials)| credentials.trim())
}
