//! Names of people who do not exist. It may not know what a tenant makes of them.

use crate::fold::lower;
use crate::random::Random;

/// The e-mail address of a leaver who is in every tenant of two or more users. Her user name is
/// [`LEAVER_USERNAME`]: who looks for the address among user names does not find her.
pub const LEAVER_EMAIL: &str = "lena.brandt@example.com";
/// The user name of the leaver whose e-mail address is [`LEAVER_EMAIL`].
pub const LEAVER_USERNAME: &str = "lbrandt@legacy.example.com";

const GIVEN: [&str; 40] = [
    "Amara", "Anton", "Beatriz", "Björn", "Chiara", "Chloé", "Daniel", "Dmitri", "Elif", "Emeka",
    "Fatima", "Felix", "Greta", "Hana", "Hugo", "Ingrid", "Ivan", "Jorge", "Kavya", "Kenji",
    "Leila", "Liam", "Malik", "Mei", "Nadia", "Noah", "Olga", "Omar", "Priya", "Quentin", "Rosa",
    "Rafael", "Saoirse", "Sven", "Tomás", "Uma", "Viktor", "Wanjiru", "Yara", "Zoë",
];

const FAMILY: [&str; 40] = [
    "Abara",
    "Almeida",
    "Bauer",
    "Becker",
    "Castillo",
    "Costa",
    "Dubois",
    "Duarte",
    "Eriksen",
    "Farouk",
    "Fischer",
    "García",
    "Haddad",
    "Hoffmann",
    "Ivanova",
    "Jensen",
    "Kaya",
    "Kimura",
    "Kowalski",
    "Larsen",
    "Lindqvist",
    "Mbeki",
    "Moreau",
    "Müller",
    "Nakamura",
    "Novak",
    "O'Brien",
    "Okafor",
    "Petrov",
    "Quiroga",
    "Rossi",
    "Santos",
    "Schneider",
    "Tanaka",
    "Torres",
    "Ueda",
    "van Dijk",
    "Weber",
    "Yilmaz",
    "Zhang",
];

const TEAMS: [(&str, &str); 6] = [
    ("Finance", "Billing Analyst"),
    ("Finance", "Controller"),
    ("Sales", "Account Executive"),
    ("Operations", "Revenue Operations Manager"),
    ("Engineering", "Integration Engineer"),
    ("Support", "Support Specialist"),
];

const PLACES: [(&str, &str); 5] = [
    ("en_US", "America/Los_Angeles"),
    ("en_GB", "Europe/London"),
    ("de_DE", "Europe/Berlin"),
    ("fr_FR", "Europe/Paris"),
    ("ja_JP", "Asia/Tokyo"),
];

/// Somebody who could have an account.
#[derive(Debug, Clone)]
pub(crate) struct Somebody {
    pub(crate) given: &'static str,
    pub(crate) family: &'static str,
    pub(crate) department: &'static str,
    pub(crate) title: &'static str,
    pub(crate) locale: &'static str,
    pub(crate) timezone: &'static str,
    pub(crate) phone: String,
}

impl Somebody {
    pub(crate) fn draw(random: &mut Random) -> Self {
        let (department, title) = random.pick(&TEAMS);
        let (locale, timezone) = random.pick(&PLACES);
        Self {
            given: random.pick(&GIVEN),
            family: random.pick(&FAMILY),
            department,
            title,
            locale,
            timezone,
            // 555-0100 to 555-0199 belong to nobody.
            phone: format!("+1 415 555 01{:02}", random.below(100)),
        }
    }

    /// The name as it stands in an address: lower case, ASCII letters and one dot.
    pub(crate) fn mailbox(&self) -> String {
        format!("{}.{}", plain(self.given), plain(self.family))
    }
}

fn plain(name: &str) -> String {
    lower(name)
        .chars()
        .filter_map(|letter| match letter {
            'á' => Some('a'),
            'é' | 'ë' => Some('e'),
            'í' => Some('i'),
            'ö' => Some('o'),
            'ü' => Some('u'),
            letter => letter.is_ascii_alphabetic().then_some(letter),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{FAMILY, GIVEN, plain};

    #[test]
    fn every_name_makes_a_mailbox_of_ascii_letters() {
        for name in GIVEN.iter().chain(&FAMILY) {
            let mailbox = plain(name);
            let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
            assert_eq!(mailbox.len(), letters, "{name} → {mailbox}");
        }
    }
}
