//! The people who are wanted: each read and checked, and what is wrong with any of them told at once.

use crate::error::{Error, ErrorCode};
use crate::lifecycle::password::has_password;
use crate::lifecycle::result::Result;
use crate::model::Person;
use seatwarden_json::Value;

/// So many faults are told in full.
const TOLD: usize = 10;

/// What is wrong with a roster, collected.
#[derive(Debug, Default)]
pub(super) struct Faults {
    told: Vec<String>,
    hint: Option<String>,
    more: usize,
}

impl Faults {
    /// Takes in what is wrong with one person; hands back what is wrong with more than that.
    pub(super) fn note(&mut self, error: Error) -> Result<()> {
        if error.code != ErrorCode::InvalidInput {
            return Err(error);
        }
        if self.told.len() < TOLD {
            self.told.push(error.message.clone());
            self.hint = self.hint.take().or_else(|| error.hint.clone());
        } else {
            self.more += 1;
        }
        Ok(())
    }

    /// Takes in a result: what it holds, or nothing.
    pub(super) fn check<T>(&mut self, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(error) => self.note(error).map(|()| None),
        }
    }

    /// Refuses the roster if anything is wrong with it.
    pub(super) fn end(self) -> Result<()> {
        if self.told.is_empty() {
            return Ok(());
        }
        let mut message = self.told.join("; ");
        if self.more > 0 {
            message.push_str(&format!("; and {} more", self.more));
        }
        let mut error = Error::new(ErrorCode::InvalidInput, message);
        error.hint = self.hint;
        Err(error)
    }
}

/// Where a person stands in the input.
pub(super) fn path(at: usize) -> String {
    format!("roster[{at}]")
}

/// Reads a roster.
///
/// # Errors
/// `invalid_input` with the path of each fault.
pub(super) fn read(roster: Vec<Value>) -> Result<Vec<Person>> {
    let mut faults = Faults::default();
    let mut people = Vec::with_capacity(roster.len());
    for (at, value) in roster.into_iter().enumerate() {
        let path = path(at);
        let person = Person::read(&path, value).and_then(|person| {
            person.check(&path)?;
            if has_password(&person.extra) {
                let path = format!("{path}.extra");
                let problem = "has a password: a plan is kept, and read by people";
                return Err(Error::invalid_input(&path, problem).hint(
                    "Set it with provision or update, or have the user set one with resetPassword.",
                ));
            }
            Ok(person)
        });
        people.extend(faults.check(person)?);
    }
    faults.end()?;
    Ok(people)
}
