//! What comes out: of a verb for the client of JavaScript, of a step for a workflow. Decides nothing: it only shows.

use crate::error::{Error, ErrorCode};
use crate::http::token::Token;
use crate::lifecycle::batch::Ended;
use crate::lifecycle::capabilities::Capabilities;
use crate::lifecycle::groups::result::GroupResult;
use crate::lifecycle::groups::verb::GroupReply;
use crate::lifecycle::list::UserPage;
use crate::lifecycle::plan::Plan;
use crate::lifecycle::request::RawAnswer;
use crate::lifecycle::reset_password::Sent;
use crate::lifecycle::result::{Change, Result, WriteResult};
use crate::model::{Group, Role, User};
use seatwarden_json::{Map, Value};
use serde::Serialize;
use std::rc::Rc;

/// What a verb gave.
pub(super) enum Reply {
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
    Plan(Plan),
}

impl Reply {
    /// The reply as JSON; `reveal` for whoever may see an access token in any case.
    pub(super) fn json(&self, reveal: bool) -> String {
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
            Reply::Plan(plan) => plan.json.clone(),
        }
    }
}

/// `{"ok": true, …}`
pub(super) fn done(action: &str, reply: &Reply) -> String {
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
        Reply::Plan(plan) => {
            warnings = write(&plan.warnings);
            plan.json.clone()
        }
        other => other.json(false),
    };
    let action = write(&action);
    format!(
        "{{\"ok\":true,\"action\":{action}{outcome},\"data\":{data},\"warnings\":{warnings}{cursor}}}"
    )
}

/// `{"results": […], "counts": {…}, "resume": …}`
pub(super) fn how_ended(results: &[String], ended: &Ended) -> String {
    let mut counts = Map::new();
    for (word, count) in &ended.counts {
        counts.insert((*word).to_owned(), Value::from(*count));
    }
    let (results, counts) = (results.join(","), write(&counts));
    let resume = ended.resume.as_ref();
    let resume = resume.map_or(String::new(), |text| format!(",\"resume\":{}", write(text)));
    format!("{{\"results\":[{results}],\"counts\":{counts}{resume}}}")
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
    code: ErrorCode,
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

impl<'a> Failure<'a> {
    pub(super) fn of(error: &'a Error) -> Self {
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

/// `{"ok": false, …}`
pub(super) fn step_failed(action: &str, mut error: Error) -> String {
    // A step has no query: what `list` takes as one is its input.
    let of_query = error.message.strip_prefix("query");
    if let Some(rest) = of_query.filter(|_| action == "list") {
        error.message = ["input", rest].concat();
    }
    write(&Failed {
        ok: false,
        action,
        error: Failure::of(&error),
    })
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

pub(super) fn write<T: Serialize>(value: &T) -> String {
    seatwarden_json::to_string(value)
}

/// `{"value": …}`
pub(super) fn wrapped(value: &str) -> String {
    format!("{{\"value\":{value}}}")
}
