//! The options of the verbs, and which verb takes which.

use crate::error::Error;
use crate::input;
use crate::model::Who;
use serde::{Deserialize, Deserializer};

/// The plain options of a call. One shape for all verbs; [`Options::check`] refuses those that a verb doesn't take.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Options {
    /// One attempt may take so long, in ms.
    pub timeout_ms: Option<f64>,
    /// The whole call may take so long, in ms from now.
    pub deadline_ms: Option<f64>,
    /// Sent with a create, where the vendor takes one.
    pub idempotency_key: Option<String>,
    /// Say what would happen, and write nothing.
    pub dry_run: Option<bool>,
    /// Read the account back after a write (the default).
    pub verify: Option<bool>,
    /// The account to bring into shape.
    #[serde(deserialize_with = "some")]
    pub r#match: Option<Who>,
    /// Change fields that differ (the default).
    pub update: Option<bool>,
    /// Switch on an account that is off (the default).
    pub reactivate: Option<bool>,
    /// Nobody there is an error.
    pub strict: Option<bool>,
    /// The userName of the account that is to be removed for good.
    pub confirm: Option<String>,
    /// Show the access token in the result of the step.
    pub reveal: Option<bool>,
}

fn some<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Who>, D::Error> {
    Option::deserialize(deserializer)
}

const ANY_CALL: &[&str] = &["timeoutMs", "deadlineMs"];
const TOKEN: &[&str] = &["reveal"];
const WRITE: &[&str] = &["idempotencyKey", "dryRun", "verify"];
const PROVISION: &[&str] = &["match", "update", "reactivate"];
const DEACTIVATE: &[&str] = &["strict"];
const REMOVE: &[&str] = &["confirm"];
const RAW: &[&str] = &["idempotencyKey"];

/// The longest time that is taken, in ms: 24 days, beyond which timers in JavaScript overflow.
const LONGEST: f64 = 2_147_483_647.0;

impl Options {
    /// Reads the options of `verb`.
    ///
    /// # Errors
    /// `invalid_input` naming the path of an unknown key, a wrong type, or an option that the verb doesn't take.
    pub fn read(verb: &str, text: &str) -> Result<Self, Error> {
        let options: Self = input::read("options", text)?;
        options.check(verb)?;
        Ok(options)
    }

    /// Refuses options that `verb` doesn't take, and times that are none.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn check(&self, verb: &str) -> Result<(), Error> {
        let own: &[&[&str]] = match verb {
            "token" => &[TOKEN],
            "provision" => &[WRITE, PROVISION],
            "update" | "reactivate" => &[WRITE],
            "deactivate" => &[WRITE, DEACTIVATE],
            "remove" => &[WRITE, REMOVE],
            "request" => &[RAW],
            _ => &[],
        };
        for name in self.given() {
            if !ANY_CALL.contains(&name) && !own.iter().any(|set| set.contains(&name)) {
                return Err(Error::invalid_input(
                    &format!("options.{name}"),
                    format_args!("is not an option of {verb}"),
                ));
            }
        }
        check_time("options.timeoutMs", self.timeout_ms)?;
        check_time("options.deadlineMs", self.deadline_ms)?;
        if let Some(key) = &self.idempotency_key {
            // FACTS §1: at most 255 characters; a try of its own adds up to four.
            input::check_name("options.idempotencyKey", key)?;
            if key.len() > 250 || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(Error::invalid_input(
                    "options.idempotencyKey",
                    "has to be at most 250 visible ASCII characters",
                ));
            }
        }
        if let Some(who) = &self.r#match {
            who.check("options.match")?;
        }
        Ok(())
    }

    fn given(&self) -> impl Iterator<Item = &'static str> {
        [
            ("timeoutMs", self.timeout_ms.is_some()),
            ("deadlineMs", self.deadline_ms.is_some()),
            ("idempotencyKey", self.idempotency_key.is_some()),
            ("dryRun", self.dry_run.is_some()),
            ("verify", self.verify.is_some()),
            ("match", self.r#match.is_some()),
            ("update", self.update.is_some()),
            ("reactivate", self.reactivate.is_some()),
            ("strict", self.strict.is_some()),
            ("confirm", self.confirm.is_some()),
            ("reveal", self.reveal.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, given)| given.then_some(name))
    }

    /// Whether to write nothing.
    #[must_use]
    pub fn is_dry_run(&self) -> bool {
        self.dry_run.unwrap_or(false)
    }

    /// Whether to read back after a write.
    #[must_use]
    pub fn verifies(&self) -> bool {
        self.verify.unwrap_or(true)
    }
}

/// Refuses a time that is not a number of ms from 1 to 24 days.
pub(crate) fn check_time(path: &str, ms: Option<f64>) -> Result<(), Error> {
    match ms {
        Some(ms) if !(1.0..=LONGEST).contains(&ms) => Err(Error::invalid_input(
            path,
            "has to be a number of milliseconds from 1 to 2147483647",
        )),
        _ => Ok(()),
    }
}
