//! What a plan may touch: which fields are managed, which accounts are ours, and how many of them may be switched off.

use crate::attribute::Attribute;
use crate::case::folds;
use crate::error::Error;
use crate::input::{self, Fields};
use crate::lifecycle::result::Result;
use crate::model::{Person, Who};
use seatwarden_json::Value;

/// The rules of a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Policy {
    /// The fields that are managed where an account is there; `None`: those that a person of the roster has.
    pub fields: Option<Vec<String>>,
    /// Whether who is ours and in nobody's roster is switched off.
    pub deactivates: bool,
    /// Which accounts are ours.
    pub scope: Scope,
    /// Who is never switched off.
    pub protect: Vec<Who>,
    /// So many may be switched off.
    pub max_removals: Option<u64>,
}

/// Which accounts are ours: those that fit each list that is given, by any of its entries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    /// The domain of the userName, or of the mail address where the userName is none.
    pub domains: Option<Vec<String>>,
    /// The role, by name or id.
    pub roles: Option<Vec<String>>,
    /// Groups that the account is in, by name or id.
    pub groups: Option<Vec<String>>,
    /// The accounts themselves.
    pub user_names: Option<Vec<String>>,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// `invalid_input` naming the path; for `onMissing: "deactivate"` without a scope, too.
    pub fn read(value: Value) -> Result<Self> {
        let mut fields = Fields::of("policy", value)?;
        let managed = fields.texts("fields")?;
        for (at, name) in managed.iter().flatten().enumerate() {
            if !is_field(name) {
                return Err(input::expected(
                    &format!("policy.fields[{at}]"),
                    "the name of a field of a person, \"extra\" or \"extra.NAME\"",
                ));
            }
        }
        let deactivates = match fields.text("onMissing")?.as_deref() {
            None | Some("ignore") => false,
            Some("deactivate") => true,
            Some(_) => {
                return Err(input::expected(
                    "policy.onMissing",
                    "one of ignore, deactivate",
                ));
            }
        };
        let scope = fields.value("scope").map(Scope::read).transpose()?;
        let protect = fields.whos("protect")?.unwrap_or_default();
        let protect = protect.into_iter().enumerate();
        let protect = protect.map(|(at, who)| Who::read(&format!("policy.protect[{at}]"), who));
        let policy = Self {
            fields: managed,
            deactivates,
            scope: scope.unwrap_or_default(),
            protect: protect.collect::<Result<_>>()?,
            max_removals: fields.count("maxRemovals")?.map(u64::from),
        };
        fields.end()?;
        if policy.deactivates && policy.scope == Scope::default() {
            let problem = "is needed to deactivate who is missing: at least one of domains, roles, groups, userNames";
            return Err(Error::invalid_input("policy.scope", problem));
        }
        Ok(policy)
    }

    /// As much of a person as is managed where an account is there.
    pub(super) fn managed(&self, person: &Person) -> Person {
        let Some(fields) = &self.fields else {
            return person.clone();
        };
        let has = |name: &str| fields.iter().any(|field| field == name);
        let mut managed = person.clone();
        for attribute in Attribute::ALL {
            if !has(attribute.name()) {
                *attribute.in_person(&mut managed) = None;
            }
        }
        managed.role = managed.role.filter(|_| has("role"));
        managed.groups = managed.groups.filter(|_| has("groups"));
        let all = has("extra");
        managed
            .extra
            .retain(|key, _| all || has(&format!("extra.{}", key.as_str())));
        managed
    }

    /// How many of so many active accounts of ours may be switched off: the lower of 5 % and 10, at least one.
    pub(super) fn most(&self, active: u64) -> u64 {
        self.max_removals
            .unwrap_or_else(|| (active / 20).clamp(1, 10))
    }
}

/// Whether a plan can manage a field of that name.
fn is_field(name: &str) -> bool {
    let named = Attribute::ALL
        .iter()
        .any(|attribute| attribute.name() == name);
    let of_extra = name.strip_prefix("extra.");
    named
        || matches!(name, "role" | "groups" | "extra")
        || of_extra.is_some_and(|key| !key.is_empty())
}

impl Scope {
    fn read(value: Value) -> Result<Self> {
        let mut fields = Fields::of("policy.scope", value)?;
        let mut list = |key: &'static str| -> Result<Option<Vec<String>>> {
            let texts = fields.texts(key)?;
            let path = fields.path(key);
            for (at, text) in texts.iter().flatten().enumerate() {
                input::check_name(&format!("{path}[{at}]"), text)?;
            }
            if texts.as_ref().is_some_and(Vec::is_empty) {
                return Err(Error::invalid_input(
                    &path,
                    "is empty: nobody would be ours",
                ));
            }
            Ok(texts)
        };
        let scope = Self {
            domains: list("domains")?,
            roles: list("roles")?,
            groups: list("groups")?,
            user_names: list("userNames")?,
        };
        fields.end()?;
        for (at, domain) in scope.domains.iter().flatten().enumerate() {
            if domain.contains('@') {
                let path = format!("policy.scope.domains[{at}]");
                return Err(Error::invalid_input(
                    &path,
                    "is a domain with an \"@\" in it",
                ));
            }
        }
        Ok(scope)
    }

    /// Whether a userName, and the mail address where that is none, is of one of our domains. `None`: the address isn't
    /// known.
    pub(super) fn has_domain(&self, user_name: &str, email: Option<Option<&str>>) -> Option<bool> {
        let Some(domains) = &self.domains else {
            return Some(true);
        };
        let address = match user_name.contains('@') {
            true => Some(user_name),
            false => email?,
        };
        let domain = address.and_then(|address| address.rsplit_once('@'));
        Some(domain.is_some_and(|(_, has)| domains.iter().any(|domain| folds(domain, has))))
    }
}
