//! A text laid out anew: keys in the record's order, one indentation, one blank where one is meant; the same values and every comment.
//!
//! What is laid out: the order of a block map's keys (a key that the record does not know stays behind the one it stood behind), one depth
//! for every level (two columns, or what most of the file has: four, or dashes below their key), one blank behind `:` and `-` (more where a
//! map is written in columns), at most one blank line at a place and none at either end, no blanks at the end of lines, one line break at
//! the end of the file. What is left as it is: quoting, how a text is written, what stands in brackets, line ends, and the comment lines
//! that open the file.
//!
//! The result is believed only if it reads back as the same values with the same comments.

mod block;
mod sheet;
mod steps;
mod value;

use super::gate::Plain;
use super::read::{read, read_full};
use super::splice::Page;
use super::{Document, Fault, Order, Tree};
use crate::source::{KeyPath, Span};
use block::Layout;
use sheet::Sheet;
use steps::Steps;

/// Lays a text out. Where that cannot be done without harm, says where.
pub fn tidy(text: &str, order: Order<'_>) -> Result<String, Fault> {
    let tree = read(text)?;
    let page = Page::new(Document { text, tree: &tree });
    let mut sheet = Sheet::default();
    Layout { page: &page, order, steps: Steps::of(&page) }.record(&mut sheet);
    let new = sheet.print(&text[..page.top()], page.eol(0));
    believe(&page, &new)?;
    Ok(new)
}

/// Whether a text says what another said, comments and all.
fn believe(page: &Page<'_>, new: &str) -> Result<(), Fault> {
    let refused = |why: &str| {
        Fault::new("format-refused", format!("this file cannot be laid out without harm: {why}"), Span::at(0))
            .help("it is left as it is; lay it out by hand where you care")
    };
    let tree = read_full(new).map_err(|fault| refused(&format!("it would not read ({})", fault.message)))?;
    let doc = Document { text: new, tree: &tree };
    if !Plain::of(page.doc, Tree::ROOT).in_order().reads_as(&Plain::of(doc, Tree::ROOT).in_order()) {
        return Err(refused("a value would change"));
    }
    if comments(page) != comments(&Page::new(doc)) {
        return Err(refused("a comment would change"));
    }
    Ok(())
}

fn comments<'t>(page: &Page<'t>) -> Vec<&'t str> {
    let mut comments: Vec<&str> = page.comments.iter().map(|comment| comment.of(page.doc.text)).collect();
    comments.sort_unstable();
    comments
}

/// The path of an entry.
fn under(path: &KeyPath, key: &str) -> KeyPath {
    path.then(key.to_owned())
}
