//! A SCIM error (RFC 7644 §3.12), and the bodies that servers send in place of one: what was said, and what it means.

use super::dialect::Dialect;
use super::path::field;
use super::resource::text;
use crate::case;
use crate::error::{Error, ErrorCode, VendorError};
use crate::http::exchange::Refusal;
use crate::http::message::{Answer, ApiRequest, Method, Subject};
use crate::http::retry;
use crate::provider::said::{cut, says_duplicate, told};
use seatwarden_json::Value;

/// A vendor's own words, and what they mean: the first that fits counts.
#[derive(Debug)]
pub struct Meaning {
    /// The status that they come with; 0 for any.
    pub status: u16,
    /// What they hold, in lower case; or the vendor's code, to the letter.
    pub words: &'static str,
    /// The code.
    pub code: ErrorCode,
    /// What to do.
    pub hint: &'static str,
}

impl Meaning {
    /// A row of a vendor's table.
    #[must_use]
    pub const fn new(
        status: u16,
        words: &'static str,
        code: ErrorCode,
        hint: &'static str,
    ) -> Self {
        Self {
            status,
            words,
            code,
            hint,
        }
    }
}

/// What the vendor says went wrong: `scimType` or a code of its own, `detail` or other words for it.
#[must_use]
pub fn said(answer: &Answer) -> VendorError {
    let Some(body) = answer.json() else {
        return VendorError {
            code: None,
            message: None,
        };
    };
    // {"errors":[{…}]}, {"Errors":[…]}, {"success":false,"reasons":[{…}]}, {"error":{…}}, then the body itself.
    let listed = ["errors", "reasons"]
        .iter()
        .find_map(|key| field(body, key)?.as_array()?.first());
    let inner = listed
        .or_else(|| field(body, "error").filter(|error| error.is_object()))
        .unwrap_or(body);
    let any = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            field(inner, key)
                .and_then(text)
                .filter(|text| !text.is_empty())
        })
    };
    let message = any(&[
        "detail",
        "message",
        "error_description",
        "reason",
        "description",
        "errorMessage",
        "faultMessage",
    ]);
    VendorError {
        code: any(&["scimType", "code", "errorCode", "error", "faultCode"]),
        message: message.or_else(|| text(inner)).map(|message| cut(&message)),
    }
}

/// The status that counts: HTTP's, or that of an error in a body which came with a success.
fn status(answer: &Answer) -> u16 {
    let body = answer.json().filter(|_| answer.is_success());
    // FACTS §1: Zuora says so with 200, too.
    let says_no = body.is_some_and(|body| {
        field(body, "success") == Some(&Value::Bool(false)) && field(body, "reasons").is_some()
    });
    if says_no {
        return 400;
    }
    let is_error = body
        .and_then(|body| field(body, "schemas")?.as_array())
        .is_some_and(|schemas| {
            schemas.iter().any(|schema| {
                schema
                    .as_str()
                    .is_some_and(|schema| schema.eq_ignore_ascii_case(super::ERROR))
            })
        });
    if !is_error {
        return answer.status;
    }
    // A string by the standard, a number in practice.
    let stated = body.and_then(|body| text(field(body, "status")?)?.parse().ok());
    stated.unwrap_or(400)
}

/// Whether the tenant did what it was asked; if not, why, and whether to ask again.
///
/// # Errors
/// Why not.
pub fn classify(dialect: &Dialect, request: &ApiRequest, answer: &Answer) -> Result<(), Refusal> {
    let status = status(answer);
    if (200..300).contains(&status) {
        return Ok(());
    }
    let said = said(answer);
    let words = case::lower(said.message.as_deref().unwrap_or_default());
    let stated = said.code.as_deref().unwrap_or_default();
    let own = dialect.meanings.iter().find(|meaning| {
        let is_code = meaning
            .words
            .starts_with(|first: char| first.is_ascii_digit());
        (meaning.status == 0 || meaning.status == status)
            && if is_code {
                stated == meaning.words
            } else {
                words.contains(meaning.words)
            }
    });
    let (code, hint) = match own {
        Some(own) => (own.code, Some(own.hint)),
        None => meaning(dialect, request, status, stated, &words),
    };
    let mut error = Error::new(code, told(dialect.facts.vendor, answer.status, &said));
    error.hint = hint.filter(|hint| !hint.is_empty()).map(str::to_owned);
    error.duplicate = code == ErrorCode::Conflict && request.is_write() && status != 412;
    error.ambiguous = request.is_write() && retry::is_ambiguous(status) && status != 501;
    error.retryable |= status == 412;
    if said.code.is_some() || said.message.is_some() {
        error.vendor = Some(said);
    }
    Err(Refusal {
        error,
        retry: retry::is_retryable(status),
    })
}

/// What a status means, and the words that come with it.
fn meaning(
    dialect: &Dialect,
    request: &ApiRequest,
    status: u16,
    stated: &str,
    words: &str,
) -> (ErrorCode, Option<&'static str>) {
    match status {
        401 => (ErrorCode::AuthFailed, Some(dialect.unauthorized)),
        403 => (ErrorCode::Forbidden, Some(dialect.forbidden)),
        404 if request.subject == Subject::Collection => {
            (ErrorCode::NotSupported, Some(dialect.no_users))
        }
        404 | 410 => (ErrorCode::NotFound, None),
        405 | 501 => (ErrorCode::NotSupported, None),
        409 => (ErrorCode::Conflict, None),
        412 => (
            ErrorCode::Conflict,
            Some("Somebody changed the account at the same time. Try again: it is read afresh."),
        ),
        429 => (ErrorCode::RateLimited, None),
        status if retry::is_retryable(status) || status >= 500 => {
            (ErrorCode::VendorUnavailable, None)
        }
        // RFC 7644 §3.12: `uniqueness` belongs to 409, and comes with 400 too.
        _ if stated.eq_ignore_ascii_case("uniqueness")
            || (request.method != Method::Get
                && !is_of_syntax(stated)
                && says_duplicate(words)) =>
        {
            (ErrorCode::Conflict, None)
        }
        _ => (ErrorCode::VendorRejected, None),
    }
}

/// Whether a `scimType` is about how something was said, and not about what it says (RFC 7644 §3.12, table 9).
fn is_of_syntax(stated: &str) -> bool {
    let types = ["invalidFilter", "invalidSyntax", "invalidPath", "noTarget"];
    types.iter().any(|one| stated.eq_ignore_ascii_case(one))
}

/// Whether a refusal may be one of the filter: the tenant can then be read without.
#[must_use]
pub fn may_be_of_filter(error: &Error) -> bool {
    error.code == ErrorCode::NotSupported || matches!(error.status, Some(400 | 501))
}

/// Whether a place in a listing is refused as one that was and is no more (RFC 9865 §2.1), or that the server forgot.
#[must_use]
pub fn is_of_cursor(error: &Error) -> bool {
    error.says("expiredCursor") || error.says("invalidCursor")
}
