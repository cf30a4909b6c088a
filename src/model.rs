//! The shapes that callers see: a user as the tenant has it, a person as we want it, and how one points at a user.
//! One flat shape for every provider; names follow RFC 7643 where it has one.

mod group;

pub use group::{Group, Member, WhichGroup};

use crate::attribute::{Attribute, Attributes};
use crate::error::Error;
use crate::input::{self, Fields};
use seatwarden_json::{Map, Value};
use serde::Serialize;

/// An account as the tenant has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The vendor's id.
    pub id: String,
    /// What the person logs in with.
    pub user_name: String,
    /// Whether the person can log in.
    pub active: bool,
    /// The vendor's own word for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The primary mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// The last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// The name as it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The job title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The cost center.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_center: Option<String>,
    /// The number that the employer gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employee_number: Option<String>,
    /// The manager, as the vendor identifies one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<String>,
    /// A phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// A locale, such as `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// An IANA time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// The vendor's kind of user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_type: Option<String>,
    /// The role's name, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The role's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_id: Option<String>,
    /// The names of the groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
    /// The id that the caller's own system has for the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// When the account was made, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When the account was last changed, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// The vendor's record; integers beyond ±2^53 as decimal strings, nothing else changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<Value>,
}

/// What we want an account to be: the input of `provision`. What isn't given isn't touched.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    /// What the person logs in with. Defaults to the email.
    pub user_name: Option<String>,
    /// The primary mail address. Defaults to the userName, if that has an "@".
    pub email: Option<String>,
    /// The first name.
    pub given_name: Option<String>,
    /// The last name.
    pub family_name: Option<String>,
    /// The name as it is shown.
    pub display_name: Option<String>,
    /// The job title.
    pub title: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The organization.
    pub organization: Option<String>,
    /// The cost center.
    pub cost_center: Option<String>,
    /// The number that the employer gave.
    pub employee_number: Option<String>,
    /// The manager, as the vendor identifies one.
    pub manager: Option<String>,
    /// A phone number.
    pub phone: Option<String>,
    /// A locale, such as `en-US`.
    pub locale: Option<String>,
    /// An IANA time zone.
    pub timezone: Option<String>,
    /// The vendor's kind of user.
    pub user_type: Option<String>,
    /// The id that the caller's own system has for the person.
    pub external_id: Option<String>,
    /// A role's name or id; looked up, never guessed.
    pub role: Option<String>,
    /// The names of the groups.
    pub groups: Option<Vec<String>>,
    /// Vendor attributes as they stand. They win over the generated ones.
    pub extra: Map,
}

impl Person {
    /// Reads a person; `path` is where it stands in the input.
    ///
    /// # Errors
    /// `invalid_input` naming the path of an unknown field or a wrong type.
    pub fn read(path: &str, value: Value) -> Result<Self, Error> {
        let mut fields = Fields::of(path, value)?;
        let mut person = Self::default();
        for attribute in Attribute::ALL {
            *attribute.in_person(&mut person) = fields.text(attribute.name())?;
        }
        person.role = fields.text("role")?;
        person.groups = fields.texts("groups")?;
        person.extra = fields.object("extra")?;
        fields.end()?;
        Ok(person)
    }

    /// Refuses what no tenant would take, before anything is sent.
    ///
    /// # Errors
    /// `invalid_input` naming the path: neither userName nor email, an empty or endless text, a control character.
    pub fn check(&self, path: &str) -> Result<(), Error> {
        if self.user_name.is_none() && self.email.is_none() {
            return Err(Error::invalid_input(path, "needs a userName or an email"));
        }
        self.check_fields(path)
    }

    /// As [`Person::check`], for a change to somebody who is there: it needs no name.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn check_fields(&self, path: &str) -> Result<(), Error> {
        for attribute in Attribute::ALL {
            let Some(text) = attribute.of_person(self) else {
                continue;
            };
            attribute.check(path, text)?;
        }
        if let Some(role) = &self.role {
            input::check_name(&format!("{path}.role"), role)?;
        }
        for (at, group) in self.groups.iter().flatten().enumerate() {
            input::check_name(&format!("{path}.groups[{at}]"), group)?;
        }
        self.extra.iter().try_for_each(|(key, value)| {
            input::check_name(&format!("{path}.extra"), key)?;
            input::check_value(&format!("{path}.extra.{key}"), value)
        })
    }
}

