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

/// Scans the rest of a plain text's line: its end without trailing blanks, where the scan stopped, and why. Declines on a tab.
#[inline]
pub(super) fn plain(bytes: &[u8], start: usize, in_flow: bool) -> Option<(usize, usize, Stop)> {
    let mask = if in_flow { FLOW } else { LOOK };
    let mut at = start;
    let stop = loop {
        while let Some(&byte) = bytes.get(at)
            && CLASS[byte as usize] & mask == 0
        {
            at += 1;
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
                    break Stop::Comment;
                }
                at += 1;
            }
            Some(b'\t') => return None,
            _ => break Stop::Line,
        }
    };
    let mut end = at;
    while end > start && bytes[end - 1] == b' ' {
        end -= 1;
    }
    Some((end, at, stop))
}

/// Declines a text with characters that YAML does not print, a byte-order mark inside, or a lone carriage return.
#[expect(clippy::needless_bitwise_bool, reason = "no branch: sixteen bytes are looked at at once")]
pub(super) fn ordinary(bytes: &[u8]) -> Option<()> {
    let (mut control, mut all, mut returns) = (false, 0_u8, false);
    for chunk in bytes.chunks(256) {
        for &byte in chunk {
            control |= (byte < 0x20) & (byte != b'\n') & (byte != b'\r') & (byte != b'\t') | (byte == 0x7f);
            returns |= byte == b'\r';
            all |= byte;
        }
    }
    if control || (returns && !returns_are_paired(bytes)) {
        return None;
    }
    if all & 0x80 != 0 && !prints(bytes) {
        return None;
    }
    Some(())
}

fn returns_are_paired(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'\r', bytes).all(|at| bytes.get(at + 1) == Some(&b'\n'))
}

/// Whether all beyond ASCII is printable: no C1 controls but U+0085, no U+FEFF after the start, no U+FFFE and U+FFFF.
#[expect(clippy::needless_bitwise_bool, reason = "no branch: sixteen bytes are looked at at once")]
fn prints(bytes: &[u8]) -> bool {
    let mut odd = false;
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let rest = &bytes[start..];
    for ((&first, &second), &third) in rest.iter().zip(rest.iter().skip(1)).zip(rest.iter().skip(2)) {
        odd |= (first == 0xef) & (((second == 0xbf) & (third >= 0xbe)) | ((second == 0xbb) & (third == 0xbf)));
        odd |= (first == 0xc2) & (second < 0xa0) & (second != 0x85);
    }
    let tail = rest.len().saturating_sub(2);
    let odd_tail = matches!(rest[tail..], [0xc2, second] if second < 0xa0 && second != 0x85);
    !odd && !odd_tail
}
