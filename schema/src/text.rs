//! A text as the reader takes it: how long it may be and which characters may be in it are found by asking.

use crate::node::Node;
use seatwarden::input::MAX_TEXT;

/// Asks the reader about a text: why it is refused, if it is.
pub(crate) type Ask<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Which characters a text may hold, the strictest first: one that only the next would take, and the class in a pattern.
const CLASSES: [(&str, &str); 4] = [
    (" ", "[!-~]"),
    ("é", "[ -~]"),
    ("\u{7}", r"[^\u0000-\u001f\u007f-\u009f]"),
    ("", r"[\s\S]"),
];
/// What a text may have to hold: a text with it, and how a pattern says it. `C` stands for the class.
const MARKS: [(&str, &str); 3] = [("x", "^C*$"), ("x@y", "^C*@C*$"), ("/x", "^/C*$")];

/// The schema of a text.
pub(crate) fn schema(ask: Ask<'_>) -> Node {
    let refusal = ask("?").unwrap_or_default();
    if let Some(choices) = choices(&refusal) {
        return string().with("enum", choices);
    }
    let node = string();
    let is_good = |text: &str| ask(text).is_none();
    let Some((good, mark)) = MARKS.into_iter().find(|(good, _)| is_good(good)) else {
        // Something that has a form of its own, such as a URL: its words say which.
        return node;
    };
    let mut node = node;
    if !is_good("") && good == "x" {
        node = node.with("minLength", 1);
    }
    let longest = longest(good, &is_good);
    if longest <= MAX_TEXT {
        node = node.with("maxLength", u64::try_from(longest).unwrap_or(u64::MAX));
    }
    let class = CLASSES
        .into_iter()
        .find(|(stranger, _)| !is_good(&format!("{good}{stranger}{good}")))
        .map(|(_, class)| class);
    if let Some(class) = class {
        node = node.with("pattern", mark.replace('C', class));
    } else if good != "x" {
        node = node.with("pattern", mark.replace('C', r"[\s\S]"));
    }
    // A text that no path can hold as a segment (an id).
    let dots: Vec<&str> = [".", ".."]
        .into_iter()
        .filter(|dots| !is_good(dots))
        .collect();
    if good == "x" && !dots.is_empty() {
        node = node.with("not", Node::object().with("enum", dots));
    }
    node
}

/// What the reader would have taken: `expected one of us1, eu`, or `expected "free" or "pro"`.
pub(crate) fn choices(refusal: &str) -> Option<Vec<&str>> {
    let (_, expected) = refusal.split_once("expected ")?;
    if let Some(several) = expected.strip_prefix("one of ") {
        return Some(several.split(", ").collect());
    }
    let quoted = expected.starts_with('"');
    quoted.then(|| expected.split('"').skip(1).step_by(2).collect())
}

/// A text, and nothing else said of it.
pub(crate) fn string() -> Node {
    Node::object().with("type", "string")
}

/// The length of the longest text that is taken, up to one more than the core ever takes.
fn longest(good: &str, is_good: &dyn Fn(&str) -> bool) -> usize {
    let sized = |length: usize| format!("{good}{}", "x".repeat(length.saturating_sub(good.len())));
    let (mut taken, mut refused) = (good.len(), MAX_TEXT + 2);
    while refused - taken > 1 {
        let middle = usize::midpoint(taken, refused);
        if is_good(&sized(middle)) {
            taken = middle;
        } else {
            refused = middle;
        }
    }
    taken
}
