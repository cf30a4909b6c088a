//! What can go wrong between a client and a tenant, and how that is asked for. It may not know any vendor.

use serde::{Deserialize, Serialize};

/// One kind of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FaultKind {
    /// The request is lost on its way: nothing is done, nothing is answered.
    LostBefore,
    /// The tenant does what was asked, and its answer is lost: nothing is answered.
    LostAfter,
    /// The connection breaks before an answer.
    Reset,
    /// 429 with no header that says for how long.
    TooMany,
    /// 429 with `Retry-After` and the rate headers.
    TooManyRetryAfter,
    /// 503 from a gateway.
    Unavailable,
    /// The tenant does what was asked; its answer breaks off half way.
    Cut,
    /// 200 with a page of HTML, as a proxy in between would give it.
    Html,
    /// 302 to another host.
    Redirect,
    /// The tenant does what was asked and answers late.
    Slow,
    /// The vendor's own answer while it is busy, to be tried again: HTTP 200 with a category of
    /// Zuora's, 503 from the others.
    Busy,
    /// The tenant refuses with the status and text of [`ScriptedFault::refusal`], in its vendor's
    /// form. Never by chance.
    Refused,
}

impl FaultKind {
    /// Every kind that chance brings, in the order in which they are drawn.
    pub const ALL: [Self; 11] = [
        Self::LostBefore,
        Self::LostAfter,
        Self::Reset,
        Self::TooMany,
        Self::TooManyRetryAfter,
        Self::Unavailable,
        Self::Cut,
        Self::Html,
        Self::Redirect,
        Self::Slow,
        Self::Busy,
    ];

    /// Whether the tenant did what was asked; `None` where it may go either way.
    pub(crate) fn applies(self) -> Option<bool> {
        match self {
            Self::LostAfter | Self::Cut | Self::Slow => Some(true),
            Self::LostBefore
            | Self::TooMany
            | Self::TooManyRetryAfter
            | Self::Redirect
            | Self::Busy
            | Self::Refused => Some(false),
            Self::Reset | Self::Unavailable | Self::Html => None,
        }
    }
}

/// How often each kind comes by chance, in a thousand requests, and how bad it is. One request
/// meets one fault at most, so the chances add up; beyond a thousand the later kinds never come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Faults {
    /// Chance of [`FaultKind::LostBefore`].
    pub lost_before: u16,
    /// Chance of [`FaultKind::LostAfter`].
    pub lost_after: u16,
    /// Chance of [`FaultKind::Reset`]; whether the tenant had acted is drawn too.
    pub reset: u16,
    /// Chance of [`FaultKind::TooMany`].
    pub too_many: u16,
    /// Chance of [`FaultKind::TooManyRetryAfter`].
    pub too_many_retry_after: u16,
    /// Chance of [`FaultKind::Unavailable`]; whether the tenant had acted is drawn too.
    pub unavailable: u16,
    /// Chance of [`FaultKind::Cut`].
    pub cut: u16,
    /// Chance of [`FaultKind::Html`]; whether the tenant had acted is drawn too.
    pub html: u16,
    /// Chance of [`FaultKind::Redirect`].
    pub redirect: u16,
    /// Chance of [`FaultKind::Slow`].
    pub slow: u16,
    /// Chance of [`FaultKind::Busy`].
    pub busy: u16,
    /// What [`FaultKind::Slow`] adds to the latency, in milliseconds (45 000).
    pub slow_ms: u64,
    /// What [`FaultKind::TooManyRetryAfter`] asks to wait, in seconds (2).
    pub retry_after_seconds: u64,
    /// Faults for the next requests that fit, first come first served; they go before chance.
    pub script: Vec<ScriptedFault>,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            lost_before: 0,
            lost_after: 0,
            reset: 0,
            too_many: 0,
            too_many_retry_after: 0,
            unavailable: 0,
            cut: 0,
            html: 0,
            redirect: 0,
            slow: 0,
            busy: 0,
            slow_ms: 45_000,
            retry_after_seconds: 2,
            script: Vec::new(),
        }
    }
}

