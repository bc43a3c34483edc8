//! Where output goes: to stdout, to the file of `-o FILE`, and, of a check, in further formats to the files of `-o FORMAT=FILE`.

use super::args::Globals;
use super::exit::Stop;
use crate::render;
use crate::store::part_of_a_book;
use crate::values::nearest;
use std::path::{Path, PathBuf};

/// What a command prints: each has formats of its own besides those of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prints {
    /// Rows, records, changes.
    Rows,
    /// Findings: a check.
    Findings,
    /// Rows, or a picture of them: the workflow.
    Pictures,
    /// A text in a language of its own: a journal, a schema, completions.
    Text,
}

/// What the end of a file's name says of what is in it.
const ENDINGS: [(&str, &str); 13] = [
    ("md", "md"),
    ("markdown", "md"),
    ("json", "json"),
    ("jsonl", "jsonl"),
    ("ndjson", "jsonl"),
    ("yaml", "yaml"),
    ("yml", "yaml"),
    ("csv", "csv"),
    ("tsv", "tsv"),
    ("sarif", "sarif"),
    ("mmd", "mermaid"),
    ("dot", "dot"),
    ("gv", "dot"),
];

/// The format that the file of `-o FILE` is named for, where the command has it.
pub(super) fn named_for(output: &[PathBuf], prints: Prints) -> Option<&'static str> {
    let file = output.iter().find(|typed| matches!(format_of(typed), Ok(None)))?;
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    let (_, format) = ENDINGS.into_iter().find(|(known, _)| *known == ending)?;
    let has = match prints {
        Prints::Rows => render::format(format).is_ok(),
        Prints::Findings => render::is_check_format(format),
        Prints::Pictures => render::format(format).is_ok() || render::diagram(format).is_some(),
        Prints::Text => false,
    };
    has.then_some(format)
}

/// What `-o` asks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Outputs {
    /// The file that takes what would go to stdout.
    pub file: Option<PathBuf>,
    /// The same findings in other formats.
    pub copies: Vec<Copy>,
}

/// Findings in a format of their own, for a file of their own.
#[derive(Clone, Debug)]
pub(super) struct Copy {
    /// The format.
    pub format: String,
    /// The file.
    pub file: PathBuf,
    /// What it is to hold, once there is an answer.
    pub bytes: Option<Vec<u8>>,
}

impl Outputs {
    /// Reads what was typed; only a check writes several formats, or those made for findings, and only the workflow is drawn.
    pub(super) fn of(globals: &Globals, prints: Prints) -> Result<Outputs, Stop> {
        let is_check = prints == Prints::Findings;
        if render::diagram(&globals.format).is_some() {
            if prints != Prints::Pictures {
                return Err(only_workflow(&globals.format, is_check));
            }
        } else if !is_check && render::format(&globals.format).is_err() {
            return Err(only_check(&globals.format));
        }
        let mut outputs = Outputs::default();
        for typed in &globals.output {
            match format_of(typed)? {
                Some((format, _)) if !is_check => return Err(only_check(&format)),
                Some((_, file)) if file.as_os_str().is_empty() => {
                    let wrong = format!("`-o {}` names no file", typed.display());
                    return Err(Stop::usage("no-file", wrong, "write it like `-o sarif=findings.sarif`"));
                }
                Some((format, file)) => outputs.copies.push(Copy { format, file, bytes: None }),
                None if outputs.file.is_some() => {
                    return Err(Stop::usage(
                        "two-files",
                        "two files cannot both take the output",
                        "give a second one a format of its own, like `-o sarif=findings.sarif`",
                    ));
                }
                None => outputs.file = Some(typed.clone()),
            }
        }
        let mut files: Vec<&Path> = outputs.copies.iter().map(|copy| &*copy.file).collect();
        files.extend(outputs.file.as_deref());
        files.sort_unstable();
        match files.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(twice) => Err(Stop::usage(
                "two-files",
                format_args!("two outputs would go to `{}`", twice[0].display()),
                "name a file for each",
            )),
            None => Ok(outputs),
        }
    }

    /// Refuses to write output over a part of a book: nothing of what that file says would be left.
    pub(super) fn spare_books(&self, cwd: &Path, start: &Path) -> Result<(), Stop> {
        let copies = self.copies.iter().map(|copy| (&copy.file, format!("{}=", copy.format)));
        let mut files = self.file.iter().map(|file| (file, String::new())).chain(copies);
        files.try_for_each(|(file, format)| spare("-o ", &format, &cwd.join(file), (file, start)))
    }

    /// The files to write, with what they are to hold. A copy for which there was no answer is left as it is.
    pub(super) fn files(&mut self, cwd: &Path, main: &[u8]) -> Vec<(PathBuf, Vec<u8>)> {
        let main = self.file.clone().into_iter().map(|file| (cwd.join(file), main.to_owned()));
        main.chain(self.files_of_copies(cwd)).collect()
    }

    /// The files to write besides the one that takes what would go to stdout.
    pub(super) fn files_of_copies(&mut self, cwd: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        self.copies.iter_mut().filter_map(|copy| Some((cwd.join(&copy.file), copy.bytes.take()?))).collect()
    }
}

