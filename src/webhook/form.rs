//! An HTML form (`application/x-www-form-urlencoded`) as a JSON object: `data[employeeId]=7` is `{"data":{"employeeId":"7"}}`.
//! BambooHR posts one if it is set up so ("Form Post Format", documentation.bamboohr.com); every value is text.

use super::value::Value;
use std::borrow::Cow;

/// The fields of an object that is being made.
type Fields = Vec<(Cow<'static, str>, Value<'static>)>;

/// Deeper brackets than any vendor writes.
const DEEPEST: usize = 8;
/// More fields than any vendor's form has: each is looked for among those before it.
const MOST: usize = 1_000;

/// Whether a content type says that the body is a form.
#[must_use]
pub fn is_form(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The form as an object. A list (`changedFields[0]`) becomes an object by index; what can't be placed is left out.
#[must_use]
pub fn read(text: &str) -> Value<'static> {
    let mut root = Fields::new();
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    for pair in pairs.take(MOST) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decode(name);
        let (first, rest) = name.split_once('[').unwrap_or((&name, ""));
        let keys = rest.split('[').map(|key| key.trim_end_matches(']'));
        let path: Vec<_> = std::iter::once(first)
            .chain(keys.filter(|key| !key.is_empty()))
            .collect();
        if path.len() <= DEEPEST {
            place(&mut root, &path, decode(value));
        }
    }
    Value::Object(root)
}

fn place(into: &mut Fields, path: &[&str], value: String) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    let known = into.iter().position(|(name, _)| name == first);
    if rest.is_empty() {
        // The first of two counts, whatever it is.
        if known.is_none() {
            into.push((Cow::Owned((*first).to_owned()), value.into()));
        }
        return;
    }
    let at = known.unwrap_or_else(|| {
        into.push((Cow::Owned((*first).to_owned()), Value::Object(Vec::new())));
        into.len() - 1
    });
    if let Some((_, Value::Object(inner))) = into.get_mut(at) {
        place(inner, rest, value);
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
            serde_json::from_str::<serde_json::Value>(&read(
                "type=employee.updated&data%5BemployeeId%5D=67890&data[changedFields][0]=first+name&a=%C3%BC"
            ).json()).unwrap(),
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
            assert!(matches!(read(text), Value::Object(_)), "{text}");
        }
    }
}