/// How a caller points at a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A plain string. With "@": userName, then email. Without: id, and only if nobody has that id, userName.
    Text(String),
    /// The vendor's id, to the letter.
    Id(String),
    /// The userName. A byte-exact one wins; a single one that differs only by case matches.
    UserName(String),
    /// The mail address, without case, over the whole tenant.
    Email(String),
    /// The externalId, to the letter.
    ExternalId(String),
}

impl Who {
    /// Reads who is meant; `path` is where it stands in the input.
    ///
    /// # Errors
    /// `invalid_input` for anything but a text or an object with one of the four keys, and as [`Who::check`].
    pub fn read(path: &str, value: Value) -> Result<Self, Error> {
        input::trace::took(path, input::trace::Kind::Who);
        let wrong = || {
            input::expected(
                path,
                "a string, or one of { id }, { userName }, { email }, { externalId }",
            )
        };
        let who = match value {
            Value::String(text) => Who::Text(text.into()),
            Value::Object(fields) => {
                let mut fields = fields.into_iter();
                let (Some((key, Value::String(text))), None) = (fields.next(), fields.next())
                else {
                    return Err(wrong());
                };
                match key.as_str() {
                    "id" => Who::Id(text.into()),
                    "userName" => Who::UserName(text.into()),
                    "email" => Who::Email(text.into()),
                    "externalId" => Who::ExternalId(text.into()),
                    _ => return Err(wrong()),
                }
            }
            _ => return Err(wrong()),
        };
        who.check(path)?;
        Ok(who)
    }

    /// The text inside, for messages.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Who::Text(text)
            | Who::Id(text)
            | Who::UserName(text)
            | Who::Email(text)
            | Who::ExternalId(text) => text,
        }
    }

    /// Refuses what can't be anybody.
    ///
    /// # Errors
    /// `invalid_input` if it is empty, blank at an end, too long, or holds a control character.
    pub fn check(&self, path: &str) -> Result<(), Error> {
        let path = match self {
            Who::Text(_) => path.to_owned(),
            Who::Id(_) => format!("{path}.id"),
            Who::UserName(_) => format!("{path}.userName"),
            Who::Email(_) => format!("{path}.email"),
            Who::ExternalId(_) => format!("{path}.externalId"),
        };
        if let Who::Id(id) = self {
            UserId::check(&path, id)?;
        }
        input::check_name(&path, self.text())
    }
}

/// A role (Zuora: a user profile).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Role {
    /// The vendor's id.
    pub id: String,
    /// The name that people know it by.
    pub name: String,
    /// The vendor's record.
    pub raw: Value,
}

/// A user together with what its record showed: a field that wasn't shown is unknown, not empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// The account in the flat shape.
    pub user: User,
    /// The text attributes that the record showed, empty ones too.
    pub shown: Attributes,
    /// Those that the vendor makes up where nothing else is known: somebody can be found by them, and they are never
    /// compared.
    pub made_up: Attributes,
    /// Whether the record said if the account is active.
    pub shows_active: bool,
    /// Whether the record showed the role.
    pub shows_role: bool,
    /// Whether first and last name may stand in each other's place: either reading is right.
    pub names_may_be_swapped: bool,
}

/// The id of a user, or of a group, that can stand in a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserId(String);

impl UserId {
    /// An id that can be one path segment once it is percent-encoded.
    ///
    /// # Errors
    /// `invalid_input` for an empty id, `.` and `..`, which no encoding keeps from being read as a folder.
    pub fn new(id: &str) -> Result<Self, Error> {
        Self::check("id", id)?;
        Ok(Self(id.to_owned()))
    }

    /// As [`UserId::new`], for an id that stands at `path` in the input.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn check(path: &str, id: &str) -> Result<(), Error> {
        input::check_name(path, id)?;
        if id == "." || id == ".." {
            return Err(Error::invalid_input(path, "can't be \".\" or \"..\""));
        }
        Ok(())
    }

    /// The id as the vendor gave it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as one path segment (RFC 3986 §3.3), everything but unreserved characters encoded.
    #[must_use]
    pub fn segment(&self) -> String {
        crate::http::percent_encode(&self.0)
    }
}
