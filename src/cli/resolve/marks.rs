//! Conflict marks in a text: the labels they carry, the text without those labels, and the text with one side taken everywhere.

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

/// Which part of a conflict is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Take {
    /// The first.
    Ours,
    /// What both began with, which the marks must show.
    Base,
}

/// A text with one part of each conflict taken.
pub(super) fn taken(text: &str, size: usize, take: Take) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut part = None;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']).as_bytes();
        match (mark(body, size).map(|(sign, _)| sign), part) {
            (Some(OURS), None) => part = Some(OURS),
            (Some(BASE), Some(OURS)) => part = Some(BASE),
            (Some(MIDDLE), Some(OURS | BASE)) => part = Some(THEIRS),
            (Some(THEIRS), Some(THEIRS)) => part = None,
            _ if part.is_none() || part == Some(if take == Take::Ours { OURS } else { BASE }) => whole.push_str(line),
            _ => {}
        }
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

    #[test]
    fn one_part_of_every_conflict_is_taken() {
        assert_eq!(taken(TEXT, 7, Take::Ours), "a: 1\nb: 2\nc: 4\n");
        assert_eq!(taken(TEXT, 7, Take::Base), "a: 1\nb: 1\nc: 4\n");
        let plain = "title: x\n=======\n";
        assert_eq!(taken(plain, 7, Take::Ours), plain);
    }
}
