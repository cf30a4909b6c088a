//! How somebody is made: by an array of one, as it is documented, else by an object. What was taken is remembered.

use super::{DIALECT, OneId, user, write};
use crate::error::{Error, ErrorCode};
use crate::http::exchange::{Exchange, Step};
use crate::http::message::{ApiRequest, Method, Repeat, Subject};
use crate::provider::Draft;
use crate::scim::path::field;
use crate::scim::resource;
use seatwarden_json::{Map, Value};

impl OneId {
    /// A user to be created.
    pub(super) fn new_user(&self, draft: &Draft) -> Map {
        user::new_user(draft, self.organization.borrow().as_deref())
    }

    /// FACTS §1: the documented body of a create is an array of one; refused with 400, an object is tried, once.
    pub(super) fn create_as(&self, as_object: bool, user: Value) -> Exchange<'_, Option<String>> {
        let body = if as_object {
            user.clone()
        } else {
            Value::Array(vec![user.clone()])
        };
        let request = ApiRequest::write(
            Method::Post,
            DIALECT.users.to_owned(),
            body,
            Repeat::OnlyIfRefused,
            Subject::Collection,
        );
        let name = field(&user, "userName").and_then(resource::text);
        Exchange::new(request, move |answer| {
            let id = user::created_id(answer.into_json()?, &name.unwrap_or_default())?;
            self.creates_object.set(Some(as_object));
            Ok(id)
        })
        .or_else(move |error| {
            // 409 was understood.
            if error.status == Some(409) {
                self.creates_object.set(Some(as_object));
            }
            // Another caller may have found out meanwhile that it is an object.
            let is_known = self.creates_object.get() == Some(false);
            if !(error.status == Some(400) || write::is_of_form(&error)) || as_object || is_known {
                return Err(error);
            }
            let mut second = self.create_as(true, user);
            let own = second.otherwise.take();
            Ok(Step::Ask(second.or_else(move |refused| {
                match own {
                    Some(own) => own(refused),
                    None => Err(refused),
                }
                .map_err(|refused| the_better(error, refused))
            })))
        })
    }
}

/// Of two refusals of the same create, in two forms, the one that says more.
fn the_better(array: Error, object: Error) -> Error {
    if array.code == ErrorCode::VendorRejected && object.code != ErrorCode::VendorRejected
        || array.vendor.is_none()
    {
        return object;
    }
    let mut error = array;
    if object.message != error.message {
        error.message = format!("{}; as an object: {}", error.message, object.message);
    }
    error
}
