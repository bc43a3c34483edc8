//! Documents as people write them, made at random from a seed: every layout, with comments everywhere.
//!
//! Each comment holds a number of its own (`#c17`, after `# `), each decoy inside a scalar another (`# d18`), so that a
//! test can ask what became of every one of them without knowing any YAML.

use fastrand::Rng;
use std::fmt::Write;

/// A writer of one document.
pub(super) struct Scribe<'r> {
    rng: &'r mut Rng,
    lines: Vec<String>,
    number: usize,
    /// The column where this writer likes comments; 0 where he does not care.
    comment_column: usize,
    /// How many columns a map goes in.
    step: usize,
    flush: bool,
    comments: bool,
    /// The indentation of the block scalar that runs on; a comment as deep would be its text.
    block: usize,
}

const WORDS: [&str; 24] = [
    "film",
    "Spring launch",
    "kesä",
    "yö ja päivä",
    "ปีใหม่",
    "สงกรานต์ 2570",
    "春天",
    "新品發布：夏",
    "mùa hè",
    "đông chí",
    "🎬 film",
    "it's",
    "say \"hi\"",
    "a - b",
    "http://a.example/#x",
    "a:b",
    "50% off",
    "1k7q",
    "x#y",
    "C:\\dir",
    "30 s, 16:9",
    "no way",
    "end.",
    "ACME-0012",
];
const BARE: [&str; 12] =
    ["40", "1.10", "0.00", "2026-12-01", "true", "false", "in-creative", "null", "~", "15%", "12:30", "no"];

/// One document.
pub(super) fn document(rng: &mut Rng) -> String {
    let comment_column = if rng.bool() { 0 } else { rng.usize(16..40) };
    let (step, flush, comments) = (if rng.u8(..4) == 0 { 4 } else { 2 }, rng.u8(..3) == 0, rng.u8(..8) > 0);
    let mut scribe =
        Scribe { rng, lines: Vec::new(), number: 0, comment_column, step, flush, comments, block: usize::MAX };
    if scribe.chance(4) {
        scribe.own_line_comment(0);
        if scribe.chance(2) {
            scribe.lines.push(String::new());
        }
    }
    if scribe.chance(12) {
        scribe.lines.push("---".to_owned());
    }
    scribe.map(0, 0, None);
    if scribe.chance(6) {
        scribe.own_line_comment(0);
    }
    if scribe.chance(25) {
        scribe.lines.push("...".to_owned());
    }
    let lines = std::mem::take(&mut scribe.lines);
    let eol = if scribe.chance(5) { "\r\n" } else { "\n" };
    let mut text = lines.join(eol);
    if !scribe.chance(5) {
        text.push_str(eol);
    }
    if scribe.chance(8) {
        text.insert(0, '\u{feff}');
    }
    text
}

