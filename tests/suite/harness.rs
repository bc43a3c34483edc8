//! A book in a scratch folder, a pinned day, and command lines run in this process: what was printed, said, and the exit code.

use std::cell::Cell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use suits::cli::{Variables, World, run};
use suits::hands::{Absent, Hands};
use suits::values::Day;

/// A book in a scratch folder.
pub(crate) struct Case {
    folder: tempfile::TempDir,
    today: String,
    user: Option<String>,
    width: Option<u16>,
    rolled: Cell<u64>,
}

/// What a command line came to.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code.
    pub code: u8,
    /// Data.
    pub stdout: String,
    /// Talk.
    pub stderr: String,
}

impl Case {
    /// An empty folder, on a day.
    pub(crate) fn empty(today: &str) -> Case {
        let folder = tempfile::tempdir().expect("a scratch folder");
        Case { folder, today: today.to_owned(), user: Some("ann".to_owned()), width: Some(140), rolled: Cell::new(1) }
    }

    /// A copy of a book of the repository, on a day.
    pub(crate) fn copy(book: &str, today: &str) -> Case {
        let case = Case::empty(today);
        copy_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join(book), case.folder.path());
        case
    }

    /// Moves the pinned day.
    pub(crate) fn set_day(&mut self, today: &str) {
        today.clone_into(&mut self.today);
    }

    /// In a window of this width.
    pub(crate) fn set_width(&mut self, width: u16) {
        self.width = Some(width);
    }

    /// Typed by somebody else.
    pub(crate) fn set_user(&mut self, user: &str) {
        self.user = Some(user.to_owned());
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A file of the book.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    /// The text of a file of the book.
    pub(crate) fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.file(path)).expect("a text")
    }

    /// Writes a file of the book.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.file(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, text).expect("written");
    }

    /// Runs a command line as a script does: nobody can be asked.
    pub(crate) fn run(&self, line: &str) -> Ran {
        self.run_with(line, &mut Absent, b"")
    }

    /// Runs a command line in another folder, named from the book's.
    pub(crate) fn run_in(&self, folder: &str, line: &str) -> Ran {
        self.run_at(&self.file(folder), line, &mut Absent, b"")
    }

    /// Runs a command line with something piped in.
    pub(crate) fn pipe(&self, line: &str, stdin: &[u8]) -> Ran {
        self.run_with(line, &mut Absent, stdin)
    }

    /// Runs a command line with somebody at the terminal.
    pub(crate) fn ask(&self, line: &str, hands: &mut dyn Hands) -> Ran {
        self.run_with(line, hands, b"")
    }

    fn run_with(&self, line: &str, hands: &mut dyn Hands, stdin: &[u8]) -> Ran {
        self.run_at(self.path(), line, hands, stdin)
    }

    fn run_at(&self, cwd: &Path, line: &str, hands: &mut dyn Hands, mut stdin: &[u8]) -> Ran {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let today = Day::parse(&self.today).expect("a day");
        let dice = || {
            self.rolled.set(self.rolled.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
            self.rolled.get() >> 20
        };
        let mut world = World {
            cwd: cwd.to_owned(),
            clock: &|_| Some(today),
            env: Variables { user: self.user.clone(), today: None, ci: false },
            git_email: &|_| None,
            program: &|| Some(PathBuf::from(env!("CARGO_BIN_EXE_suits"))),
            dice: &dice,
            ticks: &|| 0,
            width: self.width,
            color: false,
            hands,
            stdin: &mut stdin,
            out: &mut out,
            err: &mut err,
        };
        let words = std::iter::once("suits".to_owned()).chain(split(line)).map(Into::into);
        let exit = run(words, &mut world);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: exit.code(), stdout: text(out), stderr: text(err) }
    }
}

impl Ran {
    /// Asserts that it went well.
    #[track_caller]
    pub(crate) fn ok(self) -> Ran {
        assert_eq!(self.code, 0, "{}", self.all());
        self
    }

    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: u8) -> Ran {
        assert_eq!(self.code, code, "{}", self.all());
        self
    }

    /// Asserts that it said something, on stdout or stderr.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Ran {
        assert!(self.stdout.contains(words) || self.stderr.contains(words), "`{words}` is not in\n{}", self.all());
        self
    }

    /// Asserts that it did not say something.
    #[track_caller]
    pub(crate) fn says_not(self, words: &str) -> Ran {
        assert!(!self.stdout.contains(words) && !self.stderr.contains(words), "`{words}` is in\n{}", self.all());
        self
    }

    /// Its stdout as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in\n{}", self.all()))
    }

    /// Everything, for a failure.
    pub(crate) fn all(&self) -> String {
        let mut all = String::new();
        let _ = write!(all, "exit {}\n--- stdout\n{}\n--- stderr\n{}", self.code, self.stdout, self.stderr);
        all
    }
}

/// Splits a command line at blanks, but for those in single or double quotes.
pub(crate) fn split(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
    for letter in line.chars() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (None, '\'' | '"') => (quote, begun) = (Some(letter), true),
            (None, ' ' | '\n') => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            (_, letter) => {
                word.push(letter);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

/// Copies a folder with all below it.
pub(crate) fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// The lines that are only in the one or only in the other text, as `-old` and `+new`.
pub(crate) fn changed_lines(before: &str, after: &str) -> Vec<String> {
    let diff = similar::TextDiff::from_lines(before, after);
    let changes = diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
    changes.map(|change| format!("{}{}", change.tag(), change.value().trim_end_matches(['\n', '\r']))).collect()
}
