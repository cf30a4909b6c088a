//! A person, measured against what the provider has: what to send, what differs, and what nobody can tell.

pub(crate) use super::applied::{unapplied, unseen};

use super::applied::{is_read_otherwise, is_same, same_value};
use crate::attribute::Attribute;
use crate::error::Error;
use crate::lifecycle::groups::memberships::Memberships;
use crate::lifecycle::password::told;
use crate::lifecycle::result::{Change, Result, Warning};
use crate::model::{Account, Person, Role};
use crate::provider::{Directory, Draft, Facts};
use seatwarden_json::{Map, Value};

/// What an account shall be, in the provider's terms.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// What the caller gave and the provider has.
    attributes: Vec<(Attribute, String)>,
    /// What follows from it: a mail address from a userName, and the other way round. Only for a create.
    defaults: Vec<(Attribute, String)>,
    /// The role, looked up; or an id that the caller gave in `extra`.
    role: Option<WantedRole>,
    /// The groups that the user shall be in, as the caller names them.
    pub(crate) named_groups: Option<Vec<String>>,
    /// Those that are to be joined and left, once they were looked up.
    pub(crate) groups: Memberships,
    /// Vendor attributes, for a create.
    extra: Map,
    /// The same for an account that is there, whose record says how they are to be read.
    folded: Map,
    /// A role that has to be looked up.
    named_role: Option<String>,
    /// Where the person stands in the input.
    pub(crate) path: String,
    /// What the provider doesn't have.
    pub(crate) warnings: Vec<Warning>,
}

#[derive(Debug, Clone)]
struct WantedRole {
    id: String,
    name: Option<String>,
}

/// How an account differs from what is wanted.
#[derive(Debug, Default)]
pub(crate) struct Difference {
    /// What is known to differ.
    pub(crate) changes: Vec<Change>,
    /// What to send for it.
    pub(crate) draft: Draft,
    /// What is wanted but not shown, so nobody can tell whether it differs.
    pub(crate) unknown: Vec<&'static str>,
    /// What a person should know.
    pub(crate) warnings: Vec<Warning>,
}

/// Why an account is compared with what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It shall be as described: what nobody can see is no reason to write, and neither is the spelling of a userName.
    Provision,
    /// A change was asked for: what nobody can see is written.
    Update,
}

impl Wanted {
    /// Sorts a person into what the provider has and what it hasn't.
    ///
    /// # Errors
    /// `invalid_input` for vendor attributes that have a verb of their own, and for two addresses where there is one.
    pub(crate) fn new(path: &str, person: &Person, directory: &dyn Directory) -> Result<Self> {
        let facts = directory.facts();
        let mut person = person.clone();
        let mut wanted = Self {
            path: path.to_owned(),
            ..Self::default()
        };
        let extra = directory.admit_extra(path, std::mem::take(&mut person.extra))?;
        // What is given as a vendor attribute wins over the same thing in our words.
        for (key, value) in extra {
            let is_role = key.eq_ignore_ascii_case(directory.role_key());
            match (directory.attribute_of(&key), &value) {
                (Some(attribute), Value::String(text)) => {
                    *attribute.in_person(&mut person) = Some(text.as_str().to_owned());
                }
                (Some(attribute), _) => {
                    *attribute.in_person(&mut person) = None;
                    wanted.folded.insert(key, value);
                }
                (None, Value::String(id)) if is_role => {
                    wanted.role = Some(WantedRole {
                        id: id.as_str().to_owned(),
                        name: None,
                    });
                }
                _ => {
                    if is_role {
                        person.role = None;
                    }
                    if key.eq_ignore_ascii_case("groups") {
                        person.groups = None;
                    }
                    wanted.folded.insert(key, value);
                }
            }
        }
        wanted.extra = directory.unfold(&wanted.folded, None);
        if let (Some(name), Some(email)) = (&person.user_name, &person.email)
            && facts.mail_is_name
            && !Attribute::Email.same(name, email)
        {
            let vendor = facts.vendor;
            let problem =
                format!("differs from the userName, which in {vendor} is the mail address");
            return Err(Error::invalid_input(&format!("{path}.email"), problem).hint(format!(
                "Give one of them: the userName alone leaves the address as it is, and `update` with email alone moves {name} to {email}."
            )));
        }
        for attribute in Attribute::ALL {
            let Some(text) = attribute.of_person(&person) else {
                continue;
            };
            if facts.attributes.contains(attribute) {
                wanted.attributes.push((attribute, text.to_owned()));
            } else {
                wanted.unsupported(facts.vendor, attribute.name());
            }
        }
        match person.groups {
            Some(groups) if facts.check_verb("groups").is_ok() => {
                wanted.named_groups = Some(groups);
            }
            Some(_) => wanted.unsupported(facts.vendor, "groups"),
            None => {}
        }
        wanted.named_role = person.role;
        if !facts.lists_roles()
            && let Some(role) = wanted.named_role.take()
        {
            // There is no list to look it up in: the name is the id.
            wanted.role.get_or_insert(WantedRole {
                id: role.clone(),
                name: Some(role),
            });
        }
        let default = match (&person.user_name, &person.email) {
            (Some(name), None) if name.contains('@') => Some((Attribute::Email, name.clone())),
            (None, Some(email)) => Some((Attribute::UserName, email.clone())),
            _ => None,
        };
        let is_given = |attribute| {
            let mut keys = wanted.extra.keys();
            keys.any(|key| directory.attribute_of(key) == Some(attribute))
        };
        wanted.defaults = Vec::from_iter(default.filter(|(attribute, _)| !is_given(*attribute)));
        Ok(wanted)
    }

