//! Who is in a tenant at the beginning: the same people for the same seed.

use serde_json::{Map, Value};

use super::groups;
use super::record::{EXTENSION, extension, name_to_show};
use crate::json::{array, fields, object, set, text};
use crate::people::{LEAVER_EMAIL, LEAVER_USERNAME, Somebody};
use crate::random::Random;
use crate::scim::schema::USER;

/// Names of groups.
const GROUPS: [&str; 6] = [
    "Everyone", "Billing", "Revenue", "Payments", "Admins", "Support",
];

/// Makes records of people.
#[derive(Debug)]
pub(crate) struct Census {
    random: Random,
    /// The organization that records name.
    organization: String,
}

impl Census {
    pub(crate) fn new(seed: u64, organization: &str) -> Self {
        Self {
            random: Random::new(seed, "oneid census"),
            organization: organization.to_owned(),
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
        while held(&format!("{mailbox}@example.com")) {
            mailbox = format!("{}{}", somebody.mailbox(), self.random.below(10_000));
        }
        let email = format!("{mailbox}@example.com");
        let mut record = match number {
            1 => amy(),
            2 => leaver(),
            _ => {
                // The login stayed where the address moved on.
                let domain = if number % 10 == 3 {
                    "new.example.com"
                } else {
                    "example.com"
                };
                let address = format!("{mailbox}@{domain}");
                person(somebody.given, somebody.family, &email, &address)
            }
        };
        if !record.contains_key("locale") {
            set(
                &mut record,
                "locale",
                Value::from(somebody.locale.replace('_', "-")),
            );
        }
        let status = match number {
            1 | 2 => "ACTIVE",
            _ if number % 8 == 7 => "INACTIVE",
            _ if number % 10 == 4 => "PENDING_ACTIVATION",
            // No document lists the statuses that there are.
            _ if number % 25 == 11 => "LOCKED",
            _ => "ACTIVE",
        };
        let role = if number % 20 == 10 { "ADMIN" } else { "USER" };
        set(&mut record, "roles", array![object! { "value": role }]);
        set(&mut record, "active", Value::Bool(status != "INACTIVE"));
        set(
            &mut record,
            EXTENSION,
            extension(&self.organization, status),
        );
        record
    }

    /// A whole record behind the API's back: what is given, the rest made up. A given `null` leaves
    /// a field out.
    pub(crate) fn record(&mut self, given: Map<String, Value>) -> Map<String, Value> {
        let somebody = Somebody::draw(&mut self.random);
        let login = match text(&given, "userName") {
            "" => format!("{}.{}@example.com", somebody.mailbox(), self.random.hex(6)),
            name => name.to_owned(),
        };
        let mut record = person(somebody.given, somebody.family, &login, &login);
        set(&mut record, "roles", array![object! { "value": "USER" }]);
        set(
            &mut record,
            EXTENSION,
            extension(&self.organization, "ACTIVE"),
        );
        for (name, value) in given {
            set(&mut record, &name, value);
        }
        record
    }

    /// The group of that number, with some of the users.
    pub(crate) fn group(&mut self, number: usize, users: &[String]) -> Map<String, Value> {
        let name = GROUPS.get(number - 1);
        let name = name.map_or_else(|| format!("Team {number}"), |name| (*name).to_owned());
        let members = users
            .iter()
            .filter(|_| number == 1 || self.random.chance(150));
        groups::record(
            &name,
            members.map(|id| object! { "value": id.as_str() }).collect(),
        )
    }
}

fn person(given: &str, family: &str, login: &str, email: &str) -> Map<String, Value> {
    let mut record = fields! {
        "schemas": array![EXTENSION, USER],
        "externalId": login,
        "userName": login,
        "name": object! {
            "givenName": given,
            "familyName": family,
            "formatted": format!("{given} {family}"),
        },
        "emails": array![object! { "value": email, "type": "work", "primary": true }],
        "preferredLanguage": "en",
        "active": true,
    };
    name_to_show(&mut record);
    record
}

/// The user of the document's example.
fn amy() -> Map<String, Value> {
    let login = "Amy+test3@zuora.com";
    let mut record = person("Amy", "Lawrence", login, login);
    set(
        &mut record,
        "id",
        Value::from("8b40ccce-5fb7-4643-9b78-e194fe5303e6"),
    );
    set(&mut record, "locale", Value::from("en-US"));
    record
}

fn leaver() -> Map<String, Value> {
    person("Lena", "Brandt", LEAVER_USERNAME, LEAVER_EMAIL)
}
