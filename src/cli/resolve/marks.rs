//! Conflict marks in a text: the labels they carry, and the text without those labels.

/// What marks begin with.
const OURS: u8 = b'<';
const BASE: u8 = b'|';
const MIDDLE: u8 = b'=';
const THEIRS: u8 = b'>';

/// The labels of the first marks in a text: ours, base, theirs. `None` where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Found {
    /// Of our version.
    pub ours: Option<String>,
    /// Of the base.
    pub base: Option<String>,
    /// Of their version.
    pub theirs: Option<String>,
}

/// Reads the labels of marks of so many signs.
pub(in crate::cli) fn labels(text: &str, size: usize) -> Found {
    let mut found = Found::default();
    for line in text.lines() {
        match mark(line.as_bytes(), size) {
            Some((OURS, label)) => found.ours.get_or_insert(label),
            Some((BASE, label)) => found.base.get_or_insert(label),
            Some((THEIRS, label)) => found.theirs.get_or_insert(label),
            _ => continue,
        };
    }
    found
}

/// A text with its marks bare and its lines ended in one way: what two merges of the same versions share, however they were typed.
pub(in crate::cli) fn bare(text: &[u8], size: usize) -> Vec<u8> {
    let mut whole = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let body = line.strip_suffix(b"\n").unwrap_or(line);
        let body = body.strip_suffix(b"\r").unwrap_or(body);
        match mark(body, size) {
            Some((sign, _)) => whole.extend(std::iter::repeat_n(sign, size)),
            None => whole.extend(body),
        }
        whole.push(b'\n');
    }
    whole
}

/// The sign and the label of a line that is a mark.
fn mark(line: &[u8], size: usize) -> Option<(u8, String)> {
    let sign = *line.first().filter(|sign| [OURS, BASE, MIDDLE, THEIRS].contains(sign))?;
    let signs = line.iter().take_while(|byte| **byte == sign).count();
    let rest = &line[signs..];
    (signs == size && rest.first().is_none_or(|byte| *byte == b' '))
        .then(|| (sign, String::from_utf8_lossy(rest).trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: 1\n<<<<<<< HEAD\nb: 2\n||||||| base\nb: 1\n=======\nb: 3\n>>>>>>> feature/x\nc: 4\n";

    #[test]
    fn labels_are_read_and_taken_off() {
        let found = labels(TEXT, 7);
        let texts = [found.ours, found.base, found.theirs].map(Option::unwrap_or_default);
        assert_eq!(texts, ["HEAD", "base", "feature/x"]);
        let other = TEXT.replace("HEAD", "ours").replace("feature/x", "theirs").replace('\n', "\r\n");
        assert_eq!(bare(TEXT.as_bytes(), 7), bare(other.as_bytes(), 7));
        assert_ne!(bare(TEXT.as_bytes(), 7), bare(TEXT.replace("b: 2", "b: 5").as_bytes(), 7));
        assert_eq!(labels("title: '<<<<<<< x'\n<<<<<<<< y\n", 7), Found::default());
    }
}
