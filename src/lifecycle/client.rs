//! A client: one connection, and the frame around every call of a verb: its deadline, and a message that says
//! what was tried, on whom and where.

use crate::connection::Connection;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::http::session::{Session, Settings, Shared};
use crate::http::token::{Token, TokenSlot};
use crate::lifecycle::options::{Options, check_time};
use crate::provider;
use crate::secret::Redactor;
use crate::time::Millis;
use futures_util::future::{Either, select};
use serde::Deserialize;
use std::pin::pin;
use std::rc::Rc;

/// A connection that verbs can be called on.
pub struct Client<H> {
    pub(crate) session: Session<H>,
    fingerprint: [u8; 32],
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct SettingsJson {
    timeout_ms: Option<f64>,
    max_attempts: Option<u32>,
    concurrency: Option<u32>,
    max_requests_per_second: Option<f64>,
    actor: Option<String>,
}

impl Settings {
    /// Reads the plain part of `ClientOptions`.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn read(text: &str) -> Result<Self, Error> {
        let json: SettingsJson = crate::input::read("options", text)?;
        check_time("options.timeoutMs", json.timeout_ms)?;
        let at_least_one = |path: &str, number: Option<u32>| match number {
            Some(0) => Err(Error::invalid_input(path, "has to be at least 1")),
            _ => Ok(()),
        };
        at_least_one("options.maxAttempts", json.max_attempts)?;
        at_least_one("options.concurrency", json.concurrency)?;
        if let Some(rate) = json.max_requests_per_second
            && !(rate > 0.0 && rate.is_finite())
        {
            return Err(Error::invalid_input(
                "options.maxRequestsPerSecond",
                "has to be more than 0",
            ));
        }
        if let Some(actor) = &json.actor {
            crate::input::check_name("options.actor", actor)?;
        }
        let default = Self::default();
        Ok(Self {
            timeout: json.timeout_ms.map_or(default.timeout, whole),
            max_attempts: json.max_attempts.unwrap_or(default.max_attempts),
            concurrency: json
                .concurrency
                .map(|limit| usize::try_from(limit).unwrap_or(usize::MAX)),
            max_requests_per_second: json.max_requests_per_second,
            actor: json.actor,
        })
    }
}

#[allow(clippy::as_conversions)] // checked to be a positive number below 2^31
fn whole(ms: f64) -> Millis {
    ms.ceil() as Millis
}

impl<H: Host> Client<H> {
    /// A client for the connection in `connection` (JSON), with the plain part of `ClientOptions` in `settings` (JSON).
    /// Nothing is sent before the first call.
    ///
    /// # Errors
    /// `invalid_input` naming the path, or `not_supported`.
    pub fn open(host: H, connection: &str, settings: &str) -> Result<Self, Error> {
        let settings = Settings::read(settings)?;
        let connection = Connection::read(&host, connection)?;
        let mut redactor = Redactor::default();
        for secret in connection.secrets() {
            redactor.learn(secret.expose());
        }
        let token = match &connection.access_token {
            Some(given) => TokenSlot::holding(Token::given(given.clone())),
            None => TokenSlot::default(),
        };
        let name = connection.name.clone();
        let fingerprint = connection.fingerprint();
        let directory = provider::open(connection);
        let tenant = name.unwrap_or_else(|| directory.base().host().to_owned());
        Ok(Self {
            fingerprint,
            session: Session {
                host,
                directory,
                settings,
                tenant,
                shared: Rc::new(Shared::new(token, redactor)),
            },
        })
    }

    /// The same for equal connections, whatever they are called. Tells nothing of what is in them.
    #[must_use]
    pub const fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }

    /// What this client shares with others of an equal connection.
    #[must_use]
    pub fn shared(&self) -> &Rc<Shared> {
        &self.session.shared
    }

    /// Joins the clients that share `shared`.
    pub fn share(&mut self, shared: Rc<Shared>) {
        self.session.shared = shared;
    }

    /// The frame of one call.
    pub(crate) fn begin(&self, operation: &'static str, options: &Options) -> Call {
        let now = self.session.host.now();
        let timeout = options
            .timeout_ms
            .map_or(self.session.settings.timeout, whole);
        let deadline = options.deadline_ms.map(|ms| {
            let ms = whole(ms);
            // A little early: the caller's own clock must not run out first.
            now + ms - (ms / 20).min(50)
        });
        let mut call = Call::new(operation, timeout, deadline);
        call.idempotency_key.clone_from(&options.idempotency_key);
        call
    }

    /// Runs a verb inside its frame: it ends by its deadline, and a failure tells the whole story.
    pub(crate) async fn within<T>(
        &self,
        call: &Call,
        verb: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let result = match call.deadline {
            None => verb.await,
            Some(deadline) => {
                let left = deadline.saturating_sub(self.session.host.now());
                let (verb, clock) = (pin!(verb), pin!(self.session.host.sleep(left)));
                match select(verb, clock).await {
                    Either::Left((result, _)) => result,
                    Either::Right(((), _)) => Err(deadline_passed(call)),
                }
            }
        };
        result.map_err(|error| self.tell(call, error))
    }

    /// Completes a failure: which verb, on whom, where, after how many requests.
    fn tell(&self, call: &Call, mut error: Error) -> Error {
        let facts = self.session.directory.facts();
        error.operation = Some(call.operation);
        error.provider = Some(facts.provider);
        error.attempts = call.attempts();
        if error.code != ErrorCode::InvalidInput {
            let subject = call.subject();
            let subject = if subject.is_empty() {
                subject
            } else {
                format!(" {subject}")
            };
            error.message = format!(
                "{}{subject} on {} tenant {}: {}",
                call.operation, facts.provider, self.session.tenant, error.message
            );
        }
        self.session.masked(error)
    }
}

fn deadline_passed(call: &Call) -> Error {
    let error = Error::new(ErrorCode::Timeout, "the deadline of the call has passed");
    if call.has_write_in_flight() {
        error.hint("A write was sent and may have been done: look at the account before you try again, or just try again, which is safe.")
    } else {
        error.hint("Nothing was written. Try again, with more time.")
    }
}
