//! The step: every verb behind one door, JSON in and JSON out. The JavaScript client goes through it too, so that a
//! workflow platform and a program get the same from the same input.

use crate::error::Error;
use crate::host::Host;
use crate::http::token::Token;
use crate::input;
use crate::lifecycle::capabilities::Capabilities;
use crate::lifecycle::client::Client;
use crate::lifecycle::list::{ListQuery, UserPage};
use crate::lifecycle::options::Options;
use crate::lifecycle::request::{RawAnswer, method};
use crate::lifecycle::reset_password::Sent;
use crate::lifecycle::result::{Outcome, Result, Warning, WriteResult};
use crate::model::{Person, Role, User, Who};
use crate::webhook;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use std::rc::Rc;

/// A listing in a step is cut here if the query gives no limit; a cursor says where to go on.
pub const DEFAULT_LIMIT: u64 = 1_000;

/// A step as a platform hands it over.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step<'a> {
    /// The verb.
    pub action: String,
    /// The connection, still as text: it holds secrets. Webhooks need none.
    #[serde(borrow)]
    pub connection: Option<&'a RawValue>,
    /// What the verb is about.
    #[serde(borrow)]
    pub input: Option<&'a RawValue>,
    /// The verb's options.
    #[serde(borrow)]
    pub options: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WhoInput {
    who: Who,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonInput {
    person: Person,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeInput {
    who: Who,
    change: Person,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestInput {
    method: String,
    path: String,
    body: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoInput {}

/// What a verb gave.
enum Reply {
    Token(Rc<Token>, bool),
    Users(UserPage),
    User(Option<Box<User>>),
    Write(Box<WriteResult>),
    Roles(Vec<Role>),
    Capabilities(Capabilities),
    Raw(RawAnswer),
    Sent(Sent),
    Webhook(Value),
}

/// Calls a verb by its name.
async fn dispatch<H: Host>(
    client: &Client<H>,
    action: &str,
    given: &str,
    options: &str,
) -> Result<Reply> {
    let options = Options::read(action, options)?;
    let who = || -> Result<Who> {
        let WhoInput { who } = input::read("", given)?;
        who.check("who")?;
        Ok(who)
    };
    let nothing = || input::read::<NoInput>("", given);
    match action {
        "token" => {
            nothing()?;
            let reveal = options.reveal.unwrap_or(false);
            Ok(Reply::Token(client.token(&options).await?, reveal))
        }
        "list" => {
            let mut query: ListQuery = input::read("query", given)?;
            query.limit.get_or_insert(DEFAULT_LIMIT);
            Ok(Reply::Users(listed(client, query, &options).await?))
        }
        "get" => Ok(Reply::User(Some(Box::new(
            client.get(&who()?, &options).await?,
        )))),
        "find" => Ok(Reply::User(
            client.find(&who()?, &options).await?.map(Box::new),
        )),
        "provision" => {
            let PersonInput { person } = input::read("", given)?;
            let result = client.provision(&person, &options).await?;
            Ok(Reply::Write(Box::new(result)))
        }
        "update" => {
            let ChangeInput { who, change } = input::read("", given)?;
            who.check("who")?;
            let result = client.update(&who, &change, &options).await?;
            Ok(Reply::Write(Box::new(result)))
        }
        "deactivate" => {
            let result = client.deactivate(&who()?, &options).await?;
            Ok(Reply::Write(Box::new(result)))
        }
        "reactivate" => {
            let result = client.reactivate(&who()?, &options).await?;
            Ok(Reply::Write(Box::new(result)))
        }
        "remove" => {
            let result = client.remove(&who()?, &options).await?;
            Ok(Reply::Write(Box::new(result)))
        }
        "resetPassword" => Ok(Reply::Sent(client.reset_password(&who()?, &options).await?)),
        "roles" => {
            nothing()?;
            Ok(Reply::Roles(client.roles(&options).await?))
        }
        "capabilities" => {
            nothing()?;
            Ok(Reply::Capabilities(client.capabilities()))
        }
        "request" => {
            let RequestInput {
                method: word,
                path,
                body,
            } = input::read("", given)?;
            if let Some(body) = &body {
                input::check_value("body", body)?;
            }
            let answer = client
                .request(method(&word)?, &path, body, &options)
                .await?;
            Ok(Reply::Raw(answer))
        }
        _ => Err(Error::invalid_input(
            "action",
            "expected token, list, get, find, provision, update, deactivate, reactivate, remove, resetPassword, roles, capabilities or request",
        )),
    }
}

/// All pages of a listing up to its limit, as one.
async fn listed<H: Host>(
    client: &Client<H>,
    query: ListQuery,
    options: &Options,
) -> Result<UserPage> {
    let mut listing = client.list(query, options)?;
    let mut all = UserPage {
        users: Vec::new(),
        total: None,
        cursor: None,
    };
    while let Some(page) = client.next_page(&mut listing).await? {
        all.users.extend(page.users);
        all.total = page.total.or(all.total);
        all.cursor = page.cursor;
    }
    if listing.is_whole() {
        all.cursor = None;
    }
    Ok(all)
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Envelope<'a, T> {
    Value(T),
    Error(&'a Error),
}

fn write<T: Serialize>(value: &T) -> String {
    // Serializing our own types can't fail: no map key but strings, no failing Serialize.
    serde_json::to_string(value).unwrap_or_else(|_| String::from("{}"))
}

pub(crate) fn envelope<T: Serialize>(value: T) -> String {
    write(&Envelope::Value(value))
}

/// Calls a verb for the client of JavaScript: `{"value": …}` or `{"error": …}`.
pub async fn call<H: Host>(client: &Client<H>, action: &str, input: &str, options: &str) -> String {
    match dispatch(client, action, input, options).await {
        Ok(Reply::Token(token, _)) => envelope(token.show(true)),
        Ok(Reply::Users(page)) => envelope(page),
        Ok(Reply::User(user)) => envelope(user),
        Ok(Reply::Write(result)) => envelope(result),
        Ok(Reply::Roles(roles)) => envelope(roles),
        Ok(Reply::Capabilities(capabilities)) => envelope(capabilities),
        Ok(Reply::Raw(answer)) => envelope(answer),
        Ok(Reply::Sent(sent)) => envelope(sent),
        Ok(Reply::Webhook(data)) => envelope(data),
        Err(error) => failed(&error),
    }
}

/// `{"error": …}`
#[must_use]
pub fn failed(error: &Error) -> String {
    write(&Envelope::<()>::Error(error))
}

/// A page of a listing for the client of JavaScript: `{"value": {…}}`, `{"value": null}` at the end, `{"error": …}`.
#[must_use]
pub fn page(result: &Result<Option<UserPage>>) -> String {
    match result {
        Ok(page) => envelope(page),
        Err(error) => failed(error),
    }
}

#[derive(Serialize)]
struct Done<'a> {
    ok: bool,
    action: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    data: Value,
    warnings: Vec<Warning>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
}

#[derive(Serialize)]
struct Failed<'a> {
    ok: bool,
    action: &'a str,
    error: Failure<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure<'a> {
    code: crate::error::ErrorCode,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    retryable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
}

fn json<T: Serialize>(value: T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Runs a step. `open` makes the client of its connection, `host` is for what needs none. Whatever goes wrong is in the
/// result.
pub async fn run<H: Host>(
    text: &str,
    host: &H,
    open: impl FnOnce(&str) -> Result<Client<H>>,
) -> String {
    let step: Step<'_> = match input::read("step", text) {
        Ok(step) => step,
        Err(error) => return step_failed("", &error),
    };
    let given = step.input.map_or("{}", RawValue::get);
    let options = step.options.map_or("{}", RawValue::get);
    let reply = match step.connection {
        _ if webhook::step::ACTIONS.contains(&step.action.as_str()) => {
            let data = webhook::step::run(&step.action, given, host).await;
            data.map(Reply::Webhook)
        }
        Some(connection) => match open(connection.get()) {
            Ok(client) => dispatch(&client, &step.action, given, options).await,
            Err(error) => Err(error),
        },
        None => Err(Error::invalid_input("step", "missing field \"connection\"")),
    };
    match reply {
        Ok(reply) => write(&done(&step.action, reply)),
        Err(error) => step_failed(&step.action, &error),
    }
}

/// `{"ok": false, …}`
fn step_failed(action: &str, error: &Error) -> String {
    write(&Failed {
        ok: false,
        action,
        error: Failure {
            code: error.code,
            message: &error.message,
            hint: error.hint.as_deref(),
            retryable: error.retryable,
            retry_after_ms: error.retry_after_ms,
            status: error.status,
        },
    })
}

fn done(action: &str, reply: Reply) -> Done<'_> {
    let mut done = Done {
        ok: true,
        action,
        outcome: None,
        data: Value::Null,
        warnings: Vec::new(),
        cursor: None,
    };
    let named =
        |name: &str, value: Value| Value::Object([(name.to_owned(), value)].into_iter().collect());
    done.data = match reply {
        Reply::Token(token, reveal) => json(token.show(reveal)),
        Reply::Users(page) => {
            done.cursor = page.cursor;
            named("users", json(page.users))
        }
        Reply::User(user) => named("user", json(user)),
        Reply::Roles(roles) => named("roles", json(roles)),
        Reply::Capabilities(capabilities) => json(capabilities),
        Reply::Raw(answer) => json(answer),
        Reply::Sent(sent) => json(sent),
        Reply::Webhook(data) => data,
        Reply::Write(result) => {
            done.outcome = Some(result.outcome);
            done.warnings.clone_from(&result.warnings);
            let mut data = json(*result);
            if let Value::Object(fields) = &mut data {
                fields.remove("outcome");
                fields.remove("warnings");
            }
            data
        }
    };
    done
}
