//! The terminal: the only room that prompts, opens an editor, and asks how wide the screen is. Knows no command and no record.

mod editor;
mod prompts;

pub use prompts::Prompts;

use std::io::{self, IsTerminal};

/// Whether someone can be asked: both ends are a terminal.
pub fn is_attended() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// The columns of the terminal that stdout is; `None` where it is none.
pub fn width() -> Option<u16> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0)
}
