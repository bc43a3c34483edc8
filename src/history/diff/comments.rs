//! What changed that says nothing: comments, and layout. Knows texts and their trees.

use super::told::{Told, What};
use crate::yaml::{Document, comments, read};

/// One line for the comments that changed; one for the layout where nothing else did. `said_alike`: whether both versions say the same.
pub(super) fn tell(before: &str, after: &str, said_alike: bool) -> Option<Told> {
    let (old, new) = (remarks(before), remarks(after));
    let (mut gone, mut added) = (old.clone(), new.clone());
    for remark in &old {
        if let Some(at) = added.iter().position(|other| other == remark) {
            added.remove(at);
        }
    }
    for remark in &new {
        if let Some(at) = gone.iter().position(|other| other == remark) {
            gone.remove(at);
        }
    }
    if gone.is_empty() && added.is_empty() {
        let is_layout = said_alike && before != after;
        return is_layout.then(|| Told::new(What::Layout, Vec::new(), layout(before, after)));
    }
    let list = |remarks: &[String]| remarks.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ");
    let only = if said_alike { "only comments changed" } else { "comments changed" };
    let words = match (gone.as_slice(), added.as_slice()) {
        ([], added) => format!("{only}: new {}", list(added)),
        (gone, []) => format!("{only}: gone {}", list(gone)),
        (gone, added) => format!("{only}: {} became {}", list(gone), list(added)),
    };
    Some(Told::new(What::Comment, Vec::new(), words))
}

fn layout(before: &str, after: &str) -> &'static str {
    let bare = |text: &str| text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    if bare(before) == bare(after) {
        return "only line endings changed";
    }
    "only layout changed: quotes, order or blank lines"
}

fn remarks(text: &str) -> Vec<String> {
    let Ok(tree) = read(text) else { return Vec::new() };
    comments(Document { text, tree: &tree }).iter().map(|span| span.of(text).trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str, alike: bool) -> Option<String> {
        tell(before, after, alike).map(|told| told.words)
    }

    #[test]
    fn comments_and_layout_are_told_in_one_line() {
        assert_eq!(told("a: 1\n", "a: 1 # firm\n", true).as_deref(), Some("only comments changed: new `# firm`"));
        assert_eq!(told("# x\na: 1\n", "# y\na: 2\n", false).as_deref(), Some("comments changed: `# x` became `# y`"));
        assert_eq!(
            told("a: 1\nb: 2\n", "b: '2'\na: 1\n", true).as_deref(),
            Some("only layout changed: quotes, order or blank lines")
        );
        assert_eq!(told("a: 1\n", "a: 1\r\n", true).as_deref(), Some("only line endings changed"));
        assert_eq!(told("a: 1\n", "a: 2\n", false), None);
        assert_eq!(told("a: '# x'\n", "a: '# y'\n", false), None, "in a text, it is text");
    }
}
