//! The verb `plan`: reads everybody, compares, and writes nothing.

use crate::attribute::Attribute;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::batch::index::{key, spread, spread_out};
use crate::lifecycle::batch::ledger::Ledger;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::find::meant;
use crate::lifecycle::options::Options;
use crate::lifecycle::pages::{Fingerprint, fingerprint};
use crate::lifecycle::plan::compare::Pair;
use crate::lifecycle::plan::policy::Policy;
use crate::lifecycle::plan::roster::{self, Faults};
use crate::lifecycle::plan::whole::Whole;
use crate::lifecycle::plan::{Guard, Joiner, Plan, Planned, PlannedChange, id};
use crate::lifecycle::result::{Result, Warning};
use crate::lifecycle::roles::listed;
use crate::lifecycle::settle::activity;
use crate::lifecycle::wanted::{Wanted, lacks};
use crate::model::{Account, Group, Person, UserId};
use crate::time;
use seatwarden_json::{Map, Value, from_str};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a person should know, each text once.
#[derive(Default)]
struct Told {
    warnings: Vec<Warning>,
    seen: BTreeMap<Fingerprint, u8>,
}

impl Told {
    fn note(&mut self, warning: Warning) {
        if self.seen.insert(fingerprint(&warning.message), 0).is_none() {
            self.warnings.push(warning);
        }
    }
}

/// Who of a roster has which account.
#[derive(Default)]
struct Matched {
    pairs: Vec<Pair>,
    /// Who has none, by the place in the roster.
    new: Vec<usize>,
    /// Of each row, whether somebody has it or may have it.
    is_wanted: Vec<bool>,
}

impl<H: Host> Client<H> {
    /// Compares a roster with the whole tenant, and says what it would take. Nothing is written.
    ///
    /// # Errors
    /// `invalid_input` with the path of all that is wrong with the roster or the policy; `incomplete_listing` if the
    /// tenant can't be proven to have been read whole.
    pub async fn plan(
        &self,
        roster: Vec<Value>,
        policy: &Policy,
        options: &Options,
    ) -> Result<Plan> {
        let call = self.begin("plan", options);
        let ledger = Rc::new(Ledger::default());
        let mut known = self.begin("plan", options);
        known.ledger = Some((Rc::clone(&ledger), 0));
        let verb = async {
            let people = roster::read(roster)?;
            if people.is_empty() && policy.deactivates {
                let problem = "is empty: everybody in the scope would be deactivated";
                return Err(Error::invalid_input("roster", problem)
                    .hint("If that is meant, deactivateAll does it."));
            }
            self.make(&call, &known, &ledger, &people, policy).await
        };
        self.within(&call, verb).await
    }

    async fn make(
        &self,
        call: &Call,
        known: &Call,
        ledger: &Rc<Ledger>,
        people: &[Person],
        policy: &Policy,
    ) -> Result<Plan> {
        let facts = self.session.directory.facts();
        let read_at = time::to_rfc3339(self.session.host.now());
        let needs_raw = |person: &Person| !person.extra.is_empty() || person.groups.is_some();
        let keep_raw = people.iter().any(needs_raw);
        let mut whole = self.read_whole(call, ledger, keep_raw).await?;
        self.read_pointers(call, ledger, people, &mut whole).await?;
        let has_role = people.iter().any(|person| person.role.is_some());
        if (has_role || facts.role_required) && facts.lists_roles() {
            ledger.know_roles(self.read_roles(call).await?);
        }
        let has_groups = self.know_groups(call, ledger, people, policy).await?;
        let (mut told, mut faults) = (Told::default(), Faults::default());
        let named: Vec<Person>;
        let people = if has_groups {
            people
        } else {
            let message = format!("{} has no groups: it was not sent.", facts.vendor);
            told.note(Warning::new("unsupported_field", message));
            named = people.iter().cloned().map(without_groups).collect();
            &named
        };
        let matched = self
            .match_all(known, people, policy, &whole, (&mut told, &mut faults))
            .await?;
        let create = self
            .newcomers(known, people, &matched.new, (&mut told, &mut faults))
            .await?;
        let compared = self
            .compare((call, known), &mut whole, matched.pairs, &mut faults)
            .await?;
        faults.end()?;
        let missing = self
            .missing(
                (call, known),
                policy,
                people,
                &mut whole,
                &matched.is_wanted,
            )
            .await?;
        let (mut reactivate, mut update, mut unchanged) = (Vec::new(), Vec::new(), 0);
        for mut one in compared.into_iter().flatten() {
            one.warnings
                .into_iter()
                .for_each(|warning| told.note(warning));
            let Some(account) = whole.rows.get(one.row) else {
                continue;
            };
            let user = &account.user;
            if !self.tells_active(account) {
                let message = format!(
                    "The record of {} doesn't say whether the account is active: it stays as it is.",
                    user.user_name
                );
                told.note(Warning::new("not_verifiable", message));
                continue;
            }
            let list = match (user.active, one.changes.is_empty()) {
                (true, true) => {
                    unchanged += 1;
                    continue;
                }
                (true, false) => &mut update,
                (false, _) => {
                    one.changes.insert(0, activity(false, true));
                    &mut reactivate
                }
            };
            list.push(PlannedChange {
                id: user.id.clone(),
                user_name: user.user_name.clone(),
                changes: one.changes,
            });
        }
        missing
            .warnings
            .into_iter()
            .for_each(|warning| told.note(warning));
        let removals = u64::try_from(missing.leavers.len()).unwrap_or(u64::MAX);
        let max_removals = policy.most(missing.active);
        let planned = Planned {
            provider: facts.provider,
            tenant: self.session.tenant.clone(),
            read_at,
            create,
            reactivate,
            update,
            deactivate: missing.leavers,
            unchanged,
            guard: Guard {
                removals,
                max_removals,
                tripped: removals > max_removals,
            },
            warnings: told.warnings,
        };
        self.sealed(planned)
    }

