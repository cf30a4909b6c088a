//! The text attributes that a user and a person share, so that comparing them is one loop and not twenty lines.

use crate::error::Error;
use crate::input;
use crate::model::{Person, User};

/// One text attribute of an account, by the name that it has in [`User`] and [`Person`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// What the person logs in with.
    UserName,
    /// The primary mail address.
    Email,
    /// The first name.
    GivenName,
    /// The last name.
    FamilyName,
    /// The name as it is shown.
    DisplayName,
    /// The job title.
    Title,
    /// The department.
    Department,
    /// The organization.
    Organization,
    /// The cost center.
    CostCenter,
    /// The number that the employer gave.
    EmployeeNumber,
    /// The manager, as the vendor identifies one.
    Manager,
    /// A phone number.
    Phone,
    /// A locale, such as `en-US`.
    Locale,
    /// An IANA time zone.
    Timezone,
    /// The vendor's kind of user.
    UserType,
    /// The id that the caller's own system has for the person.
    ExternalId,
}

use Attribute::{
    CostCenter, Department, DisplayName, Email, EmployeeNumber, ExternalId, FamilyName, GivenName,
    Locale, Manager, Organization, Phone, Timezone, Title, UserName, UserType,
};

impl Attribute {
    /// All of them, in the order in which changes are reported.
    pub const ALL: [Attribute; 16] = [
        UserName,
        Email,
        GivenName,
        FamilyName,
        DisplayName,
        Title,
        Department,
        Organization,
        CostCenter,
        EmployeeNumber,
        Manager,
        Phone,
        Locale,
        Timezone,
        UserType,
        ExternalId,
    ];

