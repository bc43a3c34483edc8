//! What went wrong, as the findings of a check, with places in the files as they are now; and the rule of approvals asked of old texts.

use super::table::{as_of, words};
use crate::checks::{self, Choice};
use crate::cli::findings::placed;
use crate::finding::{Finding, Severity};
use crate::history::audit::{Audited, Commit, Here, Library, Objection, Past, State, repair};
use crate::source::{Place, Position, Sources, Spot, Step};
use crate::store::Snapshot;
use crate::store::git::Content;
use crate::values::Day;
use crate::view::Problem;

/// The rules that say who could not sign what: who may not, and who is nobody that the book knows.
const RULES: [&str; 2] = ["approval-without-authority", "dangling-reference"];

/// What the rule says of some texts with their paths, `suits.toml` among them.
pub(super) fn objections(texts: &[(&str, &str)], today: Day) -> Vec<Objection> {
    let contents: Vec<Content> = texts.iter().map(|(_, text)| Content::Text((*text).into())).collect();
    let files: Vec<(&str, &Content)> = texts.iter().map(|(path, _)| *path).zip(&contents).collect();
    let snapshot = Snapshot::of_texts(&files);
    let path_of = |source| snapshot.sources.file(source).path.to_string();
    let choice = Choice { select: RULES.map(str::to_owned).to_vec(), ..Choice::default() };
    let found = checks::run(&snapshot.agency, today, &choice, &path_of);
    let errors = found.into_iter().filter(|finding| finding.severity == Severity::Error);
    errors
        .filter_map(|finding| {
            let Spot::Path(path, _) = finding.place.spot else { return None };
            Some(Objection { file: path_of(finding.place.source), path, message: finding.message, help: finding.help })
        })
        .collect()
}

/// The findings; what was put right since only warns, and so does a version that cannot be read where a later one makes up for it.
pub(super) fn problems(
    past: &Past,
    audited: &Audited,
    here: Here<'_>,
    all: bool,
    library: &mut Library<'_>,
) -> Vec<Problem> {
    let mut sources = Sources::default();
    let mut findings = Vec::with_capacity(audited.slips.len());
    for slip in &audited.slips {
        let number = past.number(&slip.path);
        let blob = number.and_then(|path| past.at(past.tip(), path).or_else(|| past.at(slip.commit, path)));
        let text = blob.and_then(|blob| library.text(blob)).unwrap_or_default();
        let source = sources.add(slip.path.as_str(), text);
        let mut path = slip.spot.path.clone();
        if matches!(path.last(), Some(Step::Key(key)) if key == "handoffs") {
            path = path.parent().unwrap_or_default();
        }
        let commit = &past.commits[slip.commit];
        let value = match (&slip.was, &slip.is) {
            (None, _) => String::new(),
            _ if slip.spot.is_record() => String::new(),
            (Some(was), Some(is)) => format!(" (`{}`: `{}`, not `{}`)", slip.spot.path, words(was), words(is)),
            (Some(was), None) => format!(" (`{}`: `{}`)", slip.spot.path, words(was)),
        };
        let by = |commit: &Commit| format!("by {} on {} in {}", commit.author, commit.written, commit.short());
        let whose = match slip.edit {
            Some(edit) => format!("made {}; lost {}", by(&past.commits[edit]), by(commit)),
            None => by(commit),
        };
        let message = format!("{}: {}{value}; {whose}", slip.record, slip.message);
        let finding = Finding::error(slip.what.as_str(), Place::value(source, path), message);
        let finding = match slip.state {
            State::Open => match repair(past, slip, here) {
                Some(repair) => finding.help(format!("`{repair}`")),
                None => finding,
            },
            State::Repaired | State::Overtaken => Finding { severity: Severity::Warning, ..finding },
        };
        findings.push(finding);
    }
    for unread in audited.unreadable.iter().filter(|unread| all || !unread.is_made_up_for) {
        let blob = past.number(&unread.path).and_then(|path| past.at(unread.commit, path));
        let source = sources.add(unread.path.as_str(), blob.and_then(|blob| library.text(blob)).unwrap_or_default());
        let commit = &past.commits[unread.commit];
        let message = format!("this version cannot be read: {} {}", here.stand.told(&unread.message), as_of(commit));
        let spot = Spot::At(Position { line: unread.line, column: unread.column });
        let finding = Finding::error("unreadable-version", Place { source, spot }, message);
        findings.push(match unread.is_made_up_for {
            true => Finding { severity: Severity::Warning, ..finding.help("a later version makes up for it") },
            false => finding.help(format!("`suits audit {}..` judges what came after it", commit.short())),
        });
    }
    placed(&sources, &findings)
}
