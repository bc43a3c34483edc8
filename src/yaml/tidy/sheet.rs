//! Lines being laid out, each with its indentation from the block it is in.

use crate::yaml::splice::width;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    /// A line whose blanks are layout.
    Laid(String),
    /// A line of a text: its blanks are what it says.
    Text(String),
    /// An empty line between things.
    Blank,
    /// The last line of a text that keeps the blank lines behind it: `|+`.
    Open(String),
}

/// Lines that are laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    lines: Vec<Line>,
}

impl Sheet {
    /// Adds a line; one without anything on it is blank.
    pub(super) fn line(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.lines.push(if text.trim().is_empty() { Line::Blank } else { Line::Laid(text) });
    }

    /// Adds a line of a text.
    pub(super) fn text(&mut self, text: impl Into<String>) {
        self.lines.push(Line::Text(text.into()));
    }

    /// The text that was just added keeps the blank lines behind it.
    pub(super) fn keep(&mut self) {
        if let Some(Line::Text(text) | Line::Laid(text)) = self.lines.last() {
            let text = text.clone();
            self.lines.pop();
            self.lines.push(Line::Open(text));
        }
    }

    /// Puts a value behind the key that is the last line, so many blanks away; begins an item.
    pub(super) fn value(&mut self, text: &str, gap: usize) {
        match self.lines.last_mut() {
            Some(Line::Laid(_)) if text.is_empty() => {}
            Some(Line::Laid(line)) => {
                line.extend(std::iter::repeat_n(' ', gap));
                line.push_str(text);
            }
            _ => self.lines.push(Line::Laid(text.to_owned())),
        }
    }

    /// How wide the last line is.
    pub(super) fn width(&self) -> usize {
        match self.lines.last() {
            Some(Line::Laid(text) | Line::Text(text) | Line::Open(text)) => width(text),
            Some(Line::Blank) | None => 0,
        }
    }

    /// Puts something behind the last line.
    pub(super) fn behind(&mut self, more: &str) {
        if let Some(Line::Laid(text) | Line::Text(text) | Line::Open(text)) = self.lines.last_mut() {
            text.push_str(more);
        }
    }

    /// Adds the lines of another, so many columns deeper.
    pub(super) fn indented(&mut self, other: Sheet, columns: usize) {
        self.lines.extend(other.lines.into_iter().map(|line| line.deeper(columns)));
    }

    /// Adds the lines of an item: a dash before the first line that holds something, the others behind it. Comments stay above the dash.
    pub(super) fn item(&mut self, item: Sheet) {
        let mut dashed = false;
        for line in item.lines {
            match line {
                Line::Laid(text) if !dashed && !text.starts_with('#') => {
                    dashed = true;
                    self.lines.push(Line::Laid(format!("- {text}")));
                }
                Line::Laid(text) if !dashed => self.lines.push(Line::Laid(text)),
                line => self.lines.push(line.deeper(2)),
            }
        }
    }

    /// The whole text, with the line ends asked for, behind what must come first.
    pub(super) fn print(self, head: &str, eol: &str) -> String {
        let mut out = head.to_owned();
        let (mut blank, mut open) = (true, false);
        let mut waiting = false;
        for line in self.lines {
            let keeps = matches!(line, Line::Open(_));
            let text = match line {
                Line::Blank => {
                    // behind a text that keeps them, blank lines would be its own
                    waiting = !blank && !open;
                    continue;
                }
                Line::Laid(text) => text.trim_end().to_owned(),
                Line::Text(text) | Line::Open(text) => text,
            };
            if waiting {
                out.push_str(eol);
            }
            out.push_str(&text);
            out.push_str(eol);
            (blank, open, waiting) = (false, keeps, false);
        }
        out
    }
}

impl Line {
    fn deeper(self, columns: usize) -> Line {
        let pad = |text: String| if text.is_empty() { text } else { format!("{}{text}", " ".repeat(columns)) };
        match self {
            Line::Blank => Line::Blank,
            Line::Laid(text) => Line::Laid(pad(text)),
            Line::Text(text) => Line::Text(pad(text)),
            Line::Open(text) => Line::Open(pad(text)),
        }
    }
}
