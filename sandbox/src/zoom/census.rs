//! Who is in an account at the beginning: the same people for the same seed.

use serde_json::{Map, Value};

use super::record::{ENTERPRISE, ZOOM, emails, groups, roles};
use crate::json::{array, fields, object, set};
use crate::people::{LEAVER_EMAIL, LEAVER_USERNAME, Somebody};
use crate::random::Random;
use crate::store::Store;

/// Names of groups; the document's own first.
const GROUPS: [&str; 5] = ["Developers", "Everyone", "Finance", "Sales", "Support"];

/// Makes records of people.
#[derive(Debug)]
pub(crate) struct Census {
    random: Random,
}

impl Census {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed, "zoom census"),
        }
    }

    /// A moment of the two years from 2024 on.
    pub(crate) fn moment(&mut self) -> u64 {
        1_704_067_200_000 + self.random.below(2 * 365 * 86_400_000)
    }

    /// The group of that number. Nobody may delete the account's default group.
    pub(crate) fn group(&mut self, number: usize) -> Map<String, Value> {
        let name = GROUPS.get(number - 1);
        let name = name.map_or_else(|| format!("Team {number}"), |name| (*name).to_owned());
        let mut group = fields! { "displayName": name };
        if number == 1 {
            set(&mut group, "emailAlias", Value::from("test@example.com"));
        }
        if number == 2 {
            set(&mut group, "traits", array!["default"]);
        }
        group
    }

    /// The user of that number.
    pub(crate) fn user(&mut self, number: usize, users: &Store) -> Map<String, Value> {
        let somebody = Somebody::draw(&mut self.random);
        let mut mailbox = somebody.mailbox();
        while users.holds_name(&format!("{mailbox}@example.com")) {
            mailbox = format!("{}{}", somebody.mailbox(), self.random.below(10_000));
        }
        let email = format!("{mailbox}@example.com");
        match number {
            1 => return jill(),
            2 => return leaver(),
            _ => {}
        }
        let mut record = person(&somebody, &email);
        if number % 10 == 3 {
            // The address moved on and the user name stayed, as in the document's PATCH.
            set(
                &mut record,
                "emails",
                emails(&format!("{mailbox}@new.example.com")),
            );
        }
        set(&mut record, "active", Value::Bool(number % 8 != 7));
        let role = match number {
            3 => "Owner",
            _ if number.is_multiple_of(20) => "Admin",
            _ => "Member",
        };
        set(&mut record, "roles", roles(&[role.to_owned()]));
        let member: Vec<String> = GROUPS
            .iter()
            .filter(|_| self.random.chance(300))
            .map(|name| (*name).to_owned())
            .collect();
        set(&mut record, "groups", groups(&member));
        if number.is_multiple_of(2) {
            set(&mut record, "userType", Value::from("Licensed"));
            let zoom = object! { "zoomOneBizPlus": "16", "zoomScheduler": true, "costUnit": "EU" };
            set(&mut record, ZOOM, zoom);
        }
        if !number.is_multiple_of(3) {
            set(&mut record, "title", Value::from(somebody.title));
        }
        if number.is_multiple_of(4) {
            let phone = object! { "type": "work", "value": somebody.phone.as_str() };
            set(&mut record, "phoneNumbers", array![phone]);
        }
        record
    }

    /// A whole record behind the API's back: what is given, the rest made up. A given `null` leaves
    /// a field out.
    pub(crate) fn record(&mut self, given: Map<String, Value>) -> Map<String, Value> {
        let somebody = Somebody::draw(&mut self.random);
        let email = match given.get("userName") {
            Some(Value::String(name)) => name.clone(),
            _ => format!("{}.{}@example.com", somebody.mailbox(), self.random.hex(6)),
        };
        let mut record = person(&somebody, &email);
        for (name, value) in given {
            set(&mut record, &name, value);
        }
        record
    }
}

fn person(somebody: &Somebody, email: &str) -> Map<String, Value> {
    let (given, family) = (somebody.given, somebody.family);
    fields! {
        "userName": email,
        "name": object! { "givenName": given, "familyName": family },
        "displayName": format!("{given} {family}"),
        "emails": emails(email),
        "active": true,
        "userType": "Basic",
        "roles": roles(&["Member".to_owned()]),
        ENTERPRISE: object! { "department": somebody.department },
    }
}

/// The user of the document's examples.
fn jill() -> Map<String, Value> {
    let zoom = object! {
        "personalLinkName": "user001",
        "pronouns": "They/Them/Their",
        "zoomUnited": "16",
        "zoomOneEntPremier": "134217728",
        "zoomAutoDialer": "-9223372036854775808",
        "zoomWhiteboard": true,
    };
    fields! {
        "id": "k&KdKr6TLWuxdDtk0hjSzL",
        "userName": "jchill@example.com",
        "name": object! { "givenName": "Jill", "familyName": "Chill" },
        "displayName": "Jill Chill",
        "emails": emails("jchill@example.com"),
        "active": true,
        "title": "Developer",
        "locale": "San Jose",
        "phoneNumbers": array![object! { "type": "work", "value": "+015550100" }],
        "roles": roles(&["Developer".to_owned()]),
        "groups": groups(&["Developers".to_owned()]),
        ENTERPRISE: object! {
            "department": "Development",
            "organization": "Example",
            "costCenter": "US01",
            "employeeNumber": "123",
            "manager": "thill@example.com",
        },
        ZOOM: zoom,
    }
}

fn leaver() -> Map<String, Value> {
    fields! {
        "userName": LEAVER_USERNAME,
        "name": object! { "givenName": "Lena", "familyName": "Brandt" },
        "displayName": "Lena Brandt",
        "emails": emails(LEAVER_EMAIL),
        "active": true,
        "userType": "Licensed",
        "title": "Billing Analyst",
        "roles": roles(&["Member".to_owned()]),
        "groups": groups(&["Finance".to_owned()]),
        ENTERPRISE: object! { "department": "Finance" },
    }
}
