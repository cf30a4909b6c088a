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

pub(crate) const WAYS: [Way; 7] = [
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
    Way {
        title: "Zoom, with a server-to-server OAuth app",
        description: "An app with the scope scim2:admin, from the Zoom App Marketplace under Develop > Build App.",
        connection: r#"{"provider":"zoom","accountId":"Ab1…","clientId":"4b6a…","clientSecret":"…"}"#,
        fixed: &["connection.provider"],
    },
    Way {
        title: "Zoom, with an access token",
        description: "A bearer token alone, of an app that acts for a user. When it ends, steps fail with auth_failed.",
        connection: r#"{"provider":"zoom","accessToken":"eyJ0"}"#,
        fixed: &["connection.provider"],
    },
    Way {
        title: "SCIM, with a bearer token",
        description: "A token that the server's admin pages give out.",
        connection: r#"{"provider":"scim","baseUrl":"https://example.com/scim/v2","auth":{"type":"bearer","token":"eyJ0"}}"#,
        fixed: &["connection.provider", "connection.auth.type"],
    },
    Way {
        title: "SCIM, with a user name and a password",
        description: "For servers with users of their own (HTTP Basic).",
        connection: r#"{"provider":"scim","baseUrl":"https://example.com/scim/v2","auth":{"type":"basic","username":"scim","password":"…"}}"#,
        fixed: &["connection.provider", "connection.auth.type"],
    },
    Way {
        title: "SCIM, with an OAuth client",
        description: "A client that gets its tokens itself (OAuth 2.0, client credentials).",
        connection: r#"{"provider":"scim","baseUrl":"https://example.com/scim/v2","auth":{"type":"client_credentials","tokenUrl":"https://login.example.com/oauth/token","clientId":"4b6a…","clientSecret":"…"}}"#,
        fixed: &["connection.provider", "connection.auth.type"],
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
