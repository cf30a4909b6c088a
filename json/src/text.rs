//! A text that is a part of a longer one, which all its parts share. Cloning counts, and copies nothing.

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;
use zeroize::Zeroize;

/// What was read, or a text that somebody made. Wiped at the end, if it is private.
pub(crate) struct Source {
    text: Box<str>,
    private: bool,
}

impl Source {
    pub(crate) fn new(text: Box<str>, private: bool) -> Rc<Self> {
        Rc::new(Self { text, private })
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) const fn is_private(&self) -> bool {
        self.private
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if self.private {
            self.text.zeroize();
        }
    }
}

/// A text. Made from a `&str` or a `String`, or a part of what was read.
#[derive(Clone)]
pub struct Text {
    source: Rc<Source>,
    from: u32,
    to: u32,
}

impl Text {
    /// The whole of a text of its own.
    pub(crate) fn whole(text: Box<str>, private: bool) -> Self {
        let to = u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self {
            source: Source::new(text, private),
            from: 0,
            to,
        }
    }

    /// A part of a text, in bytes from its beginning.
    pub(crate) fn part(source: &Rc<Source>, from: u32, to: u32) -> Self {
        Self {
            source: Rc::clone(source),
            from,
            to,
        }
    }

    /// What it is a part of.
    pub(crate) const fn source(&self) -> &Rc<Source> {
        &self.source
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let (from, to) = (place(self.from), place(self.to));
        self.source.text.get(from..to).unwrap_or_default()
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::whole(text.into(), false)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::whole(text.into_boxed_str(), false)
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.as_str().to_owned()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}
