//! Findings: what a check, a guard or a reader objects to, with a place that is never missing.

use crate::source::{Edit, Place};

/// How bad it is. `Off` never reaches a finding: a rule that is off is not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; does not stop anything.
    Warning,
    /// Stops a gate and fails a check.
    Error,
}

impl Severity {
    /// The word for it in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One objection, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The kebab-case name of what is wrong.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where to look.
    pub place: Place,
    /// The argument of the command line that it is about: then nothing in a file is wrong, and the place is not shown.
    pub argument: Option<&'static str>,
    /// Other places that explain it.
    pub related: Vec<(Place, String)>,
    /// What to write, or the command that would satisfy it.
    pub help: Option<String>,
    /// What may be written without asking anybody.
    pub fix: Option<Fix>,
}

/// A repair that nobody has to think about: it changes how something is written, never what anybody said or signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Edits to the file that the finding is in.
    Edit(Vec<Edit>),
    /// The file belongs at this path of the book.
    Move(String),
}

impl Finding {
    /// An error.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Finding {
        Finding {
            code,
            severity: Severity::Error,
            message: message.into(),
            place,
            argument: None,
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// A warning.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Finding {
        Finding { severity: Severity::Warning, ..Finding::error(code, place, message) }
    }

    /// The same finding, saying what to write or type.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Finding {
        Finding { help: Some(help.into()), ..self }
    }

    /// The same finding, about what was typed there: `--date`, or a word such as `AMOUNT` for an argument without a name.
    #[must_use]
    pub fn typed(self, argument: &'static str) -> Finding {
        Finding { argument: Some(argument), ..self }
    }

    /// The same finding, with its repair.
    #[must_use]
    pub fn fix(self, fix: Fix) -> Finding {
        Finding { fix: Some(fix), ..self }
    }

    /// The same finding, pointing at another place too.
    #[must_use]
    pub fn related(mut self, place: Place, why: impl Into<String>) -> Finding {
        self.related.push((place, why.into()));
        self
    }
}
