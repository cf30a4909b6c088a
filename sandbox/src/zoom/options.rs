//! What only a Zoom account can be told.

use serde_json::Value;

use crate::reading::Reading;
use crate::scim::MemberRemoval;

/// The plan of an account, which sets its rate limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Plan {
    /// 4 LIGHT and 2 MEDIUM requests a second, 6,000 and 2,000 a day.
    Free,
    /// 30 LIGHT and 20 MEDIUM requests a second.
    Pro,
    /// 80 LIGHT and 60 MEDIUM requests a second.
    #[default]
    Business,
}

/// What only a Zoom account can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoomOptions {
    /// Its plan (`business`).
    pub plan: Plan,
    /// Groups at the beginning (5).
    pub groups: usize,
    /// The most users in a page, whatever `count` asks (100).
    pub page_cap: usize,
    /// Single sign-on is enabled; without it, 400 on every request for users (true).
    pub sso: bool,
    /// The app has the scope `scim2:admin`; without it, 400 with code 4711 (true).
    pub scope: bool,
    /// The app's owner may read, and not edit: 403 on every write (false).
    pub read_only: bool,
    /// New users are pending: no filter finds them, and what is written to them is lost (false).
    pub pending: bool,
    /// Zoom Whiteboard and Zoom Whiteboard Plus exclude each other, as an error of the document says
    /// and its examples don't (false).
    pub exclusive_whiteboards: bool,
    /// Domains that e-mail addresses must be of; any, if there are none.
    pub domains: Vec<String>,
    /// Seats for users of the type Licensed; `None` is as many as it takes.
    pub seats: Option<u64>,
    /// Seats of a plan by its field, such as `zoomOneBizPlus`; as many as it takes, if not named.
    pub plan_seats: Vec<(String, u64)>,
    /// How a member of a group is removed (`either`).
    pub member_removal: MemberRemoval,
}

impl Default for ZoomOptions {
    fn default() -> Self {
        Self {
            plan: Plan::default(),
            groups: 5,
            page_cap: 100,
            sso: true,
            scope: true,
            read_only: false,
            pending: false,
            exclusive_whiteboards: false,
            domains: Vec::new(),
            seats: None,
            plan_seats: Vec::new(),
            member_removal: MemberRemoval::Either,
        }
    }
}

impl ZoomOptions {
    /// Takes them out of a configuration.
    pub(crate) fn read(&mut self, reading: &mut Reading) {
        let plans = [
            ("free", Plan::Free),
            ("pro", Plan::Pro),
            ("business", Plan::Business),
        ];
        reading.word("plan", &plans, &mut self.plan);
        reading.size("groups", &mut self.groups);
        reading.size("pageCap", &mut self.page_cap);
        reading.flag("sso", &mut self.sso);
        reading.flag("scope", &mut self.scope);
        reading.flag("readOnly", &mut self.read_only);
        reading.flag("pending", &mut self.pending);
        reading.flag("exclusiveWhiteboards", &mut self.exclusive_whiteboards);
        self.member_removal.read(reading);
        reading.texts("domains", &mut self.domains);
        reading.number_or_null("seats", &mut self.seats);
        if let Some(given) = reading.take("planSeats") {
            let plans = given.as_object().into_iter().flatten();
            for (plan, seats) in plans {
                match seats.as_u64() {
                    Some(seats) => self.plan_seats.push((plan.clone(), seats)),
                    None => reading.fail(plan, "a whole number", seats),
                }
            }
            if !matches!(given, Value::Object(_)) {
                reading.fail("planSeats", "an object", &given);
            }
        }
    }
}
