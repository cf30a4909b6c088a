//! The sandbox: a tenant behind latency, limits and faults. It knows vendors by name only.

use serde_json::{Map, Value};

use crate::clock;
use crate::config::{Config, Provider};
use crate::fault::{FaultKind, Faults, ScriptedFault};
use crate::http::{Delivery, Exchange, Request, Response, Target};
use crate::limits::Limits;
use crate::random::Random;
use crate::rate::{Allowance, RateLimit, RetryAfter};
use crate::record::Recorded;
use crate::tenant::{Answer, Call, Concurrency, Excess, Lane, Tenant};
use crate::trouble::{Struck, Trouble};
use crate::{nonsense, oneid, scim, zoom, zuora};

/// Another host than any tenant's, where redirects point.
const ELSEWHERE: &str = "https://login.elsewhere.example/maintenance";

/// What a proxy shows in place of the tenant.
const PROXY_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Scheduled maintenance</title></head>\
     <body><h1>We'll be back soon</h1></body></html>\n";

/// A tenant in memory. It has no clock and does no I/O: time is given with each request, and all
/// chance comes from the seed.
///
/// ```
/// use seatwarden_sandbox::{Config, Delivery, Request, Sandbox};
///
/// let mut sandbox = Sandbox::new(Config { users: 3, ..Config::default() });
/// let origin = sandbox.connection()["baseUrl"].as_str().unwrap().to_owned();
/// let exchange = sandbox.handle(
///     &Request { method: "GET".into(), url: format!("{origin}/v1/users"), headers: vec![], body: vec![] },
///     1_773_734_400_000,
/// );
/// let Delivery::Response(response) = exchange.delivery else { unreachable!() };
/// assert_eq!(response.status, 401); // no token was sent
/// assert_eq!(sandbox.users().len(), 3);
/// ```
#[derive(Debug)]
pub struct Sandbox {
    tenant: Box<dyn Tenant>,
    origins: Vec<String>,
    latency_ms: (u64, u64),
    latency: Random,
    trouble: Trouble,
    limits: Limits,
    concurrency: Option<u32>,
    /// When each request now under way ends.
    in_flight: Vec<u64>,
    recorded: Vec<Recorded>,
}

impl Sandbox {
    /// A tenant as the configuration says. The same configuration always makes the same tenant.
    #[must_use]
    pub fn new(config: Config) -> Self {
        let tenant: Box<dyn Tenant> = match config.provider {
            Provider::Zuora => Box::new(zuora::Zuora::new(&config)),
            Provider::OneId => Box::new(oneid::OneId::new(&config)),
            Provider::Zoom => Box::new(zoom::Zoom::new(&config)),
            Provider::Scim => Box::new(scim::Scim::new(&config)),
        };
        // Zuora alone documents how many requests it takes at once.
        let concurrency = config
            .concurrency
            .filter(|_| config.provider == Provider::Zuora);
        Self {
            origins: tenant.origins(),
            tenant,
            latency_ms: config.latency_ms,
            latency: Random::new(config.seed, "latency"),
            trouble: Trouble::new(config.seed, config.faults),
            limits: Limits::new(config.rate_limit, config.token_rate_limit),
            concurrency,
            in_flight: Vec::new(),
            recorded: Vec::new(),
        }
    }

    /// Takes one request and says what becomes of it. What it changes is changed at once,
    /// however late its answer comes.
    pub fn handle(&mut self, request: &Request, now_ms: u64) -> Exchange {
        let target = Target::parse(&request.url);
        let latency = self.latency.between(self.latency_ms);
        let foreign = !self.origins.contains(&target.origin);
        let struck = if foreign {
            // No such host in this world: the bearer that came along is on record.
            None
        } else {
            self.trouble.strike(&request.method, &target.path)
        };
        let fault = struck.as_ref().map(|struck| struck.kind);
        let slow = fault == Some(FaultKind::Slow);
        let extra = if slow { self.trouble.faults.slow_ms } else { 0 };
        let delay_ms = latency.saturating_add(extra);
        let call = Call {
            request,
            target: &target,
            now_ms,
            ends_ms: now_ms.saturating_add(delay_ms),
        };
        let (delivery, committed) = if foreign {
            (Delivery::Reset, false)
        } else {
            self.exchange(call, struck)
        };
        self.record(call, &delivery, committed, fault, foreign);
        Exchange { delay_ms, delivery }
    }

