//! Zuora's errors in each shape that is documented or was seen, and what they mean.
//! HTTP 200 with `success: false` is an error; the last two digits of a code are its category (FACTS §1).

use crate::case;
use crate::error::{Error, ErrorCode, VendorError};
use crate::http::exchange::Refusal;
use crate::http::message::{Answer, ApiRequest, Method, Subject};
use crate::http::retry;
use crate::provider::said::{cut, says_duplicate, told};
use seatwarden_json::Value;

const LEGACY: &str = "This tenant doesn't offer Zuora's user API (legacy tenants answer 404). If it uses Zuora OneID, connect with provider \"zuora-oneid\".";
const ONEID: &str = "This tenant was migrated to Zuora OneID, where only API users can be created locally. Connect with provider \"zuora-oneid\".";

/// The first error in a body, in any of Zuora's shapes.
pub(super) fn vendor_error(answer: &Answer) -> VendorError {
    let (code, message) = answer.json().map(first_error).unwrap_or((None, None));
    VendorError {
        code,
        message: message.map(|message| cut(&message)),
    }
}

fn first_error(body: &Value) -> (Option<String>, Option<String>) {
    // {"reasons":[{code,message}]}, {"Errors":[{Code,Message}]}, then flat bodies.
    let listed = ["reasons", "Errors", "errors"]
        .iter()
        .find_map(|key| body.get(key)?.as_array()?.first());
    let body = listed.unwrap_or(body);
    let any = |keys: &[&str]| {
        keys.iter()
            .find_map(|key| body.get(key).and_then(super::user::text))
    };
    (
        any(&["code", "Code", "FaultCode", "faultCode", "error"]),
        any(&[
            "message",
            "Message",
            "FaultMessage",
            "faultMessage",
            "error_description",
            "detail",
        ]),
    )
}

/// The category of a code: the last two of its eight digits (FACTS §1).
pub(in crate::provider) fn category(code: &str) -> Option<u8> {
    let is_zuora = code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit());
    is_zuora.then(|| code.get(6..)?.parse().ok()).flatten()
}

fn says_no(answer: &Answer) -> bool {
    let flag = |key| answer.json().and_then(|body| body.get(key));
    [flag("success"), flag("Success")]
        .into_iter()
        .flatten()
        .any(|flag| *flag == Value::Bool(false) || flag.as_str() == Some("false"))
}

/// Whether Zuora did what it was asked; if not, why, and whether to ask again.
pub(super) fn classify(request: &ApiRequest, answer: &Answer) -> Result<(), Refusal> {
    if answer.is_success() && !says_no(answer) {
        return Ok(());
    }
    let said = vendor_error(answer);
    let category = said.code.as_deref().and_then(category);
    let words = case::lower(said.message.as_deref().unwrap_or_default());
    let duplicate = request.is_write() && says_duplicate(&words);
    let (mut code, mut hint) = meaning(request, answer.status, category);
    if matches!(code, ErrorCode::VendorRejected | ErrorCode::Forbidden) && says_oneid(&words) {
        (code, hint) = (ErrorCode::NotSupported, Some(ONEID));
    } else if duplicate && matches!(code, ErrorCode::VendorRejected | ErrorCode::Conflict) {
        code = ErrorCode::Conflict;
    }
    // FACTS §1: 409 in flight. An earlier try with that key is still under way.
    let in_flight = answer.status == 409 && words.contains("idempotency");
    if in_flight {
        code = ErrorCode::VendorUnavailable;
    }
    let mut error = Error::new(code, told("Zuora", answer.status, &said));
    error.hint = hint.map(str::to_owned);
    // A lock is no namesake.
    error.duplicate = duplicate || answer.status == 409 && code != ErrorCode::VendorUnavailable;
    error.ambiguous = request.is_write()
        && (in_flight || retry::is_ambiguous(answer.status) || category.is_some_and(is_ambiguous));
    if said.code.is_some() || said.message.is_some() {
        error.vendor = Some(said);
    }
    Err(Refusal {
        error,
        retry: in_flight
            || retry::is_retryable(answer.status)
            || category.is_some_and(is_retryable),
    })
}

fn meaning(
    request: &ApiRequest,
    status: u16,
    category: Option<u8>,
) -> (ErrorCode, Option<&'static str>) {
    // What HTTP says plainly goes before what the body says.
    match status {
        401 => return (ErrorCode::AuthFailed, None),
        429 => return (ErrorCode::RateLimited, None),
        404 if request.subject == Subject::Collection => {
            return (ErrorCode::NotSupported, Some(LEGACY));
        }
        404 if request.subject == Subject::Member => return (ErrorCode::NotFound, None),
        408 | 425 | 500 | 502..=504 => return (ErrorCode::VendorUnavailable, None),
        _ => {}
    }
    if let Some(code) = category.and_then(|category| of_category(request, category)) {
        let hint = match code {
            ErrorCode::Forbidden => Some(ADMINISTRATOR),
            ErrorCode::NotSupported if request.subject == Subject::Collection => Some(LEGACY),
            _ => None,
        };
        return (code, hint);
    }
    match status {
        403 => (ErrorCode::Forbidden, Some(ADMINISTRATOR)),
        404 => (ErrorCode::NotFound, None),
        405 | 501 => (ErrorCode::NotSupported, None),
        409 => (ErrorCode::Conflict, None),
        _ => (ErrorCode::VendorRejected, None),
    }
}

/// What a category means, where that is more than "refused".
pub(in crate::provider) fn of_category(request: &ApiRequest, category: u8) -> Option<ErrorCode> {
    Some(match category {
        10 => ErrorCode::Forbidden,
        11 => ErrorCode::AuthFailed,
        // In a create, what isn't found is something that the body names, and not the user; in a list, the list.
        40 if request.method == Method::Get && request.subject == Subject::Collection => {
            ErrorCode::NotSupported
        }
        40 if request.method != Method::Post => ErrorCode::NotFound,
        45 => ErrorCode::NotSupported,
        70 => ErrorCode::RateLimited,
        50 | 60 | 61 | 99 => ErrorCode::VendorUnavailable,
        _ => return None,
    })
}

/// Whether Zuora may well do it later.
pub(in crate::provider) const fn is_retryable(category: u8) -> bool {
    matches!(category, 50 | 60 | 61 | 70 | 99)
}

/// Whether it failed inside Zuora, so that nobody knows how far it came: 50 and 70 never began.
pub(in crate::provider) const fn is_ambiguous(category: u8) -> bool {
    matches!(category, 60 | 61 | 99)
}

/// G:18; A:16 for the API users of a tenant on OneID.
const ADMINISTRATOR: &str = "The user that owns the OAuth client needs an administrator role in Zuora, or as an API user one with API write access.";

fn says_oneid(words: &str) -> bool {
    words.contains("oneid") || words.contains("one id")
}
