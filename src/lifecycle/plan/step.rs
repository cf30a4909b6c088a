//! An entry of a plan: whether the account is still as the plan saw it, or already as it is to be; and doing it.

use crate::case::folds;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::plan::id::same;
use crate::lifecycle::result::{Change, Result, WriteResult};
use crate::lifecycle::wanted::{Reason, Wanted};
use crate::model::{Account, Person, UserId};
use crate::provider::Directory;
use seatwarden_json::{Map, Value, to_string};

/// Reactivate, create, update, deactivate: nobody of one is begun before all of the one before it are done.
pub(crate) const PHASES: usize = 4;

/// The longest value that a message shows, in characters.
const SHOWN: usize = 100;

/// An entry of a plan.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Somebody is to get an account.
    Create { path: String, person: Person },
    /// An account is to be changed.
    Change(Target),
    /// An account is to be switched off.
    Leave(Target),
}

/// An account of a plan.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) user_name: String,
    /// Whether it is to be switched on.
    pub(crate) switches_on: bool,
    changes: Vec<Change>,
    /// The changes as what is wanted.
    person: Person,
    /// Whether it was seen to be done already.
    pub(crate) is_done: bool,
}

/// What an account is to an entry of a plan.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// As the plan saw it, at least in part.
    Open,
    /// As the plan wants it.
    Done,
    /// As neither: why.
    Drifted(String),
}

impl Step {
    /// In which order it comes.
    pub(crate) const fn phase(&self) -> usize {
        match self {
            Step::Change(target) if target.switches_on => 0,
            Step::Create { .. } => 1,
            Step::Change(_) => 2,
            Step::Leave(_) => 3,
        }
    }

    /// Whom it is about.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Step::Create { person, .. } => person.user_name.as_deref().or(person.email.as_deref()),
            Step::Change(target) | Step::Leave(target) => Some(&target.user_name),
        }
    }

    /// Whether a vendor attribute of an account is changed.
    pub(super) fn has_extra(&self) -> bool {
        matches!(self, Step::Change(target) if !target.person.extra.is_empty())
    }

    /// Whether the role of an account is changed.
    pub(super) fn has_role(&self) -> bool {
        matches!(self, Step::Change(target) if target.person.role.is_some())
    }

    /// Where it stands in the plan.
    pub(super) fn path(&self) -> &str {
        match self {
            Step::Create { path, .. } => path,
            Step::Change(target) | Step::Leave(target) => &target.path,
        }
    }

    /// An entry as a plan has it in one of its lists.
    ///
    /// # Errors
    /// `invalid_input` for one that no plan has.
    pub(super) fn read(list: &str, path: String, entry: &mut Value) -> Result<Self> {
        if list == "create" {
            let path = format!("{path}.person");
            let person = entry.get_mut("person").map(Value::take).unwrap_or_default();
            let person = Person::read(&path, person)?;
            person.check(&path)?;
            return Ok(Step::Create { path, person });
        }
        let target = target(list, &path, entry);
        let mut target = target.ok_or_else(|| {
            Error::invalid_input(&path, format_args!("isn't what {list} of a plan has"))
        })?;
        target.person = person_of(&path, &target.changes)?;
        target.path = path;
        Ok(match list {
            "deactivate" => Step::Leave(target),
            _ => Step::Change(target),
        })
    }
}

/// An account that is to be switched on, changed or switched off.
fn target(list: &str, path: &str, entry: &mut Value) -> Option<Target> {
    let text = |value: &Value, key: &str| Some(value.get(key)?.as_str()?.to_owned());
    let (id, user_name) = (text(entry, "id")?, text(entry, "userName")?);
    UserId::check(path, &id).ok()?;
    let mut changes = Vec::new();
    for change in entry.get_mut("changes")?.as_array_mut()? {
        changes.push(Change {
            field: text(change, "field")?,
            from: change.get_mut("from")?.take(),
            to: change.get_mut("to")?.take(),
        });
    }
    let switch = changes.iter().position(|change| change.field == "active");
    let switch = switch.map(|at| changes.remove(at).to);
    let (switches_on, leaves) = (list == "reactivate", list == "deactivate");
    let wanted = (switches_on || leaves).then_some(Value::Bool(switches_on));
    (switch == wanted && (changes.is_empty() || !leaves)).then_some(Target {
        path: String::new(),
        id,
        user_name,
        switches_on,
        changes,
        person: Person::default(),
        is_done: false,
    })
}

/// The changes as a person who has them.
fn person_of(path: &str, changes: &[Change]) -> Result<Person> {
    let (mut fields, mut extra) = (Map::new(), Map::new());
    for change in changes {
        let to = change.to.clone();
        match change.field.strip_prefix("extra.") {
            Some(key) => extra.insert(key, to),
            None if change.field == "groups" => {
                // Those that are joined: others may come and go.
                let before = change.from.as_array().cloned().unwrap_or_default();
                let mut after = match to {
                    Value::Array(names) => names,
                    _ => Vec::new(),
                };
                after.retain(|name| !before.contains(name));
                fields.insert("groups", Value::Array(after))
            }
            None => fields.insert(change.field.as_str(), to),
        };
    }
    if !extra.is_empty() {
        fields.insert("extra", Value::Object(extra));
    }
    let path = format!("{path}.changes");
    let person = Person::read(&path, Value::Object(fields))?;
    person.check_fields(&path)?;
    Ok(person)
}

