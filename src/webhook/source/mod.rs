//! The sources: one small file each, with its constants, what it signs and what its events mean.
//!
//! Each constant has a mark. **V**: read in the vendor's own page or SDK. **I**: read in third-party code only. **R**: from
//! memory. A scheme with an I or an R is not `confirmed`, and callers see that.

mod bamboohr;
mod deel;
mod factorial;
mod finch;
mod generic;
mod gusto;
mod hibob;
mod merge;
mod okta;
mod personio;
mod rippling;
mod standard_webhooks;
mod workos;

use super::generic::GenericScheme;
use super::scheme::Scheme;
use super::shape::Shape;
use super::value::Value;
use crate::error::Error;

/// Where a delivery is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// BambooHR.
    BambooHr,
    /// HiBob.
    HiBob,
    /// Gusto.
    Gusto,
    /// Deel.
    Deel,
    /// Personio.
    Personio,
    /// Factorial.
    Factorial,
    /// Merge.
    Merge,
    /// Finch.
    Finch,
    /// WorkOS.
    WorkOs,
    /// Anybody who keeps to the Standard Webhooks specification; what Workday's integrations are best made to do.
    StandardWebhooks,
    /// Okta's event hooks.
    Okta,
    /// Rippling.
    Rippling,
    /// A scheme that the caller describes.
    Generic,
}

/// All that is known of a source.
pub(super) struct Room {
    /// How it signs; `None` for the one whose scheme the caller describes.
    pub(super) scheme: Option<Scheme<'static>>,
    /// The forms of its deliveries; the first that fits counts.
    pub(super) shapes: &'static [Shape],
    /// Where the vendor's id of a delivery is in its body.
    pub(super) id: Option<&'static str>,
    /// Whether a body, and what it holds if that can be read, is the vendor's try of the address.
    pub(super) is_ping: fn(&[u8], Option<&Value<'_>>) -> bool,
}

impl Source {
    /// All of them.
    pub const ALL: [Source; 13] = [
        Source::BambooHr,
        Source::HiBob,
        Source::Gusto,
        Source::Deel,
        Source::Personio,
        Source::Factorial,
        Source::Merge,
        Source::Finch,
        Source::WorkOs,
        Source::StandardWebhooks,
        Source::Okta,
        Source::Rippling,
        Source::Generic,
    ];

    /// The name that callers use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Source::BambooHr => "bamboohr",
            Source::HiBob => "hibob",
            Source::Gusto => "gusto",
            Source::Deel => "deel",
            Source::Personio => "personio",
            Source::Factorial => "factorial",
            Source::Merge => "merge",
            Source::Finch => "finch",
            Source::WorkOs => "workos",
            Source::StandardWebhooks => "standard-webhooks",
            Source::Okta => "okta",
            Source::Rippling => "rippling",
            Source::Generic => "generic",
        }
    }

    /// The source of a name.
    ///
    /// # Errors
    /// `invalid_input` that lists the names.
    pub fn of(name: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|source| source.name() == name)
            .ok_or_else(|| {
                let names = Self::ALL.map(Source::name).join(", ");
                Error::invalid_input("source", format_args!("expected one of {names}"))
            })
    }

    pub(super) fn room(self) -> &'static Room {
        match self {
            Source::BambooHr => &bamboohr::ROOM,
            Source::HiBob => &hibob::ROOM,
            Source::Gusto => &gusto::ROOM,
            Source::Deel => &deel::ROOM,
            Source::Personio => &personio::ROOM,
            Source::Factorial => &factorial::ROOM,
            Source::Merge => &merge::ROOM,
            Source::Finch => &finch::ROOM,
            Source::WorkOs => &workos::ROOM,
            Source::StandardWebhooks => &standard_webhooks::ROOM,
            Source::Okta => &okta::ROOM,
            Source::Rippling => &rippling::ROOM,
            Source::Generic => &generic::ROOM,
        }
    }

    /// How it signs. `generic` is the caller's description, for the source of that name alone.
    ///
    /// # Errors
    /// `invalid_input` if it is missing, doesn't belong or makes no sense.
    pub fn scheme(self, generic: Option<&GenericScheme>) -> Result<Scheme<'_>, Error> {
        match (&self.room().scheme, generic) {
            (None, Some(described)) => described.scheme(),
            (None, None) => Err(Error::invalid_input(
                "generic",
                "is missing: it says how the source signs",
            )),
            (Some(own), None) => Ok(own.clone()),
            (Some(_), Some(_)) => Err(Error::invalid_input(
                "generic",
                "is for the source \"generic\" alone",
            )),
        }
    }
}

/// The `is_ping` of a source whose tries are events with a name.
fn never(_: &[u8], _: Option<&Value<'_>>) -> bool {
    false
}
