//! Comments to the program, in any file that was read: `# suits: …`. Which lines each is about; what it says is for others to read.

use super::Snapshot;
use crate::source::{Place, Span};
use crate::yaml::{Document, Remark, read, remarks};
use memchr::memmem::Finder;
use rayon::prelude::*;

/// What stands behind the `#`.
const WORD: &str = "suits:";

/// A comment to the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The comment, from its `#`.
    pub place: Place,
    /// What it says behind `suits:`.
    pub text: String,
    /// The first line it is about, from 1.
    pub first: u32,
    /// The last line it is about.
    pub last: u32,
}

impl Snapshot {
    /// The comments to the program, by file and line. A record that cannot be read has none.
    pub fn notes(&self) -> Vec<Note> {
        let finder = Finder::new(WORD);
        let files: Vec<_> = self.sources.iter().collect();
        let files = files.par_iter().filter(|(_, file)| finder.find(file.text.as_bytes()).is_some());
        let found = files.flat_map_iter(|(source, file)| {
            let remarks = if Some(*source) == self.agency.config.source {
                of_toml(&file.text)
            } else {
                read(&file.text)
                    .map_or_else(|_| Vec::new(), |tree| remarks(&Document { text: &file.text, tree: &tree }, WORD))
            };
            remarks.into_iter().map(|remark| {
                let comment = remark.span.of(&file.text);
                let text = comment.split_once(WORD).map_or("", |(_, text)| text).trim().to_owned();
                Note { place: Place::span(*source, remark.span), text, first: remark.first, last: remark.last }
            })
        });
        found.collect()
    }
}

/// In `suits.toml` a comment above a table is about the table, above a value about its line.
fn of_toml(text: &str) -> Vec<Remark> {
    let lines: Vec<&str> = text.lines().collect();
    let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
    let is_header = |line: &str| line.trim_start().starts_with('[');
    let mut remarks = Vec::new();
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let begun = start;
        start += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let Some(hash) = line.rfind('#').filter(|hash| line[hash + 1..].trim_start().starts_with(WORD)) else {
            continue;
        };
        let span = Span::new(begun + hash, begun + line.len());
        if !line[..hash].trim().is_empty() {
            remarks.push(Remark { span, first: number(index), last: number(index) });
            continue;
        }
        let is_content = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let Some(below) = (index + 1..lines.len()).find(|&below| is_content(&lines[below])) else { continue };
        let end = (below + 1..lines.len()).find(|&next| is_header(lines[next])).unwrap_or(lines.len());
        let last = if is_header(lines[below]) { end - 1 } else { below };
        remarks.push(Remark { span, first: number(below), last: number(last) });
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn above_a_table_it_is_about_the_table() {
        let text = "[a]\nx = 1 # suits: ignore[r] y\n# suits: ignore[r] y\n[b]\ny = 2\n\n[c]\n# suits: ignore[r] y\nz = 3\nw = 4\n";
        let found: Vec<_> = of_toml(text).iter().map(|remark| (remark.first, remark.last)).collect();
        assert_eq!(found, [(2, 2), (4, 6), (9, 9)]);
    }
}
