//! One good step for each action, and one good connection for each way to log in: with no more in it than is needed, so
//! that what can be left out of it is optional.

use serde_json::{Value, json};

/// A way to log in to a kind of tenant: one form. A new provider is a line in [`WAYS`].
pub(crate) struct Way {
    /// What people call it.
    pub(crate) title: &'static str,
    /// What one has to have for it.
    pub(crate) description: &'static str,
    /// A connection with nothing in it that could be left out, as JSON. Texts at [`Way::fixed`] tell the ways apart.
    connection: &'static str,
    /// Which texts of the connection are the same in each connection of this way.
    pub(crate) fixed: &'static [&'static str],
}

pub(crate) const WAYS: [Way; 2] = [
    Way {
        title: "Zuora, with an OAuth client",
        description: "An OAuth client of an administrator: in Zuora under Settings > Security > Manage OAuth Clients.",
        connection: r#"{"provider":"zuora","clientId":"4b6a…","clientSecret":"…"}"#,
        fixed: &["connection.provider"],
    },
    Way {
        title: "Zuora, with an access token",
        description: "A bearer token alone. When it ends, steps fail with auth_failed.",
        connection: r#"{"provider":"zuora","accessToken":"eyJ0"}"#,
        fixed: &["connection.provider"],
    },
];

impl Way {
    /// The connection.
    pub(crate) fn connection(&self) -> Value {
        serde_json::from_str(self.connection).unwrap_or_default()
    }
}

/// A good step. `None` for an action that nobody thought of here.
pub(crate) fn step(action: &str) -> Option<Value> {
    let input = match action {
        "token" | "list" | "roles" | "capabilities" => json!({}),
        "get" | "find" | "deactivate" | "reactivate" | "remove" | "resetPassword" => {
            json!({ "who": "jane@example.com" })
        }
        "provision" => json!({ "person": { "userName": "jane@example.com" } }),
        "update" => {
            json!({ "who": "jane@example.com", "change": { "familyName": "Roe" } })
        }
        "request" => json!({ "method": "GET", "path": "/v1/users" }),
        _ => return None,
    };
    let connection = WAYS.first().map(Way::connection);
    Some(json!({ "action": action, "connection": connection, "input": input, "options": {} }))
}
