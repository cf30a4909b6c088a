//! HMAC (RFC 2104) by RustCrypto, and comparing in constant time by `subtle`. Nothing cryptographic is written here.

use super::scheme::Algorithm;
use hmac::Hmac;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};
use subtle::ConstantTimeEq as _;

/// The HMAC of `parts`, one after the other, under `key`.
#[must_use]
pub fn hmac(algorithm: Algorithm, key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    fn sign<M: hmac::Mac + hmac::digest::KeyInit>(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
        // An HMAC takes a key of any length (RFC 2104 §3), so this can't fail.
        let Ok(mut mac) = <M as hmac::Mac>::new_from_slice(key) else {
            return Vec::new();
        };
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }
    match algorithm {
        Algorithm::Sha1 => sign::<Hmac<Sha1>>(key, parts),
        Algorithm::Sha256 => sign::<Hmac<Sha256>>(key, parts),
        Algorithm::Sha512 => sign::<Hmac<Sha512>>(key, parts),
    }
}

/// Whether two signatures are the same, in a time that says nothing of where they differ.
#[must_use]
pub fn same(one: &[u8], other: &[u8]) -> bool {
    !one.is_empty() && bool::from(one.ct_eq(other))
}

/// Whether two secrets are the same, in a time that says nothing of their content: digests are compared, so that
/// not even the length shows.
#[must_use]
pub fn same_secret(one: &[u8], other: &[u8]) -> bool {
    bool::from(Sha256::digest(one).ct_eq(&Sha256::digest(other)))
}

/// The SHA-256 of `parts`, one after the other, in lower-case hex.
#[must_use]
pub fn sha256_hex(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hex(&hash.finalize())
}

/// Bytes in lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}
