//! A client: one connection, and the frame around every call of a verb: its deadline, and a message that says
//! what was tried, on whom and where.

use crate::connection::Connection;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::http::session::{Session, Settings, Shared};
use crate::http::token::{BASIC, Token, TokenSlot};
use crate::input::Fields;
use crate::lifecycle::options::{Options, read_time};
use crate::provider;
use crate::secret::Redactor;
use futures_util::future::{Either, select};
use seatwarden_json::Value;
use std::pin::{Pin, pin};
use std::rc::Rc;

/// A verb that was called.
type Verb<'a, T> = Pin<&'a mut dyn Future<Output = Result<T, Error>>>;

/// A connection that verbs can be called on.
pub struct Client<H> {
    pub(crate) session: Session<H>,
    fingerprint: [u8; 32],
}

impl Settings {
    /// Reads the plain part of `ClientOptions`.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn read(value: Value) -> Result<Self, Error> {
        let mut fields = Fields::of("options", value)?;
        let default = Self::default();
        let settings = Self {
            timeout: read_time(&mut fields, "timeoutMs")?.unwrap_or(default.timeout),
            max_attempts: fields.count("maxAttempts")?.unwrap_or(default.max_attempts),
            concurrency: fields
                .count("concurrency")?
                .map(|limit| usize::try_from(limit).unwrap_or(usize::MAX)),
            max_requests_per_second: fields.number("maxRequestsPerSecond")?,
            actor: fields.text("actor")?,
        };
        fields.end()?;
        if let Some(rate) = settings.max_requests_per_second
            && !(rate > 0.0 && rate.is_finite())
        {
            return Err(Error::invalid_input(
                "options.maxRequestsPerSecond",
                "has to be more than 0",
            ));
        }
        if let Some(actor) = &settings.actor {
            crate::input::check_name("options.actor", actor)?;
        }
        Ok(settings)
    }
}

impl<H: Host> Client<H> {
    /// A client for a connection, with the plain part of `ClientOptions` in `settings`.
    /// Nothing is sent before the first call.
    ///
    /// # Errors
    /// `invalid_input` naming the path, or `not_supported`.
    pub fn open(host: H, connection: Value, settings: Value) -> Result<Self, Error> {
        let settings = Settings::read(settings)?;
        let connection = Connection::read(&host, connection)?;
        let mut redactor = Redactor::default();
        for secret in connection.secrets() {
            redactor.learn(secret.expose());
        }
        let token = match (&connection.access_token, connection.basic_pair()) {
            (Some(given), _) => TokenSlot::holding(Token::given("Bearer", given.clone())),
            (None, Some(pair)) => TokenSlot::holding(Token::given(BASIC, pair)),
            (None, None) => TokenSlot::default(),
        };
        let name = connection.name.clone();
        let fingerprint = connection.fingerprint();
        let directory = provider::open(connection);
        let tenant = name.unwrap_or_else(|| directory.tenant().base.host().to_owned());
        Ok(Self {
            fingerprint,
            session: Session {
                host,
                shared: Rc::new(Shared::new(token, redactor, Rc::clone(&directory))),
                directory,
                settings,
                tenant,
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
        self.session.directory = Rc::clone(&shared.directory);
        self.session.shared = shared;
    }

    /// The frame of one call.
    pub(crate) fn begin(&self, operation: &'static str, options: &Options) -> Call {
        let now = self.session.host.now();
        let timeout = options.timeout_ms.unwrap_or(self.session.settings.timeout);
        let deadline = options.deadline_ms.map(|ms| {
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
        self.in_time(call, pin!(verb)).await
    }

    /// One copy of this for each result, and not one for each verb.
    async fn in_time<T>(&self, call: &Call, verb: Verb<'_, T>) -> Result<T, Error> {
        let result = match call.deadline {
            None => verb.await,
            Some(deadline) => {
                let left = deadline.saturating_sub(self.session.host.now());
                match select(verb, pin!(self.session.host.sleep(left))).await {
                    Either::Left((result, _)) => result,
                    Either::Right(((), _)) => Err(deadline_passed(call)),
                }
            }
        };
        result.map_err(|error| self.tell(call, error))
    }

    /// Completes a failure: which verb, on whom, where, after how many requests.
    pub(crate) fn tell(&self, call: &Call, mut error: Error) -> Error {
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
    if call.has_write_in_flight() && call.operation == "resetPassword" {
        error.hint("The mail may be on its way: another try sends another one.")
    } else if call.has_write_in_flight() {
        error.hint("A write was sent and may have been done: look at the account before you try again, or just try again, which is safe.")
    } else {
        error.hint("Nothing was written. Try again, with more time.")
    }
}