    /// Gives a plan its id.
    fn sealed(&self, planned: Planned) -> Result<Plan> {
        let body = seatwarden_json::to_string(&planned);
        let Ok(Value::Object(fields)) = from_str(&body) else {
            return Err(Error::internal("a plan that is no JSON"));
        };
        let of = id::of(self.session.directory.as_ref());
        let id = id::id(&fields, &of);
        let rest = body.get(1..).unwrap_or_default();
        Ok(Plan {
            json: format!("{{\"id\":\"{id}\",{rest}"),
            warnings: planned.warnings,
        })
    }

    /// Reads those in full whose rows hide what people are found by.
    pub(super) async fn read_pointers(
        &self,
        call: &Call,
        ledger: &Ledger,
        people: &[Person],
        whole: &mut Whole,
    ) -> Result<()> {
        let attributes = &self.session.directory.facts().attributes;
        let by_mail = people.iter().any(|person| person.user_name.is_none());
        let by_id = people.iter().any(|person| person.external_id.is_some());
        let needed = [(Attribute::Email, by_mail), (Attribute::ExternalId, by_id)];
        let hides = |row: &&Account| {
            let mut needed = needed
                .iter()
                .filter(|(attribute, _)| attributes.contains(*attribute));
            needed.any(|(attribute, is_needed)| *is_needed && !row.shown.contains(*attribute))
        };
        let rows: Vec<_> = whole.rows.iter().filter(hides).cloned().collect();
        if rows.is_empty() {
            return Ok(());
        }
        self.read_rows(call, rows, whole).await?;
        // Rows that hid nothing are learned as they were.
        ledger.learn(&whole.rows);
        Ok(())
    }

    /// Reads the groups that are named, in full. False if the tenant has none.
    async fn know_groups(
        &self,
        call: &Call,
        ledger: &Ledger,
        people: &[Person],
        policy: &Policy,
    ) -> Result<bool> {
        let facts = self.session.directory.facts();
        let of_scope = policy.scope.groups.iter().flatten();
        let of_people = people
            .iter()
            .flat_map(|person| person.groups.iter().flatten());
        let mut seen: BTreeMap<Fingerprint, u8> = BTreeMap::new();
        let names = of_scope.chain(of_people);
        let names = names.filter(|name| seen.insert(fingerprint(name), 0).is_none());
        let names: Vec<&String> = names.collect();
        if policy.scope.groups.is_some() {
            facts.check_verb("groups")?;
        }
        // What the provider doesn't have, each person is told of.
        if names.is_empty() || facts.check_verb("groups").is_err() {
            return Ok(true);
        }
        let groups = match self.read_groups(call).await {
            // A field that the tenant doesn't have.
            Err(error)
                if policy.scope.groups.is_none()
                    && matches!(error.status, Some(404 | 405 | 501)) =>
            {
                return Ok(false);
            }
            groups => groups?,
        };
        let mut full: Vec<Group> = Vec::new();
        for name in names {
            // One that there isn't is told of with the path of whoever names it.
            if let Some(group) = meant(&groups, name)?
                && !full.iter().any(|known| known.id == group.id)
            {
                let id = UserId::new(&group.id)?;
                full.extend(self.group_by_id(call, &id).await?);
            }
        }
        ledger.know_groups(&groups, &full);
        Ok(true)
    }

