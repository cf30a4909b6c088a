//! Whatever arrives: nothing panics, and nothing passes that nobody has signed.
//!
//! An input is a source's name, a line feed, a delivery as JSON, a line feed and the body. It is tried twice: with its own
//! secrets, where a seed may rightly pass, and with a secret that is nowhere in the input, where nothing may.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seatwarden::secret::Secret;
use seatwarden::webhook::delivery::Delivery;
use seatwarden::webhook::ed25519::{Answer, Question};
use seatwarden::webhook::source::Source;
use seatwarden::webhook::verify::{Strength, Verdict, verify};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::LazyLock;

const NOW: u64 = 1_781_771_234_250;

/// Drawn anew in each process, so that it is in no corpus and in no constant that the fuzzer could learn.
static UNKNOWN: LazyLock<String> = LazyLock::new(|| {
    let word = || format!("{:016x}", RandomState::new().hash_one(0));
    // Hexadecimal digits in fours are base64 too, which the secrets of Finch and Standard Webhooks are.
    format!("{}{}", word(), word())
});

fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(3, |byte| *byte == b'\n');
    let mut text = || std::str::from_utf8(parts.next()?).ok();
    let (Some(name), Some(json)) = (text(), text()) else {
        return;
    };
    let body = parts.next().unwrap_or_default();
    let Ok(source) = Source::of(name) else {
        return;
    };
    let (Ok(given), Ok(mut forged)) = (Delivery::read(json), Delivery::read(json)) else {
        return;
    };

    let verdict = verify(source, &given, body, NOW, &[]);
    if let Ok(Verdict::Asks(question)) = &verdict {
        answered(source, &given, body, question);
    }
    if let Ok(Verdict::Passed(verified)) = verdict {
        assert!(!verified.id.is_empty() && verified.id.len() <= 255);
        assert_eq!(verified.source, source);
        // What is signed breaks with one more byte.
        if verified.strength == Strength::Signature {
            let longer = [body, b" "].concat();
            let again = verify(source, &given, &longer, NOW, &[]);
            assert!(
                !matches!(again, Ok(Verdict::Passed(_))),
                "a body that was changed passes"
            );
        }
    }

    forged.secret = Some(Secret::new(UNKNOWN.clone()));
    forged.secrets = None;
    let verdict = verify(source, &forged, body, NOW, &[]);
    assert!(
        !matches!(verdict, Ok(Verdict::Passed(_))),
        "nobody has signed this"
    );
});

/// Only a good signature lets a delivery pass; what can't be told doesn't.
fn answered(source: Source, delivery: &Delivery<'_>, body: &[u8], question: &Question) {
    assert!(!question.pairs.is_empty());
    for (answer, may_pass) in [
        (Answer::Bad, false),
        (Answer::Unknown, false),
        (Answer::Good, true),
    ] {
        let answers = vec![answer; question.pairs.len()];
        let verdict = verify(source, delivery, body, NOW, &answers);
        assert!(!matches!(verdict, Ok(Verdict::Asks(_))), "it asks again");
        assert!(may_pass || verdict.is_err(), "{answer:?} lets it pass");
    }
}
