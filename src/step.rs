//! The step: every verb behind one door, JSON in and JSON out. The JavaScript client goes through it too, so that a
//! workflow platform and a program get the same from the same input.

use crate::error::Error;
use crate::host::Host;
use crate::http::exchange::Pending;
use crate::http::token::Token;
use crate::input::{self, Fields};
use crate::lifecycle::batch::{Ended, Feed, Verb};
use crate::lifecycle::capabilities::Capabilities;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::result::GroupResult;
use crate::lifecycle::groups::verb::{GroupReply, GroupVerb};
use crate::lifecycle::list::{ListQuery, UserPage};
use crate::lifecycle::options::Options;
use crate::lifecycle::request::{RawAnswer, method};
use crate::lifecycle::reset_password::Sent;
use crate::lifecycle::result::{Change, Result, WriteResult};
use crate::model::{Group, Person, Role, User, Who};
use seatwarden_json::{Map, Value};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;

/// A listing in a step is cut here if the query gives no limit; a cursor says where to go on.
pub const DEFAULT_LIMIT: u64 = 1_000;

/// Every action on a connection, by the name of its verb.
pub const ACTIONS: [&str; 22] = [
    "token",
    "list",
    "get",
    "find",
    "provision",
    "update",
    "deactivate",
    "reactivate",
    "remove",
    "resetPassword",
    "roles",
    "capabilities",
    "request",
    "provisionAll",
    "deactivateAll",
    "groups.list",
    "groups.get",
    "groups.create",
    "groups.rename",
    "groups.remove",
    "groups.addMembers",
    "groups.removeMembers",
];

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
    /// The results in order, as JSON, and how the batch ended.
    Batch(Vec<String>, Ended),
    Groups(GroupReply),
}

/// What a verb is about: the fields of its input.
struct Input(Fields);

impl Input {
    fn who(&mut self) -> Result<Who> {
        let who = self.needed("who")?;
        Who::read("who", who)
    }

    fn person(&mut self, key: &'static str) -> Result<Person> {
        let person = self.needed(key)?;
        Person::read(key, person)
    }

    fn text(&mut self, key: &'static str) -> Result<String> {
        self.0.text(key)?.ok_or_else(|| self.0.missing(key))
    }

    fn needed(&mut self, key: &'static str) -> Result<Value> {
        self.0.value(key).ok_or_else(|| self.0.missing(key))
    }
}

/// Calls a verb by its name.
async fn dispatch<H: Host>(
    client: &Client<H>,
    action: &str,
    given: Value,
    options: Value,
) -> Result<Reply> {
    if !ACTIONS.contains(&action) {
        let one_of = format!("one of {}", ACTIONS.join(", "));
        return Err(input::expected("action", &one_of));
    }
    let options = Options::read(action, options)?;
    if action == "list" {
        let mut query = ListQuery::read(given)?;
        query.limit.get_or_insert(DEFAULT_LIMIT);
        return Ok(Reply::Users(listed(client, query, &options).await?));
    }
    let mut input = Input(Fields::of("", given)?);
    if let Some(verb) = Verb::of(action) {
        let key = verb.input();
        let given = input.0.list(key)?.ok_or_else(|| input.0.missing(key))?;
        input.0.end()?;
        let listed = Listed::of(given);
        let ended = client.batch(verb, &listed, &options).await?;
        return Ok(Reply::Batch(listed.in_order(), ended));
    }
    match action {
        "token" => {
            input.0.end()?;
            let reveal = options.reveal.unwrap_or(false);
            Ok(Reply::Token(client.token(&options).await?, reveal))
        }
        "get" => {
            let who = input.who()?;
            input.0.end()?;
            let user = client.get(&who, &options).await?;
            Ok(Reply::User(Some(Box::new(user))))
        }
        "find" => {
            let who = input.who()?;
            input.0.end()?;
            let user = client.find(&who, &options).await?;
            Ok(Reply::User(user.map(Box::new)))
        }
        "provision" => {
            let person = input.person("person")?;
            input.0.end()?;
            written(client.provision(&person, &options).await)
        }
        "update" => {
            let (who, change) = (input.who()?, input.person("change")?);
            input.0.end()?;
            written(client.update(&who, &change, &options).await)
        }
        "deactivate" => {
            let who = input.who()?;
            input.0.end()?;
            written(client.deactivate(&who, &options).await)
        }
        "reactivate" => {
            let who = input.who()?;
            input.0.end()?;
            written(client.reactivate(&who, &options).await)
        }
        "remove" => {
            let who = input.who()?;
            input.0.end()?;
            written(client.remove(&who, &options).await)
        }
        "resetPassword" => {
            let who = input.who()?;
            input.0.end()?;
            Ok(Reply::Sent(client.reset_password(&who, &options).await?))
        }
        "roles" => {
            input.0.end()?;
            Ok(Reply::Roles(client.roles(&options).await?))
        }
        "capabilities" => {
            input.0.end()?;
            client.inquire(&options).await;
            Ok(Reply::Capabilities(client.capabilities()))
        }
        "request" => {
            let method = method(&input.text("method")?)?;
            let path = input.text("path")?;
            let body = input.0.value("body");
            input.0.end()?;
            if let Some(body) = &body {
                input::check_value("body", body)?;
            }
            let answer = client.request(method, &path, body, &options).await?;
            Ok(Reply::Raw(answer))
        }
        _ => {
            let verb = GroupVerb::read(action, &mut input.0)?;
            input.0.end()?;
            Ok(Reply::Groups(client.groups(&verb, &options).await?))
        }
    }
}

