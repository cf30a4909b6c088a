//! What a caller may ask of groups: every verb, and people who are provisioned into some; on tenants whose groups are as
//! strange as real servers have them.

use super::act::{self, Act, read};
use super::chance::{self, Chance};
use super::land::{Land, Seen};
use super::truth::Snapshot;
use seatwarden::lifecycle::groups::verb::GroupVerb;
use seatwarden::lifecycle::options::Options;
use seatwarden::model::{WhichGroup, Who};
use seatwarden_sandbox::{
    Config, GroupOptions, GroupPatch, GroupWrites, MemberRemoval, MembersShown, OneIdOptions,
    PutBody, Rename, ScimOptions, ZoomOptions,
};
use serde_json::json;

/// One call about a group.
pub struct Asked {
    pub verb: GroupVerb,
    pub options: Options,
    /// The id of the group that is meant, if it is there.
    pub target: Option<String>,
    /// The ids of those who are meant as members.
    pub members: Vec<String>,
    /// Their user names.
    pub names: Vec<String>,
    /// Whether somebody is named whom nobody knows.
    pub strangers: bool,
}

const NEW: [&str; 3] = ["Pilots", "Bakers & \"Smiths\"", "Zoë's"];

/// A tenant of that seed whose groups differ from the standard's.
pub fn tenant(land: Land, seed: u64, chance: &mut Chance) -> Config {
    let config = chance::tenant(land, seed, chance);
    let groups = *chance.pick(&[0, 1, 6, 12, 25]);
    let members = members(chance);
    let mut tenant = Config {
        users: config.users.min(12),
        // What is dropped of accounts is for the other stories.
        ignored_fields: Vec::new(),
        zoom: ZoomOptions {
            groups,
            pending: false,
            member_removal: members.removal,
            ..config.zoom.clone()
        },
        scim: ScimOptions {
            groups,
            members,
            ..config.scim.clone()
        },
        oneid: OneIdOptions {
            groups,
            members,
            group_filter: chance.in_ten(5),
            group_page_numbers: chance.in_ten(5),
            group_writes: *chance.pick(&[
                GroupWrites::Either,
                GroupWrites::Either,
                GroupWrites::Put,
                GroupWrites::Patch,
            ]),
            group_put: *chance.pick(&[PutBody::Either, PutBody::PatchOp, PutBody::Group]),
            ..config.oneid.clone()
        },
        ..config
    };
    // No draw of its own, so that seeds mean what they meant: where nothing but a PATCH is taken, and no filter in it,
    // half of those who take a value take it for everybody.
    let (writes, removal) = (tenant.oneid.group_writes, tenant.oneid.members.removal);
    if writes == GroupWrites::Patch && removal == MemberRemoval::Value && seed.is_multiple_of(2) {
        tenant.oneid.members.removal = MemberRemoval::All;
    }
    tenant
}

fn members(chance: &mut Chance) -> GroupOptions {
    let shown = *chance.pick(&[
        MembersShown::Always,
        MembersShown::Always,
        MembersShown::One,
        MembersShown::Never,
    ]);
    GroupOptions {
        patch: *chance.pick(&[
            GroupPatch::Either,
            GroupPatch::Either,
            GroupPatch::Paths,
            GroupPatch::Whole,
            GroupPatch::None,
        ]),
        removal: *chance.pick(&[
            MemberRemoval::Filter,
            MemberRemoval::Filter,
            MemberRemoval::Value,
            MemberRemoval::Silent,
            MemberRemoval::Either,
        ]),
        rename: *chance.pick(&[Rename::Either, Rename::Patch, Rename::Put]),
        on_create: chance.in_ten(7),
        shown,
        page: chance.in_ten(2).then_some(3),
        on_users: chance.in_ten(6),
    }
}

