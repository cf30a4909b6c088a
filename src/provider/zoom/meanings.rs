//! What Zoom's words mean: every error that "SCIM2" in Zoom's API reference lists, one row for each text, with what
//! to do about it in Zoom. The first row that fits counts.

use crate::error::ErrorCode::{
    AuthFailed, Conflict, Forbidden, NotFound, NotSupported, ProtectedUser, RateLimited,
    SeatUnavailable, VendorRejected,
};
use crate::scim::error::Meaning;

pub(super) const SCOPE: &str = "In the Zoom App Marketplace, give the app the scope scim2:admin, and its owner a role that may view and edit users and groups. A new scope takes some minutes, and a new token.";
pub(super) const TOKEN: &str = "The token has ended or was revoked: give a new accessToken, or accountId, clientId and clientSecret.";
const ADMIN: &str = "Zoom protects its owner and administrators: under User Management > Users, give the account another role first, or make the change there by hand.";
const ROOM: &str = "That account is a Zoom Room or an administrator: change it under Room Management, or give it another role first.";
const SEATS: &str = "No seat of that licence is left: free one under User Management > Users, or buy one under Plans and Billing. Without the licence field the user gets a Basic seat.";
const PLAN: &str = "The account hasn't that plan: look under Plans and Billing which licences there are, and give one of their values.";
const DOMAIN: &str = "The mail address is of a domain that isn't this account's: add it under Account Management > Account Profile > Associated Domains, or ask Zoom's support.";
const HELD: &str = "Somebody in Zoom has that mail address, perhaps in another Zoom account: they have to leave it there, or accept an invitation.";
const OFF: &str = "Zoom changes no account that is inactive or locked: reactivate it first (`provision` does), or unlock it under User Management > Users.";
const FORCED: &str = "An administrator has forced this account to be inactive: activate it under User Management > Users by hand.";
const GONE: &str = "The account was removed meanwhile, or the id is of another Zoom account: look under User Management > Users. `provision` makes a new one.";
const FORM: &str =
    "Zoom can't read the request: if a field of `extra` isn't at fault, please report this.";

pub(super) const MEANINGS: &[Meaning] = &[
    // The gateway before SCIM (FACTS §2): {code, message}.
    Meaning::new(0, "4711", Forbidden, SCOPE),
    Meaning::new(0, "124", AuthFailed, TOKEN),
    // 400
    Meaning::new(
        400,
        "single sign-on",
        NotSupported,
        "Turn on Single Sign-On: Advanced > Single Sign-On, with an approved Vanity URL; SCIM works only then.",
    ),
    Meaning::new(
        400,
        "filter name",
        NotSupported,
        "Zoom filters users by userName and by externalId, which is Zoom's own id; and not while a user is pending.",
    ),
    Meaning::new(400, "must be in json format", VendorRejected, FORM),
    Meaning::new(400, "json must not be empty", VendorRejected, FORM),
    Meaning::new(
        400,
        "\"operations\" of the request is invalid",
        VendorRejected,
        FORM,
    ),
    Meaning::new(
        400,
        "\"username\" of the request is invalid",
        VendorRejected,
        "In Zoom a userName is a mail address.",
    ),
    Meaning::new(
        400,
        "\"displayname\" of the request is invalid",
        VendorRejected,
        "Give the group another name.",
    ),
    Meaning::new(
        400,
        "create group failed",
        VendorRejected,
        "Try again; if it stays so, make the group under User Management > Groups.",
    ),
    Meaning::new(
        400,
        "default group",
        VendorRejected,
        "The default group of an account can't be deleted: make another one the default first, under User Management > Groups.",
    ),
    Meaning::new(
        400,
        "body size exceeds",
        VendorRejected,
        "Zoom takes 100,000 characters a request: send fewer members at once.",
    ),
    Meaning::new(400, "already in use", Conflict, HELD),
    Meaning::new(400, "inactive or locked", VendorRejected, OFF),
    Meaning::new(400, "email of admin", ProtectedUser, ADMIN),
    Meaning::new(400, "delete admin", ProtectedUser, ADMIN),
    Meaning::new(400, "zoom room user", ProtectedUser, ROOM),
    Meaning::new(
        400,
        "zoom whiteboard and zoom whiteboard plus",
        VendorRejected,
        "Give one of zoomWhiteboard and zoomWhiteboardPlus, and switch the other one off.",
    ),
    Meaning::new(0, "force inactive", VendorRejected, FORCED),
    // 403: three wordings.
    Meaning::new(403, "insufficient permissions", Forbidden, SCOPE),
    Meaning::new(403, "does not have the", Forbidden, SCOPE),
    // 404
    Meaning::new(404, "user does not exist", NotFound, GONE),
    Meaning::new(
        404,
        "group does not exist",
        NotFound,
        "Look under User Management > Groups: it was deleted, or is of another account.",
    ),
    // 429: the text says no more than the status.
    Meaning::new(
        429,
        "",
        RateLimited,
        "Zoom counts requests for the whole account, over all its apps: look under Account Management > API usage which other one is busy, give `plan`, or try again later.",
    ),
    // 409
    Meaning::new(409, "already been used", Conflict, HELD),
    Meaning::new(409, "email domain does not match", VendorRejected, DOMAIN),
    Meaning::new(409, "cannot add paid users", SeatUnavailable, SEATS),
    Meaning::new(409, "cannot create more users", SeatUnavailable, SEATS),
    Meaning::new(409, "plan is invalid", VendorRejected, PLAN),
    Meaning::new(409, "zoom room and admin", ProtectedUser, ROOM),
    Meaning::new(
        409,
        "hub assets",
        ProtectedUser,
        "The user owns hub assets in Zoom Events: hand them to somebody else there first.",
    ),
    Meaning::new(
        409,
        "exists",
        Conflict,
        "Take the group that is there, or give another name.",
    ),
];
