//! Who is in a tenant at the beginning: the same people for the same seed.

use serde_json::{Map, Value};

use super::profiles::API_PROFILE;
use crate::clock;
use crate::json::{array, fields, object};
use crate::people::{LEAVER_EMAIL, LEAVER_USERNAME, Somebody};
use crate::random::Random;
use crate::store::Store;

/// 2024-01-01T00:00:00Z; nobody was there before.
const BEGINNING_MS: u64 = 1_704_067_200_000;
/// The two years after it.
const SPAN_MS: u64 = 2 * 365 * 86_400_000;
/// 2⁵³ + 1: the first integer that a double can't hold.
const BEYOND_DOUBLES: u64 = 9_007_199_254_740_993;

/// Makes records of people.
#[derive(Debug)]
pub(crate) struct Census {
    random: Random,
    migrated: bool,
    tenant_id: String,
    /// Dates with an offset, not in UTC.
    pacific: bool,
}

impl Census {
    pub(crate) fn new(seed: u64, migrated: bool) -> Self {
        let mut random = Random::new(seed, "census");
        let tenant_id = (10_000 + random.below(90_000)).to_string();
        let pacific = random.chance(500);
        Self {
            random,
            migrated,
            tenant_id,
            pacific,
        }
    }

    /// A moment as this tenant writes it.
    pub(crate) fn date(&self, ms: u64) -> String {
        if self.pacific {
            clock::iso_pacific(ms)
        } else {
            clock::iso(ms)
        }
    }

    /// Fills a tenant.
    pub(crate) fn fill(&mut self, accounts: &mut Store, users: usize) {
        for number in 1..=users {
            let given = match number {
                // The guide's example of Get User.
                1 => one_of_the_guide(),
                2 => leaver(),
                _ => self.somebody(accounts, number),
            };
            let created = BEGINNING_MS + self.random.below(SPAN_MS);
            let record = self.record(accounts, given, created);
            accounts.insert(record);
        }
    }

    /// A whole record: what is given, the rest made up. A given `null` leaves the field out.
    pub(crate) fn record(
        &mut self,
        accounts: &mut Store,
        given: Map<String, Value>,
        created_ms: u64,
    ) -> Map<String, Value> {
        let somebody = Somebody::draw(&mut self.random);
        let id = match given.get("id") {
            Some(Value::String(id)) => id.clone(),
            _ => accounts.new_id(),
        };
        let username = match given.get("username").or(given.get("email")) {
            Some(Value::String(name)) => name.clone(),
            _ => format!("{}.{}@example.com", somebody.mailbox(), self.random.hex(6)),
        };
        let mut record = fields! {
            "id": id,
            "username": username.as_str(),
            "email": username.as_str(),
            "firstName": somebody.given,
            "lastName": somebody.family,
            "status": "Active",
            "profileId": "p-readonly",
            "tenantId": self.tenant_id.as_str(),
            "createdDate": self.date(created_ms),
            "updatedDate": self.date(created_ms),
        };
        for (name, value) in self.undocumented() {
            record.insert(name, value);
        }
        for (name, value) in given {
            if value.is_null() && name != "id" {
                record.remove(&name);
            } else if name != "id" {
                record.insert(name, value);
            }
        }
        record
    }

    /// Fields that the guide does not have and a client must not lose or damage.
    fn undocumented(&mut self) -> Map<String, Value> {
        let mut fields = fields! {
            "lastSessionNumber": BEYOND_DOUBLES + 2 * self.random.below(1_000_000),
            "ledgerOffset": i64::MIN + 1,
            "accessFlags": object! { "ui": true, "api": false, "scopes": array![] },
        };
        fields.insert("legacyRef__c".to_owned(), Value::Null);
        fields
    }

    fn somebody(&mut self, accounts: &Store, number: usize) -> Map<String, Value> {
        let somebody = Somebody::draw(&mut self.random);
        let mut mailbox = somebody.mailbox();
        while accounts.holds_name(&format!("{mailbox}@example.com"))
            || accounts.holds_name(&mailbox)
        {
            mailbox = format!("{}{}", somebody.mailbox(), self.random.below(10_000));
        }
        let email = format!("{mailbox}@example.com");
        let api = self.migrated && number % 10 == 4;
        let (username, email) = match number % 10 {
            // A login that is no address at all.
            9 => (mailbox, email),
            // The same address, its capitals set otherwise.
            6 => (email.clone(), capitals(&email)),
            // An address that moved on while the login stayed.
            3 => (email, format!("{mailbox}@new.example.com")),
            _ => (email.clone(), email),
        };
        let profile = self
            .random
            .pick(&["p-readonly", "p-readonly", "p-billing", "p-admin"]);
        let mut record = fields! {
            "username": username,
            "email": email,
            "firstName": somebody.given,
            "lastName": somebody.family,
            "status": if number % 8 == 7 { "Inactive" } else { "Active" },
            "profileId": if api { API_PROFILE } else { profile },
            "userType": if api { "API" } else if profile == "p-admin" { "Administrator" } else { "Regular" },
            "locale": somebody.locale,
            "timezone": somebody.timezone,
        };
        // Optional fields are there, empty, null or absent.
        if !number.is_multiple_of(3) {
            record.insert("title".to_owned(), Value::from(somebody.title));
            record.insert("department".to_owned(), Value::from(somebody.department));
        }
        if number.is_multiple_of(4) {
            record.insert("phoneNumber".to_owned(), Value::from(somebody.phone));
        } else if number % 4 == 1 {
            record.insert("phoneNumber".to_owned(), Value::from(""));
        }
        record
    }
}

fn one_of_the_guide() -> Map<String, Value> {
    fields! {
        "username": "jane@example.com",
        "email": "jane@example.com",
        "firstName": "Jane",
        "lastName": "Doe",
        "status": "Active",
        "profileId": "p-admin",
        "userType": "Administrator",
        "locale": "en_US",
        "timezone": "America/Los_Angeles",
    }
}

fn leaver() -> Map<String, Value> {
    fields! {
        "username": LEAVER_USERNAME,
        "email": LEAVER_EMAIL,
        "firstName": "Lena",
        "lastName": "Brandt",
        "status": "Active",
        "profileId": "p-billing",
        "userType": "Regular",
        "title": "Billing Analyst",
        "department": "Finance",
        "locale": "de_DE",
        "timezone": "Europe/Berlin",
    }
}

/// `jane.doe@example.com` as `Jane.Doe@Example.com`.
fn capitals(email: &str) -> String {
    let mut first = true;
    email
        .chars()
        .map(|letter| {
            let letter_out = if first {
                letter.to_ascii_uppercase()
            } else {
                letter
            };
            first = matches!(letter, '.' | '@');
            letter_out
        })
        .collect()
}
