//! Two versions of a prose text laid side by side, word by word. Words of scripts without blanks are found by their clusters, and what
//! would be a confetti of letters is put together again. Knows texts only.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A stretch of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the older one.
    Gone(String),
    /// Only in the newer one.
    New(String),
}

/// More words than these are not compared one by one: such texts are compared by lines.
const MOST: usize = 20_000;
/// So many clusters of unchanged text between two changes of a script without blanks are too few to be read by themselves.
const FEW: usize = 2;
/// Texts that share less than one part in so many of their letters are shown whole, one after the other.
const SHARED: usize = 4;

/// What became of a text, in order; what is gone stands before what is new.
pub fn words(before: &str, after: &str) -> Vec<Piece> {
    let mut old: Vec<&str> = before.split_word_bounds().collect();
    let mut new: Vec<&str> = after.split_word_bounds().collect();
    if MOST < old.len() + new.len() {
        (old, new) = (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    }
    let mut stretches = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (gone, added) = (old[op.old_range()].concat(), new[op.new_range()].concat());
        match op {
            DiffOp::Equal { .. } => stretches.push(Stretch { gone: String::new(), new: String::new(), same: gone }),
            _ => stretches.push(Stretch { gone, new: added, same: String::new() }),
        }
    }
    let stretches = together(stretches);
    let shared: usize = stretches.iter().map(|stretch| letters(&stretch.same)).sum();
    if shared * SHARED < letters(before).max(letters(after)) {
        return pieces(vec![Stretch { gone: before.to_owned(), new: after.to_owned(), same: String::new() }]);
    }
    pieces(stretches)
}

/// Whether two texts are the same letters, composed in different ways.
pub fn only_composed_otherwise(before: &str, after: &str) -> bool {
    before != after && before.nfc().eq(after.nfc())
}

/// Whether a text is prose: several words, or letters of a script that sets no blanks between them.
pub fn is_prose(text: &str) -> bool {
    let is_unspaced = |c: char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{1000}'..='\u{109f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    text.split_whitespace().nth(2).is_some() || text.chars().filter(|c| is_unspaced(*c)).nth(3).is_some()
}

/// The pieces in one line, `[-gone-]{+new+}`, as git's word diff writes them. `around`: at most about so many letters of what did not
/// change are left beside what did.
pub fn marked(pieces: &[Piece], around: Option<usize>) -> String {
    let last = pieces.len().saturating_sub(1);
    let mut line = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Same(same) => line.push_str(&around.map_or_else(
                || same.clone(),
                |around| shortened(same, if at == 0 { 0 } else { around }, if at == last { 0 } else { around }),
            )),
            Piece::Gone(gone) => line.extend(["[-", gone, "-]"]),
            Piece::New(new) => line.extend(["{+", new, "+}"]),
        }
    }
    line
}

#[derive(Clone, Debug)]
struct Stretch {
    gone: String,
    new: String,
    same: String,
}

impl Stretch {
    fn is_change(&self) -> bool {
        !(self.gone.is_empty() && self.new.is_empty())
    }
}