/// Refuses a file that was named for output and is part of a book; `start`: in which book the command looks.
pub(super) fn spare(flag: &str, format: &str, file: &Path, (typed, start): (&Path, &Path)) -> Result<(), Stop> {
    let Some(what) = part_of_a_book(file, start) else { return Ok(()) };
    let wrong = format!("`{flag}{format}{}` would write over {what}", typed.display());
    let hint = format!("name a file of its own for the output, such as `{flag}{format}output.txt`");
    Err(Stop::usage("output-over-book", wrong, hint))
}

/// `sarif=FILE` taken apart; `None` for a file alone.
fn format_of(typed: &Path) -> Result<Option<(String, PathBuf)>, Stop> {
    let Some((format, file)) = typed.to_str().and_then(|typed| typed.split_once('=')) else { return Ok(None) };
    if render::is_check_format(format) {
        return Ok(Some((format.to_owned(), PathBuf::from(file))));
    }
    // `./a=b` and `a.b=c` are files; a bare word before the sign was meant as a format
    if format.is_empty() || !format.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Ok(None);
    }
    let near = nearest(format, render::check_formats()).map(|near| format!("did you mean `{near}`? "));
    let hint = format!("{}for a file of that name write `./{}`", near.unwrap_or_default(), typed.display());
    Err(Stop::usage("unknown-format", format_args!("there is no format `{format}`"), hint))
}

fn only_check(format: &str) -> Stop {
    let all = render::names().collect::<Vec<_>>().join(", ");
    Stop::usage(
        "unknown-format",
        format_args!("only `suits check` and `suits audit` write findings as `{format}`"),
        format_args!("formats of this command: {all}"),
    )
}

fn only_workflow(format: &str, is_check: bool) -> Stop {
    let all: Vec<&str> = if is_check { render::check_formats().collect() } else { render::names().collect() };
    let all = all.join(", ");
    Stop::usage(
        "unknown-format",
        format_args!("only `suits workflow` draws in `{format}`"),
        format_args!("formats of this command: {all}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(typed: &str) -> Option<(String, PathBuf)> {
        format_of(Path::new(typed)).unwrap_or_else(|_| panic!("{typed} is refused"))
    }

    #[test]
    fn a_file_is_named_for_what_is_in_it_where_the_command_has_that() {
        let named = |files: &[&str], prints| {
            let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
            named_for(&files, prints)
        };
        for (file, prints, format) in [
            ("page.md", Prints::Rows, Some("md")),
            ("out/a.b/PAGE.MD", Prints::Rows, Some("md")),
            ("late.csv", Prints::Rows, Some("csv")),
            ("late.txt", Prints::Rows, None),
            ("md", Prints::Rows, None),
            (".json", Prints::Rows, None),
            ("all.sarif", Prints::Rows, None),
            ("all.sarif", Prints::Findings, Some("sarif")),
            ("all.json", Prints::Findings, Some("json")),
            ("way.mmd", Prints::Pictures, Some("mermaid")),
            ("way.gv", Prints::Pictures, Some("dot")),
            ("way.mmd", Prints::Rows, None),
            ("book.json", Prints::Text, None),
        ] {
            assert_eq!(named(&[file], prints), format, "{file} {prints:?}");
        }
        let beside = ["junit=tests.xml", "all.json", "sarif=all.sarif"];
        assert_eq!(named(&beside, Prints::Findings), Some("json"), "a file with a format of its own names none");
    }

    #[test]
    fn a_format_and_a_file_are_told_from_a_file() {
        assert_eq!(parted("sarif=out/a=b.sarif"), Some(("sarif".into(), "out/a=b.sarif".into())));
        for file in ["findings.json", "./sarif=x", "a.b=c", "/tmp/x=y", "=x"] {
            assert_eq!(parted(file), None, "{file}");
        }
        assert!(format_of(Path::new("sarf=x")).is_err());
    }
}
