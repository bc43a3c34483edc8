//! The world as a command sees it: where it stands, what day it is, who can be asked. Made once, in `main` or in a test.

use crate::hands::Hands;
use crate::values::Day;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Everything a command may ask of the process.
pub struct World<'a> {
    /// Where the command was typed.
    pub cwd: PathBuf,
    /// What day it is in an IANA time zone; `None` for a zone that does not exist.
    pub clock: &'a dyn Fn(&str) -> Option<Day>,
    /// The variables that matter.
    pub env: Variables,
    /// The mail address git knows the person by, asked only when nothing else says who acts.
    pub git_email: &'a dyn Fn(&Path) -> Option<String>,
    /// Where this program lies; `None` where nobody can tell.
    pub program: &'a dyn Fn() -> Option<PathBuf>,
    /// Random bits, for the ids of list items.
    pub dice: &'a dyn Fn() -> u64,
    /// A stopwatch: microseconds since some moment.
    pub ticks: &'a (dyn Fn() -> u64 + Sync),
    /// The terminal's width; `None` where there is none.
    pub width: Option<u16>,
    /// Whether stdout takes colour, if `--color` does not say.
    pub color: bool,
    /// Who can be asked.
    pub hands: &'a mut dyn Hands,
    /// What is piped in, for `--from -`.
    pub stdin: &'a mut dyn Read,
    /// Data.
    pub out: &'a mut dyn Write,
    /// Talk.
    pub err: &'a mut dyn Write,
}

/// The variables of the environment that matter.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    /// `SUITS_USER`: who acts.
    pub user: Option<String>,
    /// `SUITS_TODAY`: what day it is.
    pub today: Option<String>,
    /// `CI`: nobody is there to be asked.
    pub ci: bool,
}
