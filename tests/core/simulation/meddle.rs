//! Somebody else, who works in the same tenant meanwhile: adds people, removes and changes those whom nobody here asks for,
//! takes tokens back, and puts people into groups and out of them.

use super::chance::Chance;
use super::land::Land;
use crate::support::World;
use seatwarden_sandbox::Sandbox;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What somebody else does, and after how many ms.
type Deed = (u64, u64);

/// What somebody else will do in one call.
pub struct Meddler {
    land: Land,
    deeds: Vec<Deed>,
    chance: RefCell<Chance>,
    touched: RefCell<BTreeSet<String>>,
    moved: RefCell<BTreeMap<(String, String), bool>>,
}

/// What a call is about.
#[derive(Default)]
pub struct Subjects {
    /// The user names of those whose accounts nobody else touches.
    pub spared: Vec<String>,
    /// The group, by id, which somebody else is after in particular.
    pub group: Option<String>,
}

impl Subjects {
    pub fn one(name: &str) -> Self {
        Self {
            spared: vec![name.to_owned()],
            group: None,
        }
    }
}

impl Meddler {
    /// Somebody who does something now and then; mostly nobody is there.
    pub fn of(land: Land, chance: &mut Chance) -> Self {
        let count = if chance.in_ten(2) {
            1 + chance.below(4)
        } else {
            0
        };
        Self {
            land,
            deeds: (0..count)
                .map(|_| (chance.below(3_000), chance.below(10)))
                .collect(),
            chance: RefCell::new(Chance::new(chance.next())),
            touched: RefCell::default(),
            moved: RefCell::default(),
        }
    }

    /// Somebody who is busy with groups, now and then.
    pub fn of_groups(land: Land, chance: &mut Chance) -> Self {
        let count = if chance.in_ten(3) {
            1 + chance.below(5)
        } else {
            0
        };
        let deeds = (0..count).map(|_| (chance.below(1_500), chance.below(20)));
        Self {
            deeds: deeds.collect(),
            ..Self::of(land, chance)
        }
    }

    /// Does it, one after the other, and never ends.
    pub async fn meddle(&self, world: &World, about: &Subjects) {
        for (after, what) in &self.deeds {
            tokio::time::sleep(Duration::from_millis(*after)).await;
            if *what < 10 {
                self.act(world, *what, &about.spared);
            } else {
                self.regroup(world, *what, about.group.as_deref());
            }
        }
        std::future::pending().await
    }

    /// Something with a group: mostly with the one that the call is about.
    fn regroup(&self, world: &World, what: u64, target: Option<&str>) {
        let mut chance = self.chance.borrow_mut();
        world.sandbox(|sandbox| {
            let groups = sandbox.groups();
            if what == 10 || groups.is_empty() {
                let name = format!("Strangers {}", chance.next() % 1_000);
                let id = sandbox.add_group(&name, world.now());
                self.touched.borrow_mut().extend(id);
                return;
            }
            let drawn = chance.pick(&groups).id.clone();
            let target = target.filter(|_| chance.in_ten(7)).map(str::to_owned);
            let id = target.unwrap_or(drawn);
            let Some(group) = groups.into_iter().find(|group| group.id == id) else {
                return;
            };
            match what {
                11 => {
                    sandbox.remove_group(&id);
                    self.touched.borrow_mut().insert(id);
                }
                12..=14 if !group.members.is_empty() => {
                    let user = chance.pick(&group.members).clone();
                    self.r#move(sandbox, id, user, false);
                }
                _ => {
                    let users = sandbox.users();
                    if users.is_empty() {
                        return;
                    }
                    let user = self.land.seen(chance.pick(&users)).id;
                    self.r#move(sandbox, id, user, true);
                }
            }
        });
    }

    fn r#move(&self, sandbox: &mut Sandbox, group: String, user: String, is_in: bool) {
        let held = sandbox
            .groups()
            .into_iter()
            .any(|known| known.id == group && known.members.contains(&user));
        if held != is_in && sandbox.set_member(&group, &user, is_in) {
            self.moved.borrow_mut().insert((group, user), is_in);
        }
    }

    fn act(&self, world: &World, what: u64, spared: &[String]) {
        let mut chance = self.chance.borrow_mut();
        let mut touched = self.touched.borrow_mut();
        world.sandbox(|sandbox| {
            let strangers: Vec<_> = sandbox
                .users()
                .iter()
                .map(|user| self.land.seen(user))
                .filter(|user| {
                    let new = user.name.ends_with("@new.example");
                    let spares = |spared: &String| {
                        user.name.eq_ignore_ascii_case(spared)
                            || user.email.eq_ignore_ascii_case(spared)
                    };
                    !new && !spared.iter().any(spares)
                })
                .collect();
            match what {
                0 => sandbox.expire_tokens(),
                1..=4 => {
                    let name = format!("stranger-{}@else.example", chance.next());
                    let record = self.land.record(&name, chance.in_ten(8));
                    touched.insert(sandbox.add_user(record, world.now()));
                }
                _ if strangers.is_empty() => {}
                5 | 6 => {
                    let id = &chance.pick(&strangers).id;
                    sandbox.remove_user(id);
                    touched.insert(id.clone());
                }
                _ => {
                    let id = &chance.pick(&strangers).id;
                    let fields = self.land.retitled(&mut chance);
                    sandbox.set_user(id, fields);
                    touched.insert(id.clone());
                }
            }
        });
    }

    /// Those whom it has touched.
    pub fn touched(&self) -> BTreeSet<String> {
        self.touched.borrow().clone()
    }

    /// Whom it put into which group or took out of it, and whether he is in it since.
    pub fn moved(&self) -> BTreeMap<(String, String), bool> {
        self.moved.borrow().clone()
    }
}
