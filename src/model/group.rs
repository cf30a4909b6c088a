//! A group as callers see it, and how they point at one.

use super::UserId;
use crate::error::Error;
use crate::input::{self, Fields};
use serde::Serialize;
use serde_json::Value;

/// A group of users.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Group {
    /// The vendor's id.
    pub id: String,
    /// The name that people know it by (SCIM: `displayName`).
    pub name: String,
    /// Who is in it; absent where the tenant doesn't show that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<Member>>,
    /// The vendor's record.
    pub raw: Value,
}

/// Somebody in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Member {
    /// The user's id; a group's, where groups may be in groups.
    pub id: String,
    /// The name that is shown for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

/// How a caller points at a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichGroup {
    /// A plain string: the id, and only if no group has that id, the name.
    Text(String),
    /// The vendor's id, to the letter.
    Id(String),
    /// The name. One to the letter wins; a single one that differs only by case matches.
    Name(String),
}

impl WhichGroup {
    /// Reads which group is meant; `path` is where it stands in the input.
    ///
    /// # Errors
    /// `invalid_input` for anything but a text, `{ id }` or `{ name }`, or a text that can't be one.
    pub fn read(path: &str, value: Value) -> Result<Self, Error> {
        let (at, which) = match value {
            Value::String(text) => (path.to_owned(), WhichGroup::Text(text)),
            value @ Value::Object(_) => {
                let mut fields = Fields::of(path, value)?;
                let (id, name) = (fields.text("id")?, fields.text("name")?);
                fields.end()?;
                match (id, name) {
                    (Some(id), None) => (format!("{path}.id"), WhichGroup::Id(id)),
                    (None, Some(name)) => (format!("{path}.name"), WhichGroup::Name(name)),
                    _ => return Err(wrong(path)),
                }
            }
            _ => return Err(wrong(path)),
        };
        match &which {
            WhichGroup::Id(id) => UserId::check(&at, id)?,
            other => input::check_name(&at, other.text())?,
        }
        Ok(which)
    }

    /// The text inside, for messages.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            WhichGroup::Text(text) | WhichGroup::Id(text) | WhichGroup::Name(text) => text,
        }
    }
}

fn wrong(path: &str) -> Error {
    input::expected(path, "an id, or one of { id }, { name }")
}
