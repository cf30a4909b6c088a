//! A group as callers see it, and how they point at one.

use super::UserId;
use crate::error::Error;
use crate::input;
use seatwarden_json::Value;
use serde::Serialize;

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
    /// Whether it is a group: a user may have the same id.
    #[serde(skip)]
    pub nested: bool,
}

impl Member {
    /// Whether it is the user of that id.
    #[must_use]
    pub fn is(&self, id: &str) -> bool {
        !self.nested && self.id == id
    }
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
        input::trace::took(path, input::trace::Kind::Group);
        let wrong = || input::expected(path, "a string, or one of { id }, { name }");
        let (at, which) = match value {
            Value::String(text) => (path.to_owned(), WhichGroup::Text(text.into())),
            Value::Object(fields) => {
                let mut fields = fields.into_iter();
                let (Some((key, Value::String(text))), None) = (fields.next(), fields.next())
                else {
                    return Err(wrong());
                };
                let which = match key.as_str() {
                    "id" => WhichGroup::Id(text.into()),
                    "name" => WhichGroup::Name(text.into()),
                    _ => return Err(wrong()),
                };
                (format!("{path}.{key}"), which)
            }
            _ => return Err(wrong()),
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
