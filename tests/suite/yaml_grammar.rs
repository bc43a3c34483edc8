//! Documents made up by a grammar, in many scripts.

use fastrand::Rng;

const WORDS: &[&str] = &[
    "Kevätkampanja",
    "alennus äänekkäästi",
    "春季发布",
    "中文，标点。",
    "ฤดูใบไม้ผลิ",
    "แคมเปญ ใหม่",
    "Chiến dịch mùa xuân",
    "tiếng Việt",
    "🎬 film",
    "👩‍🎨",
    "a shop for me",
    "30 s, 16:9",
    "it's dry",
    "say \"no\"",
    "12:30",
    "no",
    "0o14",
    ".5",
    "1_000",
    "1.10",
    "2026-12-04",
    "-5",
    "a#b",
    "http://x.example/a?b=c#d",
    "null and void",
    "~",
    "true",
    "50%",
    "ACME-0012",
    "a - b",
    "a, b",
    "q?",
    "!",
    "end.",
    "C2\u{a0}x",
];

const KEYS: &[&str] = &[
    "id",
    "title",
    "due",
    "text",
    "käyttäjä",
    "名称",
    "ชื่อ",
    "tên",
    "a b",
    "12:30",
    "on",
    "x-1",
    "due_date",
    "-k",
    "k#1",
];

const WORDS_IN_BRACKETS: &[&str] =
    &["ann", "bo", "kevät", "春", "ฤดู", "12:30", "no", "a#b", "-5", "1.5", "x y", "a's", "http://x", "null"];

/// One document of the record dialect.
pub(crate) fn document(rng: &mut Rng) -> String {
    let mut writer = Writer { rng, out: String::new() };
    if writer.one_in(30) {
        writer.out.push_str("---\n");
    }
    writer.noise(0);
    let depth = writer.rng.usize(0..4);
    if writer.one_in(20) {
        writer.flow(0, 3);
        writer.line_end();
    } else if writer.one_in(12) {
        writer.list(0, depth);
    } else {
        writer.map(0, depth);
    }
    let mut out = writer.out;
    if rng.usize(0..10) == 0 {
        out = out.replace('\n', "\r\n");
    }
    if rng.usize(0..8) == 0 {
        out.truncate(out.trim_end_matches(['\r', '\n']).len());
    }
    if rng.usize(0..40) == 0 {
        out.insert(0, '\u{feff}');
    }
    out
}

struct Writer<'r> {
    rng: &'r mut Rng,
    out: String,
}