    fn exchange(&mut self, call: Call<'_>, struck: Option<Struck>) -> (Delivery, bool) {
        let Some(Struck {
            kind,
            applied,
            refusal,
        }) = struck
        else {
            let answer = self.admit(call);
            return (Delivery::Response(answer.response), answer.committed);
        };
        let answer = applied.then(|| self.admit(call));
        let committed = answer.as_ref().is_some_and(|answer| answer.committed);
        let response = answer.map(|answer| answer.response);
        let delivery = match kind {
            FaultKind::LostBefore | FaultKind::LostAfter => Delivery::Never,
            FaultKind::Reset => Delivery::Reset,
            FaultKind::TooMany => Delivery::Response(self.bare_too_many(call)),
            FaultKind::TooManyRetryAfter => Delivery::Response(self.advised_too_many(call)),
            FaultKind::Unavailable => Delivery::Response(unavailable()),
            FaultKind::Html => {
                Delivery::Response(sized(Response::text(200, "text/html", PROXY_PAGE)))
            }
            FaultKind::Redirect => Delivery::Response(sized(
                Response::text(302, "text/html", "").with("location", ELSEWHERE),
            )),
            FaultKind::ServerError => Delivery::Response(sized(nonsense::gateway(self.turn()))),
            FaultKind::Garbled => Delivery::Response(sized(nonsense::garbled(self.turn()))),
            FaultKind::Huge => Delivery::Response(sized(nonsense::huge())),
            FaultKind::Echo => Delivery::Response(sized(nonsense::echo(call.request, self.turn()))),
            FaultKind::Mistyped => response.map_or(Delivery::Never, |response| {
                Delivery::Response(nonsense::mistyped(response))
            }),
            FaultKind::Busy => {
                let response = self.tenant.busy();
                Delivery::Response(self.stamp(call, response))
            }
            FaultKind::Refused => {
                let response = self.tenant.refusal(&refusal.unwrap_or_default());
                Delivery::Response(self.stamp(call, response))
            }
            FaultKind::Cut => response.map_or(Delivery::Reset, cut),
            FaultKind::Slow => response.map_or(Delivery::Never, Delivery::Response),
        };
        (delivery, committed)
    }

    /// Lets a request through the limits to the tenant.
    fn admit(&mut self, call: Call<'_>) -> Answer {
        let lane = self.lane(call);
        let counted = self.limits.count(lane, self.tenant.as_ref(), call.now_ms);
        self.in_flight.retain(|ends| *ends > call.now_ms);
        let crowded = self
            .concurrency
            .is_some_and(|limit| u64::from(limit) <= length(&self.in_flight));
        let answer = if let Some((limit, allowance)) = counted.filter(|(_, left)| !left.admitted) {
            let response = self.tenant.too_many(Excess::Rate, Some(limit));
            Answer::read(advise(
                response,
                limit.retry_after,
                allowance.reset_ms,
                call.now_ms,
            ))
        } else if lane != Lane::Token && crowded {
            Answer::read(self.tenant.too_many(Excess::Concurrency, None))
        } else {
            if lane != Lane::Token {
                self.in_flight.push(call.ends_ms);
            }
            self.tenant.answer(call)
        };
        let mut response = self.stamp(call, answer.response);
        if lane != Lane::Token
            && let Some((limit, allowance)) = counted.filter(|(limit, _)| limit.headers)
        {
            response = self.tenant.stamp_rate(response, lane, limit, allowance);
        }
        Answer { response, ..answer }
    }

    /// Which of several it is this time: another with each request.
    fn turn(&self) -> usize {
        self.recorded.len()
    }

    fn lane(&self, call: Call<'_>) -> Lane {
        self.tenant.lane(&call.request.method, call.target)
    }

    fn stamp(&mut self, call: Call<'_>, response: Response) -> Response {
        let concurrency = Concurrency {
            limit: self.concurrency,
            busy: u32::try_from(self.in_flight.len()).unwrap_or(u32::MAX),
        };
        sized(self.tenant.stamp(call.target, response, concurrency))
    }

    fn bare_too_many(&mut self, call: Call<'_>) -> Response {
        let response = self.tenant.too_many(Excess::Rate, None);
        self.stamp(call, response)
    }

    fn advised_too_many(&mut self, call: Call<'_>) -> Response {
        let seconds = self.trouble.faults.retry_after_seconds;
        let response = self.bare_too_many(call);
        let form = self.trouble.faults.retry_after;
        let wait_ms = seconds.saturating_mul(1000);
        let response = advise(response, form, wait_ms, call.now_ms);
        let allowance = Allowance {
            admitted: false,
            remaining: 0,
            reset_ms: wait_ms,
        };
        let lane = self.lane(call);
        let documented = self.tenant.limits(lane).first().copied();
        let limit = documented.unwrap_or_else(|| RateLimit::window(1, 1000));
        self.tenant.stamp_rate(response, lane, limit, allowance)
    }

