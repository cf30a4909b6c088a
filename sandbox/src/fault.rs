//! What can go wrong between a client and a tenant, and how that is asked for. It may not know any vendor.

use serde_json::Value;

use crate::rate::RetryAfter;
use crate::reading::Reading;

/// One kind of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// 500, 502 or 504 from a gateway.
    ServerError,
    /// 200 with JSON that has nothing to do with what was asked.
    Garbled,
    /// The tenant does what was asked; its answer says that it is plain text.
    Mistyped,
    /// 200 with a body without end: more than 16 MiB.
    Huge,
    /// A proxy in between refuses with 400 and shows all that it was sent, credentials too.
    Echo,
    /// The tenant refuses with the status and text of [`ScriptedFault::refusal`], in its vendor's
    /// form. Never by chance.
    Refused,
}

impl FaultKind {
    /// Every kind that chance brings, in the order in which they are drawn.
    pub const ALL: [Self; 16] = [
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
        Self::ServerError,
        Self::Garbled,
        Self::Mistyped,
        Self::Huge,
        Self::Echo,
    ];

    /// Its name in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::LostBefore => "lostBefore",
            Self::LostAfter => "lostAfter",
            Self::Reset => "reset",
            Self::TooMany => "tooMany",
            Self::TooManyRetryAfter => "tooManyRetryAfter",
            Self::Unavailable => "unavailable",
            Self::Cut => "cut",
            Self::Html => "html",
            Self::Redirect => "redirect",
            Self::Slow => "slow",
            Self::Busy => "busy",
            Self::ServerError => "serverError",
            Self::Garbled => "garbled",
            Self::Mistyped => "mistyped",
            Self::Huge => "huge",
            Self::Echo => "echo",
            Self::Refused => "refused",
        }
    }

    /// Whether the tenant did what was asked; `None` where it may go either way.
    pub(crate) fn applies(self) -> Option<bool> {
        match self {
            Self::LostAfter | Self::Cut | Self::Slow | Self::Mistyped => Some(true),
            Self::LostBefore
            | Self::TooMany
            | Self::TooManyRetryAfter
            | Self::Redirect
            | Self::Busy
            | Self::Echo
            | Self::Refused => Some(false),
            Self::Reset
            | Self::Unavailable
            | Self::Html
            | Self::ServerError
            | Self::Garbled
            | Self::Huge => None,
        }
    }
}

/// How often each kind comes by chance, in a thousand requests, and how bad it is. One request
/// meets one fault at most, so the chances add up; beyond a thousand the later kinds never come.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Chance of [`FaultKind::ServerError`]; whether the tenant had acted is drawn too.
    pub server_error: u16,
    /// Chance of [`FaultKind::Garbled`]; whether the tenant had acted is drawn too.
    pub garbled: u16,
    /// Chance of [`FaultKind::Mistyped`].
    pub mistyped: u16,
    /// Chance of [`FaultKind::Huge`]; whether the tenant had acted is drawn too.
    pub huge: u16,
    /// Chance of [`FaultKind::Echo`].
    pub echo: u16,
    /// What [`FaultKind::Slow`] adds to the latency, in milliseconds (45 000).
    pub slow_ms: u64,
    /// What [`FaultKind::TooManyRetryAfter`] asks to wait, in seconds (2).
    pub retry_after_seconds: u64,
    /// In which form it does (`seconds`; `none` leaves the rate headers alone to say it).
    pub retry_after: RetryAfter,
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
            server_error: 0,
            garbled: 0,
            mistyped: 0,
            huge: 0,
            echo: 0,
            slow_ms: 45_000,
            retry_after_seconds: 2,
            retry_after: RetryAfter::Seconds,
            script: Vec::new(),
        }
    }
}

impl Faults {
    /// Reads faults in JSON: chances, and a script.
    pub(crate) fn read(value: Value) -> Result<Self, String> {
        let mut reading = Reading::new(value);
        let mut faults = Self::default();
        for kind in FaultKind::ALL {
            let mut chance = 0;
            reading.number(kind.name(), &mut chance);
            *faults.chance_mut(kind) = u16::try_from(chance).unwrap_or(u16::MAX);
        }
        reading.number("slowMs", &mut faults.slow_ms);
        reading.number("retryAfterSeconds", &mut faults.retry_after_seconds);
        reading.word("retryAfter", &RetryAfter::WORDS, &mut faults.retry_after);
        match reading.take("script") {
            None => {}
            Some(Value::Array(script)) => {
                for fault in script {
                    let fault = reading.settle("script", ScriptedFault::read(fault));
                    faults.script.extend(fault);
                }
            }
            Some(other) => reading.fail("script", "an array", &other),
        }
        reading.end().map(|()| faults)
    }