fn written(result: Result<WriteResult>) -> Result<Reply> {
    result.map(|result| Reply::Write(Box::new(result)))
}

/// The input of a batch that is there as a whole, and its results.
struct Listed {
    size: usize,
    given: RefCell<Vec<Value>>,
    results: RefCell<Vec<(usize, String)>>,
}

impl Listed {
    fn of(given: Vec<Value>) -> Self {
        Self {
            size: given.len(),
            given: RefCell::new(given),
            results: RefCell::default(),
        }
    }

    fn in_order(self) -> Vec<String> {
        let mut results = self.results.into_inner();
        results.sort_unstable();
        results.into_iter().map(|(_, result)| result).collect()
    }
}

impl Feed for Listed {
    fn size(&self) -> Option<usize> {
        Some(self.size)
    }

    fn pull(&self) -> Pending<'_, Vec<Value>> {
        Box::pin(std::future::ready(self.given.take()))
    }

    fn push(&self, index: usize, result: Result<WriteResult>) {
        let result = entry(index, &result, |error| write(&Failure::of(error)));
        self.results.borrow_mut().push((index, result));
    }
}

/// One result of a batch: `{"index": …, "ok": …, …}`
fn entry(index: usize, result: &Result<WriteResult>, tell: impl Fn(&Error) -> String) -> String {
    match result {
        Ok(result) => format!(
            "{{\"index\":{index},\"ok\":true,\"result\":{}}}",
            write(result)
        ),
        Err(error) => format!(
            "{{\"index\":{index},\"ok\":false,\"error\":{}}}",
            tell(error)
        ),
    }
}

/// One result of a batch for the client of JavaScript.
#[must_use]
pub fn batch_entry(index: usize, result: &Result<WriteResult>) -> String {
    entry(index, result, write)
}

/// Settles what `feed` gives, for the client of JavaScript: `{"value": …}` or `{"error": …}`.
pub async fn batch<H: Host>(
    client: &Client<H>,
    action: &str,
    feed: &dyn Feed,
    options: &str,
) -> String {
    let ended = async {
        let options = Options::read(action, input::parse("options", options)?)?;
        let verb = Verb::of(action).ok_or_else(|| Error::internal("an action without a verb"))?;
        client.batch(verb, feed, &options).await
    };
    match ended.await {
        Ok(ended) => wrapped(&how_ended(&[], &ended)),
        Err(error) => failed(&error),
    }
}

