//! A person out of the fields of an HR record, by the names that vendors use. What isn't surely right is left out.

use super::content::text;
use crate::attribute::Attribute::{
    self, CostCenter, Department, DisplayName, Email, EmployeeNumber, FamilyName, GivenName,
    Locale, Manager, Organization, Phone, Timezone, Title, UserName,
};
use crate::model::Person;
use serde_json::{Map, Value};

/// The names of fields, in lower case and without punctuation (`work_email`, `workEmail` and `Work Email` are one), the
/// better one first. Personal addresses and telephones are left out: a seat is the employer's business.
const FIELDS: &[(&str, Attribute)] = &[
    ("workemail", Email),
    ("email", Email),
    ("emailaddress", Email),
    ("primaryemail", Email),
    ("workeremail", Email),
    ("employeeemail", Email),
    ("emails", Email),
    ("username", UserName),
    ("login", UserName),
    ("alternateid", UserName),
    ("firstname", GivenName),
    ("givenname", GivenName),
    ("lastname", FamilyName),
    ("surname", FamilyName),
    ("familyname", FamilyName),
    ("displayname", DisplayName),
    ("fullname", DisplayName),
    ("displayfullname", DisplayName),
    ("jobtitle", Title),
    ("title", Title),
    ("department", Department),
    ("departmentname", Department),
    ("organization", Organization),
    ("costcenter", CostCenter),
    ("costcentername", CostCenter),
    ("employeenumber", EmployeeNumber),
    ("manageremail", Manager),
    ("workphone", Phone),
    ("phonenumber", Phone),
    ("phone", Phone),
    ("locale", Locale),
    ("timezone", Timezone),
];

/// Names of fields that say whether somebody is still there.
const STATUS: &[&str] = &["employmentstatus", "status", "state", "active", "isactive"];
/// Words for somebody who is.
const ACTIVE: &[&str] = &["active", "employed", "true"];
/// Words for somebody who isn't, or may not log in.
const GONE: &[&str] = &[
    "inactive",
    "terminated",
    "suspended",
    "deactivated",
    "deprovisioned",
    "left",
    "false",
];

/// The records of a delivery that tell of the person, the nearest first.
pub(super) struct Record<'a>(Vec<(String, &'a Value)>);

/// Whether somebody is still there, as the record says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Active,
    Gone,
    /// Not said, or in a word that could be either ("LEAVE", "PENDING").
    Unknown,
}

impl<'a> Record<'a> {
    pub(super) fn of(objects: impl Iterator<Item = &'a Map<String, Value>>) -> Self {
        Self(
            objects
                .flatten()
                .map(|(name, value)| (plain(name), value))
                .collect(),
        )
    }

    /// The first field of these names that has a text, the better name first.
    pub(super) fn find(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.field(name))
    }

    fn field(&self, name: &str) -> Option<String> {
        self.0
            .iter()
            .filter(|(known, _)| known == name)
            .find_map(|(_, value)| inner(value))
    }

    /// The person, if the record has enough of one for `provision`.
    pub(super) fn person(&self) -> Option<Person> {
        let mut person = Person::default();
        for (name, attribute) in FIELDS {
            let place = attribute.in_person(&mut person);
            if place.is_none() {
                *place = self.field(name).map(|text| text.trim().to_owned());
            }
        }
        if person
            .email
            .as_ref()
            .is_some_and(|email| !email.contains('@'))
        {
            person.email = None;
        }
        person.check("person").is_ok().then_some(person)
    }

    pub(super) fn standing(&self) -> Standing {
        let Some(word) = self.find(STATUS).map(|word| plain(&word)) else {
            return Standing::Unknown;
        };
        let is = |words: &[&str]| words.contains(&word.as_str());
        if is(ACTIVE) {
            Standing::Active
        } else if is(GONE) {
            Standing::Gone
        } else {
            Standing::Unknown
        }
    }
}

/// A name or a word without what vendors differ in.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_ascii_alphanumeric())
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// The text of a field: itself, `{ value }` (BambooHR, SCIM), `{ name }`, `{ data }` (Finch); of a list the primary
/// or work one, else the first.
fn inner(value: &Value) -> Option<String> {
    match value {
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Object(fields) => ["value", "name", "data"]
            .iter()
            .find_map(|name| text(fields.get(*name)?)),
        Value::Array(items) => {
            let shown = || {
                items
                    .iter()
                    .filter(|item| item["type"] != "personal" && item["type"] != "home")
            };
            let item = shown()
                .find(|item| item["primary"] == true)
                .or_else(|| shown().find(|item| item["type"] == "work"))
                .or_else(|| shown().next())?;
            // Lists in lists are nobody's mail addresses.
            if item.is_array() { None } else { inner(item) }
        }
        value => text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn person(record: &Value) -> Option<Person> {
        Record::of(record.as_object().into_iter()).person()
    }

    #[test]
    fn each_vendor_spells_a_person_in_its_own_way() {
        let wanted = Person {
            email: Some("mira@example.com".into()),
            given_name: Some("Mira".into()),
            family_name: Some("Okafor".into()),
            department: Some("Sales".into()),
            ..Person::default()
        };
        for record in [
            json!({ "work_email": "mira@example.com", "personal_email": "m@home.example", "first_name": "Mira", "last_name": "Okafor", "department": { "name": "Sales" } }),
            json!({ "email": " mira@example.com ", "firstName": "Mira", "surname": "Okafor", "department": "Sales", "email2": 1 }),
            json!({ "Work Email": { "value": "mira@example.com" }, "First Name": { "value": "Mira" }, "Last Name": { "value": "Okafor" }, "Department": { "value": "Sales" } }),
            json!({ "emails": [{ "data": "m@home.example", "type": "personal" }, { "data": "mira@example.com", "type": "work" }], "first_name": "Mira", "last_name": "Okafor", "department": { "name": "Sales" } }),
            json!({ "emails": [{ "value": "x@example.com" }, { "value": "mira@example.com", "primary": true }], "first_name": "Mira", "last_name": "Okafor", "department_name": "Sales" }),
        ] {
            assert_eq!(person(&record), Some(wanted.clone()), "{record}");
        }
    }

    #[test]
    fn half_a_person_is_none() {
        for record in [
            json!({}),
            json!({ "first_name": "Mira" }),
            json!({ "email": "not an address" }),
            json!({ "email": "a@b.c", "first_name": "Mi\nra" }),
            json!({ "email": null, "work_email": ["", []] }),
            json!({ "emails": [{ "data": "m@home.example", "type": "personal" }] }),
        ] {
            assert_eq!(person(&record), None, "{record}");
        }
    }

    #[test]
    fn a_status_is_believed_only_in_plain_words() {
        for (record, wanted) in [
            (json!({ "employment_status": "ACTIVE" }), Standing::Active),
            (
                json!({ "Employment Status": { "value": "Terminated" } }),
                Standing::Gone,
            ),
            (json!({ "state": "suspended" }), Standing::Gone),
            (json!({ "is_active": false }), Standing::Gone),
            (json!({ "status": "LEAVE" }), Standing::Unknown),
            (json!({}), Standing::Unknown),
        ] {
            assert_eq!(
                Record::of(record.as_object().into_iter()).standing(),
                wanted,
                "{record}"
            );
        }
    }
}
