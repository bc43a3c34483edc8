//! The messy book: whatever is wrong in it is marked in the record itself, `# <- name-of-the-rule`, on the line where it is to be found.

use crate::rules::{found_by, shown};
use std::collections::BTreeSet;
use std::path::Path;
use suits::checks::{Choice, RULES, Rule};
use suits::domain::scope::Scope;
use suits::store::Store;

/// Marks a line: the rules that are to find something there, parted by commas.
const MARK: &str = "# <- ";

#[test]
fn the_messy_book_is_found_fault_with_where_it_is_marked_and_nowhere_else() {
    let store = Store::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/messy")).expect("a book");
    let snapshot = store.load(&Scope::book()).expect("loads");
    let mut marked = BTreeSet::new();
    for (_, file) in snapshot.sources.iter() {
        for (line, text) in file.text.lines().enumerate() {
            let Some((_, codes)) = text.split_once(MARK) else { continue };
            marked.extend(codes.split(',').map(|code| format!("{} {}:{}", code.trim(), file.path, line + 1)));
        }
    }
    let findings = found_by(&snapshot, &Choice::all());
    let lines = shown(&snapshot, &findings);
    let place = |line: &String| line.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ");
    let found: BTreeSet<String> = lines.iter().map(place).collect();
    let missed: Vec<_> = marked.difference(&found).collect();
    let unmarked: Vec<_> = lines.iter().filter(|line| !marked.contains(&place(line))).collect();
    assert!(missed.is_empty() && unmarked.is_empty(), "not found: {missed:#?}\nnot marked: {unmarked:#?}");
    let named = |rule: &&dyn Rule| found.iter().any(|line| line.split(' ').next() == Some(rule.meta().code));
    let idle: Vec<_> = RULES.iter().filter(|rule| !named(rule)).map(|rule| rule.meta().code).collect();
    assert!(idle.is_empty(), "the messy book has nothing for {idle:#?}");
}