/// `{"results": […], "counts": {…}, "resume": …}`
fn how_ended(results: &[String], ended: &Ended) -> String {
    let mut counts = Map::new();
    for (word, count) in &ended.counts {
        counts.insert((*word).to_owned(), Value::from(*count));
    }
    let (results, counts) = (results.join(","), write(&counts));
    let resume = ended.resume.as_ref();
    let resume = resume.map_or(String::new(), |text| format!(",\"resume\":{}", write(text)));
    format!("{{\"results\":[{results}],\"counts\":{counts}{resume}}}")
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

fn write<T: Serialize>(value: &T) -> String {
    seatwarden_json::to_string(value)
}

/// `{"value": …}`
fn wrapped(value: &str) -> String {
    format!("{{\"value\":{value}}}")
}

/// Calls a verb for the client of JavaScript: `{"value": …}` or `{"error": …}`.
pub async fn call<H: Host>(client: &Client<H>, action: &str, input: &str, options: &str) -> String {
    let reply = async {
        let (input, options) = (input::parse("", input)?, input::parse("options", options)?);
        dispatch(client, action, input, options).await
    };
    match reply.await {
        Ok(Reply::User(None)) => wrapped("null"),
        Ok(reply) => wrapped(&reply.json(true)),
        Err(error) => failed(&error),
    }
}

impl Reply {
    /// The reply as JSON; `reveal` for whoever may see an access token in any case.
    fn json(&self, reveal: bool) -> String {
        match self {
            Reply::Token(token, asked) => write(&token.show(reveal || *asked)),
            Reply::Users(page) => write(page),
            Reply::User(user) => write(user),
            Reply::Write(result) => write(result),
            Reply::Roles(roles) => write(roles),
            Reply::Capabilities(capabilities) => write(capabilities),
            Reply::Raw(answer) => write(answer),
            Reply::Sent(sent) => write(sent),
            Reply::Batch(results, ended) => how_ended(results, ended),
            Reply::Groups(GroupReply::Groups(groups)) => write(groups),
            Reply::Groups(GroupReply::Group(group)) => write(group),
            Reply::Groups(GroupReply::Write(result)) => write(result),
        }
    }
}

/// `{"error": …}`
#[must_use]
pub fn failed(error: &Error) -> String {
    format!("{{\"error\":{}}}", write(error))
}

/// A page of a listing for the client of JavaScript: `{"value": {…}}`, `{"value": null}` at the end, `{"error": …}`.
#[must_use]
pub fn page(result: &Result<Option<UserPage>>) -> String {
    match result {
        Ok(page) => wrapped(&write(page)),
        Err(error) => failed(error),
    }
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
/// A step that failed.
pub struct Failed<'a> {
    /// `false`
    ok: bool,
    /// The action, as far as it could be read.
    action: &'a str,
    /// Why.
    error: Failure<'a>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
/// Why a step failed.
pub struct Failure<'a> {
    /// What to branch on.
    code: crate::error::ErrorCode,
    /// What was tried, on whom and where, what the vendor said.
    message: &'a str,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    /// Whether the same step may well succeed later.
    retryable: bool,
    /// When to try again, in milliseconds from now.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_ms: Option<u64>,
    /// The HTTP status, if there was an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
}

/// A step as it was handed over.
struct Asked {
    input: Value,
    options: Value,
    connection: Result<Value>,
}

impl Asked {
    /// Reads a step; its action goes into `action` first, so that a refusal can name it.
    fn read(text: &str, action: &mut String) -> Result<Self> {
        let mut step = Fields::of("step", input::parse("step", text)?)?;
        *action = step.text("action")?.ok_or_else(|| step.missing("action"))?;
        let nothing = || Value::Object(Map::new());
        let asked = Self {
            input: step.value("input").unwrap_or_else(nothing),
            options: step.value("options").unwrap_or_else(nothing),
            connection: step.value("connection").ok_or(step.missing("connection")),
        };
        step.end()?;
        Ok(asked)
    }
}

/// Runs a step. `open` makes the client of its connection. Whatever goes wrong is in the result. (A webhook's step needs
/// no connection: it has a door of its own, in `webhook::step`.)
pub async fn run<H: Host>(text: &str, open: impl FnOnce(Value) -> Result<Client<H>>) -> String {
    let mut action = String::new();
    let reply = async {
        let asked = Asked::read(text, &mut action)?;
        let client = open(asked.connection?)?;
        dispatch(&client, &action, asked.input, asked.options).await
    };
    match reply.await {
        Ok(reply) => done(&action, &reply),
        Err(error) => step_failed(&action, &error),
    }
}

/// As [`run`], on a client that is there: the step has no connection of its own.
pub async fn run_on<H: Host>(client: &Client<H>, text: &str) -> String {
    let mut action = String::new();
    let reply = async {
        let asked = Asked::read(text, &mut action)?;
        if asked.connection.is_ok() {
            let problem = "is the client's own: leave it out, or use run without a client";
            return Err(Error::invalid_input("step.connection", problem));
        }
        dispatch(client, &action, asked.input, asked.options).await
    };
    match reply.await {
        Ok(reply) => done(&action, &reply),
        Err(error) => step_failed(&action, &error),
    }
}

/// `{"ok": false, …}`
fn step_failed(action: &str, error: &Error) -> String {
    write(&Failed {
        ok: false,
        action,
        error: Failure::of(error),
    })
}

impl<'a> Failure<'a> {
    fn of(error: &'a Error) -> Self {
        Self {
            code: error.code,
            message: &error.message,
            hint: error.hint.as_deref(),
            retryable: error.retryable,
            retry_after_ms: error.retry_after_ms,
            status: error.status,
        }
    }
}

/// What a write gave, without what the step shows beside it.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WriteData<'a> {
    /// Whether nothing was sent, and this is what would happen.
    dry_run: bool,
    /// The account as it is now; null where there is none.
    user: &'a Option<User>,
    /// What changed.
    changes: &'a [Change],
    /// Requests that were sent, token requests not counted.
    attempts: u32,
    /// The vendor's ids of those requests.
    request_ids: &'a [String],
}