pub fn draw_groups(land: Land, chance: &mut Chance, now: &Snapshot) -> Act {
    let mut hurry = json!({});
    if chance.in_ten(1) {
        hurry["deadlineMs"] = json!(1 + chance.below(60_000));
    }
    let mut given = hurry.clone();
    if chance.in_ten(1) {
        given["dryRun"] = json!(true);
    }
    if chance.in_ten(1) {
        given["verify"] = json!(false);
    }
    let what = chance.below(12);
    if what <= 3 {
        if chance.in_ten(4) {
            given["groupsMode"] = json!("exact");
        }
        if chance.in_ten(1) {
            given["update"] = json!(false);
        }
        let mut person = act::joiner(land, chance, now);
        let count = chance.below(3);
        let groups = (0..count).filter_map(|_| pointed(chance, now));
        let names = groups.map(|(id, _)| now.groups[&id].name.clone());
        person.groups = Some(names.collect());
        return Act::Provision(Box::new(person), read("provision", &given));
    }
    let mut whos = whos(chance, now);
    let named = pointed(chance, now);
    let target = named.as_ref().map(|(id, _)| id.clone());
    let nobody = WhichGroup::Text("Nobody's".to_owned());
    let which = named.map_or(nobody, |(_, which)| which);
    let mut target = target;
    let verb = match what {
        4 => GroupVerb::List,
        5 => GroupVerb::Get(which),
        6 | 7 => {
            let name = match &target {
                Some(id) if chance.in_ten(3) => now.groups[id].name.clone(),
                _ => (*chance.pick(&NEW)).to_owned(),
            };
            target = alone(now, &name);
            GroupVerb::Create(name, std::mem::take(&mut whos.given))
        }
        8 => GroupVerb::Rename(which, (*chance.pick(&NEW)).to_owned()),
        9 if chance.in_ten(4) => {
            let name = target.as_ref().map(|id| now.groups[id].name.clone());
            let right = chance.in_ten(9);
            given["confirm"] = json!(name.filter(|_| right).unwrap_or("nobody".to_owned()));
            GroupVerb::Remove(which)
        }
        9 | 10 => GroupVerb::AddMembers(which, std::mem::take(&mut whos.given)),
        _ => GroupVerb::RemoveMembers(which, std::mem::take(&mut whos.given)),
    };
    let reads = matches!(verb, GroupVerb::List | GroupVerb::Get(_));
    let options = read(verb.action(), if reads { &hurry } else { &given });
    Act::Groups(Box::new(Asked {
        verb,
        options,
        target,
        members: whos.ids,
        names: whos.names,
        strangers: whos.strangers,
    }))
}

/// The only group that has a name, without case.
fn alone(now: &Snapshot, name: &str) -> Option<String> {
    let mut of_name = now
        .groups
        .iter()
        .filter(|(_, group)| group.name.to_lowercase() == name.to_lowercase());
    match (of_name.next(), of_name.next()) {
        (Some((id, _)), None) => Some(id.clone()),
        _ => None,
    }
}

/// A group that is there and can be told from all others by its name, and a way to point at it.
fn pointed(chance: &mut Chance, now: &Snapshot) -> Option<(String, WhichGroup)> {
    if now.groups.is_empty() || chance.in_ten(1) {
        return None;
    }
    let nth = chance.below(now.groups.len() as u64) as usize;
    let (id, group) = now.groups.iter().nth(nth)?;
    alone(now, &group.name)?;
    let which = match chance.below(5) {
        0 => WhichGroup::Id(id.clone()),
        1 => WhichGroup::Text(id.clone()),
        2 => WhichGroup::Name(group.name.clone()),
        3 => WhichGroup::Name(group.name.to_uppercase()),
        _ => WhichGroup::Text(group.name.clone()),
    };
    Some((id.clone(), which))
}

#[derive(Default)]
struct Whos {
    given: Vec<Who>,
    ids: Vec<String>,
    names: Vec<String>,
    strangers: bool,
}

/// Some of the tenant's users; now and then somebody whom nobody knows.
fn whos(chance: &mut Chance, now: &Snapshot) -> Whos {
    let mut whos = Whos::default();
    let unique: Vec<&Seen> = now
        .users
        .values()
        .filter(|user| now.folded(&user.name).len() == 1)
        .collect();
    for _ in 0..chance.below(4) {
        if unique.is_empty() {
            break;
        }
        let user = *chance.pick(&unique);
        whos.given.push(match chance.below(3) {
            0 => Who::Id(user.id.clone()),
            1 => Who::UserName(user.name.clone()),
            _ => Who::Text(user.name.clone()),
        });
        whos.ids.push(user.id.clone());
        whos.names.push(user.name.clone());
    }
    if chance.in_ten(1) {
        whos.strangers = true;
        whos.given.push(Who::Text("nobody@no.example".to_owned()));
    }
    whos
}