    /// The same chance, in a thousand, for each of the sixteen kinds.
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
            server_error: per_mille,
            garbled: per_mille,
            mistyped: per_mille,
            huge: per_mille,
            echo: per_mille,
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
            FaultKind::ServerError => self.server_error,
            FaultKind::Garbled => self.garbled,
            FaultKind::Mistyped => self.mistyped,
            FaultKind::Huge => self.huge,
            FaultKind::Echo => self.echo,
            FaultKind::Busy | FaultKind::Refused => self.busy,
        }
    }

    fn chance_mut(&mut self, kind: FaultKind) -> &mut u16 {
        match kind {
            FaultKind::LostBefore => &mut self.lost_before,
            FaultKind::LostAfter => &mut self.lost_after,
            FaultKind::Reset => &mut self.reset,
            FaultKind::TooMany => &mut self.too_many,
            FaultKind::TooManyRetryAfter => &mut self.too_many_retry_after,
            FaultKind::Unavailable => &mut self.unavailable,
            FaultKind::Cut => &mut self.cut,
            FaultKind::Html => &mut self.html,
            FaultKind::Redirect => &mut self.redirect,
            FaultKind::Slow => &mut self.slow,
            FaultKind::ServerError => &mut self.server_error,
            FaultKind::Garbled => &mut self.garbled,
            FaultKind::Mistyped => &mut self.mistyped,
            FaultKind::Huge => &mut self.huge,
            FaultKind::Echo => &mut self.echo,
            // Never drawn as a refusal: it isn't among `FaultKind::ALL`.
            FaultKind::Busy | FaultKind::Refused => &mut self.busy,
        }
    }
}

/// What a tenant says when it refuses because a test asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptedFault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// Only requests with this method; any, if left out.
    pub method: Option<String>,
    /// Only requests to this path, without query; with a `*` at its end, paths that begin so.
    pub path: Option<String>,
    /// Requests that fit and are spared before it strikes (0).
    pub skip: u32,
    /// Requests it strikes (1).
    pub times: u32,
    /// Whether the tenant did what was asked, where a kind leaves it open: `reset`, `unavailable`,
    /// `html`, `serverError`, `garbled` and `huge` (false).
    pub applied: bool,
    /// What is said, for `refused`.
    pub refusal: Option<Refusal>,
}

impl Refusal {
    fn read(value: Value) -> Result<Self, String> {
        let mut reading = Reading::new(value);
        let mut refusal = Self::default();
        let mut status = u64::from(refusal.status);
        reading.number("status", &mut status);
        refusal.status = u16::try_from(status).unwrap_or(refusal.status);
        let mut message = None;
        reading.text("message", &mut message);
        refusal.message = message.unwrap_or_default();
        reading.text("code", &mut refusal.code);
        reading.end().map(|()| refusal)
    }
}

impl ScriptedFault {
    /// Reads a fault in JSON.
    pub(crate) fn read(value: Value) -> Result<Self, String> {
        let mut reading = Reading::new(value);
        let kinds = FaultKind::ALL.iter().chain(&[FaultKind::Refused]);
        let kinds: Vec<(&str, FaultKind)> = kinds.map(|kind| (kind.name(), *kind)).collect();
        let mut fault = Self::next(FaultKind::LostBefore);
        reading.need("kind");
        reading.word("kind", &kinds, &mut fault.kind);
        reading.text("method", &mut fault.method);
        reading.text("path", &mut fault.path);
        let (mut skip, mut times) = (0, 1);
        reading.number("skip", &mut skip);
        reading.number("times", &mut times);
        fault.skip = u32::try_from(skip).unwrap_or(u32::MAX);
        fault.times = u32::try_from(times).unwrap_or(u32::MAX);
        reading.flag("applied", &mut fault.applied);
        if let Some(refusal) = reading.take("refusal") {
            fault.refusal = reading.settle("refusal", Refusal::read(refusal));
        }
        reading.end().map(|()| fault)
    }

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
