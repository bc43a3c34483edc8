//! A merged text with one side taken wherever both changed one thing: what is left of it where the questions do not matter.

use super::sheet::Side;

/// The text without its marks, whose signs are so many, and without what theirs and the base have between them.
pub fn with_ours(text: &str, size: usize) -> String {
    chosen(text, size, Side::Ours)
}

/// The same for either side.
pub(super) fn chosen(text: &str, size: usize, side: Side) -> String {
    let taken = if side == Side::Ours { b'<' } else { b'=' };
    let sign = |line: &str| {
        let sign = line.bytes().next().filter(|sign| b"<|=>".contains(sign))?;
        let signs = line.bytes().take_while(|byte| *byte == sign).count();
        let ends = line[signs..].bytes().next().is_none_or(|byte| b" \r\n".contains(&byte));
        (signs == size && ends).then_some(sign)
    };
    let mut whole = String::with_capacity(text.len());
    let mut part = None;
    for line in text.split_inclusive('\n') {
        match (sign(line), part) {
            (Some(b'<'), None) => part = Some(b'<'),
            (Some(b'|'), Some(b'<')) => part = Some(b'|'),
            (Some(b'='), Some(b'<' | b'|')) => part = Some(b'='),
            (Some(b'>'), Some(b'=')) => part = None,
            (_, part) if part.is_none_or(|part| part == taken) => whole.push_str(line),
            _ => {}
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_is_taken_and_a_line_of_signs_outside_of_marks_stays() {
        let text = "a: 1\n<<<<<<< HEAD\nb: 2\n||||||| base\nb: 1\n=======\nb: 3\n>>>>>>> side\nc: 4\n";
        assert_eq!(with_ours(text, 7), "a: 1\nb: 2\nc: 4\n");
        assert_eq!(chosen(text, 7, Side::Theirs), "a: 1\nb: 3\nc: 4\n");
        let plain = "title: x\n=======\n";
        assert_eq!(with_ours(plain, 7), plain);
    }
}
