//! Where a batch stopped, as an opaque text: what it belongs to, and who of its input is done.

use crate::error::Error;
use crate::lifecycle::cursor::mark;
use crate::lifecycle::result::Result;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Who of an input is done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Resume {
    /// So many of the input were looked at.
    pub(crate) high: usize,
    /// What the input was, so far.
    pub(crate) mark: u64,
    /// The places of those among them who aren't done.
    pub(crate) undone: Vec<usize>,
}

impl Resume {
    /// The text for it. `asked`: the verb, and whether it writes.
    pub(crate) fn write(&self, tenant: &str, asked: &str) -> String {
        let of = mark(tenant, asked);
        let mut text = format!("{of} {} {}", self.mark, self.high);
        for index in &self.undone {
            text.push_str(&format!(" {index}"));
        }
        URL_SAFE_NO_PAD.encode(text)
    }

    /// Reads a text that [`Resume::write`] made for the same tenant and verb.
    ///
    /// # Errors
    /// `invalid_input` for any other text.
    pub(crate) fn read(text: &str, tenant: &str, asked: &str) -> Result<Self> {
        let parts = || {
            let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
            let mut parts = text.split(' ');
            let is_ours = parts.next()? == mark(tenant, asked);
            let mark = parts.next()?.parse().ok()?;
            let high = parts.next()?.parse().ok()?;
            let undone = parts.map(str::parse).collect::<std::result::Result<_, _>>();
            let undone = undone.ok()?;
            is_ours.then_some(Self { high, mark, undone })
        };
        parts().ok_or_else(|| {
            let problem =
                "is not what a batch of this verb, on this tenant and with this dryRun, gave";
            Error::invalid_input("options.resume", problem)
        })
    }

    /// The input isn't the one that it is of.
    pub(crate) fn foreign() -> Error {
        let problem = "is of another input; hand back the same one, in the same order";
        Error::invalid_input("options.resume", problem)
    }
}