impl Scribe<'_> {
    fn chance(&mut self, one_in: u32) -> bool {
        self.rng.u32(..one_in) == 0
    }

    fn next(&mut self) -> usize {
        self.number += 1;
        self.number
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.rng.usize(..WORDS.len())]
    }

    fn own_line_comment(&mut self, column: usize) {
        if self.comments && column < self.block {
            self.block = usize::MAX;
            let number = self.next();
            let word = self.word();
            self.lines.push(format!("{}# c{number}; {word}", " ".repeat(column)));
        }
    }

    /// Blank lines and comments that people leave between entries.
    fn between(&mut self, column: usize) {
        if self.chance(7) {
            let blanks = if self.chance(6) { "  " } else { "" };
            self.lines.push(blanks.to_owned());
        }
        if self.chance(6) {
            self.own_line_comment(column);
            if self.chance(3) {
                self.own_line_comment(column);
            }
            if self.chance(4) {
                self.lines.push(String::new());
            }
        }
    }

    /// A comment behind the last line.
    fn trailing(&mut self) {
        if !self.comments || !self.chance(3) {
            return;
        }
        let number = self.next();
        let wanted = self.comment_column;
        let near = self.rng.usize(1..5);
        let Some(line) = self.lines.last_mut() else { return };
        let width = unicode_width::UnicodeWidthStr::width(line.as_str());
        let blanks = if wanted > width { wanted - width } else { near };
        let _ = write!(line, "{}# c{number}", " ".repeat(blanks));
    }

    fn key(&mut self, index: usize) -> String {
        let number = index + 1;
        match self.rng.u8(..14) {
            0 => format!("\"quoted {number}\""),
            1 => format!("'a: b{number}'"),
            2 => format!("avain-ä{number}"),
            3 => format!("คีย์{number}"),
            4 => format!("key with blanks {number}"),
            _ => format!("k{number}"),
        }
    }

    /// A map; its first line is continued where a dash stands already.
    fn map(&mut self, column: usize, depth: usize, mut dash: Option<String>) {
        for index in 0..self.rng.usize(1..6) {
            let start = dash.take().unwrap_or_else(|| {
                self.between(column);
                " ".repeat(column)
            });
            let key = self.key(index);
            let space = if self.chance(20) { " " } else { "" };
            self.lines.push(format!("{start}{key}{space}:"));
            self.value(column, depth, false);
            if self.chance(12) {
                self.own_line_comment(column + self.step);
            }
        }
    }

    fn list(&mut self, column: usize, depth: usize, mut first: Option<String>) {
        let wide = if self.chance(8) { "   " } else { " " };
        let spaced = self.chance(6);
        for index in 0..self.rng.usize(1..5) {
            let start = first.take().unwrap_or_else(|| {
                if spaced && index > 0 {
                    self.lines.push(String::new());
                } else {
                    self.between(column);
                }
                " ".repeat(column)
            });
            let kind = self.rng.u8(..10);
            if kind < 4 && depth < 4 {
                let inside = column + 1 + wide.len();
                if self.chance(10) {
                    self.lines.push(format!("{start}-"));
                    self.map(column + 2, depth + 1, None);
                } else {
                    self.map(inside, depth + 1, Some(format!("{start}-{wide}")));
                }
            } else if kind == 4 && depth < 4 {
                self.list(column + 1 + wide.len(), depth + 1, Some(format!("{start}-{wide}")));
            } else {
                self.lines.push(format!("{start}-"));
                self.value(column, depth, true);
            }
            if self.chance(12) {
                self.own_line_comment(column + 2);
            }
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.push_str(text);
        }
    }

    /// The value behind a key or dash that ends the last line.
    fn value(&mut self, column: usize, depth: usize, in_item: bool) {
        self.block = usize::MAX;
        let gap = if self.chance(10) { "   " } else { " " };
        match self.rng.u8(..24) {
            0 => self.trailing(),
            1..=4 => {
                let bare = BARE[self.rng.usize(..BARE.len())];
                self.push(&format!("{gap}{bare}"));
                self.trailing();
            }
            5..=8 => {
                let word = self.word();
                self.push(&format!("{gap}{word}"));
                self.trailing();
            }
            9 => {
                let word = self.word().replace('\'', "''");
                self.push(&format!("{gap}'{word}: #x'"));
                self.trailing();
            }
            10 => {
                let word = self.word().replace('\\', "\\\\").replace('"', "\\\"");
                self.push(&format!("{gap}\"{word}\\t# d\""));
                self.trailing();
            }
            11 => self.several_lines(column),
            12..=14 => self.block_scalar(column, in_item),
            15 | 16 => self.flow(column),
            17 if !in_item && depth < 4 => {
                self.trailing();
                if self.chance(6) {
                    self.own_line_comment(column + self.step);
                }
                self.map(column + self.step, depth + 1, None);
            }
            18 | 19 if !in_item && depth < 4 => {
                self.trailing();
                let column = if self.flush { column } else { column + self.step };
                self.list(column, depth + 1, None);
            }
            20 if !in_item => {
                self.trailing();
                let word = self.word();
                self.lines.push(format!("{}{word}", " ".repeat(column + self.step)));
                self.trailing();
            }
            21 => {
                let empty = if self.rng.bool() { "[]" } else { "{}" };
                self.push(&format!("{gap}{empty}"));
                self.trailing();
            }
            _ => {
                let word = self.word();
                self.push(&format!("{gap}{word}"));
            }
        }
    }

    fn several_lines(&mut self, column: usize) {
        let inside = " ".repeat(column + self.step);
        let (first, second) = (self.word(), self.word());
        let quote = if self.rng.bool() || first.contains('"') || second.contains(['"', '\\']) || first.contains('\\') {
            ""
        } else {
            "\""
        };
        self.push(&format!(" {quote}{first}"));
        if self.chance(4) {
            self.lines.push(String::new());
        }
        self.lines.push(format!("{inside}more {second}{quote}"));
        self.trailing();
    }

    fn block_scalar(&mut self, column: usize, in_item: bool) {
        let style = if self.rng.bool() { '|' } else { '>' };
        let chomp = ["", "-", "+"][self.rng.usize(..3)];
        let depth = if in_item { 2 } else { self.step };
        let indicator = if self.chance(4) { depth.to_string() } else { String::new() };
        self.push(&format!(" {style}{indicator}{chomp}"));
        self.trailing();
        let inside = " ".repeat(column + depth);
        for index in 0..self.rng.usize(1..4) {
            let word = self.word();
            let number = self.next();
            match self.rng.u8(..6) {
                0 if index > 0 => self.lines.push(String::new()),
                1 if index > 0 => self.lines.push(format!("{inside}  - deeper: {word}")),
                2 => self.lines.push(format!("{inside}# d{number}")),
                3 => self.lines.push(format!("{inside}status: {word}  ")),
                _ => self.lines.push(format!("{inside}{word}")),
            }
        }
        self.block = column + depth;
        for _ in 0..self.rng.usize(..3) {
            if self.chance(3) {
                self.lines.push(String::new());
            }
        }
    }

    fn flow(&mut self, column: usize) {
        let count = self.rng.usize(1..4);
        let is_map = self.chance(3);
        let (open, close) = if is_map { ("{", "}") } else { ("[", "]") };
        let members: Vec<String> = (0..count)
            .map(|index| {
                let value = match self.rng.u8(..5) {
                    0 => "'b, c'".to_owned(),
                    1 => "[d, \"e, f\"]".to_owned(),
                    2 => "{g: h, i: 40}".to_owned(),
                    3 => "2026-12-01".to_owned(),
                    _ => "ทดสอบ ok".to_owned(),
                };
                if is_map { format!("m{index}: {value}") } else { value }
            })
            .collect();
        if self.chance(3) {
            self.push(&format!(" {open}"));
            let inside = " ".repeat(column + self.step);
            let comma_at_end = self.chance(3);
            for (index, member) in members.iter().enumerate() {
                if self.chance(5) {
                    self.own_line_comment(column + self.step);
                }
                let comma = if index + 1 < count || comma_at_end { "," } else { "" };
                self.lines.push(format!("{inside}{member}{comma}"));
                self.trailing();
            }
            let column = column + usize::from(self.step > 2 || column == 0);
            self.lines.push(format!("{}{close}", " ".repeat(column.max(1))));
        } else {
            let blank = if self.chance(5) { " " } else { "" };
            let comma = if self.chance(8) { "," } else { "" };
            self.push(&format!(" {open}{blank}{}{comma}{blank}{close}", members.join(", ")));
        }
        self.trailing();
    }
}
