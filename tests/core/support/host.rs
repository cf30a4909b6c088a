//! [`Host`] in virtual time: tokio's paused clock moves on whenever everybody waits.

use super::server::{FromSandbox, Server};
use seatwarden::event::Event;
use seatwarden::host::{FetchFailure, Host, HttpRequest, HttpResponse, MAX_BODY};
use seatwarden::http::origin::Url;
use seatwarden::lifecycle::audit::AuditRecord;
use seatwarden::lifecycle::client::Client;
use seatwarden::time::Millis;
use seatwarden_sandbox::{Delivery, Request, Sandbox};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;
use tokio::time::Instant;
use zeroize::Zeroizing;

/// 2026-03-17T08:00:00Z
pub const EPOCH: Millis = 1_773_734_400_000;

/// Everything outside the core, and a record of all that came out of it.
pub struct World {
    server: RefCell<Box<dyn Server>>,
    began: Instant,
    random: Cell<u64>,
    pub events: RefCell<Vec<Value>>,
    pub audit: RefCell<Vec<Value>>,
    pub store: RefCell<HashMap<String, String>>,
    /// The store answers to nothing.
    pub store_hangs: Cell<bool>,
    /// Tokens that the server gave out.
    pub tokens: RefCell<Vec<String>>,
    /// Requests whose answer is being waited for.
    pub in_flight: Cell<usize>,
    pub most_in_flight: Cell<usize>,
    /// Sleeps of the core that haven't ended.
    pub timers: Cell<usize>,
    /// Requests that came before the time that a `Retry-After` had asked for.
    pub too_early: Cell<usize>,
    /// Until when the tenant asked everybody to wait, and until when its token endpoint did.
    waits: [Cell<Millis>; 2],
}

/// The longest wait that the core keeps to without giving up.
const LONGEST_WAIT: Millis = 120_000;

impl World {
    pub fn new(server: Box<dyn Server>, seed: u64) -> Rc<Self> {
        Rc::new(Self {
            server: RefCell::new(server),
            began: Instant::now(),
            random: Cell::new(seed ^ 0x9e37_79b9_7f4a_7c15),
            events: RefCell::default(),
            audit: RefCell::default(),
            store: RefCell::default(),
            store_hangs: Cell::new(false),
            tokens: RefCell::default(),
            in_flight: Cell::new(0),
            most_in_flight: Cell::new(0),
            timers: Cell::new(0),
            too_early: Cell::new(0),
            waits: [Cell::new(0), Cell::new(0)],
        })
    }

    pub fn on_sandbox(sandbox: Sandbox, seed: u64) -> Rc<Self> {
        Self::new(Box::new(FromSandbox(sandbox)), seed)
    }

    pub fn client(self: &Rc<Self>, connection: &Value, settings: &Value) -> Client<SimHost> {
        self.try_client(connection, settings).unwrap()
    }

    pub fn try_client(
        self: &Rc<Self>,
        connection: impl Into<seatwarden_json::Value>,
        settings: &Value,
    ) -> Result<Client<SimHost>, seatwarden::error::Error> {
        let host = SimHost(Rc::clone(self));
        Client::open(host, connection.into(), settings.into())
    }

    /// Looks at, or changes, the sandbox.
    pub fn sandbox<T>(&self, look: impl FnOnce(&mut Sandbox) -> T) -> T {
        let mut server = self.server.borrow_mut();
        look(server.sandbox().expect("this world has no sandbox"))
    }

    pub fn now(&self) -> Millis {
        EPOCH + self.began.elapsed().as_millis() as Millis
    }

    /// Everything that callers of the core were shown besides results.
    pub fn told(&self) -> String {
        format!("{:?}{:?}", self.events.borrow(), self.audit.borrow())
    }
}

/// The world as the core sees it.
#[derive(Clone)]
pub struct SimHost(pub Rc<World>);

/// One of something that is under way, until it ends or is dropped.
struct UnderWay<'a>(&'a Cell<usize>);

