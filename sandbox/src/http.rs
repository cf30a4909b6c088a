//! Requests and answers as plain values, and how a URL is read. It may not know any vendor.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A request as it arrives at the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// Names in any case, in the order sent.
    pub headers: Vec<(String, String)>,
    /// The body's bytes; empty when there is none.
    pub body: Vec<u8>,
}

/// An answer as it leaves the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// How the answer reaches the client, if it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The whole answer.
    Response(Response),
    /// The head and a part of the body, then the connection breaks. `content-length` tells the whole.
    Cut(Response),
    /// The connection breaks with no answer.
    Reset,
    /// No answer, ever.
    Never,
}

/// What becomes of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Milliseconds from the request to its delivery. For [`Delivery::Never`] it means nothing.
    pub delay_ms: u64,
    /// What is delivered then.
    pub delivery: Delivery,
}

impl Request {
    /// The first value of a header, its name in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The media type of the body in lower case, without parameters.
    pub(crate) fn media_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        let essence = value.split(';').next().unwrap_or(value);
        Some(essence.trim().to_ascii_lowercase())
    }
}

impl Response {
    /// An answer in JSON.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json;charset=utf-8", &body.to_string())
    }

    /// An answer of the given content type.
    pub(crate) fn text(status: u16, content_type: &str, body: &str) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body: body.as_bytes().to_vec(),
        }
    }

    /// An answer without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// The same answer with one more header.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// The first value of a header, its name in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(given, _)| given.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// A URL taken apart, nothing decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// Scheme, host and port in lower case, the scheme's own port left out.
    pub(crate) origin: String,
    /// The path as sent, always beginning with `/`.
    pub(crate) path: String,
    /// The query as sent, without its `?`.
    pub(crate) query: String,
}

impl Target {
    /// Takes a URL apart; one that is not absolute has an empty origin.
    pub(crate) fn parse(url: &str) -> Self {
        let url = url.split('#').next().unwrap_or(url);
        let (origin, rest) = match url.split_once("://") {
            Some((scheme, rest)) => {
                let end = rest.find(['/', '?']).unwrap_or(rest.len());
                let (authority, rest) = rest.split_at(end);
                (origin(scheme, authority), rest)
            }
            None => (String::new(), url),
        };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = if path.is_empty() { "/" } else { path };
        Self {
            origin,
            path: path.to_owned(),
            query: query.to_owned(),
        }
    }

    /// The path's segments, each decoded by itself, so that `%2F` stays inside its segment.
    /// `None` when one is not UTF-8.
    pub(crate) fn segments(&self) -> Option<Vec<String>> {
        self.path
            .split('/')
            .skip(1)
            .map(|segment| {
                percent_decode_str(segment)
                    .decode_utf8()
                    .ok()
                    .map(|text| text.into_owned())
            })
            .collect()
    }

    /// The first value of a query parameter, decoded.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        form_field(self.query.as_bytes(), name)
    }
}

/// The first value of a field in `application/x-www-form-urlencoded` bytes.
pub(crate) fn form_field(form: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(form)
        .find(|(given, _)| given == name)
        .map(|(_, value)| value.into_owned())
}

fn origin(scheme: &str, authority: &str) -> String {
    let scheme = scheme.to_ascii_lowercase();
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host)
        .to_ascii_lowercase();
    let own_port = match scheme.as_str() {
        "https" => ":443",
        "http" => ":80",
        _ => "",
    };
    let host = match host.strip_suffix(own_port) {
        Some(bare) => bare,
        None => &host,
    };
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn an_encoded_slash_stays_inside_its_segment() {
        let target = Target::parse("https://a.example/v1/users/a%2Fb%3D%3D");
        let segments = target.segments().unwrap();
        assert_eq!(segments, ["v1", "users", "a/b=="]);
    }

    #[test]
    fn a_plus_means_itself_in_a_path_and_a_space_in_a_query() {
        let target = Target::parse("https://a.example/a+b?name=a+b");
        assert_eq!(target.segments().unwrap(), ["a+b"]);
        assert_eq!(target.parameter("name").unwrap(), "a b");
    }

    #[test]
    fn an_origin_is_read_without_case_credentials_or_the_scheme_s_own_port() {
        let target = Target::parse("HTTPS://user:pass@A.Example:443?x=1");
        assert_eq!(target.origin, "https://a.example");
        assert_eq!(target.path, "/");
        let other = Target::parse("http://127.0.0.1:8080/v1");
        assert_eq!(other.origin, "http://127.0.0.1:8080");
    }

    #[test]
    fn a_segment_that_is_not_utf8_is_refused() {
        assert_eq!(Target::parse("https://a.example/%ff").segments(), None);
    }
}
