//! The step: every verb behind one door, JSON in and JSON out. The JavaScript client goes through it too, so that a
//! workflow platform and a program get the same from the same input.

mod many;
mod output;

pub use crate::lifecycle::capabilities::VERBS as ACTIONS;
pub use many::{batch, batch_entry};
pub use output::{Failed, Failure, GroupData, WriteData, failed, page};

use crate::error::Error;
use crate::host::Host;
use crate::input::{self, Fields};
use crate::lifecycle::batch::Verb;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::verb::GroupVerb;
use crate::lifecycle::list::{ListQuery, UserPage};
use crate::lifecycle::options::Options;
use crate::lifecycle::plan::policy::Policy;
use crate::lifecycle::request::method;
use crate::lifecycle::result::{Result, WriteResult};
use crate::model::{Person, Who};
use many::Listed;
use output::{Reply, done, step_failed, wrapped};
use seatwarden_json::{Map, Value};

/// A listing in a step is cut here if the query gives no limit; a cursor says where to go on.
pub const DEFAULT_LIMIT: u64 = 1_000;

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
    if action == "apply" {
        let plan = input.needed("plan")?;
        input.0.end()?;
        let listed = Listed::of(Vec::new());
        let ended = client.apply(plan, &listed, &options).await?;
        return Ok(Reply::Batch(listed.in_order(), ended));
    }
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
        "plan" => {
            let roster = input.0.list("roster")?;
            let roster = roster.ok_or_else(|| input.0.missing("roster"))?;
            let policy = input.0.value("policy").map(Policy::read).transpose()?;
            input.0.end()?;
            let policy = policy.unwrap_or_default();
            Ok(Reply::Plan(client.plan(roster, &policy, &options).await?))
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
    let mut add = |page: UserPage| {
        all.users.extend(page.users);
        all.total = page.total.or(all.total);
        all.cursor = page.cursor;
    };
    client.each_page(&mut listing, &mut add).await?;
    if listing.is_whole() {
        all.cursor = None;
    }
    Ok(all)
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
        Err(error) => step_failed(&action, error),
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
        Err(error) => step_failed(&action, error),
    }
}
