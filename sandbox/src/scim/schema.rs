//! The attributes of users and groups: RFC 7643 §3.1, §4.1, §4.2 and §4.3 as tables. It may not know HTTP.

use serde_json::{Map, Value};

use crate::json::{array, object};

pub(crate) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(crate) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// What every resource has. A line is an attribute, with a dot one of its sub-attributes: the name,
/// what it is other than an optional string that anybody may write, and its description.
const COMMON: &str = "\
schemas multi reference exact always|The schemas of the resource
id exact readOnly always server|The identifier of the resource
externalId exact|The identifier that the client has for it
meta complex readOnly|What the service provider knows about the resource
.resourceType exact readOnly|The name of its type
.created dateTime readOnly|When it was made
.lastModified dateTime readOnly|When it was last changed
.location reference exact readOnly|Its URI
.version exact readOnly|Its version";

const USER_TABLE: &str = "\
userName required server|The name that the user signs in with
name complex|The parts of the user's name
.formatted|The whole name
.familyName|The family name
.givenName|The given name
.middleName|The middle names
.honorificPrefix|What stands before the name
.honorificSuffix|What stands after the name
displayName|The name to show
nickName|The casual name
profileUrl reference=external exact|The URL of a profile
title|The user's title
userType|The relation between user and organization
preferredLanguage|The preferred language
locale|Where the user is at home
timezone|The user's time zone
active boolean|Whether the user may sign in
password writeOnly never|The password in clear text
emails multi complex|E-mail addresses
.value|The address
.display readOnly|The address to show
.type =work,home,other|What it is for
.primary boolean|Whether it is the preferred one
phoneNumbers multi complex|Telephone numbers
.value|The number
.display readOnly|The number to show
.type =work,home,mobile,fax,pager,other|What it is for
.primary boolean|Whether it is the preferred one
ims multi complex|Instant messaging addresses
.value|The address
.display readOnly|The address to show
.type =aim,gtalk,icq,xmpp,msn,skype,qq,yahoo|What it is for
.primary boolean|Whether it is the preferred one
photos multi complex|Pictures of the user
.value reference=external exact|The URL of the picture
.display readOnly|Its name to show
.type =photo,thumbnail|What it is
.primary boolean|Whether it is the preferred one
addresses multi complex|Postal addresses
.formatted|The whole address
.streetAddress|The street
.locality|The city
.region|The state or region
.postalCode|The postal code
.country|The country
.type =work,home,other|What it is for
.primary boolean|Whether it is the preferred one
groups multi complex readOnly|The groups that the user belongs to
.value readOnly|The group's id
.$ref reference=User,Group exact readOnly|The group's URI
.display readOnly|The group's name
.type readOnly =direct,indirect|How the user belongs to it
entitlements multi complex|What the user is entitled to
.value|The entitlement
.display readOnly|Its name to show
.type|What it is for
.primary boolean|Whether it is the preferred one
roles multi complex|The user's roles
.value|The role
.display readOnly|Its name to show
.type|What it is for
.primary boolean|Whether it is the preferred one
x509Certificates multi complex|Certificates of the user
.value binary exact|The certificate
.display readOnly|Its name to show
.type|What it is for
.primary boolean|Whether it is the preferred one";

const ENTERPRISE_TABLE: &str = "\
employeeNumber|The number that the organization gave the user
costCenter|The name of a cost center
organization|The name of an organization
division|The name of a division
department|The name of a department
manager complex|The user's manager
.value|The manager's id
.$ref reference=User exact|The manager's URI
.displayName readOnly|The manager's name";

const GROUP_TABLE: &str = "\
displayName required|The name to show
members multi complex|The members of the group
.value immutable|The member's id
.$ref reference=User,Group exact immutable|The member's URI
.type immutable =User,Group|What the member is
.display readOnly|The member's name";

/// One attribute (RFC 7643 §2.2, §7).
#[derive(Debug, Default)]
pub(crate) struct Attribute {
    pub(crate) name: &'static str,
    /// `string`, `boolean`, `complex`, `dateTime`, `reference` or `binary`.
    pub(crate) kind: &'static str,
    pub(crate) multi: bool,
    pub(crate) required: bool,
    pub(crate) exact: bool,
    /// `readWrite`, `readOnly`, `immutable` or `writeOnly`.
    pub(crate) mutability: &'static str,
    /// `default`, `always` or `never`.
    pub(crate) returned: &'static str,
    pub(crate) unique: bool,
    canonical: &'static str,
    references: &'static str,
    description: &'static str,
    pub(crate) subs: Vec<Attribute>,
}

/// A schema.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) id: &'static str,
    name: &'static str,
    pub(crate) attributes: Vec<Attribute>,
}

/// A resource type: its schema, and the extension that it may have.
#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) name: &'static str,
    /// The last segment of its endpoint.
    pub(crate) plural: &'static str,
    pub(crate) schema: Schema,
    pub(crate) extension: Option<Schema>,
    common: Vec<Attribute>,
}

impl Type {
    /// `exact`: user names differ by case.
    pub(crate) fn user(exact: bool) -> Self {
        let mut schema = Schema::new(USER, "User", USER_TABLE);
        if let Some(user_name) = schema.attributes.first_mut() {
            user_name.exact = exact;
        }
        let extension = Schema::new(ENTERPRISE, "EnterpriseUser", ENTERPRISE_TABLE);
        Self::new("User", "Users", schema, Some(extension))
    }