/// What a write to a group gave, without what the step shows beside it.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GroupData<'a> {
    /// Whether nothing was sent, and this is what would happen.
    dry_run: bool,
    /// The group as it is now; null where there is none.
    group: &'a Option<Group>,
    /// What changed.
    changes: &'a [Change],
    /// Requests that were sent, token requests not counted.
    attempts: u32,
    /// The vendor's ids of those requests.
    request_ids: &'a [String],
}

impl GroupResult {
    fn data(&self) -> String {
        write(&GroupData {
            dry_run: self.dry_run,
            group: &self.group,
            changes: &self.changes,
            attempts: self.attempts,
            request_ids: &self.request_ids,
        })
    }
}

/// `{"ok": true, …}`
fn done(action: &str, reply: &Reply) -> String {
    let (mut outcome, mut warnings, mut cursor) =
        (String::new(), String::from("[]"), String::new());
    let data = match reply {
        Reply::Users(page) => {
            if let Some(next) = &page.cursor {
                cursor = format!(",\"cursor\":{}", write(next));
            }
            format!("{{\"users\":{}}}", write(&page.users))
        }
        Reply::User(user) => format!("{{\"user\":{}}}", write(user)),
        Reply::Roles(roles) => format!("{{\"roles\":{}}}", write(roles)),
        Reply::Write(result) => {
            outcome = format!(",\"outcome\":\"{}\"", result.outcome.as_str());
            warnings = write(&result.warnings);
            write(&WriteData {
                dry_run: result.dry_run,
                user: &result.user,
                changes: &result.changes,
                attempts: result.attempts,
                request_ids: &result.request_ids,
            })
        }
        Reply::Groups(GroupReply::Groups(groups)) => format!("{{\"groups\":{}}}", write(groups)),
        Reply::Groups(GroupReply::Group(group)) => format!("{{\"group\":{}}}", write(group)),
        Reply::Groups(GroupReply::Write(result)) => {
            outcome = format!(",\"outcome\":\"{}\"", result.outcome.as_str());
            warnings = write(&result.warnings);
            result.data()
        }
        other => other.json(false),
    };
    let action = write(&action);
    format!(
        "{{\"ok\":true,\"action\":{action}{outcome},\"data\":{data},\"warnings\":{warnings}{cursor}}}"
    )
}
