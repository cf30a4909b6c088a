//! The options of the verbs, and which verb takes which.

use crate::error::Error;
use crate::input::{self, Fields};
use crate::lifecycle::batch::Verb;
use crate::model::Who;
use crate::time::Millis;
use seatwarden_json::Value;

/// The plain options of a call. One shape for all verbs; [`Options::read`] refuses those that a verb doesn't take.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// One attempt may take so long, in ms.
    pub timeout_ms: Option<Millis>,
    /// The whole call may take so long, in ms from now.
    pub deadline_ms: Option<Millis>,
    /// Sent with what a verb posts, where the vendor takes one.
    pub idempotency_key: Option<String>,
    /// Say what would happen, and write nothing.
    pub dry_run: Option<bool>,
    /// Read the account back after a write (the default).
    pub verify: Option<bool>,
    /// The account to bring into shape.
    pub r#match: Option<Who>,
    /// Change fields that differ (the default).
    pub update: Option<bool>,
    /// Switch on an account that is off (the default).
    pub reactivate: Option<bool>,
    /// Whether the groups of a person are all that the account shall be in, and not only some of them.
    pub exact_groups: bool,
    /// Nobody there is an error.
    pub strict: Option<bool>,
    /// Who receives the data of an account that is switched off.
    pub transfer_to: Option<String>,
    /// The userName of the account, or the name of the group, that is to be removed for good; the id of a plan that
    /// switches off more than its guard allows.
    pub confirm: Option<String>,
    /// Where a batch stopped before.
    pub resume: Option<String>,
    /// Show the access token in the result of the step.
    pub reveal: Option<bool>,
    /// Whether an account that is there already is to be left as it is: no caller's option, but a plan's.
    pub only_new: bool,
}

const TOKEN: &[&str] = &["reveal"];
const WRITE: &[&str] = &["dryRun", "verify"];
const MATCH: &[&str] = &["match"];
const PROVISION: &[&str] = &["update", "reactivate", "groupsMode"];
const DEACTIVATE: &[&str] = &["strict", "transferTo"];
const REMOVE: &[&str] = &["confirm"];
const BATCH: &[&str] = &["resume"];

/// The longest time that is taken, in ms: 24 days, beyond which timers in JavaScript overflow.
pub const LONGEST: f64 = 2_147_483_647.0;

impl Options {
    /// Reads the options of `verb`.
    ///
    /// # Errors
    /// `invalid_input` naming the path of an unknown key, a wrong type, or an option that the verb doesn't take.
    pub fn read(verb: &str, value: Value) -> Result<Self, Error> {
        let mut fields = Fields::of("options", value)?;
        refuse_foreign(verb, &fields)?;
        let options = Self {
            timeout_ms: read_time(&mut fields, "timeoutMs")?,
            deadline_ms: read_time(&mut fields, "deadlineMs")?,
            idempotency_key: fields.text("idempotencyKey")?,
            dry_run: fields.flag("dryRun")?,
            verify: fields.flag("verify")?,
            r#match: fields
                .value("match")
                .map(|who| Who::read("options.match", who))
                .transpose()?,
            update: fields.flag("update")?,
            reactivate: fields.flag("reactivate")?,
            exact_groups: match fields.text("groupsMode")?.as_deref() {
                None | Some("add") => false,
                Some("exact") => true,
                Some(_) => return Err(input::expected("options.groupsMode", "one of add, exact")),
            },
            strict: fields.flag("strict")?,
            transfer_to: fields.text("transferTo")?,
            confirm: fields.text("confirm")?,
            resume: fields.text("resume")?,
            reveal: fields.flag("reveal")?,
            only_new: false,
        };
        fields.end()?;
        if let Some(name) = &options.transfer_to {
            input::check_name("options.transferTo", name)?;
        }
        if let Some(key) = &options.idempotency_key {
            // FACTS §1: at most 255 characters; a try of its own adds up to four.
            input::check_name("options.idempotencyKey", key)?;
            // Those of a batch have a place in the input added.
            let most = if own_key_each(verb) { 240 } else { 250 };
            if key.len() > most || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(Error::invalid_input(
                    "options.idempotencyKey",
                    format_args!("has to be at most {most} visible ASCII characters"),
                ));
            }
        }
        Ok(options)
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

/// Whether a verb makes several writes of one call.
fn own_key_each(verb: &str) -> bool {
    Verb::of(verb).is_some()
}

/// Refuses options that there are, but not for this verb.
fn refuse_foreign(verb: &str, fields: &Fields) -> Result<(), Error> {
    let own: &[&[&str]] = match verb {
        "token" => &[TOKEN],
        "provision" => &[WRITE, MATCH, PROVISION],
        // One account can't be everybody's: no `match`.
        "provisionAll" => &[WRITE, PROVISION, BATCH],
        "deactivateAll" => &[WRITE, DEACTIVATE, BATCH],
        "apply" => &[WRITE, REMOVE, BATCH],
        "update" | "reactivate" => &[WRITE],
        "deactivate" => &[WRITE, DEACTIVATE],
        "remove" | "groups.remove" => &[WRITE, REMOVE],
        "groups.create" | "groups.rename" | "groups.addMembers" | "groups.removeMembers" => {
            &[WRITE]
        }
        _ => &[],
    };
    let every = [TOKEN, WRITE, MATCH, PROVISION, DEACTIVATE, REMOVE, BATCH];
    for name in fields.keys() {
        let known = every.iter().any(|set| set.contains(&name));
        if known && !own.iter().any(|set| set.contains(&name)) {
            return Err(Error::invalid_input(
                &fields.path(name),
                format_args!("is not an option of {verb}"),
            ));
        }
    }
    Ok(())
}

/// A time: a number of ms from 1 to 24 days.
#[allow(clippy::as_conversions)] // a number from 1 to 2^31
pub(crate) fn read_time(fields: &mut Fields, key: &'static str) -> Result<Option<Millis>, Error> {
    let ms = fields.number(key)?;
    #[cfg(not(target_arch = "wasm32"))]
    input::trace::took(&fields.path(key), input::trace::Kind::Time);
    match ms {
        Some(ms) if !(1.0..=LONGEST).contains(&ms) => Err(Error::invalid_input(
            &fields.path(key),
            "has to be a number of milliseconds from 1 to 2147483647",
        )),
        ms => Ok(ms.map(|ms| ms.ceil() as Millis)),
    }
}