impl Writer<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.rng.usize(0..many) == 0
    }

    fn pick<'w>(&mut self, from: &[&'w str]) -> &'w str {
        from[self.rng.usize(0..from.len())]
    }

    fn indent(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    /// Blank lines and comments, at any column.
    fn noise(&mut self, columns: usize) {
        while self.one_in(9) {
            if self.one_in(2) {
                self.out.push('\n');
            } else {
                let columns = if self.one_in(3) { self.rng.usize(0..9) } else { columns };
                self.indent(columns);
                self.out.push_str("# note: a 'comment' {with} - signs\n");
            }
        }
    }

    fn line_end(&mut self) {
        if self.one_in(8) {
            let blanks = self.rng.usize(1..6);
            self.indent(blanks);
            if self.one_in(2) {
                self.out.push_str("# why: because");
            }
        }
        self.out.push('\n');
    }

    fn map(&mut self, columns: usize, depth: usize) {
        let entries = self.rng.usize(1..5);
        for entry in 0..entries {
            if entry > 0 {
                self.noise(columns);
                self.indent(columns);
            }
            self.key(entry);
            self.value(columns, depth, true);
        }
    }

    fn key(&mut self, number: usize) {
        let key = format!("{}{number}", self.pick(KEYS));
        match self.rng.usize(0..12) {
            0 => self.push(&format!("\"{key}\"")),
            1 => self.push(&format!("'{key}'")),
            _ => self.out += &key,
        }
        self.out.push(':');
    }

    fn list(&mut self, columns: usize, depth: usize) {
        let items = self.rng.usize(1..4);
        for item in 0..items {
            if item > 0 {
                self.noise(columns);
                self.indent(columns);
            }
            self.out.push('-');
            let gap = if self.one_in(6) { 3 } else { 1 };
            let inner = columns + 1 + gap;
            match self.rng.usize(0..6) {
                0 | 1 if depth > 0 => {
                    self.indent(gap);
                    self.map(inner, depth - 1);
                }
                2 if depth > 0 => {
                    self.indent(gap);
                    self.list(inner, depth - 1);
                }
                _ => self.value(columns, depth, false),
            }
        }
    }

    /// What stands behind a `:` or `-` whose collection is at `columns`.
    fn value(&mut self, columns: usize, depth: usize, in_map: bool) {
        let deeper = columns + self.rng.usize(1..4);
        match self.rng.usize(0..22) {
            0 | 1 if depth > 0 => {
                self.line_end();
                self.noise(deeper);
                self.indent(deeper);
                self.map(deeper, depth - 1);
            }
            2 | 3 if depth > 0 => {
                let at = if in_map && self.one_in(3) { columns } else { deeper };
                self.line_end();
                self.noise(at);
                self.indent(at);
                self.list(at, depth - 1);
            }
            4 => self.line_end(),
            5 => {
                self.line_end();
                self.noise(deeper);
                self.indent(deeper);
                self.scalar(columns);
            }
            6 | 7 => self.block_text(columns),
            8 | 9 => {
                self.out.push(' ');
                self.flow(columns, 2);
                self.line_end();
            }
            _ => {
                let blanks = if self.one_in(8) { self.rng.usize(1..6) } else { 1 };
                self.indent(blanks);
                self.scalar(columns);
            }
        }
    }

    /// A plain or quoted text and the end of its line.
    fn scalar(&mut self, columns: usize) {
        let lines = if self.one_in(6) { self.rng.usize(2..4) } else { 1 };
        let quote = self.rng.usize(0..5);
        let mut words: Vec<String> = (0..lines).map(|_| self.pick(WORDS).to_owned()).collect();
        match quote {
            0 => {
                words = words.iter().map(|word| word.replace('\'', "''")).collect();
                self.out.push('\'');
            }
            1 => {
                words = words.iter().map(|word| word.replace('"', "\\\"")).collect();
                if self.one_in(3) {
                    let escape = self.pick(&[
                        "\\n",
                        "\\t",
                        "\\u00e4",
                        "\\\\",
                        "\\x41",
                        "\\U0001F600",
                        "\\ ",
                        "\\ud83d\\ude00",
                        "\\/",
                    ]);
                    words[0].push_str(escape);
                }
                self.out.push('"');
            }
            _ if words[0].starts_with('!') => words[0].replace_range(.., "x"),
            _ => {}
        }
        for (line, word) in words.iter().enumerate() {
            if line > 0 {
                if quote == 1 && self.one_in(4) {
                    self.out.push('\\');
                } else if self.one_in(4) {
                    self.out.push(' ');
                }
                self.out.push('\n');
                while self.one_in(4) {
                    self.out.push('\n');
                }
                let deeper = columns + self.rng.usize(1..5);
                self.indent(deeper);
            }
            self.out += word;
        }
        match quote {
            0 => self.out.push('\''),
            1 => self.out.push('"'),
            _ => {}
        }
        self.line_end();
    }

    fn block_text(&mut self, columns: usize) {
        let mark = self.pick(&[" |", " >"]);
        self.out += mark;
        let deeper = self.rng.usize(1..5);
        let chomp = self.pick(&["", "", "-", "+"]);
        let leads = self.one_in(10);
        if leads || self.one_in(8) {
            let header = if self.one_in(2) { format!("{deeper}{chomp}") } else { format!("{chomp}{deeper}") };
            self.out += &header;
        } else {
            self.out += chomp;
        }
        self.line_end();
        for line in 0..self.rng.usize(1..5) {
            while self.one_in(5) {
                let blanks = if self.one_in(3) { self.rng.usize(0..=columns + deeper) } else { 0 };
                self.indent(blanks);
                self.out.push('\n');
            }
            let more = if (line > 0 && self.one_in(4)) || (line == 0 && leads) { self.rng.usize(1..4) } else { 0 };
            self.indent(columns + deeper + more);
            let word = self.pick(WORDS);
            self.out += word;
            if self.one_in(4) {
                self.out += ": # not a comment";
            }
            self.out.push('\n');
        }
        while self.one_in(5) {
            self.out.push('\n');
        }
    }

    fn flow(&mut self, columns: usize, depth: usize) {
        let is_map = self.one_in(2);
        self.out.push(if is_map { '{' } else { '[' });
        let items = self.rng.usize(0..4);
        for item in 0..items {
            self.flow_gap(columns);
            if is_map {
                let key = format!("{}{item}", self.pick(&["k", "avain", "键", "x y"]));
                let key = if self.one_in(5) { format!("\"{key}\": ") } else { format!("{key}: ") };
                self.out += &key;
            }
            if depth > 0 && self.one_in(5) {
                self.flow(columns, depth - 1);
            } else if is_map && self.one_in(8) {
                self.out.truncate(self.out.trim_end().len());
            } else {
                let word = self.pick(WORDS_IN_BRACKETS);
                match self.rng.usize(0..6) {
                    0 => self.push(&format!("'{}'", word.replace('\'', "''"))),
                    1 => self.push(&format!("\"{word}\\n\"")),
                    _ => self.out += word,
                }
            }
            if item + 1 < items || self.one_in(6) {
                self.out.push(',');
            }
        }
        self.flow_gap(columns);
        self.out.push(if is_map { '}' } else { ']' });
    }

    fn flow_gap(&mut self, columns: usize) {
        match self.rng.usize(0..8) {
            0 => {
                self.out.push_str(if self.rng.bool() { "\n" } else { " # note\n" });
                let deeper = columns + self.rng.usize(1..4);
                self.indent(deeper);
            }
            1 => {}
            _ => self.out.push(' '),
        }
    }
}
