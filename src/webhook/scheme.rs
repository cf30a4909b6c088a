//! How a source proves that a delivery is its own, as data: a source's file says it, `verify` does it.

use super::age::Unit;

/// What a source sends to prove that a delivery is its own.
#[derive(Debug, Clone)]
pub struct Scheme<'a> {
    /// The proof.
    pub proof: Proof<'a>,
    /// When it was signed, for sources that say so.
    pub time: Option<Time<'a>>,
    /// The header with the vendor's id of the delivery, for sources that have one.
    pub id_header: Option<&'a str>,
    /// The only method that is delivered by, where it is part of what is signed.
    pub method: Option<&'a str>,
    /// Whether a vendor's own page or SDK confirms every part of this.
    pub confirmed: bool,
}

/// The proof itself.
#[derive(Debug, Clone)]
pub enum Proof<'a> {
    /// A signature over the body, and over the time and the id where [`Mac::signed`] says so.
    Signature(Mac<'a>),
    /// The secret itself in a header. Nothing is signed.
    SharedSecret {
        /// The header.
        header: &'a str,
        /// Whether `Bearer` may stand before it.
        bearer: bool,
    },
}

/// An HMAC: where it is, how it is written, what it is over.
#[derive(Debug, Clone)]
pub struct Mac<'a> {
    /// The header with the signature.
    pub header: &'a str,
    /// How the header is built.
    pub layout: Layout<'a>,
    /// The hash.
    pub algorithm: Algorithm,
    /// How the bytes of a signature are written.
    pub encoding: Encoding,
    /// How a secret is written.
    pub key: KeyForm,
    /// What is signed, in order, with nothing between the parts.
    pub signed: Parts<'a>,
}

/// How the header with the signature is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout<'a> {
    /// One signature, behind a prefix (`sha256=`) that may be empty.
    Whole {
        /// What stands before it.
        prefix: &'a str,
    },
    /// `v1,… v1,…`: several, by version, divided by spaces. A list is how a secret is rotated.
    Versions,
    /// `t=…, v1=…`: fields, divided by commas; one of them is the time.
    Fields,
}

/// A hash for an HMAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// SHA-1: weak as a hash, still sound in an HMAC (RFC 6151 §2, NIST SP 800-107). Only for schemes that have no other.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// How bytes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal, in either case: the bytes are the same.
    Hex,
    /// RFC 4648 §4, with padding.
    Base64,
    /// RFC 4648 §5, with padding or without.
    Base64Url,
}

/// How a secret is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyForm {
    /// The text's own bytes.
    Text,
    /// Base64.
    Base64,
    /// `whsec_` and base64 (HMAC), `whpk_` and base64 (an Ed25519 public key); base64 alone is the former.
    StandardWebhooks,
}

/// The parts of what is signed, in order.
#[derive(Debug, Clone)]
pub enum Parts<'a> {
    /// A source's own.
    Fixed(&'static [Part<'static>]),
    /// As a caller described them.
    Given(Vec<Part<'a>>),
}

impl<'a> Parts<'a> {
    /// The parts.
    #[must_use]
    pub fn list(&self) -> &[Part<'a>] {
        match self {
            Parts::Fixed(parts) => parts,
            Parts::Given(parts) => parts,
        }
    }
}

/// One part of what is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// The raw bytes of the body.
    Body,
    /// The time, as the header spells it.
    Timestamp,
    /// The id, as the header spells it.
    Id,
    /// Fixed text.
    Text(&'a str),
}

/// Where the time of signing is and how long it is good for.
#[derive(Debug, Clone, Copy)]
pub struct Time<'a> {
    /// Its header; `None` if it is a field of the signature's header ([`Layout::Fields`]).
    pub header: Option<&'a str>,
    /// How it is written.
    pub unit: Unit,
    /// How old it may be, in seconds.
    pub tolerance: u32,
}
