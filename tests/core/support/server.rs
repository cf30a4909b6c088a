//! Who answers: the sandbox, or a script of a test's own.

use seatwarden_sandbox::{Delivery, Exchange, Request, Response, Sandbox};
use serde_json::Value;

/// Somebody who answers requests.
pub trait Server {
    fn answer(&mut self, request: &Request, now: u64) -> Exchange;
    fn sandbox(&mut self) -> Option<&mut Sandbox> {
        None
    }
}

/// The sandbox.
pub struct FromSandbox(pub Sandbox);

impl Server for FromSandbox {
    fn answer(&mut self, request: &Request, now: u64) -> Exchange {
        self.0.handle(request, now)
    }
    fn sandbox(&mut self) -> Option<&mut Sandbox> {
        Some(&mut self.0)
    }
}

/// A function from a request to an answer.
pub struct Script<F>(pub F);

impl<F: FnMut(&Request) -> Exchange> Server for Script<F> {
    fn answer(&mut self, request: &Request, _now: u64) -> Exchange {
        (self.0)(request)
    }
}

/// An answer with a status, headers and a JSON body, at once.
pub fn reply(status: u16, headers: &[(&str, &str)], body: &Value) -> Exchange {
    let mut exchange = raw(status, &body.to_string());
    if let Delivery::Response(response) = &mut exchange.delivery {
        response.headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
    }
    exchange
}

/// An answer with any body, at once.
pub fn raw(status: u16, body: &str) -> Exchange {
    Exchange {
        delay_ms: 0,
        delivery: Delivery::Response(Response {
            status,
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
        }),
    }
}
