//! Who is meant by the members of a group: the accounts, or those whom nobody knows.

use crate::error::{Error, ErrorCode};
use crate::host::Host;
use crate::http::call::Call;
use crate::http::exchange::{Pending, all};
use crate::lifecycle::client::Client;
use crate::lifecycle::groups::bring::row;
use crate::lifecycle::result::{Result, Warning};
use crate::model::{Account, Group, Who};

/// So many are looked for at once.
const AT_ONCE: usize = 8;
/// So many are named in a message.
const MOST_NAMED: usize = 20;

impl<H: Host> Client<H> {
    /// The accounts of `whos`, each once, and who of them isn't there. Whom the group shows by that id needs no look-up.
    pub(crate) async fn members(
        &self,
        call: &Call,
        whos: &[Who],
        group: Option<&Group>,
    ) -> Result<(Vec<Account>, Vec<String>)> {
        let listed = group.and_then(|group| group.members.as_deref());
        let is_listed = |who: &&Who| {
            matches!(who, Who::Id(id) | Who::Text(id)
                if listed.is_some_and(|members| members.iter().any(|member| member.is(id))))
        };
        let (known, sought): (Vec<_>, Vec<_>) = whos.iter().partition(is_listed);
        let mut found: Vec<_> = known.iter().map(|who| row(who.text())).collect();
        let mut missing = Vec::new();
        for some in sought.chunks(AT_ONCE) {
            let located = some
                .iter()
                .map(|who| -> Pending<'_, _> { Box::pin(self.locate(call, who)) });
            for (who, account) in some.iter().zip(all(located.collect()).await) {
                match account? {
                    Some(account) => found.push(account),
                    None => missing.push(who.text().to_owned()),
                }
            }
        }
        let mut ids = Vec::new();
        found.retain(|account| {
            let is_new = !ids.contains(&account.user.id);
            if is_new {
                ids.push(account.user.id.clone());
            }
            is_new
        });
        Ok((found, missing))
    }
}

/// Whoever shall come into a group has to be there.
pub(crate) fn refuse_missing(missing: &[String]) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::NotFound,
        format!(
            "nobody is there for {}; nothing was written",
            named(missing)
        ),
    )
    .hint("`provision` creates who isn't there."))
}

/// Who isn't there is in no group either.
pub(crate) fn tell_missing(missing: &[String]) -> Option<Warning> {
    (!missing.is_empty()).then(|| {
        Warning::new(
            "not_found",
            format!("Nobody is there for {}.", named(missing)),
        )
    })
}

fn named(missing: &[String]) -> String {
    let some: Vec<_> = missing
        .iter()
        .take(MOST_NAMED)
        .map(String::as_str)
        .collect();
    match missing.len().checked_sub(MOST_NAMED) {
        Some(more) if more > 0 => format!("{} and {more} more", some.join(", ")),
        _ => some.join(", "),
    }
}
