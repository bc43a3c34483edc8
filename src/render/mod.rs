//! The press: views, records, findings and failures become bytes. One format, one file, and one line in `FORMATS`.
//! Knows no record kinds: a view says what its cells mean, a renderer only how that looks.

mod abreast;
mod bar;
pub mod board;
pub mod changes;
pub mod checklist;
mod concise;
mod csv;
mod diagram;
mod diff;
mod envelope;
mod excerpt;
mod fingerprint;
mod fit;
mod github;
mod gitlab;
mod json;
mod jsonl;
mod junit;
mod journal;
mod md;
mod outline;
mod prose;
pub mod sanitize;
mod sarif;
mod sheets;
mod spreadsheet;
mod table;
mod talk;
mod text;
mod tsv;
mod words;
mod yaml;

pub use diagram::{DIAGRAMS, diagram};
pub use diff::{moved, unified, unified_within};
pub use fingerprint::fingerprints;
pub use journal::{LEDGERS, ledger};
pub use prose::set;
pub use talk::{said, unreadable_lines};

use crate::finding::Severity;
use crate::values::{Day, nearest};
use crate::view::{Changed, Failure, Problem, RecordView, RuleNote, View};
use std::io::{self, Write};

/// What a page is like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Columns of the terminal; `None` is no limit.
    pub width: Option<u16>,
    /// Whether colour may repeat what the words say.
    pub color: bool,
    /// CSV and TSV for machines: texts that a spreadsheet would run stay as they are.
    pub csv_raw: bool,
    /// Whether tables go without the notes below them.
    pub quiet: bool,
}

/// What a check or a refusal found, under the name of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Findings<'a> {
    /// The name in the envelope: `check`, `job advance`.
    pub name: &'a str,
    /// The day it is about.
    pub as_of: Day,
    /// In the order of their places.
    pub problems: &'a [Problem],
    /// What was found too, and is not told.
    pub let_stand: LetStand,
    /// What each kind of finding is; for formats that carry the rules.
    pub rules: &'a [RuleNote],
    /// Every file that was looked at, relative to the book; for formats that name what is sound.
    pub looked_at: &'a [&'a str],
    /// What leads from the top of the git repository to the book: nothing, or folders that end in `/`.
    pub below: &'a str,
}

impl<'a> Findings<'a> {
    /// Findings of a book at the top of its repository, without their rules.
    pub fn new(name: &'a str, as_of: Day, problems: &'a [Problem]) -> Findings<'a> {
        Findings { name, as_of, problems, let_stand: LetStand::default(), rules: &[], looked_at: &[], below: "" }
    }
}

/// How much was found that people let stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetStand {
    /// By a comment in the record.
    pub ignored: usize,
    /// By the baseline: it was there before the rules were.
    pub in_baseline: usize,
}

impl LetStand {
    /// `2 ignored, 14 in the baseline`; `None` where nothing is let stand.
    pub fn words(self) -> Option<String> {
        let ignored = (self.ignored > 0).then(|| format!("{} ignored", self.ignored));
        let baseline = (self.in_baseline > 0).then(|| format!("{} in the baseline", self.in_baseline));
        ignored.into_iter().chain(baseline).reduce(|words, more| format!("{words}, {more}"))
    }
}

/// One format.
pub trait Renderer: Sync {
    /// What is typed after `--format`.
    fn name(&self) -> &'static str;

    /// A report or a list.
    fn view(&self, view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()>;

    /// One record, for `show`.
    fn record(&self, record: &RecordView, page: &Page, out: &mut dyn Write) -> io::Result<()>;

    /// What a check or a guard found.
    fn findings(&self, findings: &Findings<'_>, page: &Page, out: &mut dyn Write) -> io::Result<()>;

    /// What a command wrote, or would write.
    fn changed(&self, changed: &Changed, page: &Page, out: &mut dyn Write) -> io::Result<()>;

    /// Why there is no answer; goes to stderr.
    fn failed(&self, failure: &Failure, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        talk::failure(failure, page, out)
    }
}

/// Every format, in the order of the documentation; the first is the default.
pub static FORMATS: &[&dyn Renderer] =
    &[&table::Table, &json::Json, &jsonl::Jsonl, &yaml::Yaml, &csv::Csv, &tsv::Tsv, &md::Md];

/// A format that only a check knows.
#[derive(Clone, Copy, Debug)]
pub struct CheckFormat {
    /// What is typed after `--format`.
    pub name: &'static str,
    /// Prints what was found.
    pub print: fn(&Findings<'_>, &Page, &mut dyn Write) -> io::Result<()>,
    /// Whether it prints the rules and the files that were looked at, beside what was found.
    pub whole: bool,
}

/// Every format that only a check knows, in the order of the documentation; the first is its default.
pub static CHECK_FORMATS: &[CheckFormat] = &[
    CheckFormat { name: "text", print: text::findings, whole: false },
    CheckFormat { name: "concise", print: concise::findings, whole: false },
    CheckFormat { name: "github", print: github::findings, whole: false },
    CheckFormat { name: "gitlab", print: gitlab::findings, whole: false },
    CheckFormat { name: "sarif", print: sarif::findings, whole: true },
    CheckFormat { name: "junit", print: junit::findings, whole: true },
];

/// Prints findings in a format that a check knows; `Err` says which there are and which is near.
pub fn findings(name: &str, found: &Findings<'_>, page: &Page, out: &mut dyn Write) -> Result<io::Result<()>, String> {
    match CHECK_FORMATS.iter().find(|format| format.name == name) {
        Some(format) => Ok((format.print)(found, page, out)),
        None => format(name).map(|format| format.findings(found, page, out)),
    }
}

/// The names of all formats of a check.
pub fn check_formats() -> impl Iterator<Item = &'static str> {
    CHECK_FORMATS.iter().map(|format| format.name).chain(names())
}

/// Whether a check can print it.
pub fn is_check_format(name: &str) -> bool {
    check_formats().any(|known| known == name)
}

/// Whether a format of a check prints the rules and the files that were looked at too.
pub fn is_whole(name: &str) -> bool {
    CHECK_FORMATS.iter().any(|format| format.name == name && format.whole)
}

/// Errors before warnings; those alike stay in their order.
fn worst_first(problems: &[Problem]) -> impl Iterator<Item = &Problem> {
    let of = |severity| problems.iter().filter(move |problem| problem.severity == severity);
    of(Severity::Error).chain(of(Severity::Warning))
}

/// The names of all formats, for the command line.
pub fn names() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|format| format.name())
}

/// The format of a name; `Err` says which there are and which is near.
pub fn format(name: &str) -> Result<&'static dyn Renderer, String> {
    if let Some(found) = FORMATS.iter().find(|format| format.name() == name) {
        return Ok(*found);
    }
    let all = names().collect::<Vec<_>>().join(", ");
    let near = nearest(name, names()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(format!("there is no format `{name}`{near} (formats: {all})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name_and_a_slip_is_caught() {
        for name in names() {
            assert_eq!(format(name).map(Renderer::name), Ok(name));
        }
        let message = format("jsn").err().expect("no such format");
        assert!(message.contains("did you mean `json`?"), "{message}");
    }
}
