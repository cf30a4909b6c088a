//! Who is in nobody's roster: active, ours by the scope, and not protected. What can't be told for certain stays as it is.

use crate::attribute::Attribute;
use crate::case::{self, folds};
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::batch::ledger::Ledger;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::find::meant;
use crate::lifecycle::pages::{Fingerprint, fingerprint};
use crate::lifecycle::plan::PlannedChange;
use crate::lifecycle::plan::policy::Policy;
use crate::lifecycle::plan::whole::Whole;
use crate::lifecycle::result::{Result, Warning};
use crate::lifecycle::settle::activity;
use crate::model::{Account, Person, Who};
use std::collections::BTreeMap;

/// Who is to go, and how many active accounts are ours.
#[derive(Default)]
pub(super) struct Missing {
    pub(super) leavers: Vec<PlannedChange>,
    pub(super) active: u64,
    pub(super) warnings: Vec<Warning>,
}

/// What the scope means in this tenant.
struct Ours<'p> {
    policy: &'p Policy,
    /// The ids of the roles, where they can be looked up.
    roles: Option<Vec<String>>,
    /// The ids of the groups, and who knows who is in them.
    groups: Option<(Vec<String>, &'p Ledger)>,
    /// The userNames, without case.
    names: Option<BTreeMap<Fingerprint, u8>>,
}

impl Ours<'_> {
    /// Whether an account is ours; `None` if its record doesn't tell.
    fn has(&self, account: &Account) -> Option<bool> {
        let (scope, user) = (&self.policy.scope, &account.user);
        let email = account
            .shown
            .contains(Attribute::Email)
            .then_some(user.email.as_deref());
        let is_member = |(groups, ledger): &(Vec<String>, &Ledger)| {
            let mut groups = groups.iter();
            groups.any(|group| ledger.member(group, &user.id) == Some(Some(true)))
        };
        let is_named = |names: &BTreeMap<_, _>| names.contains_key(&folded(&user.user_name));
        if !self.names.as_ref().is_none_or(is_named) || !self.groups.as_ref().is_none_or(is_member)
        {
            return Some(false);
        }
        let has_role = || {
            let Some(roles) = &scope.roles else {
                return Some(true);
            };
            let is = match (&self.roles, &user.role_id) {
                (Some(ids), Some(id)) => ids.contains(id),
                _ => roles.iter().any(|role| {
                    let has = [&user.role_id, &user.role];
                    has.into_iter().flatten().any(|has| folds(has, role))
                }),
            };
            account.shows_role.then_some(is)
        };
        match scope.has_domain(&user.user_name, email) {
            Some(true) => has_role(),
            Some(false) => Some(false),
            None => has_role().filter(|has| !has),
        }
    }
}

/// What one points with, without case.
fn folded(text: &str) -> Fingerprint {
    fingerprint(&case::lower(text))
}

/// Everything that the people of a roster may be meant by.
fn pointers(people: &[Person]) -> BTreeMap<Fingerprint, u8> {
    let texts = people.iter().flat_map(|person| {
        let texts = [&person.user_name, &person.email, &person.external_id];
        texts.into_iter().flatten()
    });
    texts.map(|text| (folded(text), 0)).collect()
}

/// Whether somebody is meant; `None` if the record doesn't tell.
fn is_meant(who: &Who, account: &Account) -> Option<bool> {
    let user = &account.user;
    let is = |attribute: Attribute, text: &str, exact: bool| {
        let has = attribute.of_user(user);
        let is = has.is_some_and(|has| has == text || !exact && folds(has, text));
        (is || account.shown.contains(attribute)).then_some(is)
    };
    match who {
        Who::Id(id) => Some(user.id == *id),
        Who::UserName(name) => Some(folds(&user.user_name, name)),
        Who::Email(email) => is(Attribute::Email, email, false),
        Who::ExternalId(id) => is(Attribute::ExternalId, id, true),
        Who::Text(text) if user.id == *text || folds(&user.user_name, text) => Some(true),
        Who::Text(text) if text.contains('@') => is(Attribute::Email, text, false),
        Who::Text(_) => Some(false),
    }
}