impl<'a> UnderWay<'a> {
    fn new(count: &'a Cell<usize>) -> Self {
        count.set(count.get() + 1);
        Self(count)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Until when a 429 asks to wait, read without the core's help.
fn asked_until(response: &HttpResponse, now: Millis) -> Option<Millis> {
    if response.status != 429 {
        return None;
    }
    let mut headers = response.headers.iter();
    let (_, text) = headers.find(|(name, _)| name == "retry-after")?;
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(now + seconds * 1000);
    }
    if let Ok(date) = httpdate::parse_http_date(text) {
        let since = date.duration_since(std::time::UNIX_EPOCH).ok()?;
        return u64::try_from(since.as_millis()).ok();
    }
    let date = speedate::DateTime::parse_str(text).ok()?;
    u64::try_from(date.timestamp_ms()).ok()
}

impl Host for SimHost {
    async fn fetch(&self, request: &HttpRequest) -> Result<HttpResponse, FetchFailure> {
        let world = &*self.0;
        let _flight = UnderWay::new(&world.in_flight);
        world
            .most_in_flight
            .set(world.most_in_flight.get().max(world.in_flight.get()));
        let wait = &world.waits[usize::from(request.url.ends_with("/token"))];
        if world.now() < wait.get() {
            world.too_early.set(world.too_early.get() + 1);
        }
        let request = Request {
            method: request.method.to_owned(),
            url: request.url.clone(),
            headers: request
                .headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.to_string()))
                .collect(),
            body: request
                .body
                .as_ref()
                .map(|body| body.as_bytes().to_vec())
                .unwrap_or_default(),
        };
        let exchange = world.server.borrow_mut().answer(&request, world.now());
        let answer = |response: seatwarden_sandbox::Response| HttpResponse {
            status: response.status,
            headers: response
                .headers
                .into_iter()
                .map(|(name, value)| (name.to_lowercase(), value))
                .collect(),
            body: response.body,
            redirected: false,
        };
        if matches!(exchange.delivery, Delivery::Never) {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(Duration::from_millis(exchange.delay_ms)).await;
        match exchange.delivery {
            Delivery::Response(response) if response.body.len() > MAX_BODY => {
                Err(FetchFailure::TooLarge)
            }
            Delivery::Response(response) => {
                let response = answer(response);
                let until = asked_until(&response, world.now()).unwrap_or_default();
                if until <= world.now() + LONGEST_WAIT {
                    wait.set(wait.get().max(until));
                }
                if request.url.ends_with("/token")
                    && let Ok(body) = serde_json::from_slice::<Value>(&response.body)
                    && let Some(token) = body["access_token"].as_str()
                {
                    world.tokens.borrow_mut().push(token.to_owned());
                }
                Ok(response)
            }
            Delivery::Cut(_) => Err(FetchFailure::Network("terminated".into())),
            Delivery::Reset => Err(FetchFailure::Network("connection reset".into())),
            Delivery::Never => unreachable!("it waits for ever"),
        }
    }

    async fn sleep(&self, ms: Millis) {
        let _timer = UnderWay::new(&self.0.timers);
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }

    fn now(&self) -> Millis {
        self.0.now()
    }

    fn random(&self) -> f64 {
        // splitmix64
        let state = self.0.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.random.set(state);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
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

    async fn load_token(&self, key: &str) -> Option<Zeroizing<String>> {
        if self.0.store_hangs.get() {
            std::future::pending::<()>().await;
        }
        self.0.store.borrow().get(key).cloned().map(Zeroizing::new)
    }

    async fn save_token(&self, key: &str, value: &str, _ttl_seconds: u64) {
        if self.0.store_hangs.get() {
            std::future::pending::<()>().await;
        }
        self.0
            .store
            .borrow_mut()
            .insert(key.to_owned(), value.to_owned());
    }

    fn listens(&self) -> bool {
        true
    }

    fn event(&self, event: &Event<'_>) {
        let event = serde_json::to_value(event).unwrap();
        self.0.events.borrow_mut().push(event);
    }

    fn audit(&self, record: &AuditRecord<'_>) {
        let record = serde_json::to_value(record).unwrap();
        self.0.audit.borrow_mut().push(record);
    }
}
