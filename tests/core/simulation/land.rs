//! The kinds of tenant, and their users in one shape: read off what the sandbox has stored, without the core's help.

use super::chance::Chance;
use seatwarden_sandbox::Provider;
use serde_json::{Map, Value, json};

/// A kind of tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Land {
    Zuora,
    Zoom,
    Scim,
    OneId,
}

/// Every kind of tenant.
pub const LANDS: [Land; 4] = [Land::Zuora, Land::Zoom, Land::Scim, Land::OneId];
const ONEID: &str = "/urn:zuora:scim:schemas:1.0:UserExtension/status";

/// A user as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub id: String,
    pub name: String,
    pub active: bool,
    pub email: String,
    pub given: String,
    pub family: String,
    pub title: String,
    /// All of it, but for when it was changed last, and groups.
    whole: Value,
}

impl Land {
    pub fn provider(self) -> Provider {
        match self {
            Self::Zuora => Provider::Zuora,
            Self::Zoom => Provider::Zoom,
            Self::Scim => Provider::Scim,
            Self::OneId => Provider::OneId,
        }
    }

    /// The path of all users below the base of a connection.
    pub fn users_path(self) -> &'static str {
        match self {
            Self::Zuora => "/v1/users",
            Self::Zoom => "/scim2/Users",
            Self::Scim | Self::OneId => "/Users",
        }
    }

    /// The path at which users are made.
    pub fn create_path(self) -> &'static str {
        match self {
            Self::Scim | Self::OneId => "/scim/v2/Users",
            Self::Zuora | Self::Zoom => self.users_path(),
        }
    }

    /// Whether it has a way to do this verb.
    pub fn has(self, verb: &str) -> bool {
        self != Self::OneId || verb != "remove"
    }

    /// Roles that the tenant has; none where a role is whatever the caller says.
    pub fn roles(self) -> &'static [&'static str] {
        match self {
            Self::Zuora => &["Read Only", "administrator"],
            Self::Zoom => &["Member"],
            Self::Scim => &[],
            Self::OneId => &["USER", "ADMIN"],
        }
    }

    pub fn seen(self, stored: &Value) -> Seen {
        let text = |pointer: &str| {
            let found = stored.pointer(pointer).and_then(Value::as_str);
            found.unwrap_or_default().to_owned()
        };
        let mut whole = stored.clone();
        // Which groups a user is in is looked at apart: the groups tell.
        for other in ["meta", "updatedDate", "groups"] {
            whole.as_object_mut().unwrap().remove(other);
        }
        let rest = Seen {
            id: text("/id"),
            title: text("/title"),
            name: text("/userName"),
            active: stored["active"] == true,
            email: text("/emails/0/value"),
            given: text("/name/givenName"),
            family: text("/name/familyName"),
            whole,
        };
        match self {
            Self::Zuora => Seen {
                name: text("/username"),
                active: stored["status"] == "Active",
                email: text("/email"),
                given: text("/firstName"),
                family: text("/lastName"),
                ..rest
            },
            Self::Zoom | Self::Scim => Seen {
                email: primary(stored).unwrap_or(rest.email),
                ..rest
            },
            // Who waits for an activation has been let in.
            Self::OneId => Seen {
                active: rest.active
                    && matches!(text(ONEID).as_str(), "ACTIVE" | "PENDING_ACTIVATION"),
                email: primary(stored).unwrap_or(rest.email),
                ..rest
            },
        }
    }

    /// Fields of a record behind the API's back: that user name, on or off.
    pub fn record(self, name: &str, active: bool) -> Map<String, Value> {
        let mail = json!([{ "type": "work", "value": name, "primary": true }]);
        let fields = match self {
            Self::Zuora => {
                json!({ "username": name, "email": name, "status": if active { "Active" } else { "Inactive" } })
            }
            Self::Zoom | Self::Scim => {
                json!({ "userName": name, "emails": mail, "active": active })
            }
            // Somebody who is off says so twice.
            Self::OneId => {
                let status = if active { "ACTIVE" } else { "INACTIVE" };
                json!({ "userName": name, "emails": mail, "active": active,
                        "urn:zuora:scim:schemas:1.0:UserExtension": { "status": status } })
            }
        };
        match fields {
            Value::Object(fields) => fields,
            _ => unreachable!(),
        }
    }

    /// A change behind the API's back.
    pub fn retitled(self, chance: &mut Chance) -> Map<String, Value> {
        let mut fields = Map::new();
        let title = *chance.pick(&["Pilot", "Baker", "Smith"]);
        fields.insert("title".to_owned(), json!(title));
        fields
    }
}

fn primary(stored: &Value) -> Option<String> {
    let mails = stored["emails"].as_array()?;
    let mail = mails.iter().find(|mail| mail["primary"] == true)?;
    Some(mail["value"].as_str()?.to_owned())
}
