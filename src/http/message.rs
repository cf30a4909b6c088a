//! A request as a provider asks for it, and the answer as it gets it: no credentials, no full URL.

use crate::error::{Error, ErrorCode, Mistaken, Past};
use crate::host::HttpResponse;
use seatwarden_json::{Privacy, Problem, Value};
use zeroize::Zeroizing;

/// The methods that tenants take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes, or asks for something to happen.
    Post,
    /// Replaces or changes.
    Put,
    /// Changes.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// `GET`
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// Whether a request may be sent a second time when nobody knows what became of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Twice is the same as once.
    Safe,
    /// Only if the tenant said that it did nothing; a lost answer is looked into first.
    OnlyIfRefused,
    /// Twice is the same as once, but it holds what was read before: only after another look. What comes to somebody
    /// while a refusal is waited out would be taken back.
    Afresh,
    /// Not worth a second try: what it asks for is advice.
    Never,
}

/// What a request is about: the same 404 means "not offered" for a collection and "nobody" for a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// All of a kind.
    Collection,
    /// One of them.
    Member,
    /// Whatever the caller of `request` asked for.
    Anything,
    /// A token: what is read is wiped.
    Token,
}

/// A request to the tenant: a path below its base, and a JSON body.
#[derive(Debug, Clone)]
pub struct ApiRequest {
    /// The method.
    pub method: Method,
    /// Path and query below the base, encoded. Begins with `/`.
    pub target: String,
    /// The body, if there is one.
    pub body: Option<Value>,
    /// Headers of the vendor's own, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// Whether it may be sent twice.
    pub repeat: Repeat,
    /// What it is about.
    pub subject: Subject,
    /// What became of it before.
    pub past: Past,
}

impl ApiRequest {
    /// A read.
    #[must_use]
    pub fn get(target: String, subject: Subject) -> Self {
        Self {
            method: Method::Get,
            target,
            body: None,
            headers: Vec::new(),
            repeat: Repeat::Safe,
            subject,
            past: Past::default(),
        }
    }

    /// A write with a JSON body.
    #[must_use]
    pub fn write(
        method: Method,
        target: String,
        body: Value,
        repeat: Repeat,
        subject: Subject,
    ) -> Self {
        Self {
            method,
            target,
            body: Some(body),
            headers: Vec::new(),
            repeat,
            subject,
            past: Past::default(),
        }
    }

    /// A write of a whole record that was just read, sent again only with what is then there.
    #[must_use]
    pub fn afresh(mut self, past: Past) -> Self {
        self.repeat = Repeat::Afresh;
        self.past = past;
        self
    }

    /// Whether it changes anything.
    #[must_use]
    pub fn is_write(&self) -> bool {
        self.method != Method::Get
    }

    /// The path without its query: what events show, since a query may name a person.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

/// A token request: a form to the token endpoint (RFC 6749 §4.4.2).
pub struct TokenRequest {
    /// Path on the endpoint's origin.
    pub target: String,
    /// `application/x-www-form-urlencoded`.
    pub form: Zeroizing<String>,
    /// The value of `Authorization`, where the client goes there.
    pub authorization: Option<Zeroizing<String>>,
}

/// An answer of the tenant: status, headers and what the body is.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// The body as JSON, or as text where it is something else. Empty is `Value::Null`.
    pub body: Body,
}

/// What a body was.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Nothing at all.
    Empty,
    /// JSON; integers beyond ±2^53 as decimal strings.
    Json(Value),
    /// Anything else, whole: what is cut before it is masked may leave half a secret.
    Other(String),
    /// JSON that is nested deeper than any honest answer, or has an object of more fields.
    TooDeep,
}

/// How much of a body that isn't JSON is shown in a message, in characters.
const EXCERPT: usize = 200;

impl Answer {
    /// Reads the body of a response.
    #[must_use]
    pub fn new(response: HttpResponse) -> Self {
        Self::read(response, Privacy::Open)
    }

    /// Reads the body of a response that has secrets in it: what is kept of it is wiped.
    #[must_use]
    pub fn private(response: HttpResponse) -> Self {
        Self::read(response, Privacy::Private)
    }

    fn read(response: HttpResponse, privacy: Privacy) -> Self {
        Self {
            status: response.status,
            headers: response.headers,
            body: read_body(response.body, privacy),
        }
    }

    /// The answer to one of several things that were asked at once.
    #[must_use]
    pub fn of(status: u16, body: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: match body {
                Value::Null => Body::Empty,
                body => Body::Json(body),
            },
        }
    }

    /// The same, with what `mask` leaves of the body.
    #[must_use]
    pub fn masked(&self, mask: impl Fn(&str) -> String) -> Self {
        let body = match &self.body {
            Body::Json(value) => {
                let text = mask(&seatwarden_json::to_private_string(value));
                read_body(text.into_bytes(), Privacy::Open)
            }
            body => body.clone(),
        };
        Self {
            status: self.status,
            headers: self.headers.clone(),
            body,
        }
    }

    /// A header by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// All headers, names in lower case.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// Whether the status is 2xx.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as JSON, taken out.
    ///
    /// # Errors
    /// `invalid_response` with the first characters of what came instead.
    pub fn into_json(self) -> Result<Value, Error> {
        match self.body {
            Body::Json(value) => Ok(value),
            Body::Empty => Err(unexpected("an empty body")),
            Body::Other(text) => {
                let excerpt: String = text.chars().take(EXCERPT).collect();
                Err(unexpected(&format!("\"{excerpt}\"")))
            }
            Body::TooDeep => Err(unexpected(
                "JSON that is nested too deeply, or has too many fields",
            )),
        }
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Option<&Value> {
        match &self.body {
            Body::Json(value) => Some(value),
            _ => None,
        }
    }
}

/// An answer that isn't what was asked for.
#[must_use]
pub fn unexpected(what: &str) -> Error {
    Error::new(
        ErrorCode::InvalidResponse,
        format!("the tenant answered with {what}, which is not what was asked for"),
    )
    .hint("Check baseUrl; if it is right, a proxy or the vendor is in trouble: try again later.")
}

/// An answer that is another's, or says the contrary.
#[must_use]
pub fn mistaken(kind: Mistaken) -> Error {
    let mut error = unexpected(match kind {
        Mistaken::AnotherUser => "the record of another user",
        Mistaken::Contrary => "a record that shows the contrary",
    });
    error.mistaken = Some(kind);
    error
}

fn read_body(mut bytes: Vec<u8>, privacy: Privacy) -> Body {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Body::Empty;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Body::Other(String::from_utf8_lossy(error.as_bytes()).into_owned()),
    };
    match seatwarden_json::from_string(text, privacy) {
        Ok(value) => Body::Json(value),
        Err((error, text)) => match error.problem {
            Problem::Depth | Problem::Fields => Body::TooDeep,
            Problem::Syntax | Problem::Surrogate => Body::Other(String::from(&*text)),
        },
    }
}
