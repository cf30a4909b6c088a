//! Somebody else, who works in the same tenant meanwhile: adds people, removes and changes those whom nobody here asks for,
//! and takes tokens back.

use super::chance::Chance;
use super::land::Land;
use crate::support::World;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;

/// What somebody else does, and after how many ms.
type Deed = (u64, u64);

/// What somebody else will do in one call.
pub struct Meddler {
    land: Land,
    deeds: Vec<Deed>,
    chance: RefCell<Chance>,
    touched: RefCell<BTreeSet<String>>,
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
        }
    }

    /// Does it, one after the other, and never ends. Nobody named so is touched.
    pub async fn meddle(&self, world: &World, spared: &str) {
        for (after, what) in &self.deeds {
            tokio::time::sleep(Duration::from_millis(*after)).await;
            self.act(world, *what, spared);
        }
        std::future::pending().await
    }

    fn act(&self, world: &World, what: u64, spared: &str) {
        let mut chance = self.chance.borrow_mut();
        let mut touched = self.touched.borrow_mut();
        world.sandbox(|sandbox| {
            let strangers: Vec<_> = sandbox
                .users()
                .iter()
                .map(|user| self.land.seen(user))
                .filter(|user| {
                    let new = user.name.ends_with("@new.example");
                    !new && !user.name.eq_ignore_ascii_case(spared)
                        && !user.email.eq_ignore_ascii_case(spared)
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
}