    pub(crate) fn unsupported(&mut self, vendor: &str, field: &str) {
        self.warnings.push(Warning::new(
            "unsupported_field",
            format!("{vendor} has no {field}: it was not sent."),
        ));
    }

    /// Takes the role that was looked up, unless `extra` names one.
    pub(crate) fn set_role(&mut self, role: &Role) {
        self.role.get_or_insert_with(|| WantedRole {
            id: role.id.clone(),
            name: Some(role.name.clone()),
        });
    }

    /// The role that has to be looked up.
    pub(crate) fn role_to_look_up(&self) -> Option<&str> {
        self.named_role.as_deref().filter(|_| self.role.is_none())
    }

    /// The userName under which the account is, or will be.
    pub(crate) fn user_name(&self) -> Option<&str> {
        self.any(Attribute::UserName)
    }

    /// The mail address that the account has, or will have.
    pub(crate) fn email(&self) -> Option<&str> {
        self.any(Attribute::Email)
    }

    fn any(&self, wanted: Attribute) -> Option<&str> {
        self.attributes
            .iter()
            .chain(&self.defaults)
            .find(|(attribute, _)| *attribute == wanted)
            .map(|(_, text)| text.as_str())
    }

    /// Whether a row may hide a vendor attribute that is wanted: what isn't in it proves nothing.
    pub(crate) fn may_hide_extra(&self, row: &Account, directory: &dyn Directory) -> bool {
        let raw = row.user.raw.as_ref();
        let wanted = directory.unfold(&self.folded, raw);
        wanted.keys().any(|key| {
            let has = raw.and_then(|raw| directory.extra(raw, key));
            has.is_none_or(Value::is_null)
        })
    }

