//! Characters that show nothing, and say which way writing runs.

/// Whether a character only says which way the writing beside it runs: it is shown as an escape wherever people read, in records and on a
/// screen, for with it a text can read otherwise than it is. Joiners are none of these: Persian, Hindi and families of emoji are spelled
/// with them.
pub fn turns_writing(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_turn_writing_and_joiners_do_not() {
        assert!("\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}".chars().all(turns_writing));
        assert!(!"\u{200b}\u{200c}\u{200d}\u{2028}\u{202f}\u{2065}\u{206a}שa".chars().any(turns_writing));
    }
}
