//! The verb `roles`, and picking one: by its id or its name, never by guess.

use crate::case::folds;
use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::lifecycle::client::Client;
use crate::lifecycle::options::Options;
use crate::lifecycle::result::Result;
use crate::lifecycle::wanted::Wanted;
use crate::model::Role;
use seatwarden_json::json;
use std::rc::Rc;

impl<H: Host> Client<H> {
    /// All roles of the tenant.
    ///
    /// # Errors
    /// Whatever reading can give.
    pub async fn roles(&self, options: &Options) -> Result<Vec<Role>> {
        let call = self.begin("roles", options);
        let roles = self.within(&call, self.read_roles(&call)).await?;
        Ok(Rc::unwrap_or_clone(roles))
    }

    /// The roles; in a batch they are read once.
    pub(crate) async fn read_roles(&self, call: &Call) -> Result<Rc<Vec<Role>>> {
        self.session.directory.facts().check_verb("roles")?;
        let fixed = self.session.directory.fixed_roles();
        if !fixed.is_empty() {
            let role = |id: &&str| Role {
                id: (*id).to_owned(),
                name: (*id).to_owned(),
                raw: json!({ "value": *id }),
            };
            return Ok(Rc::new(fixed.iter().map(role).collect()));
        }
        if let Some(ledger) = call.ledger() {
            return ledger.roles().await;
        }
        let question = self.session.directory.roles()?;
        self.session.ask(call, question).await.map(Rc::new)
    }

    /// Looks up the role that is wanted, where roles can be listed.
    pub(crate) async fn look_up_role(&self, call: &Call, wanted: &mut Wanted) -> Result<()> {
        let Some(name) = wanted.role_to_look_up().map(str::to_owned) else {
            return Ok(());
        };
        let roles = self.read_roles(call).await?;
        let path = format!("{}.role", wanted.path);
        wanted.set_role(self.pick_role(&path, &name, &roles)?);
        Ok(())
    }

    /// The role that is meant: by id, else by name to the letter, else the only one by name without case.
    ///
    /// # Errors
    /// `invalid_input` at `path`, with the roles that there are.
    pub(crate) fn pick_role<'r>(
        &self,
        path: &str,
        wanted: &str,
        roles: &'r [Role],
    ) -> Result<&'r Role> {
        let exact = roles
            .iter()
            .find(|role| role.id == wanted)
            .map_or_else(|| named(roles, |name| name == wanted), |role| vec![role]);
        let matches = if exact.is_empty() {
            named(roles, |name| folds(name, wanted))
        } else {
            exact
        };
        match matches.as_slice() {
            [role] => Ok(role),
            [] => Err(Error::invalid_input(
                path,
                format_args!(
                    "{} tenant {} has no role \"{}\"; it has {}",
                    self.session.directory.facts().vendor,
                    self.session.tenant,
                    wanted.chars().take(100).collect::<String>(),
                    listed(roles)
                ),
            )),
            several => Err(Error::new(
                ErrorCode::InvalidInput,
                format!(
                    "{path}: {} roles have that name; give one of their ids: {}",
                    several.len(),
                    several
                        .iter()
                        .map(|role| role.id.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            )),
        }
    }
}

fn named(roles: &[Role], is_it: impl Fn(&str) -> bool) -> Vec<&Role> {
    roles.iter().filter(|role| is_it(&role.name)).collect()
}

/// The roles in words.
pub(crate) fn listed(roles: &[Role]) -> String {
    if roles.is_empty() {
        return String::from("none");
    }
    roles
        .iter()
        .map(|role| format!("\"{}\" ({})", role.name, role.id))
        .collect::<Vec<_>>()
        .join(", ")
}
