//! `suits search`: words in every record, with the place.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::findings::unreadable;
use super::session::Session;
use super::shape::template;
use crate::domain::brief::{JobType, Size};
use crate::domain::brief_template;
use crate::domain::layout::{Placement, parse_path};
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::source::Position;
use crate::values::folded;
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;
use std::collections::HashSet;

/// Find words in every record, with the place
///
/// Capitals do not matter. Comments that people wrote are searched too; those of the templates are not.
///
/// Examples:
///   suits search "store locator"
///   suits search liisa --client ACME
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SearchArgs {
    /// What to look for
    pub text: String,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits search`.
pub(super) fn run(args: &SearchArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let wanted = folded(&args.text);
    if wanted.trim().is_empty() {
        return Err(Stop::usage("bad-question", "there is nothing to look for", "type a word"));
    }
    let client = session.client(&store, args.rows.client.as_deref())?;
    let snapshot = store.load(&Scope { fingerprints: &[], ..Scope::book() }.client(client))?;
    let today = session.today(&snapshot.agency.config)?;
    let columns = vec![
        Column::word("id", "Record"),
        Column::word("path", "File"),
        Column::figure("line", "Line"),
        Column::figure("column", "Column").hidden(),
        Column::prose("text", "Text"),
    ];
    let mut rows = Vec::new();
    let taught = taught();
    for (_, file) in snapshot.sources.iter() {
        let id = match parse_path(&file.path) {
            Placement::Record(id) => id.to_string(),
            _ => file.path.to_string(),
        };
        for (number, line) in file.text.lines().enumerate() {
            let said = without(line, &taught);
            let lower = folded(said);
            let Some(at) = lower.find(&wanted) else { continue };
            // Folding may change lengths; columns are counted in what was folded, which differs only in such scripts.
            let column = Position::of(&lower, at).column;
            rows.push(Row::new(vec![
                Cell::text(&id),
                Cell::text(&file.path),
                Cell::count(number + 1),
                Cell::Count(i64::from(column)),
                Cell::text(said.trim()),
            ]));
        }
    }
    let view = View {
        name: "search",
        version: 1,
        title: format!("Found: {}", args.text),
        as_of: today,
        grid: Grid { columns, rows },
        others: Vec::new(),
        notes: Vec::new(),
        when_empty: format!("nothing says `{}`", args.text),
        unreadable: unreadable(&snapshot),
    };
    session.show(view, &args.rows)
}

/// The comments by which templates teach: in every record that was made from one, and nobody's words.
fn taught() -> HashSet<String> {
    let briefs = JobType::ALL
        .iter()
        .flat_map(|kind| [Size::Small, Size::Large].map(|size| brief_template::template(*kind, Some(size))));
    let texts = Kind::ALL.iter().map(|kind| template(*kind).to_owned()).chain(briefs);
    let comments = |text: String| -> Vec<String> {
        text.lines().filter_map(comment).map(|(_, comment)| comment.to_owned()).collect()
    };
    texts.flat_map(comments).collect()
}

/// A line without the comment that its template gave it.
fn without<'l>(line: &'l str, taught: &HashSet<String>) -> &'l str {
    match comment(line) {
        Some((before, comment)) if taught.contains(comment) => before,
        _ => line,
    }
}

/// A line's comment, and what stands before it.
fn comment(line: &str) -> Option<(&str, &str)> {
    let at = if line.starts_with('#') { 0 } else { line.find(" #")? };
    Some((&line[..at], line[at..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_teaches_is_nobodys_words() {
        let taught = taught();
        assert_eq!(
            without("title: Posters   # what everybody will call it: Spring launch film", &taught).trim(),
            "title: Posters"
        );
        assert_eq!(
            without("title: Posters   # Spring launch film, said Liisa", &taught),
            "title: Posters   # Spring launch film, said Liisa"
        );
        assert_eq!(without("#   creative: kim", &taught), "");
    }
}
