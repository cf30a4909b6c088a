//! The credentials of HTTP's Basic authentication (RFC 7617).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::bearer::presented;
use crate::http::Request;

/// The user name and the password that a request presents.
pub(crate) fn credentials(request: &Request) -> Option<(String, String)> {
    let bytes = STANDARD.decode(presented(request, "basic")?).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (name, password) = text.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}
