//! Numbers: which are some, how they are spelled, and which JavaScript could not hold.

use seatwarden_json::{Problem, Value, from_str, is_large_integer};

#[test]
fn a_number_keeps_its_spelling() {
    for number in [
        "0",
        "-0",
        "7",
        "-7",
        "10",
        "1.0",
        "1.10",
        "0.000",
        "-0.5",
        "1e5",
        "1E5",
        "1e+05",
        "1E-5",
        "0e0",
        "0E-0",
        "1.12345678901234567890123456789",
        "1e400",
        "-1e-400",
        "123456789012345",
        "9007199254740992",
        "-9007199254740992",
        "9007199254740993.0",
        "90071992547409930e0",
    ] {
        let value = from_str(number).unwrap();
        assert!(
            matches!(&value, Value::Number(digits) if digits == number),
            "{number}: {value:?}"
        );
        assert_eq!(value.to_string(), number);
        let within = format!("[{number},{{\"a\":{number}}}]");
        assert_eq!(from_str(&within).unwrap().to_string(), within);
    }
}

#[test]
fn an_integer_that_javascript_would_read_wrongly_becomes_a_text() {
    for number in [
        "9007199254740993",
        "-9007199254740993",
        "10000000000000000",
        "18446744073709551615",
        "18446744073709551616",
        "-123456789012345678901234567890",
        "9999999999999999999999999999999999999999",
    ] {
        assert!(is_large_integer(number), "{number}");
        assert_eq!(from_str(number).unwrap().as_str(), Some(number));
        assert_eq!(
            from_str(&format!("[{number}]")).unwrap().to_string(),
            format!("[\"{number}\"]")
        );
    }
    for number in [
        "9007199254740992",
        "-9007199254740992",
        "0",
        "999999999999999",
        "1e300",
        "9007199254740993.5",
    ] {
        assert!(!is_large_integer(number), "{number}");
    }
}

#[test]
fn what_is_no_number_is_none() {
    for (given, at) in [
        ("00", 1),
        ("01", 1),
        ("-01", 2),
        ("007", 1),
        ("0x10", 1),
        ("1_000", 1),
        ("1,5", 1),
        ("1.5.5", 3),
        ("1e5.5", 3),
        ("1e5e5", 3),
        ("1-", 1),
    ] {
        let error = from_str(given).unwrap_err();
        assert_eq!((error.problem, error.at), (Problem::Syntax, at), "{given}");
    }
    for given in [
        "-", "--1", "+1", "1.", "-.5", ".5", "1.e5", "1e", "1e+", "1e-", "1e+-5", "-e5", "0.",
        "-0e",
    ] {
        assert_eq!(
            from_str(given).unwrap_err().problem,
            Problem::Syntax,
            "{given}"
        );
        for around in [
            format!("[{given}]"),
            format!("[{given},1]"),
            format!("{{\"a\":{given}}}"),
        ] {
            assert_eq!(
                from_str(&around).unwrap_err().problem,
                Problem::Syntax,
                "{around}"
            );
        }
    }
}

#[test]
fn a_whole_number_is_one_only_as_it_is_spelled() {
    for (given, whole) in [
        ("0", Some(0)),
        ("42", Some(42)),
        ("9007199254740992", Some(9_007_199_254_740_992)),
        ("-1", None),
        ("1.0", None),
        ("1e3", None),
        ("\"42\"", None),
        ("90071992547409930", None),
    ] {
        assert_eq!(from_str(given).unwrap().as_u64(), whole, "{given}");
    }
    assert_eq!(Value::from(u64::MAX).as_u64(), Some(u64::MAX));
}

#[test]
fn a_number_is_near_the_float_that_std_reads() {
    for given in [
        "0",
        "-0",
        "1.5",
        "-2.25",
        "1e3",
        "0.1",
        "1e22",
        "9007199254740992",
        "1.7976931348623157e308",
        "5e-324",
        "1e400",
    ] {
        let (ours, std) = (
            from_str(given).unwrap().as_f64().unwrap(),
            given.parse::<f64>().unwrap(),
        );
        assert!(
            ours == std || (ours - std).abs() <= std.abs() * 1e-14,
            "{given}: {ours} and {std}"
        );
    }
    assert_eq!(Value::from("1").as_f64(), None);
}
