//! The core's own reader, asked about one step. Behind it is a world without a network, so that whatever isn't refused
//! ends with `network` or a result.

use futures_util::FutureExt as _;
use seatwarden::event::Event;
use seatwarden::host::{FetchFailure, Host, HttpRequest, HttpResponse};
use seatwarden::http::origin::Url;
use seatwarden::input::trace::{Kind, during};
use seatwarden::lifecycle::audit::AuditRecord;
use seatwarden::lifecycle::client::Client;
use seatwarden::step;
use seatwarden::time::Millis;
use serde_json::Value;
use zeroize::Zeroizing;

/// What the reader did with a step.
pub(crate) struct Reading {
    /// The path of everything that it took, in order, and what for.
    pub(crate) taken: Vec<(String, Kind)>,
    /// Why it refused, if it did.
    pub(crate) refusal: Option<String>,
}

impl Reading {
    /// What it took `path` for.
    pub(crate) fn kind(&self, path: &str) -> Option<Kind> {
        let found = self.taken.iter().find(|(taken, _)| taken == path);
        found.map(|(_, kind)| *kind)
    }

    /// The names of the fields that it took of the object at `path`.
    pub(crate) fn fields(&self, path: &str) -> Vec<String> {
        let below = |taken: &str| {
            let rest = match path {
                "" => taken,
                path => taken.strip_prefix(path)?.strip_prefix('.')?,
            };
            (!rest.is_empty() && !rest.contains(['.', '['])).then(|| rest.to_owned())
        };
        // What has no object in its path is of the action's own input; so are the roots of what isn't.
        let roots = ["step", "connection", "options", "query"];
        self.taken
            .iter()
            .filter_map(|(taken, _)| below(taken))
            .filter(|name| !path.is_empty() || !roots.contains(&name.as_str()))
            .collect()
    }
}

/// Has the reader read a step.
pub(crate) fn read(step: &Value) -> Reading {
    let text = step.to_string();
    let (output, taken) = during(|| {
        let open = |connection| Client::open(Nowhere, connection, seatwarden_json::json!({}));
        step::run(&text, open).now_or_never()
    });
    let output = output.unwrap_or_else(|| String::from("null"));
    let output: Value = serde_json::from_str(&output).unwrap_or_default();
    let said = |pointer| output.pointer(pointer).and_then(Value::as_str);
    let message = said("/error/message").unwrap_or_default().to_owned();
    let refused = match said("/error/code") {
        Some("invalid_input") => true,
        // A connection that can't be used at all.
        Some("not_supported") => message.starts_with("connection"),
        Some("network" | "timeout" | "guard_tripped") => false,
        Some(_) => true,
        None => output.get("ok") != Some(&Value::Bool(true)),
    };
    Reading {
        taken,
        refusal: refused.then_some(message),
    }
}

/// A world in which nothing is.
struct Nowhere;

impl Host for Nowhere {
    async fn fetch(&self, _: &HttpRequest) -> Result<HttpResponse, FetchFailure> {
        Err(FetchFailure::Network(String::from("there is none")))
    }

    async fn sleep(&self, _: Millis) {}

    fn now(&self) -> Millis {
        0
    }

    fn random(&self) -> f64 {
        0.0
    }

    fn parse_url(&self, text: &str) -> Option<Url> {
        let url = url::Url::parse(text).ok()?;
        Some(Url {
            origin: url.origin().ascii_serialization(),
            protocol: format!("{}:", url.scheme()),
            hostname: url.host_str().unwrap_or_default().to_owned(),
            pathname: url.path().to_owned(),
            has_userinfo: !url.username().is_empty() || url.password().is_some(),
            has_query_or_fragment: url.query().is_some() || url.fragment().is_some(),
        })
    }

    async fn load_token(&self, _: &str) -> Option<Zeroizing<String>> {
        None
    }

    async fn save_token(&self, _: &str, _: &str, _: u64) {}

    fn listens(&self) -> bool {
        false
    }

    fn event(&self, _: &Event<'_>) {}

    fn audit(&self, _: &AuditRecord<'_>) {}
}