    fn record(
        &mut self,
        call: Call<'_>,
        delivery: &Delivery,
        committed: bool,
        fault: Option<FaultKind>,
        foreign: bool,
    ) {
        let status = match delivery {
            Delivery::Response(response) | Delivery::Cut(response) => Some(response.status),
            Delivery::Reset | Delivery::Never => None,
        };
        let lane = self.lane(call);
        self.recorded.push(Recorded {
            status,
            committed,
            fault,
            foreign,
            ..Recorded::arrival(call, lane)
        });
    }

    /// A connection for a client, as plain JSON.
    #[must_use]
    pub fn connection(&self) -> Value {
        self.tenant.connection()
    }

    /// Every stored user as stored, hidden ones too, in the order of a list.
    #[must_use]
    pub fn users(&self) -> Vec<Value> {
        self.tenant.users()
    }

    /// Every request so far, in order.
    #[must_use]
    pub fn requests(&self) -> &[Recorded] {
        &self.recorded
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&mut self) {
        self.recorded.clear();
    }

    /// The ids of those who were sent a link to reset their password, in order.
    #[must_use]
    pub fn password_resets(&self) -> &[String] {
        self.tenant.password_resets()
    }

    /// Replaces all chances and the script of faults.
    pub fn set_faults(&mut self, faults: Faults) {
        self.trouble.set(faults);
    }

    /// Adds a fault to the script.
    pub fn script(&mut self, fault: ScriptedFault) {
        self.trouble.add(fault);
    }

    /// Replaces the limit on everything but tokens; the count begins anew.
    pub fn set_rate_limit(&mut self, limit: RateLimit) {
        self.limits.set_api(limit);
    }

    /// Replaces the range of latency, in milliseconds.
    pub fn set_latency_ms(&mut self, range: (u64, u64)) {
        self.latency_ms = range;
    }

    /// Stores a user behind the API's back and returns the id. Fields not given are made up; one
    /// that is `null` stays absent. Nothing is checked, so that awkward records can be made.
    pub fn add_user(&mut self, fields: Map<String, Value>, now_ms: u64) -> String {
        self.tenant.add_user(fields, now_ms)
    }

    /// Changes a user behind the API's back, `null` removing a field. False when nobody has that id.
    pub fn set_user(&mut self, id: &str, fields: Map<String, Value>) -> bool {
        self.tenant.set_user(id, fields)
    }

    /// Removes a user behind the API's back. False when nobody has that id.
    pub fn remove_user(&mut self, id: &str) -> bool {
        self.tenant.remove_user(id)
    }

    /// Hides a user from every read, or shows him again; his user name stays taken. False when
    /// nobody has that id.
    pub fn hide_user(&mut self, id: &str, hidden: bool) -> bool {
        self.tenant.hide_user(id, hidden)
    }

    /// Every stored group as stored, with its members, whatever the API shows of them. Natively only.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn groups(&self) -> Vec<crate::Group> {
        self.tenant.groups()
    }

    /// Stores a group behind the API's back and returns the id; `None` where there are no groups. Natively only.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn add_group(&mut self, name: &str, now_ms: u64) -> Option<String> {
        self.tenant.add_group(name, now_ms)
    }

    /// Removes a group behind the API's back. False when none has that id. Natively only.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn remove_group(&mut self, id: &str) -> bool {
        self.tenant.remove_group(id)
    }

    /// Puts a user into a group behind the API's back, or takes him out. False when one of the two isn't there.
    /// Natively only.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn set_member(&mut self, group: &str, user: &str, is_in: bool) -> bool {
        self.tenant.set_member(group, user, is_in)
    }

    /// Makes every token issued so far unknown.
    pub fn expire_tokens(&mut self) {
        self.tenant.expire_tokens();
    }
}

fn length<T>(items: &[T]) -> u64 {
    u64::try_from(items.len()).unwrap_or(u64::MAX)
}

/// The answer with its length, but for those that never have a body (RFC 9110 §8.6).
fn sized(response: Response) -> Response {
    if matches!(response.status, 204 | 304) {
        return response;
    }
    let length = response.body.len();
    response.with("content-length", length)
}

/// The answer without its second half.
fn cut(mut response: Response) -> Delivery {
    let half = response.body.len() / 2;
    response.body.truncate(half);
    Delivery::Cut(response)
}

fn unavailable() -> Response {
    sized(Response::text(
        503,
        "text/plain",
        "upstream connect error or disconnect/reset before headers",
    ))
}

fn advise(response: Response, how: RetryAfter, wait_ms: u64, now_ms: u64) -> Response {
    let seconds = wait_ms.div_ceil(1000).max(1);
    let moment = now_ms.saturating_add(seconds.saturating_mul(1000));
    match how {
        RetryAfter::None => response,
        RetryAfter::Seconds => response.with("retry-after", seconds),
        RetryAfter::Date => response.with("retry-after", clock::http_date(moment)),
        RetryAfter::Iso => response.with("retry-after", clock::iso(moment)),
    }
}