/// Joins changes between which there is too little to be read by itself: a blank, a comma, a letter or two.
fn together(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::with_capacity(stretches.len());
    let mut rest = stretches.into_iter().peekable();
    while let Some(stretch) = rest.next() {
        let is_between = !stretch.is_change() && rest.peek().is_some() && is_slight(&stretch.same);
        match joined.last_mut() {
            Some(last) if last.is_change() && is_between => {
                last.gone.push_str(&stretch.same);
                last.new.push_str(&stretch.same);
            }
            Some(last) if last.is_change() && stretch.is_change() => {
                last.gone.push_str(&stretch.gone);
                last.new.push_str(&stretch.new);
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

/// Whether unchanged text is too little to be read by itself.
fn is_slight(same: &str) -> bool {
    let mut words = same.unicode_words().peekable();
    if words.peek().is_none() {
        // no word is in it: blanks and marks, or a script whose words nobody can tell
        return same.graphemes(true).count() <= FEW;
    }
    let unspaced = same.chars().any(|c| !c.is_ascii() && !c.is_whitespace()) && !same.contains(char::is_whitespace);
    unspaced && words.all(|word| word.graphemes(true).count() == 1) && same.graphemes(true).count() <= FEW
}

fn pieces(stretches: Vec<Stretch>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for Stretch { gone, new, same } in stretches {
        // a blank that ends what is gone and what is new alike is no part of the change
        let tail = ending(&gone, &new);
        let (gone, new) = (&gone[..gone.len() - tail.len()], &new[..new.len() - tail.len()]);
        if !gone.is_empty() {
            pieces.push(Piece::Gone(gone.to_owned()));
        }
        if !new.is_empty() {
            pieces.push(Piece::New(new.to_owned()));
        }
        let same = format!("{tail}{same}");
        match pieces.last_mut() {
            _ if same.is_empty() => {}
            Some(Piece::Same(last)) => last.push_str(&same),
            _ => pieces.push(Piece::Same(same)),
        }
    }
    pieces
}

/// The blanks with which both texts end.
fn ending(one: &str, other: &str) -> String {
    let blanks = &one[one.trim_end().len()..];
    if !blanks.is_empty() && other.ends_with(blanks) && other.trim_end().len() + blanks.len() == other.len() {
        return blanks.to_owned();
    }
    String::new()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The beginning and the end of a text, whole words of it, with a mark for what is between.
fn shortened(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    if count <= head + tail + head.max(tail) / 2 {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split_word_bounds().collect();
    let within = |words: &mut dyn Iterator<Item = &&str>, most: usize| {
        let mut length = 0;
        let mut taken = 0;
        for word in words {
            length += word.chars().count();
            if most < length {
                break;
            }
            taken += 1;
        }
        taken
    };
    let first = within(&mut words.iter(), head);
    let last = within(&mut words.iter().rev(), tail).min(words.len() - first);
    let (first, last) = (words[..first].concat(), words[words.len() - last..].concat());
    match (first.trim_end(), last.trim_start()) {
        ("", last) => format!("… {last}"),
        (first, "") => format!("{first} …"),
        (first, last) => format!("{first} … {last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> String {
        marked(&words(before, after), None)
    }

    #[test]
    fn words_that_changed_are_marked_where_they_stand() {
        assert_eq!(
            told("The forest starts at your door.", "The forest begins at your own door."),
            "The forest [-starts-]{+begins+} at your {+own +}door."
        );
        assert_eq!(told("Sales fell.", "Sales fell. Twice."), "Sales fell.{+ Twice.+}");
        assert_eq!(told("same", "same"), "same");
    }

    #[test]
    fn neighbours_with_only_a_blank_between_are_one_change() {
        assert_eq!(
            told("People who hike in the hills", "People who walk through the hills"),
            "People who [-hike in-]{+walk through+} the hills"
        );
    }

    #[test]
    fn other_scripts_stay_readable() {
        // Chinese: one character a word; Thai: clusters, never a vowel torn from its consonant
        assert_eq!(told("森林从你家门口开始", "森林从你家后门开始"), "森林从你家[-门口-]{+后门+}开始");
        assert_eq!(told("ป่าเริ่มที่บ้านของคุณ", "ป่าเริ่มที่บ้านของเรา"), "ป่าเริ่มที่บ้านของ[-คุณ-]{+เรา+}");
        assert_eq!(
            told("Metsä alkaa kotiovelta syksyllä", "Metsä alkaa ulko-ovelta syksyllä"),
            "Metsä alkaa [-kotiovelta-]{+ulko-ovelta+} syksyllä"
        );
        assert_eq!(
            told("Khu rừng bắt đầu từ cửa nhà bạn", "Khu rừng bắt đầu ngay cửa nhà bạn"),
            "Khu rừng bắt đầu [-từ-]{+ngay+} cửa nhà bạn"
        );
        assert!(only_composed_otherwise("Metsä", "Metsa\u{308}") && !only_composed_otherwise("a", "a"));
    }

    #[test]
    fn a_text_of_which_nothing_stayed_is_told_whole() {
        assert_eq!(
            told("Walk the dog", "The forest calls everybody"),
            "[-Walk the dog-]{+The forest calls everybody+}"
        );
    }

    #[test]
    fn what_did_not_change_is_shortened_at_whole_words() {
        let long = "one two three four five six seven eight nine ten";
        let (before, after) = (format!("a {long} b"), format!("c {long} d"));
        // eight letters with their blanks: ` one two` are eight, ` nine ten ` would be ten
        assert_eq!(marked(&words(&before, &after), Some(8)), "[-a-]{+c+} one two … ten [-b-]{+d+}");
        assert_eq!(
            marked(&words("x y z, and so on and on", "x y z, and so on and off"), Some(6)),
            "… and [-on-]{+off+}"
        );
    }

    #[test]
    fn both_texts_can_be_had_back() {
        let texts = ["", "a", "a b", "a, b; c", "森林 开始", "ป่า ของ", "x\ny\n", "The one. The other."];
        for before in texts {
            for after in texts {
                let pieces = words(before, after);
                let side = |new: bool| {
                    pieces.iter().fold(String::new(), |text, piece| match piece {
                        Piece::Same(part) => text + part,
                        Piece::Gone(part) if !new => text + part,
                        Piece::New(part) if new => text + part,
                        _ => text,
                    })
                };
                assert_eq!((side(false).as_str(), side(true).as_str()), (before, after));
            }
        }
    }

    #[test]
    fn prose_is_told_from_names_and_figures() {
        assert!(is_prose("Sales fell again") && is_prose("森林从你家") && is_prose("ป่าเริ่มที่บ้าน"));
        assert!(!is_prose("2026-12-04") && !is_prose("Kuva Oy") && !is_prose("art-director"));
    }
}
