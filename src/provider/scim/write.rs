//! How a change gets to a user: PATCH in one of two forms, else PUT of the whole, for the version that was read.
//! What was taken is remembered.

use super::{DIALECT, Scim};
use crate::error::{Error, Mistaken, Past};
use crate::http::exchange::{Exchange, Step};
use crate::http::message::{ApiRequest, Method, Subject, mistaken, unexpected};
use crate::model::UserId;
use crate::provider::{Draft, accepted};
use crate::scim::resource::version;
use crate::scim::{ENTERPRISE, patch, path, resource, users};
use seatwarden_json::{Map, Value};
use std::rc::Rc;

/// How this server takes a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// PATCH, one operation a path.
    Paths,
    /// PATCH, one operation without a path.
    Whole,
    /// PUT of the whole record.
    Put,
}

/// What a server owns of a user (RFC 7643 §3.1, §4.1.2): readOnly, so ignored in a PUT (RFC 7644 §3.5.1). The id comes last:
/// the example of a PUT there has it.
const READ_ONLY: [&str; 3] = ["groups", "meta", "id"];

/// A change that is being brought to a user.
pub(super) struct Change {
    pub(super) id: UserId,
    pub(super) changes: Vec<(String, Value)>,
    /// The version that it was made for.
    pub(super) version: Option<String>,
}

impl Scim {
    /// Which version a write changes, where the server has versions (RFC 7644 §3.14) and can compare them.
    pub(super) fn guarded(&self, version: Option<String>) -> Option<String> {
        let has_etags = self.config.get().is_some_and(|config| config.etag);
        version.filter(|_| has_etags && !self.ignores_etags.get())
    }

    /// Brings a change to a user in a form; refused, in the next one. What was taken is remembered.
    pub(super) fn bring(&self, change: Rc<Change>, form: Form) -> Exchange<'_, ()> {
        let body = match form {
            Form::Paths => patch::with_paths(&DIALECT, change.changes.clone()),
            Form::Whole => patch::without_path(&DIALECT, change.changes.clone()),
            Form::Put => return self.replace(change, Past::default()),
        };
        let mut request = users::write(&DIALECT, Method::Patch, &change.id, body);
        self.guard(&mut request, change.version.as_deref());
        let taken = move |answer| {
            accepted(answer)?;
            self.form.set(form);
            Ok(())
        };
        Exchange::new(request, taken).or_else(move |error| {
            let scim_type = error.vendor.as_ref().and_then(|said| said.code.clone());
            let next = match (error.status, form) {
                // PATCH is optional (RFC 7644 §3.5.2); without a route for it some answer 404 to a user who is there.
                (Some(404 | 405 | 501), _) => Form::Put,
                // Real servers know only one of the two forms.
                (Some(400), Form::Paths) if is_of_form(scim_type.as_deref()) => Form::Whole,
                (Some(400), Form::Whole) if is_of_form(scim_type.as_deref()) => Form::Put,
                (Some(412), _) => return self.look_at_version(change, error),
                _ => return Err(error),
            };
            Ok(Step::Ask(self.bring(change, next)))
        })
    }

    /// Replaces the record as it is now by one with the change in it: a PUT clears what is left out (RFC 7644 §3.5.1).
    fn replace(&self, change: Rc<Change>, past: Past) -> Exchange<'_, ()> {
        let target = users::member(&DIALECT, &change.id);
        let request = ApiRequest::get(target, Subject::Member);
        Exchange::leading(request, move |answer| {
            let raw = answer.into_json()?;
            // A record of somebody else must never be put in the place of this one.
            let id = path::field(&raw, "id").and_then(resource::text);
            if id.is_some_and(|id| id != change.id.as_str()) {
                return Err(mistaken(Mistaken::AnotherUser));
            }
            let version = version(&raw);
            let Value::Object(mut record) = raw else {
                return Err(unexpected("a user that is no object"));
            };
            self.leave_out(&mut record);
            for (path, value) in &change.changes {
                path::set(&mut record, path, value.clone());
            }
            resource::name_schemas(&mut record, DIALECT.schema);
            let record = Value::Object(record);
            let mut request = users::write(&DIALECT, Method::Put, &change.id, record).afresh(past);
            self.guard(&mut request, version.as_deref());
            let put = Exchange::new(request, |answer| {
                accepted(answer)?;
                self.form.set(Form::Put);
                Ok(())
            });
            Ok(Step::Ask(put.or_else(move |error| {
                if let Some(past) = error.past {
                    return Ok(Step::Ask(self.replace(change, past)));
                }
                if error.says("mutability") && self.leaves_out_more() {
                    return Ok(Step::Ask(self.replace(change, Past::default())));
                }
                if error.status != Some(412) {
                    return Err(error);
                }
                let (id, changes) = (change.id.clone(), change.changes.clone());
                let change = Change {
                    id,
                    changes,
                    version,
                };
                self.look_at_version(Rc::new(change), error)
            })))
        })
    }

    /// Takes out of a record what this server refuses to be told.
    fn leave_out(&self, record: &mut Map) {
        let refused = READ_ONLY.get(..self.left_out.get()).unwrap_or_default();
        for name in refused {
            let key = path::spelled(record, name);
            record.remove(&key);
        }
        // RFC 7643 §4.3: the manager's name, too.
        if let Some(manager) = record
            .get_mut(ENTERPRISE)
            .and_then(|of| of.get_mut("manager"))
            && let Value::Object(manager) = manager
            && !refused.is_empty()
        {
            manager.remove("displayName");
        }
    }

    /// Whether there is more to leave out, once what was put was refused for what it told (RFC 7644 §3.12, `mutability`):
    /// two, then all. If all was left out, it was something else.
    fn leaves_out_more(&self) -> bool {
        let more = (self.left_out.get().max(1) + 1) % (READ_ONLY.len() + 1);
        self.left_out.set(more);
        more > 0
    }

    /// Says which version is changed.
    fn guard(&self, request: &mut ApiRequest, version: Option<&str>) {
        if let Some(version) = self.guarded(version.map(str::to_owned)) {
            request.headers.push(("if-match", version));
        }
    }

    /// The server says that the version is another one. If it isn't, the server can't compare its own.
    fn look_at_version(&self, change: Rc<Change>, error: Error) -> Result<Step<'_, ()>, Error> {
        let target = users::member(&DIALECT, &change.id);
        let request = ApiRequest::get(target, Subject::Member);
        Ok(Step::Ask(Exchange::leading(request, move |answer| {
            if self.ignores_etags.get() || version(&answer.into_json()?) != change.version {
                return Err(error);
            }
            self.ignores_etags.set(true);
            Ok(Step::Ask(self.bring(change, self.form.get())))
        })))
    }
}

/// The version that a change is made for. A leaver is switched off whatever else was changed meanwhile.
pub(super) fn version_for(draft: &Draft, record: Option<&Value>) -> Option<String> {
    let only_switches =
        draft.attributes.is_empty() && draft.extra.is_empty() && draft.role_id.is_none();
    record.filter(|_| !only_switches).and_then(version)
}

/// Whether a refused PATCH may be taken in another form (RFC 7644 §3.12, table 9). Without a reason nobody knows.
fn is_of_form(scim_type: Option<&str>) -> bool {
    scim_type.is_none_or(|scim_type| {
        ["invalidPath", "invalidSyntax", "noTarget"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(scim_type))
    })
}
