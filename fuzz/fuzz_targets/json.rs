//! Whatever text: our reader and serde_json take the same ones and read the same in them, and what is written reads back the same.
//!
//! An input is a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seatwarden_fuzz::oracle;
use seatwarden_json::{Privacy, from_str, from_string, to_string};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let ours = from_str(text);
    match from_string(text.to_owned(), Privacy::Private) {
        Ok(private) => assert_eq!(Ok(private), ours),
        Err((error, back)) => assert!(back == text && ours == Err(error)),
    }
    let Some(theirs) = oracle::read(text) else {
        return;
    };
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            let written = to_string(&ours);
            assert_eq!(oracle::read(&written), Some(Ok(theirs)), "{written}");
            assert_eq!(from_str(&written), Ok(ours), "{written}");
            assert_eq!(from_str(&written).map(|again| to_string(&again)), Ok(written));
        }
        (Err(error), Err(_)) => assert!(error.at <= text.len(), "{error:?}"),
        (ours, theirs) => panic!("{ours:?}, and to serde_json {theirs:?}"),
    }
});
