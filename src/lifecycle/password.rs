//! A password among the vendor attributes of a person: sent, and never told.

use crate::host::Host;
use crate::http::call::Call;
use crate::http::session::Shared;
use crate::lifecycle::client::Client;
use crate::lifecycle::result::Change;
use crate::secret::{MASK, Secret};
use seatwarden_json::{Map, Value};
use std::rc::Rc;

/// A password that is masked for as long as its call lasts.
pub(crate) struct Hidden {
    password: Secret,
    shared: Rc<Shared>,
}

impl Drop for Hidden {
    fn drop(&mut self) {
        if let Ok(mut redactor) = self.shared.redactor.try_borrow_mut() {
            redactor.forget(self.password.expose());
        }
    }
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.password.fmt(f)
    }
}

impl<H: Host> Client<H> {
    /// Masks the passwords in `extra` in all that is told until the call has ended.
    pub(crate) fn hide_passwords(&self, call: &Call, extra: &Map) {
        let shared = &self.session.shared;
        let mut extra = Value::Object(extra.clone());
        passwords(&mut extra, &mut |password| {
            let text = match password {
                Value::String(text) | Value::Number(text) => text.as_str(),
                _ => return,
            };
            shared.redactor.borrow_mut().learn(text);
            call.hide(Hidden {
                password: Secret::new(text.to_owned()),
                shared: Rc::clone(shared),
            });
        });
    }
}

/// Whether a password is among vendor attributes.
pub(crate) fn has_password(extra: &Map) -> bool {
    let mut found = false;
    passwords(&mut Value::Object(extra.clone()), &mut |_| found = true);
    found
}

/// A change of a vendor attribute, as it may be told.
pub(crate) fn told(key: &str, from: Option<&Value>, to: &Value) -> Change {
    let masked = |value: &Value| {
        let mut whole = Map::new();
        whole.insert(key, value.clone());
        let mut whole = Value::Object(whole);
        passwords(&mut whole, &mut |password| {
            if !password.is_null() {
                *password = Value::from(MASK);
            }
        });
        whole.get(key).cloned().unwrap_or_default()
    };
    Change {
        field: format!("extra.{key}"),
        from: from.map_or(Value::Null, masked),
        to: masked(to),
    }
}

/// Visits what stands under the name `password` in any case, however deep: the last part of a path counts.
fn passwords(value: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| passwords(item, visit)),
        Value::Object(fields) => fields.retain(|key, value| {
            let name = key.rsplit(['.', ':']).next();
            if name.is_some_and(|name| name.eq_ignore_ascii_case("password")) {
                visit(value);
            } else {
                passwords(value, visit);
            }
            true
        }),
        _ => {}
    }
}