    /// What a create needs and nobody gave.
    pub(crate) fn missing(&self, directory: &dyn Directory) -> Vec<&'static str> {
        let facts = directory.facts();
        let mut missing: Vec<_> = facts
            .required
            .iter()
            .filter(|attribute| self.any(**attribute).is_none_or(str::is_empty))
            .map(|attribute| attribute.name())
            .collect();
        if facts.role_required && self.role.is_none() {
            missing.push("role");
        }
        missing
    }

    /// Everything, for a create.
    pub(crate) fn whole(&self) -> Draft {
        Draft {
            attributes: self
                .attributes
                .iter()
                .chain(&self.defaults)
                .filter(|(_, text)| !text.is_empty())
                .cloned()
                .collect(),
            active: None,
            role_id: self.role.as_ref().map(|role| role.id.clone()),
            groups: self.groups.in_record(),
            leaves: Vec::new(),
            transfer_to: None,
            extra: self.extra.clone(),
        }
    }

    /// Everything as changes from nothing.
    pub(crate) fn as_changes(&self) -> Vec<Change> {
        let draft = self.whole();
        let mut changes: Vec<_> = draft
            .attributes
            .into_iter()
            .map(|(attribute, text)| Change {
                field: attribute.name().to_owned(),
                from: Value::Null,
                to: Value::from(text),
            })
            .collect();
        changes.extend(self.role.as_ref().map(|role| Change {
            field: String::from("role"),
            from: Value::Null,
            to: Value::from(role.label()),
        }));
        changes.extend(self.groups.change());
        let extra = draft.extra.iter();
        changes.extend(extra.map(|(key, to)| told(key, None, to)));
        changes
    }

    /// How `account` differs, as far as its full record shows.
    pub(crate) fn difference(
        &self,
        account: &Account,
        directory: &dyn Directory,
        reason: Reason,
        writes_anyway: bool,
    ) -> Difference {
        let mut difference = Difference::default();
        let mut unknown = Draft::default();
        let same_names = is_read_otherwise(&self.attributes, account);
        let facts = directory.facts();
        let moved = self.moved(account, facts);
        let follows = moved.map(|to| facts.follows(&account.user.user_name, to));
        difference.warnings.extend(follows);
        for (attribute, text) in &self.attributes {
            let shown = account.shown.contains(*attribute) && !account.made_up.contains(*attribute);
            let has = attribute.of_user(&account.user);
            if (same_names && attribute.is_name())
                || (shown && is_same(*attribute, has.unwrap_or_default(), text, reason))
            {
                continue;
            }
            if !shown {
                unknown.attributes.push((*attribute, text.clone()));
                difference.unknown.push(attribute.name());
            } else if *attribute == Attribute::UserName && facts.mail_is_name && moved.is_none() {
                let message = format!(
                    "{} can't change a userName: it was not sent. Give a new `email`.",
                    facts.vendor
                );
                let warning = Warning::new("unsupported_field", message);
                difference.warnings.push(warning);
            } else {
                difference.draft.attributes.push((*attribute, text.clone()));
                difference.changes.push(Change {
                    field: attribute.name().to_owned(),
                    from: has.map_or(Value::Null, Value::from),
                    to: Value::from(text),
                });
            }
        }
        if let Some(role) = &self.role {
            if !account.shows_role {
                unknown.role_id = Some(role.id.clone());
                difference.unknown.push("role");
            } else if !role.is_of(account) {
                difference.draft.role_id = Some(role.id.clone());
                difference.changes.push(Change {
                    field: String::from("role"),
                    from: Value::from(account.user.role_id.as_deref()),
                    to: Value::from(role.label()),
                });
            }
        }
        difference.changes.extend(self.groups.change());
        difference.draft.groups = self.groups.in_record();
        difference.draft.leaves = self.groups.left();
        let raw = account.user.raw.as_ref();
        for (key, value) in &directory.unfold(&self.folded, raw) {
            let has = raw.and_then(|raw| directory.extra(raw, key));
            match has {
                None => {
                    unknown.extra.insert(key.clone(), value.clone());
                    difference.unknown.push("extra");
                }
                has if same_value(has, value) => {}
                has => {
                    difference.draft.extra.insert(key.clone(), value.clone());
                    difference.changes.push(told(key, has, value));
                }
            }
        }
        if reason == Reason::Update {
            difference.changes.extend(self.blind_changes(&unknown));
        }
        // What nobody can see goes along with what has to be written anyway.
        if writes_anyway || !difference.changes.is_empty() {
            difference.draft.attributes.append(&mut unknown.attributes);
            difference.draft.role_id = difference.draft.role_id.or(unknown.role_id);
            difference.draft.extra.extend(unknown.extra);
        }
        difference
    }

    /// The mail address that is new to an account whose userName follows it.
    fn moved(&self, account: &Account, facts: &Facts) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let (mail, to) = attributes.find(|(attribute, _)| *attribute == Attribute::Email)?;
        let held = [account.user.email.as_deref(), Some(&account.user.user_name)];
        let stays = held.into_iter().flatten().any(|has| mail.same(has, to));
        (facts.mail_is_name && !stays).then_some(to)
    }

    /// What is written without being seen, as changes from nothing that is known.
    fn blind_changes(&self, unknown: &Draft) -> Vec<Change> {
        let role = self.role.as_ref().filter(|_| unknown.role_id.is_some());
        let attributes = unknown
            .attributes
            .iter()
            .map(|(attribute, text)| (attribute.name().to_owned(), Value::from(text)));
        let extra = unknown.extra.iter();
        let role = role.map(|role| (String::from("role"), Value::from(role.label())));
        attributes
            .chain(role)
            .map(|(field, to)| Change {
                field,
                from: Value::Null,
                to,
            })
            .chain(extra.map(|(key, value)| told(key, None, value)))
            .collect()
    }

    /// Puts the role's name into the account, where it is the role that was looked up.
    pub(crate) fn name_role(&self, account: &mut Account) {
        if let Some(role) = &self.role
            && account.user.role_id.as_ref() == Some(&role.id)
        {
            account.user.role.clone_from(&role.name);
        }
    }
}

impl WantedRole {
    /// Whether the account has it, by its id or by its name.
    fn is_of(&self, account: &Account) -> bool {
        account.user.role_id.as_ref() == Some(&self.id)
            || (self.name.is_some() && account.user.role == self.name)
    }

    fn label(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.id.clone())
    }
}

/// The error for what a create lacks.
pub(crate) fn lacks(path: &str, vendor: &str, missing: &[&str], roles: Option<&str>) -> Error {
    let mut problem = format!("a new {vendor} user needs {}", missing.join(", "));
    if let Some(roles) = roles {
        problem.push_str(&format!("; the roles are {roles}"));
    }
    Error::invalid_input(path, problem)
}