impl Target {
    /// As much of the person as is to be written.
    pub(super) fn wanted(&self, directory: &dyn Directory) -> Result<Wanted> {
        Wanted::new(&self.path, &self.person, directory)
    }

    /// What the account is to this entry, as far as its record shows.
    pub(super) fn fit(&self, account: &Account, wanted: &Wanted, directory: &dyn Directory) -> Fit {
        if let Some(why) = self.is_renamed(account, directory) {
            return Fit::Drifted(why);
        }
        if !account.user.active && !self.switches_on {
            return Fit::Drifted(String::from("is switched off now"));
        }
        let difference = wanted.difference(account, directory, Reason::Provision, false);
        let mut is_open = !account.user.active || !difference.unknown.is_empty();
        for now in &difference.changes {
            is_open = true;
            // A group more or less has nothing to do with those that are to be joined.
            if now.field == "groups" {
                continue;
            }
            let mut changes = self.changes.iter();
            let saw = changes.find(|planned| name_of(&planned.field, directory) == now.field);
            let saw = saw.map_or(&Value::Null, |planned| &planned.from);
            if !same(&now.from, saw) {
                return Fit::Drifted(format!(
                    "{} is {} now, the plan saw {}",
                    now.field,
                    shown(&now.from),
                    shown(saw)
                ));
            }
        }
        if is_open { Fit::Open } else { Fit::Done }
    }

    /// Whether the account is that of somebody else.
    pub(super) fn is_renamed(
        &self,
        account: &Account,
        directory: &dyn Directory,
    ) -> Option<String> {
        let has = &account.user.user_name;
        let follows = directory.facts().mail_is_name;
        let name = self.person.user_name.as_ref();
        let mail = self.person.email.as_ref().filter(|_| follows);
        let is_done = [name, mail].into_iter().flatten().any(|to| folds(to, has));
        (!folds(has, &self.user_name) && !is_done).then(|| format!("is called {has} now"))
    }
}

/// The name of a field as a comparison calls it: what is given as a vendor attribute may be one of ours.
fn name_of<'f>(field: &'f str, directory: &dyn Directory) -> &'f str {
    let attribute = field.strip_prefix("extra.");
    let attribute = attribute.and_then(|key| directory.attribute_of(key));
    match attribute {
        Some(attribute) => attribute.name(),
        None => field,
    }
}

/// A value, for a message.
fn shown(value: &Value) -> String {
    to_string(value).chars().take(SHOWN).collect()
}

/// An entry doesn't fit any more.
pub(crate) fn drifted(name: &str, why: &str) -> Error {
    Error::new(ErrorCode::PlanDrifted, format!("{name} {why}"))
        .hint("Nothing was written for it. Make a new plan.")
}

impl<H: Host> Client<H> {
    /// Does an entry, if the account is still as the plan saw it. What is done already isn't written again.
    ///
    /// # Errors
    /// `plan_drifted` if somebody changed it meanwhile; else as of the verb for one.
    pub(crate) async fn carry(
        &self,
        call: &Call,
        step: &Step,
        options: &Options,
    ) -> Result<WriteResult> {
        let directory = self.session.directory.as_ref();
        let target = match step {
            Step::Create { path, person } => {
                let options = Options {
                    only_new: true,
                    ..options.clone()
                };
                return self.provision_as(call, path, person, &options).await;
            }
            Step::Change(target) | Step::Leave(target) => target,
        };
        call.concern(&target.user_name);
        let account = self.by_id(call, &UserId::new(&target.id)?).await?;
        let drifted = |why: &str| Err(drifted("the account", why));
        if let Step::Leave(_) = step {
            // Some vendors rename whom they switch off.
            let active = account.as_ref().filter(|account| account.user.active);
            if let Some(why) = active.and_then(|account| target.is_renamed(account, directory)) {
                return drifted(&why);
            }
            if account.is_none() {
                let mut row = Account::default();
                row.user.id.clone_from(&target.id);
                row.user.user_name.clone_from(&target.user_name);
                self.check_gone(call, &row).await?;
            }
            return self.switch_off(call, account, options).await;
        }
        let Some(account) = account else {
            return drifted("is gone");
        };
        let mut wanted = target.wanted(directory)?;
        self.look_up_role(call, &mut wanted).await?;
        self.look_up_groups(call, &mut wanted, Some(&account), options)
            .await?;
        if let Fit::Drifted(why) = target.fit(&account, &wanted, directory) {
            return drifted(&why);
        }
        // What the full record hides was seen in a row.
        let reason = match target.is_done {
            true => Reason::Provision,
            false => Reason::Update,
        };
        self.settle(call, account, &wanted, options, reason).await
    }
}