    /// The name of the field: `userName`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            UserName => "userName",
            Email => "email",
            GivenName => "givenName",
            FamilyName => "familyName",
            DisplayName => "displayName",
            Title => "title",
            Department => "department",
            Organization => "organization",
            CostCenter => "costCenter",
            EmployeeNumber => "employeeNumber",
            Manager => "manager",
            Phone => "phone",
            Locale => "locale",
            Timezone => "timezone",
            UserType => "userType",
            ExternalId => "externalId",
        }
    }

    const fn bit(self) -> u32 {
        1 << match self {
            UserName => 0,
            Email => 1,
            GivenName => 2,
            FamilyName => 3,
            DisplayName => 4,
            Title => 5,
            Department => 6,
            Organization => 7,
            CostCenter => 8,
            EmployeeNumber => 9,
            Manager => 10,
            Phone => 11,
            Locale => 12,
            Timezone => 13,
            UserType => 14,
            ExternalId => 15,
        }
    }

    /// Whether it is the first or the last name.
    #[must_use]
    pub const fn is_name(self) -> bool {
        matches!(self, GivenName | FamilyName)
    }

    /// What the account has.
    #[must_use]
    pub fn of_user(self, user: &User) -> Option<&str> {
        match self {
            UserName => Some(&user.user_name),
            Email => user.email.as_deref(),
            GivenName => user.given_name.as_deref(),
            FamilyName => user.family_name.as_deref(),
            DisplayName => user.display_name.as_deref(),
            Title => user.title.as_deref(),
            Department => user.department.as_deref(),
            Organization => user.organization.as_deref(),
            CostCenter => user.cost_center.as_deref(),
            EmployeeNumber => user.employee_number.as_deref(),
            Manager => user.manager.as_deref(),
            Phone => user.phone.as_deref(),
            Locale => user.locale.as_deref(),
            Timezone => user.timezone.as_deref(),
            UserType => user.user_type.as_deref(),
            ExternalId => user.external_id.as_deref(),
        }
    }

    /// Puts what the vendor says into the account. `None` leaves it unknown; a userName is always known.
    pub fn set_user(self, user: &mut User, text: Option<String>) {
        match self {
            UserName => user.user_name = text.unwrap_or_default(),
            Email => user.email = text,
            GivenName => user.given_name = text,
            FamilyName => user.family_name = text,
            DisplayName => user.display_name = text,
            Title => user.title = text,
            Department => user.department = text,
            Organization => user.organization = text,
            CostCenter => user.cost_center = text,
            EmployeeNumber => user.employee_number = text,
            Manager => user.manager = text,
            Phone => user.phone = text,
            Locale => user.locale = text,
            Timezone => user.timezone = text,
            UserType => user.user_type = text,
            ExternalId => user.external_id = text,
        }
    }

    /// What was asked for.
    #[must_use]
    pub fn of_person(self, person: &Person) -> Option<&str> {
        match self {
            UserName => &person.user_name,
            Email => &person.email,
            GivenName => &person.given_name,
            FamilyName => &person.family_name,
            DisplayName => &person.display_name,
            Title => &person.title,
            Department => &person.department,
            Organization => &person.organization,
            CostCenter => &person.cost_center,
            EmployeeNumber => &person.employee_number,
            Manager => &person.manager,
            Phone => &person.phone,
            Locale => &person.locale,
            Timezone => &person.timezone,
            UserType => &person.user_type,
            ExternalId => &person.external_id,
        }
        .as_deref()
    }

    /// The place of this attribute in a person.
    pub fn in_person(self, person: &mut Person) -> &mut Option<String> {
        match self {
            UserName => &mut person.user_name,
            Email => &mut person.email,
            GivenName => &mut person.given_name,
            FamilyName => &mut person.family_name,
            DisplayName => &mut person.display_name,
            Title => &mut person.title,
            Department => &mut person.department,
            Organization => &mut person.organization,
            CostCenter => &mut person.cost_center,
            EmployeeNumber => &mut person.employee_number,
            Manager => &mut person.manager,
            Phone => &mut person.phone,
            Locale => &mut person.locale,
            Timezone => &mut person.timezone,
            UserType => &mut person.user_type,
            ExternalId => &mut person.external_id,
        }
    }

    /// Refuses a text that can't be this attribute of anybody. `path` is where the person is.
    ///
    /// # Errors
    /// `invalid_input` naming the path.
    pub fn check(self, path: &str, text: &str) -> Result<(), Error> {
        let path = format!("{path}.{}", self.name());
        match self {
            UserName | ExternalId => input::check_name(&path, text),
            Email => {
                input::check_name(&path, text)?;
                if text.contains('@') {
                    return Ok(());
                }
                Err(Error::invalid_input(&path, "is not a mail address"))
            }
            _ => input::check_text(&path, text),
        }
    }

    /// Whether two values are the same to a vendor: mail addresses without case, `en_US` and `en-US` alike
    /// (the Zuora guide writes one, Zuora OneID the other), all else to the letter.
    #[must_use]
    pub fn same(self, one: &str, other: &str) -> bool {
        match self {
            Email => one.eq_ignore_ascii_case(other),
            Locale => one
                .replace('_', "-")
                .eq_ignore_ascii_case(&other.replace('_', "-")),
            _ => one == other,
        }
    }
}

/// A set of attributes: those that a record showed, or that a provider has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attributes(u32);

impl Attributes {
    /// No attribute.
    pub const NONE: Attributes = Attributes(0);

    /// The set of these.
    #[must_use]
    pub const fn of(list: &[Attribute]) -> Self {
        let (mut set, mut rest) = (0, list);
        while let [first, tail @ ..] = rest {
            set |= first.bit();
            rest = tail;
        }
        Self(set)
    }

    /// Adds one.
    pub fn insert(&mut self, attribute: Attribute) {
        self.0 |= attribute.bit();
    }

    /// Takes one out.
    pub fn remove(&mut self, attribute: Attribute) {
        self.0 &= !attribute.bit();
    }

    /// Whether it is in the set.
    #[must_use]
    pub const fn contains(self, attribute: Attribute) -> bool {
        self.0 & attribute.bit() != 0
    }
}
