//! How Zoom refuses. The texts are those of the SCIM2 document, but for three that only its forum has.

use crate::http::Response;
use crate::json::{array, object};

pub(crate) const NO_SSO: &str = "Account has not enabled Single Sign-On.";
pub(crate) const NOT_JSON: &str = "The request body must be in JSON format.";
pub(crate) const EMPTY: &str = "The request JSON must not be empty.";
pub(crate) const BAD_USER_NAME: &str = "The \"userName\" of the request is invalid.";
pub(crate) const BAD_GROUP_NAME: &str = "The \"DisplayName\" of the request is invalid.";
pub(crate) const BAD_OPERATIONS: &str = "The \"Operations\" of the request is invalid.";
/// What lowercase `operations` on a user gets (devforum.zoom.us 100447).
pub(crate) const NO_ACTIVE: &str = "The request json did not contains valid active field.";
pub(crate) const TOO_LONG: &str = "The request body size exceeds the 100,000 character limit. \
    Please reduce the payload size or contact Zoom Support to request a limit increase.";
pub(crate) const NO_USER: &str = "User does not exist.";
pub(crate) const NO_GROUP: &str = "Group does not exist.";
pub(crate) const DEFAULT_GROUP: &str = "Cannot delete account default group.";
pub(crate) const LOCKED: &str = "User is inactive or locked.";
pub(crate) const ADMIN_MAIL: &str = "Cannot change the email of Admin user.";
pub(crate) const ROOM_TO_FREE: &str = "Cannot update Zoom Room user to free";
pub(crate) const WHITEBOARDS: &str =
    "Cannot assign Zoom Whiteboard and Zoom Whiteboard Plus to a user at the same time.";
pub(crate) const ADMIN_DELETE: &str = "Cannot delete Admin user.";
pub(crate) const PROTECTED: &str = "Cannot activate or deactivate Zoom Room and Admin users.";
pub(crate) const FORCE_INACTIVE: &str = "User is force inactive.";
pub(crate) const HUB_ASSETS: &str =
    "You cannot deactivate this user because the user has hub assets on Zoom Events.";
pub(crate) const DOMAIN: &str = "The email domain does not match the associated domain of the \
    account, please contact Zoom Customer Support to set up if necessary.";
pub(crate) const NO_SEATS: &str = "Cannot add paid users.";
pub(crate) const BAD_UNITED: &str = "The Zoom United Plan is invalid.";

/// A refusal: its status and its text.
#[derive(Debug)]
pub(crate) struct Refused(pub(crate) u16, pub(crate) String);

/// What comes of a request, or why it is refused.
pub(crate) type Outcome<T> = Result<T, Refused>;

impl Refused {
    pub(crate) fn new(status: u16, detail: &str) -> Self {
        Self(status, detail.to_owned())
    }

    /// `status` is a number here, and not a string as RFC 7644 §3.12 has it.
    pub(crate) fn response(&self) -> Response {
        Response::json(
            self.0,
            &object! {
                "schemas": array!["urn:ietf:params:scim:api:messages:2.0:Error"],
                "detail": self.1.as_str(),
                "status": self.0,
            },
        )
    }
}

/// What Zoom's gateway says, before SCIM is reached.
pub(crate) fn gateway(status: u16, code: u32, message: &str) -> Response {
    Response::json(status, &object! { "code": code, "message": message })
}
