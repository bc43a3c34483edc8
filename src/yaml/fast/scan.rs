//! Bytes by their meaning: what a plain text may start with, what may end it, and what no record holds.

/// How a plain text ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// With its line (or at a flow indicator).
    Line,
    /// With a comment behind it.
    Comment,
    /// With a `:` that makes it a key.
    Colon,
}

/// Looked at one by one wherever a plain text goes on.
const LOOK: u8 = 1;
/// The same inside brackets.
const FLOW: u8 = 2;
/// No plain text starts with it.
const INDICATOR: u8 = 4;

const CLASS: [u8; 256] = {
    let mut class = [0_u8; 256];
    let mut at = 0;
    let look = b"\n\r\t:#";
    while at < look.len() {
        class[look[at] as usize] |= LOOK | FLOW;
        at += 1;
    }
    let flow = b",[]{}";
    at = 0;
    while at < flow.len() {
        class[flow[at] as usize] |= FLOW;
        at += 1;
    }
    let indicators = b"\n\r\t ?:,[]{}#&*!|>'\"%@`";
    at = 0;
    while at < indicators.len() {
        class[indicators[at] as usize] |= INDICATOR;
        at += 1;
    }
    class
};

/// Whether a plain text may start here: no indicator, and no dash before a blank or a bracket.
#[inline]
pub(super) fn starts_plain(bytes: &[u8], at: usize) -> bool {
    let Some(&first) = bytes.get(at) else { return false };
    if first == b'-' {
        return bytes.get(at + 1).is_some_and(|&next| next != b' ' && CLASS[next as usize] == 0 || next == b'-');
    }
    CLASS[first as usize] & INDICATOR == 0
}

/// Eight bytes at once, when there are so many.
#[inline]
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    let eight = bytes.get(at..at + 8)?;
    eight.try_into().ok().map(u64::from_le_bytes)
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Marks the bytes of a word that equal `byte`; marks above the lowest may be false.
#[inline]
fn equal(word: u64, byte: u8) -> u64 {
    let zero = word ^ (ONES * u64::from(byte));
    zero.wrapping_sub(ONES) & !zero & HIGH
}

/// Which byte of a word is marked first.
#[inline]
fn first(marks: u64) -> usize {
    (marks.trailing_zeros() >> 3) as usize
}

/// Past the spaces at `at`.
#[inline]
pub(super) fn spaces(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    while let Some(word) = word(bytes, at) {
        let other = word ^ (ONES * u64::from(b' '));
        if other != 0 {
            return at + first(other);
        }
        at += 8;
    }
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

/// Past the bytes that mean nothing in a plain text, up to a control character, `:` or `#`.
#[inline]
fn ordinary_text(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    while let Some(word) = word(bytes, at) {
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let marks = control | equal(word, b':') | equal(word, b'#');
        if marks != 0 {
            return at + first(marks);
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&byte| CLASS[byte as usize] & LOOK == 0) {
        at += 1;
    }
    at
}

/// Scans the rest of a plain text's line: its end without trailing blanks, where the scan stopped, and why. Declines on a tab.
#[inline]
pub(super) fn plain(bytes: &[u8], start: usize, in_flow: bool) -> Option<(usize, usize, Stop)> {
    let mut at = start;
    let stop = loop {
        if in_flow {
            while bytes.get(at).is_some_and(|&byte| CLASS[byte as usize] & FLOW == 0) {
                at += 1;
            }
        } else {
            at = ordinary_text(bytes, at);
        }
        match bytes.get(at) {
            Some(b':') => match bytes.get(at + 1) {
                None | Some(b' ' | b'\n' | b'\r') => break Stop::Colon,
                Some(b'\t') => return None,
                Some(b',' | b'[' | b']' | b'{' | b'}') if in_flow => return None,
                Some(_) => at += 1,
            },
            Some(b'#') => {
                if at > start && bytes[at - 1] == b' ' {
                    // `Use #Forest` may be a text that was meant
                    let is_comment = matches!(bytes.get(at + 1), None | Some(b' ' | b'\n' | b'\r' | b'#'));
                    return is_comment.then(|| (without_blanks(bytes, start, at), at, Stop::Comment));
                }
                at += 1;
            }
            Some(b'\t') => return None,
            _ => break Stop::Line,
        }
    };
    Some((without_blanks(bytes, start, at), at, stop))
}

/// The end of a text without the blanks behind it.
#[inline]
fn without_blanks(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start && bytes[end - 1] == b' ' {
        end -= 1;
    }
    end
}

/// Declines a text with characters that YAML does not print, a byte-order mark inside, or a lone carriage return.
///
/// These loops have no branches, so that the compiler looks at sixteen bytes at once.
pub(super) fn ordinary(bytes: &[u8]) -> Option<()> {
    let (mut control, mut all) = (0_u8, 0_u8);
    for &byte in bytes {
        control |= (u8::from(byte < 0x20) & u8::from(byte != b'\n')) | u8::from(byte == 0x7f);
        all |= byte;
    }
    let is_ordinary = (control == 0 || controls_are_known(bytes)) && (all < 0x80 || prints(bytes));
    is_ordinary.then_some(())
}

/// Whether the only controls are tabs and line breaks.
fn controls_are_known(bytes: &[u8]) -> bool {
    let is_known = |byte: u8| (byte >= 0x20 || matches!(byte, b'\n' | b'\r' | b'\t')) && byte != 0x7f;
    bytes.iter().all(|&byte| is_known(byte)) && returns_are_paired(bytes)
}

fn returns_are_paired(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'\r', bytes).all(|at| bytes.get(at + 1) == Some(&b'\n'))
}

/// Whether all beyond ASCII is printable: no C1 controls but U+0085, no U+FEFF after the start, no U+FFFE and U+FFFF.
fn prints(bytes: &[u8]) -> bool {
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let rest = &bytes[start..];
    // the two lead bytes of all that is not printable
    let leads = rest.iter().fold(0, |leads, &byte| leads | u8::from(byte == 0xc2) | u8::from(byte == 0xef));
    if leads == 0 {
        return true;
    }
    let (Some(pairs), Some(triples)) = (rest.len().checked_sub(1), rest.len().checked_sub(2)) else { return true };
    let mut odd = 0_u8;
    for (&first, &second) in rest[..pairs].iter().zip(&rest[1..]) {
        odd |= u8::from(first == 0xc2) & u8::from(second < 0xa0) & u8::from(second != 0x85);
    }
    for ((&first, &second), &third) in rest[..triples].iter().zip(&rest[1..=triples]).zip(&rest[2..]) {
        let is_noncharacter = u8::from(second == 0xbf) & u8::from(third >= 0xbe);
        let is_mark = u8::from(second == 0xbb) & u8::from(third == 0xbf);
        odd |= u8::from(first == 0xef) & (is_noncharacter | is_mark);
    }
    odd == 0
}
