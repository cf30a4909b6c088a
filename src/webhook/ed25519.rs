//! Ed25519 signatures are verified by the caller: every runtime has the algorithm, and a copy of it here would be larger
//! than all of the webhooks. So `verify` asks, and is called again with the answers.

use super::mac::hex;
use super::value::{Value, object};

/// Which signatures are to be looked at. Any good one will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What was signed.
    pub message: Vec<u8>,
    /// Public keys (RFC 8032 §5.1.5), each with a signature that may be by it.
    pub pairs: Vec<(Vec<u8>, Vec<u8>)>,
}

/// What the caller found out about one pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The signature is by this key, over the message.
    Good,
    /// It is not; or the key is none.
    Bad,
    /// The runtime has no Ed25519.
    Unknown,
}

impl Answer {
    /// The answer behind a number: 1 good, 0 bad, any other unknown. What can't be told never passes.
    #[must_use]
    pub fn of(number: u8) -> Self {
        match number {
            1 => Answer::Good,
            0 => Answer::Bad,
            _ => Answer::Unknown,
        }
    }
}

impl Question {
    /// As JSON, bytes in hex.
    #[must_use]
    pub fn json(&self) -> Value<'static> {
        let pairs = self.pairs.iter();
        let pairs = pairs
            .map(|(key, signature)| Value::List(vec![hex(key).into(), hex(signature).into()]))
            .collect();
        object(&mut [
            ("message", Some(hex(&self.message).into())),
            ("pairs", Some(Value::List(pairs))),
        ])
    }
}
