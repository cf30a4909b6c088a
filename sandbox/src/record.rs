//! What the sandbox remembers of each request, for tests to look at. Credentials are not in it.

use serde_json::Value;

use crate::fault::FaultKind;
use crate::json::{array, fields};
use crate::tenant::{Call, Lane};

/// One request as the sandbox met it.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// When it came, in milliseconds since 1970.
    pub at_ms: u64,
    /// Its method.
    pub method: String,
    /// The scheme, host and port it was sent to.
    pub origin: String,
    /// Its path as sent.
    pub path: String,
    /// Its query as sent, without `?`.
    pub query: String,
    /// Its headers as sent, but for the credentials in `authorization`, of which the scheme is kept.
    pub headers: Vec<(String, String)>,
    /// Its body, if it is JSON; requests for a token have none here.
    pub body: Option<Value>,
    /// The status that the client was given, whole or cut; none when nothing was answered.
    pub status: Option<u16>,
    /// Whether the tenant is another than before.
    pub committed: bool,
    /// What went wrong, if something did.
    pub fault: Option<FaultKind>,
    /// It was sent to another origin than the tenant's.
    pub foreign: bool,
}

impl Recorded {
    /// The same in JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| array![name.as_str(), value.as_str()]);
        let headers: Vec<Value> = headers.collect();
        // What is absent is `null` here.
        let mut fields = fields! {
            "atMs": self.at_ms,
            "method": self.method.as_str(),
            "origin": self.origin.as_str(),
            "path": self.path.as_str(),
            "query": self.query.as_str(),
            "headers": headers,
            "committed": self.committed,
            "foreign": self.foreign,
        };
        fields.insert("body".to_owned(), self.body.clone().unwrap_or_default());
        fields.insert("status".to_owned(), Value::from(self.status));
        let fault = self.fault.map(FaultKind::name);
        fields.insert("fault".to_owned(), Value::from(fault));
        Value::Object(fields)
    }

    /// A request as it came, nothing answered yet.
    pub(crate) fn arrival(call: Call<'_>, lane: Lane) -> Self {
        let headers = call.request.headers.iter().map(|(name, value)| {
            let value = if name.eq_ignore_ascii_case("authorization") {
                value.split(' ').next().unwrap_or_default()
            } else {
                value
            };
            (name.clone(), value.to_owned())
        });
        let body = match lane {
            // The form holds the client's secret.
            Lane::Token => None,
            Lane::Api(_) => serde_json::from_slice(&call.request.body).ok(),
        };
        Self {
            at_ms: call.now_ms,
            method: call.request.method.clone(),
            origin: call.target.origin.clone(),
            path: call.target.path.clone(),
            query: call.target.query.clone(),
            headers: headers.collect(),
            body,
            status: None,
            committed: false,
            fault: None,
            foreign: false,
        }
    }
}
