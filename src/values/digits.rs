//! Digits of every script: a figure is the same figure however its digits are drawn. Knows no dates and no money.

use std::borrow::Cow;

/// A text with the digits of every script as `0` to `9`.
pub fn ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    text.chars().map(|character| digit(character).map_or(character, |digit| char::from(b'0' + digit))).collect()
}

/// The value of a digit of any script. Unicode keeps each script's ten digits together, in order.
pub fn digit(character: char) -> Option<u8> {
    const ZEROS: [u32; 24] = [
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0,
        0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1A80, 0x1A90, 0xFF10,
    ];
    if character.is_ascii() {
        return u8::try_from(character.to_digit(10)?).ok();
    }
    let code = u32::from(character);
    let value = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10))?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seven_is_a_seven_in_every_script() {
        assert_eq!(['7', '๗', '７', '۷', 'x', '七'].map(digit), [Some(7), Some(7), Some(7), Some(7), None, None]);
    }
}