    pub(crate) fn group() -> Self {
        Self::new(
            "Group",
            "Groups",
            Schema::new(GROUP, "Group", GROUP_TABLE),
            None,
        )
    }

    /// A type of these attributes, and of those that every resource has.
    pub(crate) fn new(
        name: &'static str,
        plural: &'static str,
        schema: Schema,
        extension: Option<Schema>,
    ) -> Self {
        Self {
            name,
            plural,
            schema,
            extension,
            common: attributes(COMMON),
        }
    }

    /// The attribute of that name, in any case, among those of the core.
    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute> {
        find(&self.common, name).or_else(|| find(&self.schema.attributes, name))
    }

    /// The extension of that URN, in any case.
    pub(crate) fn extension(&self, urn: &str) -> Option<&Schema> {
        let extension = self.extension.as_ref()?;
        extension.id.eq_ignore_ascii_case(urn).then_some(extension)
    }

    /// Its schemas, that of the core first.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = &Schema> {
        std::iter::once(&self.schema).chain(&self.extension)
    }

    /// Every attribute of the core.
    pub(crate) fn core(&self) -> impl Iterator<Item = &Attribute> {
        self.common.iter().chain(&self.schema.attributes)
    }

    /// How `/ResourceTypes` shows it (RFC 7643 §6).
    pub(crate) fn json(&self, base: &str) -> Value {
        let extensions = self.extension.iter();
        let extensions: Vec<Value> = extensions
            .map(|schema| object! { "schema": schema.id, "required": false })
            .collect();
        object! {
            "schemas": array!["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
            "id": self.name,
            "name": self.name,
            "description": self.name,
            "endpoint": format!("/{}", self.plural),
            "schema": self.schema.id,
            "schemaExtensions": extensions,
            "meta": object! {
                "resourceType": "ResourceType",
                "location": format!("{base}/ResourceTypes/{}", self.name),
            },
        }
    }
}

impl Schema {
    /// Reads a table: a line is an attribute, with a dot one of its sub-attributes.
    pub(crate) fn new(id: &'static str, name: &'static str, table: &'static str) -> Self {
        Self {
            id,
            name,
            attributes: attributes(table),
        }
    }

    /// How `/Schemas` shows it (RFC 7643 §7).
    pub(crate) fn json(&self, base: &str) -> Value {
        object! {
            "schemas": array!["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            "id": self.id,
            "name": self.name,
            "description": self.name,
            "attributes": all_json(&self.attributes),
            "meta": object! {
                "resourceType": "Schema",
                "location": format!("{base}/Schemas/{}", self.id),
            },
        }
    }
}

impl Attribute {
    fn read(line: &'static str) -> Self {
        let (head, description) = line.split_once('|').unwrap_or((line, ""));
        let mut words = head.split(' ');
        let mut attribute = Self {
            name: words.next().unwrap_or_default().trim_start_matches('.'),
            kind: "string",
            mutability: "readWrite",
            returned: "default",
            description,
            ..Self::default()
        };
        for word in words {
            let (flag, values) = word.split_once('=').unwrap_or((word, ""));
            match flag {
                "multi" => attribute.multi = true,
                "required" => attribute.required = true,
                "exact" => attribute.exact = true,
                "server" => attribute.unique = true,
                "readOnly" | "immutable" | "writeOnly" => attribute.mutability = flag,
                "always" | "never" => attribute.returned = flag,
                "" => attribute.canonical = values,
                kind => {
                    attribute.kind = kind;
                    attribute.references = values;
                }
            }
        }
        attribute
    }

    /// The sub-attribute of that name, in any case.
    pub(crate) fn sub(&self, name: &str) -> Option<&Attribute> {
        find(&self.subs, name)
    }

    pub(crate) fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }

    pub(crate) fn read_only(&self) -> bool {
        self.mutability == "readOnly"
    }

    fn json(&self) -> Value {
        let uniqueness = if self.unique { "server" } else { "none" };
        let shown = object! {
            "name": self.name,
            "type": self.kind,
            "multiValued": self.multi,
            "description": self.description,
            "required": self.required,
            "caseExact": self.exact,
            "mutability": self.mutability,
            "returned": self.returned,
            "uniqueness": uniqueness,
        };
        let Value::Object(mut shown) = shown else {
            return shown;
        };
        for (name, values) in [
            ("canonicalValues", self.canonical),
            ("referenceTypes", self.references),
        ] {
            if !values.is_empty() {
                let values: Vec<&str> = values.split(',').collect();
                shown.insert(name.to_owned(), Value::from(values));
            }
        }
        if !self.subs.is_empty() {
            shown.insert("subAttributes".to_owned(), all_json(&self.subs));
        }
        Value::Object(shown)
    }
}

fn all_json(attributes: &[Attribute]) -> Value {
    Value::Array(attributes.iter().map(Attribute::json).collect())
}

fn attributes(table: &'static str) -> Vec<Attribute> {
    let mut attributes: Vec<Attribute> = Vec::new();
    for line in table.lines() {
        let attribute = Attribute::read(line);
        match attributes.last_mut() {
            Some(parent) if line.starts_with('.') => parent.subs.push(attribute),
            _ => attributes.push(attribute),
        }
    }
    attributes
}

/// The attribute of that name, in any case (RFC 7643 §2.1).
pub(crate) fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes
        .iter()
        .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

/// The value of a name, in any case.
pub(crate) fn value<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    fields
        .iter()
        .find(|(given, _)| given.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}
