//! Who is in nobody's roster: active, ours by the scope, and not protected. What can't be told for certain stays as it is.

use crate::attribute::Attribute;
use crate::case::folds;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::batch::ledger::Ledger;
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::find::meant;
use crate::lifecycle::plan::PlannedChange;
use crate::lifecycle::plan::policy::Policy;
use crate::lifecycle::plan::whole::Whole;
use crate::lifecycle::result::{Result, Warning};
use crate::lifecycle::settle::activity;
use crate::model::{Account, Group, Who};

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
    groups: Option<Vec<Group>>,
}

impl Ours<'_> {
    /// Whether an account is ours; `None` if its record doesn't tell.
    fn has(&self, account: &Account) -> Option<bool> {
        let (scope, user) = (&self.policy.scope, &account.user);
        let email = account
            .shown
            .contains(Attribute::Email)
            .then_some(user.email.as_deref());
        let is_member = |group: &Group| {
            let members = group.members.iter().flatten();
            members.into_iter().any(|member| member.is(&user.id))
        };
        let groups = self.groups.as_ref();
        if !scope.has_user_name(&user.user_name)
            || !groups.is_none_or(|groups| groups.iter().any(is_member))
        {
            return Some(false);
        }
        let has_role = || {
            let Some(roles) = &scope.roles else {
                return Some(true);
            };
            let ids = self.roles.iter().flatten();
            let is = |role: &String| {
                user.role_id.as_ref() == Some(role)
                    || user.role.as_ref().is_some_and(|has| folds(has, role))
            };
            account.shows_role.then(|| roles.iter().chain(ids).any(is))
        };
        match scope.has_domain(&user.user_name, email) {
            Some(true) => has_role(),
            Some(false) => Some(false),
            None => has_role().filter(|has| !has),
        }
    }
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
        call: &Call,
        ledger: &Ledger,
        policy: &Policy,
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
            groups: self.groups_of(ledger, policy).await?,
        };
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
        let unclear = rows.filter(|(row, is_wanted)| !**is_wanted && !tells(row));
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

    /// The scope's groups, with their members.
    async fn groups_of(&self, ledger: &Ledger, policy: &Policy) -> Result<Option<Vec<Group>>> {
        let Some(names) = &policy.scope.groups else {
            return Ok(None);
        };
        let known = ledger.groups().await?;
        let groups = names.iter().enumerate().map(|(at, name)| {
            let path = format!("policy.scope.groups[{at}]");
            let Some(group) = meant(&known, name)? else {
                return Err(self.no_such_group(&path, name, &known));
            };
            if group.members.is_none() {
                let vendor = self.session.directory.facts().vendor;
                return Err(Error::new(
                    ErrorCode::NotSupported,
                    format!(
                        "{path}: {vendor} doesn't show who is in group \"{}\"",
                        group.name
                    ),
                ));
            }
            Ok(group.clone())
        });
        groups.collect::<Result<Vec<_>>>().map(Some)
    }
}
