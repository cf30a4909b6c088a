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

pub(crate) const WAYS: [Way; 10] = [
    Way {
        title: "Zuora, with an OAuth client",
        description: "An OAuth client of an administrator: in Zuora under Settings > Security > Manage OAuth Clients.",
        connection: r#"{"provider":"zuora","clientId":"4b6a","clientSecret":"s"}"#,
        fixed: &["connection.provider"],
    },
    Way {
        title: "Zuora, with an access token",
        description: "A bearer token alone. When it ends, steps fail with auth_failed.",
        connection: r#"{"provider":"zuora","accessToken":"eyJ0"}"#,
        fixed: &["connection.provider"],
    },
    Way {
        title: "Zuora OneID, with an OAuth client",
        description: "An OAuth 2.0 client of type Client Credentials: in the OneID portal under Settings > Manage OAuth 2.0 Clients.",
        connection: r#"{"provider":"zuora-oneid","clientId":"4b6a","clientSecret":"s"}"#,
        fixed: &["connection.provider"],
    },
    Way {
        title: "Zuora OneID, with an access token",
        description: "A bearer token alone. When it ends, steps fail with auth_failed.",
        connection: r#"{"provider":"zuora-oneid","accessToken":"eyJ0"}"#,
        fixed: &["connection.provider"],
    },
    Way {
        title: "Zoom, with a server-to-server OAuth app",
        description: "A server-to-server OAuth app of the Zoom App Marketplace, with SCIM scopes.",
        connection: r#"{"provider":"zoom","accountId":"a","clientId":"4b6a","clientSecret":"s"}"#,
        fixed: &["connection.provider"],
    },
    Way {
        title: "Zoom, with an access token",
        description: "A token of a user-level OAuth app. When it ends, steps fail with auth_failed.",
        connection: r#"{"provider":"zoom","accessToken":"eyJ0"}"#,
        fixed: &["connection.provider"],
    },
    Way {
        title: "SCIM server, with a bearer token",
        description: "Any server of RFC 7644, with a token that doesn't end.",
        connection: r#"{"provider":"scim","baseUrl":"https://scim.example.com/v2","auth":{"type":"bearer","token":"t"}}"#,
        fixed: &["connection.provider", "connection.auth.type"],
    },
    Way {
        title: "SCIM server, with a name and a password",
        description: "Any server of RFC 7644 that takes HTTP Basic.",
        connection: r#"{"provider":"scim","baseUrl":"https://scim.example.com/v2","auth":{"type":"basic","username":"u","password":"p"}}"#,
        fixed: &["connection.provider", "connection.auth.type"],
    },
    Way {
        title: "SCIM server, with an OAuth client",
        description: "Any server of RFC 7644 with a token endpoint for client credentials.",
        connection: r#"{"provider":"scim","baseUrl":"https://scim.example.com/v2","auth":{"type":"client_credentials","tokenUrl":"https://scim.example.com/token","clientId":"c","clientSecret":"s"}}"#,
        fixed: &["connection.provider", "connection.auth.type"],
    },
    Way {
        title: "SCIM server, with an access token",
        description: "As with a bearer token, given as for the other kinds of tenant.",
        connection: r#"{"provider":"scim","baseUrl":"https://scim.example.com/v2","accessToken":"eyJ0"}"#,
        fixed: &["connection.provider"],
    },
];

impl Way {
    /// The kind of tenant.
    pub(crate) fn provider(&self) -> String {
        let provider = self.connection();
        let provider = provider.get("provider").and_then(Value::as_str);
        provider.unwrap_or_default().to_owned()
    }

    /// The connection.
    pub(crate) fn connection(&self) -> Value {
        serde_json::from_str(self.connection).unwrap_or_default()
    }
}

/// A plan with nothing in it, of the first way to log in. Its id was made by a few lines of Python.
fn plan() -> Value {
    json!({
        "id": "12ed11aa0b708226ecccb5f3757557d0f25d35be53795c1bf06f62be20770177",
        "provider": "zuora", "tenant": "rest.zuora.com", "readAt": "2026-11-23T08:00:00Z",
        "create": [], "reactivate": [], "update": [], "deactivate": [], "unchanged": 0,
        "guard": { "removals": 0, "maxRemovals": 1, "tripped": false }, "warnings": [],
    })
}

/// A good step. `None` for an action that nobody thought of here.
pub(crate) fn step(action: &str) -> Option<Value> {
    let input = match action {
        "groups.list" => json!({}),
        "groups.get" | "groups.remove" => json!({ "group": "Sales" }),
        "groups.create" => json!({ "name": "Sales" }),
        "groups.rename" => json!({ "group": "Sales", "name": "Sales EMEA" }),
        "groups.addMembers" | "groups.removeMembers" => {
            json!({ "group": "Sales", "members": ["jane@example.com"] })
        }
        "token" | "list" | "roles" | "capabilities" => json!({}),
        "get" | "find" | "deactivate" | "reactivate" | "remove" | "resetPassword" => {
            json!({ "who": "jane@example.com" })
        }
        "provision" => json!({ "person": { "userName": "jane@example.com" } }),
        "provisionAll" => json!({ "people": [{ "userName": "jane@example.com" }] }),
        "deactivateAll" => json!({ "whos": ["jane@example.com"] }),
        "update" => {
            json!({ "who": "jane@example.com", "change": { "familyName": "Roe" } })
        }
        "plan" => json!({
            "roster": [{ "userName": "jane@example.com" }],
            "policy": { "scope": { "domains": ["example.com"] } },
        }),
        "apply" => json!({ "plan": plan() }),
        "request" => json!({ "method": "POST", "path": "/v1/users" }),
        _ => return None,
    };
    let connection = WAYS.first().map(Way::connection);
    Some(json!({ "action": action, "connection": connection, "input": input, "options": {} }))
}
