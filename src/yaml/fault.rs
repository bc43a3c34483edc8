//! What is wrong with a text, where, and what to write instead.

use crate::source::Span;

/// A text that cannot be read as a record, a value that does not fit, or an edit that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A kebab-case name of what is wrong: `duplicate-key`, `tab-indentation`, `wrong-type`, `missing-field`.
    pub code: &'static str,
    /// What is wrong, in a coordinator's words.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to write instead.
    pub help: Option<String>,
}

impl Fault {
    /// A fault without help.
    pub fn new(code: &'static str, message: impl Into<String>, span: Span) -> Fault {
        Fault { code, message: message.into(), span, help: None }
    }

    /// The same fault, saying what to write instead.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Fault {
        Fault { help: Some(help.into()), ..self }
    }
}
