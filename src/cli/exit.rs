//! Exit codes, and the only place that turns what went wrong into words.

use crate::store::GitTrouble;
use crate::view::Problem;
use std::fmt;

/// How a command ended. The worse of two is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done; clean.
    Yes,
    /// Findings, a refusal, or rows under `--exit-code`.
    No,
    /// Wrong usage, no book here, I/O, records that cannot be read, a bug.
    CouldNotTell,
    /// Interrupted by the person; nothing was written.
    Interrupted,
    /// What git takes for the answer of a merge driver.
    Git(u8),
}

impl Exit {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Exit::Yes => 0,
            Exit::No => 1,
            Exit::CouldNotTell => 2,
            Exit::Interrupted => 130,
            Exit::Git(code) => code,
        }
    }
}

/// Why a command stopped before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// The person typed something that cannot be: a code for scripts, a sentence, and what to type instead.
    Usage {
        /// For scripts.
        code: &'static str,
        /// What is wrong.
        message: String,
        /// What to type.
        hint: Option<String>,
    },
    /// Objections: the command was understood and refused.
    Refused(Vec<Problem>),
    /// Records that the command must read cannot be read.
    Unreadable(Vec<Problem>),
    /// The world failed: disk, permissions, a bug.
    Failed(anyhow::Error),
    /// The reader of our output went away; the code that the answer would have had.
    PipeClosed(Exit),
    /// Ctrl-C at a question.
    Interrupted,
}

impl Stop {
    /// Wrong usage, with what to type instead.
    pub(super) fn usage(code: &'static str, message: impl fmt::Display, hint: impl fmt::Display) -> Stop {
        Stop::Usage { code, message: message.to_string(), hint: Some(hint.to_string()) }
    }
}

impl From<GitTrouble> for Stop {
    fn from(trouble: GitTrouble) -> Stop {
        let GitTrouble { code, message, hint } = trouble;
        Stop::Usage { code, message, hint }
    }
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Stop {
        Stop::Failed(error)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Stop {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Stop::PipeClosed(Exit::Yes);
        }
        Stop::Failed(error.into())
    }
}
