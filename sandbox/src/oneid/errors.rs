//! How OneID refuses: in one of the shapes that a tenant may have. Only that of a 401 is known.

use super::options::OneIdErrors;
use crate::http::Response;
use crate::json::{array, fields, object};
use crate::scim::errors::{Refused, body};

/// The service itself: the sample of a 401 has `90000011`.
const SERVICE: u32 = 900_000;

/// A refusal in the tenant's shape.
pub(crate) fn refuse(shape: OneIdErrors, refused: &Refused) -> Response {
    let status = refused.status;
    if status == 401 {
        // As in the sample: a code, and no message.
        return Response::json(401, &reasons("90000011", ""));
    }
    match shape {
        OneIdErrors::Empty => Response::empty(status),
        OneIdErrors::Scim => {
            Response::json(status, &body(status, refused.scim_type, &refused.detail))
        }
        OneIdErrors::Status | OneIdErrors::Ok => {
            let status = if shape == OneIdErrors::Ok {
                200
            } else {
                status
            };
            let code = format!("{SERVICE}{}", category(refused));
            Response::json(status, &reasons(&code, &refused.detail))
        }
    }
}

/// The body of an error, with this code.
pub(crate) fn reasons(code: &str, message: &str) -> serde_json::Value {
    let mut reason = fields! { "code": code };
    if !message.is_empty() {
        reason.insert("message".to_owned(), message.into());
    }
    object! { "success": false, "reasons": array![reason] }
}

/// The last two digits of a code ("Error codes" of Zuora's API docs).
fn category(refused: &Refused) -> u8 {
    match refused.status {
        403 => 10,
        404 => 40,
        405 | 501 => 45,
        409 if refused.scim_type.is_empty() => 50,
        409 => 30,
        429 => 70,
        500.. => 61,
        _ if refused.scim_type == "invalidSyntax" => 90,
        _ => 20,
    }
}