impl Faults {
    /// The same chance, in a thousand, for each of the eleven kinds.
    #[must_use]
    pub fn each(per_mille: u16) -> Self {
        Self {
            lost_before: per_mille,
            lost_after: per_mille,
            reset: per_mille,
            too_many: per_mille,
            too_many_retry_after: per_mille,
            unavailable: per_mille,
            cut: per_mille,
            html: per_mille,
            redirect: per_mille,
            slow: per_mille,
            busy: per_mille,
            ..Self::default()
        }
    }

    pub(crate) fn chance(&self, kind: FaultKind) -> u16 {
        match kind {
            FaultKind::LostBefore => self.lost_before,
            FaultKind::LostAfter => self.lost_after,
            FaultKind::Reset => self.reset,
            FaultKind::TooMany => self.too_many,
            FaultKind::TooManyRetryAfter => self.too_many_retry_after,
            FaultKind::Unavailable => self.unavailable,
            FaultKind::Cut => self.cut,
            FaultKind::Html => self.html,
            FaultKind::Redirect => self.redirect,
            FaultKind::Slow => self.slow,
            FaultKind::Busy => self.busy,
            FaultKind::Refused => 0,
        }
    }
}

/// What a tenant says when it refuses because a test asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Refusal {
    /// The HTTP status (400).
    pub status: u16,
    /// The text, as the vendor's document has it.
    pub message: String,
    /// A code, where the vendor has one besides the status: Zoom's 4711, SCIM's `uniqueness`.
    pub code: Option<String>,
}

impl Default for Refusal {
    fn default() -> Self {
        Self {
            status: 400,
            message: String::new(),
            code: None,
        }
    }
}

/// A fault for the next request that fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScriptedFault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// Only requests with this method; any, if left out.
    #[serde(default)]
    pub method: Option<String>,
    /// Only requests to this path, without query; with a `*` at its end, paths that begin so.
    #[serde(default)]
    pub path: Option<String>,
    /// Requests that fit and are spared before it strikes (0).
    #[serde(default)]
    pub skip: u32,
    /// Requests it strikes (1).
    #[serde(default = "once")]
    pub times: u32,
    /// Whether the tenant did what was asked, for `reset`, `unavailable` and `html` (false).
    #[serde(default)]
    pub applied: bool,
    /// What is said, for `refused`.
    #[serde(default)]
    pub refusal: Option<Refusal>,
}

fn once() -> u32 {
    1
}

impl ScriptedFault {
    /// This fault for the next request of all.
    #[must_use]
    pub fn next(kind: FaultKind) -> Self {
        Self {
            kind,
            method: None,
            path: None,
            skip: 0,
            times: 1,
            applied: false,
            refusal: None,
        }
    }

    /// This refusal for the next request with this method and path.
    #[must_use]
    pub fn refuse(status: u16, message: &str, method: &str, path: &str) -> Self {
        let refusal = Refusal {
            status,
            message: message.to_owned(),
            code: None,
        };
        Self {
            refusal: Some(refusal),
            ..Self::on(FaultKind::Refused, method, path)
        }
    }

    /// This fault for the next request with this method and path (`*` at its end: any that begins so).
    #[must_use]
    pub fn on(kind: FaultKind, method: &str, path: &str) -> Self {
        Self {
            method: Some(method.to_owned()),
            path: Some(path.to_owned()),
            ..Self::next(kind)
        }
    }

    /// The same fault, after the tenant did what was asked.
    #[must_use]
    pub fn applied(self) -> Self {
        Self {
            applied: true,
            ..self
        }
    }

    /// The same fault for so many requests.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }

    /// The same fault, once so many that fit have been spared.
    #[must_use]
    pub fn after(self, skip: u32) -> Self {
        Self { skip, ..self }
    }

    pub(crate) fn fits(&self, method: &str, path: &str) -> bool {
        let method_fits = self.method.as_deref().is_none_or(|own| own == method);
        let path_fits = self
            .path
            .as_deref()
            .is_none_or(|own| match own.strip_suffix('*') {
                Some(beginning) => path.starts_with(beginning),
                None => path == own,
            });
        method_fits && path_fits
    }
}
