//! JSON's tokens as text that grows. Knows nothing of values and of serde.

use zeroize::Zeroizing;

/// A text of JSON that grows. Not generic, so that it is compiled here.
#[derive(Debug)]
pub struct Writer {
    pub(crate) out: String,
    /// Whether there may be secrets in it.
    private: bool,
    /// Whether the next text is a number's digits.
    pub(crate) raw: bool,
}

impl Writer {
    pub(crate) const fn new(private: bool) -> Self {
        Self {
            out: String::new(),
            private,
            raw: false,
        }
    }

    /// Room for so many bytes more. Where it must move to have it, what it leaves behind is wiped.
    #[inline]
    fn room(&mut self, more: usize) {
        if self.private && self.out.capacity() - self.out.len() < more {
            self.grow(more);
        }
    }

    #[cold]
    fn grow(&mut self, more: usize) {
        let mut larger = String::with_capacity(2 * (self.out.len() + more));
        larger.push_str(&self.out);
        drop(Zeroizing::new(std::mem::replace(&mut self.out, larger)));
    }

    #[inline]
    pub(crate) fn put(&mut self, text: &str) {
        self.room(text.len());
        self.out.push_str(text);
    }

    /// A character of ASCII.
    #[inline]
    pub(crate) fn mark(&mut self, mark: char) {
        self.room(1);
        self.out.push(mark);
    }

    /// A string (RFC 8259 §7), its escapes as serde_json writes them.
    pub(crate) fn string(&mut self, text: &str) {
        self.mark('"');
        let mut kept = 0;
        for (at, byte) in text.bytes().enumerate() {
            // Small letters first: most are some.
            if byte > b'\\' || (byte >= b' ' && byte != b'"' && byte != b'\\') {
                continue;
            }
            let escaped = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0x08 => "\\b",
                0x0c => "\\f",
                _ => "",
            };
            self.put(text.get(kept..at).unwrap_or_default());
            self.put(escaped);
            if escaped.is_empty() {
                let digit = |half: u8| char::from_digit(u32::from(half), 16);
                self.put("\\u00");
                for digit in digit(byte >> 4).into_iter().chain(digit(byte & 15)) {
                    self.mark(digit);
                }
            }
            kept = at + 1;
        }
        self.put(text.get(kept..).unwrap_or_default());
        self.mark('"');
    }

    pub(crate) fn whole(&mut self, negative: bool, mut number: u64) {
        let mut digits = [0_u8; 20];
        let mut first = digits.len();
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
            first -= 1;
            if number == 0 {
                break;
            }
        }
        if negative {
            self.mark('-');
        }
        let digits = digits.get(first..).unwrap_or_default();
        self.room(digits.len());
        self.out.extend(digits.iter().copied().map(char::from));
    }
}
