//! How the lines of a file end, whether its last one does, and whether it begins with a byte-order mark: merged like anything else,
//! so that a side that changed it is heard, and the rest of the merge need not know.

use super::Sides;
use super::marks::break_of;
use std::borrow::Cow;

const MARK: char = '\u{feff}';

/// A text without a byte-order mark, every line ended by `\n`.
pub(super) fn even(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    let ended = text.is_empty() || text.ends_with('\n');
    match (text.contains("\r\n"), ended) {
        (false, true) => Cow::Borrowed(text),
        (false, false) => Cow::Owned(format!("{text}\n")),
        (true, ended) => Cow::Owned(text.replace("\r\n", "\n") + if ended { "" } else { "\n" }),
    }
}

/// How a file begins and ends.
pub(super) struct Ends {
    mark: bool,
    crlf: bool,
    ended: bool,
}

impl Ends {
    /// What two changes of it come to.
    pub(super) fn of(sides: &Sides<'_>) -> Ends {
        let of = |holds: fn(&str) -> bool| {
            let (ours, theirs) = (holds(sides.ours), holds(sides.theirs));
            let is_base = sides.base.filter(|base| !base.is_empty()).is_some_and(|base| holds(base) == ours);
            if is_base { theirs } else { ours }
        };
        Ends {
            mark: of(|text| text.starts_with(MARK)),
            crlf: of(|text| break_of(text) == "\r\n"),
            ended: of(|text| text.is_empty() || text.ends_with('\n')),
        }
    }

    /// A merged text as the file is to begin and end.
    pub(super) fn put(&self, text: String, is_clean: bool) -> String {
        let mut text = if self.crlf { text.replace('\n', "\r\n") } else { text };
        if !self.ended && is_clean {
            let end = text.strip_suffix('\n').map_or(text.len(), |text| text.strip_suffix('\r').unwrap_or(text).len());
            text.truncate(end);
        }
        if self.mark {
            text.insert(0, MARK);
        }
        text
    }
}