    /// Finds the account of each person.
    async fn match_all(
        &self,
        known: &Call,
        people: &[Person],
        policy: &Policy,
        whole: &Whole,
        (told, faults): (&mut Told, &mut Faults),
    ) -> Result<Matched> {
        let mut matched = Matched {
            is_wanted: vec![false; whole.rows.len()],
            ..Matched::default()
        };
        let mut taken: Vec<Option<usize>> = vec![None; whole.rows.len()];
        for (at, person) in people.iter().enumerate() {
            let path = roster::path(at);
            let row = match self.row_of(known, person).await {
                Err(error) if error.code == ErrorCode::AmbiguousMatch => {
                    let message = format!("{path}: {}; the person is left out.", error.message);
                    told.note(Warning::new("ambiguous_match", message));
                    continue;
                }
                row => row?,
            };
            let Some(row) = row else {
                matched.new.push(at);
                continue;
            };
            let Some(row) = known.ledger().and_then(|ledger| ledger.place(&row.user.id)) else {
                return Err(Error::internal("somebody in no row"));
            };
            if let Some(is_wanted) = matched.is_wanted.get_mut(row) {
                *is_wanted = true;
            }
            if let Some(first) = taken.get_mut(row).and_then(|taken| taken.replace(at)) {
                let first = roster::path(first);
                let problem = format!("is the same account as {first}");
                faults.note(Error::invalid_input(&path, problem))?;
                continue;
            }
            matched.pairs.push(Pair {
                at,
                path,
                managed: policy.managed(person),
                row,
            });
        }
        Ok(matched)
    }

    /// Those who are to get an account, each of them complete, and no two of them one.
    async fn newcomers(
        &self,
        known: &Call,
        people: &[Person],
        new: &[usize],
        (told, faults): (&mut Told, &mut Faults),
    ) -> Result<Vec<Joiner>> {
        let directory = self.session.directory.as_ref();
        let facts = directory.facts();
        let (mut names, mut mails) = (BTreeMap::new(), BTreeMap::new());
        let mut create = Vec::new();
        for at in new {
            let (at, path) = (*at, roster::path(*at));
            let Some(person) = people.get(at) else {
                continue;
            };
            let checked = async {
                let mut wanted = Wanted::new(&path, person, directory)?;
                self.look_up_role(known, &mut wanted).await?;
                self.look_up_groups(known, &mut wanted, None, &Options::default())
                    .await?;
                let missing = wanted.missing(directory);
                if missing.is_empty() {
                    return Ok(wanted);
                }
                let roles = match missing.contains(&"role") && facts.lists_roles() {
                    true => Some(self.read_roles(known).await?),
                    false => None,
                };
                let roles = roles.map(|roles| listed(&roles));
                Err(lacks(&path, facts.vendor, &missing, roles.as_deref()))
            };
            let Some(wanted) = faults.check(checked.await)? else {
                continue;
            };
            let name = wanted.user_name().map(|name| (Attribute::UserName, name));
            let own = person.external_id.as_deref();
            let own = own.filter(|_| facts.attributes.contains(Attribute::ExternalId));
            let own = own.map(|id| (Attribute::ExternalId, id));
            for (attribute, text) in [name, own].into_iter().flatten() {
                names.insert(spread(key(Some(attribute), text), at), 0_u8);
            }
            if let Some(mail) = wanted.email() {
                mails.insert(spread(key(Some(Attribute::Email), mail), at), 0_u8);
            }
            wanted
                .warnings
                .into_iter()
                .for_each(|warning| told.note(warning));
            create.push(Joiner {
                person: as_json(person),
            });
        }
        // One mail address of two people is one person where it is all that is known of one of them.
        let is_by_mail = |at: usize| people.get(at).is_some_and(|one| one.user_name.is_none());
        for (texts, are_mails) in [(names, false), (mails, true)] {
            let mut last = None;
            for text in texts.into_keys() {
                let (hash, at) = spread_out(text);
                if let Some((same, first)) = last.replace((hash, at))
                    && same == hash
                    && (!are_mails || is_by_mail(first) || is_by_mail(at))
                {
                    let problem = format!("is the same person as {}", roster::path(first));
                    faults.note(Error::invalid_input(&roster::path(at), problem))?;
                }
            }
        }
        Ok(create)
    }
}

fn without_groups(mut person: Person) -> Person {
    person.groups = None;
    person
}

/// A person as JSON, as [`Person::read`] takes it.
fn as_json(person: &Person) -> Value {
    let mut fields = Map::new();
    for attribute in Attribute::ALL {
        if let Some(text) = attribute.of_person(person) {
            fields.insert(attribute.name(), Value::from(text));
        }
    }
    if let Some(role) = &person.role {
        fields.insert("role", Value::from(role));
    }
    if let Some(groups) = &person.groups {
        fields.insert("groups", Value::from(groups.as_slice()));
    }
    if !person.extra.is_empty() {
        fields.insert("extra", Value::Object(person.extra.clone()));
    }
    Value::Object(fields)
}
