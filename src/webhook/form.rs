//! An HTML form (`application/x-www-form-urlencoded`) as a JSON object: `data[employeeId]=7` is `{"data":{"employeeId":"7"}}`.
//! BambooHR posts one if it is set up so ("Form Post Format", documentation.bamboohr.com); every value is text.

use serde_json::{Map, Value};

/// Deeper brackets than any vendor writes.
const DEEPEST: usize = 8;

/// Whether a content type says that the body is a form.
#[must_use]
pub fn is_form(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The form as an object. A list (`changedFields[0]`) becomes an object by index; what can't be placed is left out.
#[must_use]
pub fn read(text: &str) -> Value {
    let mut root = Map::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decode(name);
        let (first, rest) = name.split_once('[').unwrap_or((&name, ""));
        let path: Vec<_> = std::iter::once(first)
            .chain(
                rest.trim_end_matches(']')
                    .split("][")
                    .filter(|key| !key.is_empty()),
            )
            .collect();
        if path.len() <= DEEPEST {
            place(&mut root, &path, decode(value));
        }
    }
    Value::Object(root)
}

fn place(into: &mut Map<String, Value>, path: &[&str], value: String) {
    match path {
        [] => {}
        [last] => {
            into.entry(*last).or_insert(Value::String(value));
        }
        [first, rest @ ..] => {
            let inner = into
                .entry(*first)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                place(inner, rest, value);
            }
        }
    }
}

fn decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn brackets_are_levels() {
        assert_eq!(
            read(
                "type=employee.updated&data%5BemployeeId%5D=67890&data[changedFields][0]=first+name&a=%C3%BC"
            ),
            json!({
                "type": "employee.updated",
                "data": { "employeeId": "67890", "changedFields": { "0": "first name" } },
                "a": "ü"
            })
        );
    }

    #[test]
    fn what_makes_no_sense_is_left_out_and_never_fails() {
        for text in [
            "",
            "&&=&",
            "[=1",
            "a[=1",
            "a]=1",
            "a=1&a[b]=2",
            "a[b]=1&a=2",
            "%",
            "%zz=%f",
            &"a[b]".repeat(50),
            &format!("a{}=1", "[b]".repeat(5000)),
        ] {
            assert!(read(text).is_object(), "{text}");
        }
    }
}