impl<H: Host> Client<H> {
    /// Finds out who is to go. `is_wanted`: of each row, whether somebody of the roster has it.
    ///
    /// # Errors
    /// `invalid_input` for a role or a group of the scope that there isn't; what can't be read.
    pub(super) async fn missing(
        &self,
        (call, known): (&Call, &Call),
        policy: &Policy,
        people: &[Person],
        whole: &mut Whole,
        is_wanted: &[bool],
    ) -> Result<Missing> {
        let mut missing = Missing::default();
        if !policy.deactivates {
            let active = whole.rows.iter().filter(|row| row.user.active).count();
            missing.active = u64::try_from(active).unwrap_or(u64::MAX);
            return Ok(missing);
        }
        let ours = Ours {
            policy,
            roles: self.roles_of(call, policy).await?,
            groups: self.groups_of(known, policy).await?,
            names: policy.scope.user_names.as_ref().map(|names| {
                let names = names.iter().map(|name| (folded(name), 0));
                names.collect()
            }),
        };
        let pointers = pointers(people);
        let facts = self.session.directory.facts();
        let has_mail = facts.attributes.contains(Attribute::Email);
        // Whether a record tells all that has to be known of somebody who goes.
        let tells = |account: &Account| {
            self.tells_active(account)
                && (!account.user.active
                    || ours.has(account).is_some_and(|is_ours| {
                        let mut protect = policy.protect.iter();
                        !is_ours || protect.all(|who| is_meant(who, account).is_some())
                    }))
        };
        let rows = whole.rows.iter().zip(is_wanted);
        // The mail address may be that of somebody in the roster.
        let hides = |row: &Account| {
            let hides_mail = has_mail && !row.shown.contains(Attribute::Email);
            !tells(row) || hides_mail && row.user.active && ours.has(row) == Some(true)
        };
        let unclear = rows.filter(|(row, is_wanted)| !**is_wanted && hides(row));
        let unclear = unclear.map(|(row, _)| row.clone()).collect();
        self.read_rows(call, unclear, whole).await?;
        let mut unsure = 0;
        for (account, is_wanted) in whole.rows.iter().zip(is_wanted) {
            let user = &account.user;
            if !user.active || ours.has(account) == Some(false) {
                continue;
            }
            let is_clear = tells(account);
            missing.active += u64::from(ours.has(account) == Some(true));
            let mut protect = policy.protect.iter();
            if *is_wanted || protect.any(|who| is_meant(who, account) == Some(true)) {
                continue;
            }
            if !is_clear {
                unsure += 1;
                continue;
            }
            let texts = [
                Some(&user.user_name),
                user.email.as_ref(),
                user.external_id.as_ref(),
            ];
            let mut texts = texts.into_iter().flatten();
            if texts.any(|text| pointers.contains_key(&folded(text))) {
                let message = format!(
                    "Account {} ({}) is nobody's of the roster, and has a userName, a mail address or an externalId of somebody there: it isn't deactivated.",
                    user.id, user.user_name
                );
                missing.warnings.push(Warning::new("conflict", message));
                continue;
            }
            missing.leavers.push(PlannedChange {
                id: user.id.clone(),
                user_name: user.user_name.clone(),
                changes: vec![activity(true, false)],
            });
        }
        if unsure > 0 {
            let vendor = self.session.directory.facts().vendor;
            missing.warnings.push(Warning::new(
                "not_verifiable",
                format!("{vendor} doesn't show enough of {unsure} accounts to tell whether they are in the scope or protected: they stay as they are."),
            ));
        }
        for (at, role) in policy.scope.roles.iter().flatten().enumerate() {
            let has = |row: &Account| {
                let has = [&row.user.role_id, &row.user.role];
                has.into_iter().flatten().any(|has| folds(has, role))
            };
            if ours.roles.is_none() && !whole.rows.iter().any(has) {
                missing.warnings.push(Warning::new(
                    "scope_not_found",
                    format!("policy.scope.roles[{at}], {role}, is nobody's role here."),
                ));
            }
        }
        for (at, who) in policy.protect.iter().enumerate() {
            let may_be = |row: &Account| is_meant(who, row) != Some(false);
            if !whole.rows.iter().any(may_be) {
                missing.warnings.push(Warning::new(
                    "protected_not_found",
                    format!("policy.protect[{at}], {}, is nobody here.", who.text()),
                ));
            }
        }
        if !missing.leavers.is_empty() {
            missing
                .warnings
                .extend(self.session.directory.leaver_warnings());
        }
        Ok(missing)
    }

    /// The ids of the scope's roles.
    async fn roles_of(&self, call: &Call, policy: &Policy) -> Result<Option<Vec<String>>> {
        let Some(names) = &policy.scope.roles else {
            return Ok(None);
        };
        if !self.session.directory.facts().lists_roles() {
            return Ok(None);
        }
        let roles = self.read_roles(call).await?;
        let ids = names.iter().enumerate().map(|(at, name)| {
            let path = format!("policy.scope.roles[{at}]");
            let role = self.pick_role(&path, name, &roles)?;
            Ok(role.id.clone())
        });
        ids.collect::<Result<Vec<_>>>().map(Some)
    }

    /// The ids of the scope's groups, and who knows their members.
    async fn groups_of<'c>(
        &self,
        known: &'c Call,
        policy: &Policy,
    ) -> Result<Option<(Vec<String>, &'c Ledger)>> {
        let (Some(names), Some(ledger)) = (&policy.scope.groups, known.ledger()) else {
            return Ok(None);
        };
        let groups = ledger.groups().await?;
        let mut ids = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let path = format!("policy.scope.groups[{at}]");
            let Some(group) = meant(&groups, name)? else {
                return Err(self.no_such_group(&path, name, &groups));
            };
            if !matches!(ledger.member(&group.id, ""), Some(Some(_))) {
                let vendor = self.session.directory.facts().vendor;
                return Err(Error::new(
                    ErrorCode::NotSupported,
                    format!(
                        "{path}: {vendor} doesn't show who is in group \"{}\"",
                        group.name
                    ),
                ));
            }
            ids.push(group.id.clone());
        }
        Ok(Some((ids, ledger)))
    }
}
