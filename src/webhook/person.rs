//! A person out of the fields of an HR record, by the names that vendors use. What isn't surely right is left out.

use super::content::text;
use super::value::Value;
use crate::attribute::Attribute::{
    self, CostCenter, Department, DisplayName, Email, EmployeeNumber, FamilyName, GivenName,
    Locale, Manager, Organization, Phone, Timezone, Title, UserName,
};

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

/// The records of a delivery that tell of the person, the nearest first: what one says, no further one says better.
pub(super) struct Record<'v>(Vec<Vec<Field<'v>>>);

/// A field: its name as it is compared, its name as it stands, and what it holds.
type Field<'v> = (String, &'v str, &'v Value<'v>);

/// Whether somebody is still there, as the record says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Active,
    Gone,
    /// Not said, or in a word that could be either ("LEAVE", "PENDING").
    Unknown,
}

impl<'v> Record<'v> {
    /// The objects among these.
    pub(super) fn of(records: impl Iterator<Item = &'v Value<'v>>) -> Self {
        let fields = records.filter_map(|record| match record {
            // The last of two that have one name counts.
            Value::Object(fields) => Some(fields.iter().rev()),
            _ => None,
        });
        Self(
            fields
                .map(|fields| {
                    fields
                        .map(|(name, value)| (plain(name), &**name, value))
                        .collect()
                })
                .collect(),
        )
    }

    /// The first field of these names that has a text: in the nearest record, the better name first.
    pub(super) fn find(&self, names: &[&str]) -> Option<String> {
        self.first(names, inner)
    }

    /// What is first seen in the fields of these names, in the same order.
    pub(super) fn first<T>(&self, names: &[&str], look: fn(&Value<'_>) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(|fields| {
            names.iter().find_map(|name| {
                let named = fields.iter().filter(|(known, ..)| known == name);
                named.filter_map(|(.., value)| look(value)).next()
            })
        })
    }

    /// The names as they stand, and what they hold.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'v str, &'v Value<'v>)> {
        self.0
            .iter()
            .flatten()
            .map(|(_, name, value)| (*name, *value))
    }

    fn attribute(&self, wanted: Attribute) -> Option<String> {
        let names: Vec<_> = FIELDS
            .iter()
            .filter(|(_, attribute)| *attribute == wanted)
            .map(|(name, _)| *name)
            .collect();
        self.find(&names)
    }

    /// Whether it says who somebody is.
    pub(super) fn names_somebody(&self) -> bool {
        let naming = [Email, UserName, GivenName, FamilyName, DisplayName];
        naming.iter().any(|name| self.attribute(*name).is_some())
    }

    /// The person, if the record has enough of one for `provision`: the attributes in no order, each once.
    pub(super) fn person(&self) -> Option<Vec<(Attribute, String)>> {
        let mut person: Vec<(Attribute, String)> = Vec::new();
        for (_, attribute) in FIELDS {
            if person.iter().any(|(known, _)| known == attribute) {
                continue;
            }
            if let Some(text) = self.attribute(*attribute) {
                person.push((*attribute, text.trim().to_owned()));
            }
        }
        person.retain(|(attribute, text)| *attribute != Email || text.contains('@'));
        let is_somebody = named(&person, Email).or(named(&person, UserName)).is_some();
        let fits =
            |(attribute, text): &(Attribute, String)| attribute.check("person", text).is_ok();
        (is_somebody && person.iter().all(fits)).then_some(person)
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

/// What somebody has of this attribute.
pub(super) fn named(person: &[(Attribute, String)], wanted: Attribute) -> Option<&str> {
    let found = person.iter().find(|(attribute, _)| *attribute == wanted);
    found.map(|(_, text)| text.as_str())
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
fn inner(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Object(_) => ["value", "name", "data"]
            .iter()
            .find_map(|name| text(value.get(name)?)),
        Value::List(items) => {
            let is = |item: &Value<'_>, kind| item.get("type").is_some_and(|known| known.is(kind));
            let shown = || {
                items
                    .iter()
                    .filter(|item| !is(item, "personal") && !is(item, "home"))
            };
            let item = shown()
                .find(|item| item.get("primary") == Some(&Value::Bool(true)))
                .or_else(|| shown().find(|item| is(item, "work")))
                .or_else(|| shown().next())?;
            // Lists in lists are nobody's mail addresses.
            if matches!(item, Value::List(_)) {
                None
            } else {
                inner(item)
            }
        }
        value => text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn with<T>(record: &serde_json::Value, look: impl FnOnce(Record<'_>) -> T) -> T {
        let text = record.to_string();
        look(Record::of(std::iter::once(&Value::read(&text).unwrap())))
    }

    fn person(record: &serde_json::Value) -> Option<Vec<(Attribute, String)>> {
        with(record, |record| record.person())
    }

    #[test]
    fn each_vendor_spells_a_person_in_its_own_way() {
        let wanted = vec![
            (Email, "mira@example.com".to_owned()),
            (GivenName, "Mira".to_owned()),
            (FamilyName, "Okafor".to_owned()),
            (Department, "Sales".to_owned()),
        ];
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
                with(&record, |record| record.standing()),
                wanted,
                "{record}"
            );
        }
    }
}
