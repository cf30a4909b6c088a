//! Where in a text something is, as a path: `person.groups[1]`.

enum Level {
    Key(String),
    Item(usize),
}

/// The path of what is so many bytes from the beginning.
pub(super) fn path_at(text: &str, place: usize) -> String {
    let mut levels: Vec<Level> = Vec::new();
    let mut chars = text.bytes().take(place).enumerate().peekable();
    // A string is a key if it stands where one can, and a colon follows.
    let (mut last, mut key_may_come) = (String::new(), false);
    while let Some((at, byte)) = chars.next() {
        match byte {
            b'"' => {
                let mut end = at + 1;
                while let Some((next, byte)) = chars.next() {
                    end = next;
                    match byte {
                        b'"' => break,
                        b'\\' => drop(chars.next()),
                        _ => {}
                    }
                }
                if key_may_come {
                    last = text.get(at + 1..end).unwrap_or_default().to_owned();
                    key_may_come = false;
                }
            }
            b':' => {
                if let Some(Level::Key(key)) = levels.last_mut() {
                    *key = std::mem::take(&mut last);
                }
            }
            b'{' => {
                levels.push(Level::Key(String::new()));
                key_may_come = true;
            }
            b'[' => levels.push(Level::Item(0)),
            b'}' | b']' => drop(levels.pop()),
            b',' => match levels.last_mut() {
                Some(Level::Item(at)) => *at += 1,
                _ => key_may_come = true,
            },
            _ => {}
        }
    }
    let mut path = String::new();
    for level in levels {
        match level {
            Level::Item(at) => path.push_str(&format!("[{at}]")),
            Level::Key(key) if key.is_empty() => {}
            Level::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&key);
            }
        }
    }
    path
}
