//! Who is in a tenant at the beginning: the same people for the same seed.

use serde_json::{Map, Value};

use super::schema::{ENTERPRISE, GROUP, USER};
use crate::json::{array, fields, object};
use crate::people::{LEAVER_EMAIL, LEAVER_USERNAME, Somebody};
use crate::random::Random;

/// Names of groups.
const GROUPS: [&str; 6] = [
    "Everyone",
    "Engineering",
    "Finance",
    "Sales",
    "Operations",
    "Support",
];

/// Makes records of people.
#[derive(Debug)]
pub(crate) struct Census {
    random: Random,
}

impl Census {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed, "scim census"),
        }
    }

    /// A moment of the two years from 2024 on.
    pub(crate) fn moment(&mut self) -> u64 {
        1_704_067_200_000 + self.random.below(2 * 365 * 86_400_000)
    }

    /// The user of that number, of whom nobody has the name yet.
    pub(crate) fn user(
        &mut self,
        number: usize,
        held: &dyn Fn(&str) -> bool,
    ) -> Map<String, Value> {
        let somebody = Somebody::draw(&mut self.random);
        let mut mailbox = somebody.mailbox();
        while held(&format!("{mailbox}@example.com")) || held(&mailbox) {
            mailbox = format!("{}{}", somebody.mailbox(), self.random.below(10_000));
        }
        let email = format!("{mailbox}@example.com");
        let given = match number {
            1 => barbara(),
            2 => leaver(),
            _ => {
                let login = if number % 10 == 9 { &mailbox } else { &email };
                let mut record = person(&somebody, login, &email);
                record.insert("active".to_owned(), Value::from(number % 8 != 7));
                record
            }
        };
        // Optional attributes are there or not.
        self.furnish(given, &somebody, number)
    }

    /// A whole record behind the API's back: what is given, the rest made up. A given `null` leaves
    /// an attribute out.
    pub(crate) fn record(&mut self, given: Map<String, Value>) -> Map<String, Value> {
        let somebody = Somebody::draw(&mut self.random);
        let login = match given.get("userName") {
            Some(Value::String(name)) => name.clone(),
            _ => format!("{}.{}@example.com", somebody.mailbox(), self.random.hex(6)),
        };
        let mut record = person(&somebody, &login, &login);
        for (name, value) in given {
            if value.is_null() {
                record.remove(&name);
            } else {
                record.insert(name, value);
            }
        }
        record
    }

    fn furnish(
        &mut self,
        mut record: Map<String, Value>,
        somebody: &Somebody,
        number: usize,
    ) -> Map<String, Value> {
        if !number.is_multiple_of(3) && !record.contains_key("title") {
            record.insert("title".to_owned(), Value::from(somebody.title));
        }
        if number.is_multiple_of(4) {
            let phone = array![object! { "value": somebody.phone.as_str(), "type": "work" }];
            record.insert("phoneNumbers".to_owned(), phone);
        }
        if number % 5 != 4 {
            let employee = object! {
                "employeeNumber": (10_000 + number).to_string(),
                "department": somebody.department,
            };
            record.entry(ENTERPRISE).or_insert(employee);
        }
        if number % 6 == 5 {
            let external = Value::from(format!("hr-{}", self.random.hex(8)));
            record.insert("externalId".to_owned(), external);
        }
        record
    }

    /// The group of that number, with some of the users.
    pub(crate) fn group(&mut self, number: usize, users: &[String]) -> Map<String, Value> {
        let name = GROUPS.get(number - 1);
        let name = name.map_or_else(|| format!("Team {number}"), |name| (*name).to_owned());
        let members: Vec<Value> = users
            .iter()
            .filter(|_| number == 1 || self.random.chance(150))
            .map(|id| object! { "value": id.as_str() })
            .collect();
        let mut group = fields! { "schemas": array![GROUP], "displayName": name };
        if !members.is_empty() {
            group.insert("members".to_owned(), Value::Array(members));
        }
        group
    }
}

fn person(somebody: &Somebody, login: &str, email: &str) -> Map<String, Value> {
    let (given, family) = (somebody.given, somebody.family);
    fields! {
        "schemas": array![USER],
        "userName": login,
        "name": object! {
            "givenName": given,
            "familyName": family,
            "formatted": format!("{given} {family}"),
        },
        "displayName": format!("{given} {family}"),
        "emails": array![object! { "value": email, "type": "work", "primary": true }],
        "active": true,
        "locale": somebody.locale.replace('_', "-"),
        "timezone": somebody.timezone,
    }
}

/// The user of RFC 7643 §8.1.
fn barbara() -> Map<String, Value> {
    fields! {
        "schemas": array![USER],
        "id": "2819c223-7f76-453a-919d-413861904646",
        "externalId": "bjensen",
        "userName": "bjensen@example.com",
        "name": object! {
            "formatted": "Ms. Barbara J Jensen, III",
            "givenName": "Barbara",
            "familyName": "Jensen",
        },
        "displayName": "Babs Jensen",
        "emails": array![
            object! {
                "value": "bjensen@example.com",
                "type": "work",
                "primary": true,
            },
            object! { "value": "babs@jensen.org", "type": "home" },
        ],
        "userType": "Employee",
        "title": "Tour Guide",
        "active": true,
        "locale": "en-US",
        "timezone": "America/Los_Angeles",
    }
}

fn leaver() -> Map<String, Value> {
    fields! {
        "schemas": array![USER],
        "userName": LEAVER_USERNAME,
        "name": object! { "givenName": "Lena", "familyName": "Brandt" },
        "displayName": "Lena Brandt",
        "emails": array![object! { "value": LEAVER_EMAIL, "type": "work", "primary": true }],
        "title": "Billing Analyst",
        "active": true,
        "locale": "de-DE",
        "timezone": "Europe/Berlin",
        ENTERPRISE: object! { "department": "Finance" },
    }
}
