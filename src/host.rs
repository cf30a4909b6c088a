//! The outside world: everything that the core can't do by thinking. Nothing else reaches outside.

use crate::event::Event;
use crate::http::origin::Url;
use crate::lifecycle::audit::AuditRecord;
use crate::time::Millis;
use zeroize::Zeroizing;

/// A request on the wire. Everything in it is wiped when it is dropped: it may hold credentials.
pub struct HttpRequest {
    /// `GET`, `POST`, `PUT`, `PATCH`, `DELETE`.
    pub method: &'static str,
    /// The whole URL.
    pub url: String,
    /// Names in lower case.
    pub headers: Vec<(&'static str, Zeroizing<String>)>,
    /// The body as text.
    pub body: Option<Zeroizing<String>>,
}

/// An answer on the wire, its body read to the end.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The HTTP status. 0 for a redirect that a browser hides (`opaqueredirect`).
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body.
    pub body: Vec<u8>,
    /// Whether the runtime followed a redirect although it was told not to.
    pub redirected: bool,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchFailure {
    /// No connection, or it broke. The runtime's own words.
    Network(String),
    /// The body is larger than [`MAX_BODY`].
    TooLarge,
}

/// The largest body that is read, in bytes.
pub const MAX_BODY: usize = 16 * 1024 * 1024;

/// The outside world. The core is generic over it: the same code runs in wasm with `fetch` and under test with virtual time.
///
/// Every future may be dropped at any time; dropping one stops what it was doing and leaves no timer behind.
#[allow(async_fn_in_trait)] // one thread everywhere: no future needs to be Send
pub trait Host {
    /// Sends one request and reads its answer. Never follows a redirect; never reads more than [`MAX_BODY`].
    async fn fetch(&self, request: &HttpRequest) -> Result<HttpResponse, FetchFailure>;
    /// Waits.
    async fn sleep(&self, ms: Millis);
    /// The time of day.
    fn now(&self) -> Millis;
    /// A number from 0 up to but not including 1.
    fn random(&self) -> f64;
    /// Reads a URL as the runtime's own parser does (the URL Standard). `None` if it is none.
    fn parse_url(&self, text: &str) -> Option<Url>;
    /// Reads a token that another isolate left, if there is a store.
    async fn load_token(&self, key: &str) -> Option<Zeroizing<String>>;
    /// Leaves a token for other isolates, if there is a store.
    async fn save_token(&self, key: &str, value: &str, ttl_seconds: u64);
    /// Whether anybody listens to events: if not, none are made.
    fn listens(&self) -> bool;
    /// Hands out an event.
    fn event(&self, event: &Event<'_>);
    /// Hands out an audit record, if anybody listens.
    fn audit(&self, record: &AuditRecord<'_>);
}
