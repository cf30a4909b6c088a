//! One record for each write that was attempted: failed ones too, and those that were cut off in the middle.
//! None for dry runs and for nothing to do. No secret, and no vendor record, is in it.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::http::session::Session;
use crate::model::User;
use crate::time;
use serde::Serialize;

/// Who did what to whom, when, and how it ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditRecord<'a> {
    /// When the write ended, RFC 3339.
    pub at: String,
    /// Who asked for it, as the caller said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<&'a str>,
    /// The kind of tenant.
    pub provider: &'a str,
    /// The tenant.
    pub tenant: &'a str,
    /// What was done: `create`, `update`, `deactivate`…
    pub action: &'a str,
    /// To whom.
    pub target: Target<'a>,
    /// The account before, if it was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<&'a User>,
    /// The account after, as far as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<&'a User>,
    /// `created`, `updated`… or `failed`, `unknown` (nobody can tell whether it was done).
    pub outcome: &'a str,
    /// Requests that were sent for it.
    pub attempts: u32,
    /// The vendor's ids of those requests.
    pub request_ids: &'a [String],
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<AuditError<'a>>,
}

/// The account that a write was about; or the group, and who was to come in or go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Target<'a> {
    /// The vendor's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a str>,
    /// What the person logs in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<&'a str>,
    /// The name of the group; `id` is then the group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<&'a str>,
    /// Who was to come into the group or to go out, by id.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub members: &'a [String],
}

/// A failure, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AuditError<'a> {
    /// The code.
    pub code: ErrorCode,
    /// The message.
    pub message: &'a str,
}

/// A write that is being attempted. Recorded when it ends; if it is dropped before, it is recorded as cut off.
pub(crate) struct Write<'a, H: Host> {
    session: &'a Session<H>,
    call: &'a Call,
    action: &'static str,
    id: Option<String>,
    user_name: Option<String>,
    group: Option<String>,
    members: Vec<String>,
    before: Option<User>,
    sent_before: u32,
    ids_before: usize,
    ended: bool,
}

impl<'a, H: Host> Write<'a, H> {
    /// A write to the account `before`.
    pub(crate) fn to(
        session: &'a Session<H>,
        call: &'a Call,
        action: &'static str,
        before: &User,
    ) -> Self {
        let mut write = Self::of(session, call, action, Some(&before.user_name));
        write.id = Some(before.id.clone());
        write.before = Some(without_raw(before));
        write
    }

    /// A write to a group, or the one that makes it.
    pub(crate) fn to_group(
        session: &'a Session<H>,
        call: &'a Call,
        action: &'static str,
        (id, name): (Option<&str>, &str),
        members: Vec<String>,
    ) -> Self {
        let mut write = Self::of(session, call, action, None);
        write.id = id.map(str::to_owned);
        write.group = Some(name.to_owned());
        write.members = members;
        write
    }

    /// What was made got this id.
    pub(crate) fn made(&mut self, id: &str) {
        self.id = Some(id.to_owned());
    }

    /// A write that makes the account `user_name`.
    pub(crate) fn of(
        session: &'a Session<H>,
        call: &'a Call,
        action: &'static str,
        user_name: Option<&str>,
    ) -> Self {
        Self {
            session,
            call,
            action,
            id: None,
            user_name: user_name.map(str::to_owned),
            group: None,
            members: Vec::new(),
            before: None,
            sent_before: call.attempts(),
            ids_before: call.request_ids().len(),
            ended: false,
        }
    }

    /// The write was done.
    pub(crate) fn done(mut self, outcome: &str, after: Option<&User>) {
        let after = after.map(without_raw);
        if let Some(after) = &after {
            self.id.get_or_insert_with(|| after.id.clone());
        }
        self.record(outcome, after.as_ref(), None);
    }

    /// The write was not done, or nobody can tell.
    pub(crate) fn failed(mut self, error: &Error) {
        let outcome = if error.ambiguous || error.code == ErrorCode::OutcomeUnknown {
            "unknown"
        } else {
            "failed"
        };
        self.record(outcome, None, Some(error));
    }

    fn record(&mut self, outcome: &str, after: Option<&User>, error: Option<&Error>) {
        self.ended = true;
        let attempts = self.call.attempts() - self.sent_before;
        if attempts == 0 {
            return; // nothing was sent: the token couldn't be had, or the call ended before
        }
        let request_ids = self.call.request_ids();
        let error = error.map(|error| self.session.masked(error.clone()));
        self.session.host.audit(&AuditRecord {
            at: time::to_rfc3339(self.session.host.now()),
            actor: self.session.settings.actor.as_deref(),
            provider: self.session.directory.facts().provider,
            tenant: &self.session.tenant,
            action: self.action,
            target: Target {
                id: self.id.as_deref(),
                user_name: self.user_name.as_deref(),
                group: self.group.as_deref(),
                members: &self.members,
            },
            before: self.before.as_ref(),
            after,
            outcome,
            attempts,
            request_ids: request_ids.get(self.ids_before..).unwrap_or_default(),
            error: error.as_ref().map(|error| AuditError {
                code: error.code,
                message: &error.message,
            }),
        });
    }
}

impl<H: Host> Drop for Write<'_, H> {
    fn drop(&mut self) {
        if !self.ended {
            let is_open = self.call.has_write_in_flight();
            let (outcome, code, what) = if is_open {
                let what = "the call was cut off before it was known what came of it";
                ("unknown", ErrorCode::OutcomeUnknown, what)
            } else {
                let what = "the call was cut off before it was sent again";
                ("failed", ErrorCode::Timeout, what)
            };
            let mut error = Error::new(code, what);
            error.ambiguous = is_open;
            self.record(outcome, None, Some(&error));
        }
    }
}

fn without_raw(user: &User) -> User {
    User {
        raw: None,
        ..user.clone()
    }
}
