//! Laws of editing `suits.toml`: whatever its layout, an absence comes into it and goes out of it, and no other byte changes.

use suits::config::Config;
use suits::domain::scope::Scope;
use suits::key_path;
use suits::source::{ChangeSet, Edit, FileChange, SourceId, Value};
use suits::store::Store;
use suits::values::{Day, PersonId};

/// One layout of a small agency, by a seed.
struct Layout {
    rng: fastrand::Rng,
}

impl Layout {
    fn pick<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.rng.usize(..all.len())]
    }

    fn gap(&mut self) -> &'static str {
        self.pick(&["", "", "\n", "# หมายเหตุ\n", "  # väli \n\n", "\n# 注意 [people.ann]\n"])
    }

    fn behind(&mut self) -> &'static str {
        self.pick(&["", "", " ", "   # ghi chú", "\t# { from = … }", " # ]"])
    }

    fn equals(&mut self) -> &'static str {
        self.pick(&[" = ", "=", " =", "= ", "   = "])
    }

    fn absence(&mut self) -> String {
        let (month, open, close) = (self.rng.u8(1..10), self.pick(&["{ ", "{"]), self.pick(&[" }", "}"]));
        let quote = self.pick(&["", "\"", "'"]);
        let deputy = self.pick(&["", ", deputy = \"mai\"", ",deputy='mai'"]);
        format!("{open}from = {quote}2026-0{month}-02{quote}, to={quote}2026-0{month}-06{quote}{deputy}{close}")
    }

    /// A list of absences, or none at all.
    fn away(&mut self) -> Option<String> {
        let count = self.rng.usize(..4);
        let absences: Vec<String> = (0..count).map(|_| self.absence()).collect();
        match (self.rng.u8(..5), count) {
            (0, _) => None,
            (1, _) => Some(format!("[{}]", absences.join(", "))),
            (2, 0) => Some(self.pick(&["[ ]", "[\n]", "[ # none\n  # yet\n]"]).to_owned()),
            (2, _) => Some(format!("[ {}, ]", absences.join(" , "))),
            (3, _) => {
                let lines: Vec<String> = absences.iter().map(|one| format!("  {one},{}\n", self.behind())).collect();
                Some(format!("[{}\n{}]", self.pick(&["", " # each its own line"]), lines.concat()))
            }
            (_, 0) => Some("[]".to_owned()),
            (_, _) => {
                let lines = absences.join(&format!(",{}\n\t", self.behind()));
                Some(format!("[\n\t{lines}{}\n]", self.behind()))
            }
        }
    }

    fn text(&mut self) -> String {
        let mut fields = vec![("name".to_owned(), "\"Ann Lee\"".to_owned())];
        if self.rng.bool() {
            fields.push(("roles".to_owned(), "[\"account-executive\"]".to_owned()));
        }
        if self.rng.bool() {
            fields.push(("from".to_owned(), self.pick(&["2024-03-01", "\"2024-03-01\""]).to_owned()));
        }
        fields.extend(self.away().map(|away| ("away".to_owned(), away)));
        if self.rng.bool() {
            fields.push(("cost".to_owned(), "[{ from = 2026-01-01, rate = 41.50 }]".to_owned()));
        }
        if self.rng.u8(..3) == 0 {
            self.rng.shuffle(&mut fields);
        }
        let style = self.rng.u8(..4);
        let inline = style == 2;
        let parts: Vec<String> = fields
            .iter()
            .map(|(key, value)| match style {
                0 => format!("{key}{}{value}{}\n", self.equals(), self.behind()),
                1 => format!("{}ann.{key}{}{value}{}\n", self.pick(&["", "  "]), self.equals(), self.behind()),
                2 => format!("{key} = {value}"),
                _ => format!("people.ann . {key}{}{value}{}\n", self.equals(), self.behind()),
            })
            .collect();
        let ann = match style {
            0 => format!("[people.ann]{}\n{}", self.behind(), parts.join(self.gap())),
            1 => format!("[people]\n{}", parts.join(self.gap())),
            2 => format!("[people]\nann = {{ {} }}{}\n", parts.join(", "), self.behind()),
            _ => parts.join(self.gap()),
        };
        let mai = match style {
            1 | 2 => "mai.name = \"Mai Tran\"\n",
            _ => "[people.mai]\nname = \"Mai Tran\"\n",
        };
        let agency = "[agency]\nname = \"Pohjoinen ทิศเหนือ 北\"\n";
        let mut text = if style == 3 {
            format!("{ann}{}{mai}{agency}", self.gap())
        } else if self.rng.bool() {
            format!("{agency}{}{ann}{}{mai}", self.gap(), self.gap())
        } else {
            format!("{}{ann}{mai}", self.gap())
        };
        if !inline && self.rng.u8(..3) == 0 {
            text = text.trim_end().to_owned();
        }
        if self.rng.u8(..3) == 0 {
            text = text.replace('\n', "\r\n");
        }
        text
    }
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// The absences of ann as a text says them.
fn absences(text: &str) -> Vec<(Day, Day, Option<String>)> {
    let (config, findings) = Config::parse(text, SourceId(0));
    assert_eq!(findings, [], "{text}");
    let ann = config.person(&PersonId::parse("ann").expect("an id")).expect("ann").clone();
    ann.away.into_iter().map(|away| (away.from, away.to, away.deputy.map(|deputy| deputy.to_string()))).collect()
}

/// Makes one edit through the store.
fn edited(text: &str, edit: Edit) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("suits.toml");
    std::fs::write(&path, text).expect("writes");
    let store = Store::open(dir.path()).expect("opens");
    let snapshot = store.load(&Scope::kinds(&[])).expect("loads");
    let source = snapshot.agency.config.source.expect("a file");
    let changes = ChangeSet { files: vec![FileChange::Edit { source, edits: vec![edit] }], ..ChangeSet::default() };
    let lock = store.lock().expect("locks");
    store.apply(&lock, &snapshot, &changes).unwrap_or_else(|error| panic!("{error}\n{text}"));
    std::fs::read_to_string(&path).expect("reads")
}

/// What is left of `new` when everything of `old` is taken out of it in order; `None` where `old` is not all there.
fn added(old: &str, new: &str) -> Option<String> {
    let (mut rest, mut added) = (old.chars().peekable(), String::new());
    for letter in new.chars() {
        if rest.peek() == Some(&letter) {
            rest.next();
        } else {
            added.push(letter);
        }
    }
    rest.next().is_none().then_some(added)
}

#[test]
fn an_absence_comes_into_any_layout_and_no_other_byte_changes() {
    let seed = fastrand::u64(..);
    let mut layout = Layout { rng: fastrand::Rng::with_seed(seed) };
    for case in 0..300 {
        let text = layout.text();
        let before = absences(&text);
        let item = Value::map([
            ("from", Value::bare("2026-12-21")),
            ("to", Value::bare("2026-12-31")),
            ("deputy", Value::text("mai")),
        ]);
        let new = edited(&text, Edit::append(key_path!["people", "ann", "away"], item));
        let mut wanted = before.clone();
        wanted.push((day("2026-12-21"), day("2026-12-31"), Some("mai".to_owned())));
        assert_eq!(absences(&new), wanted, "seed {seed}, case {case}: {text}");
        let added =
            added(&text, &new).unwrap_or_else(|| panic!("seed {seed}, case {case}: lost bytes of\n{text}\nin\n{new}"));
        // the absence itself, its key, and at most a comma, brackets, blanks and a line end
        assert!(added.len() <= 110, "seed {seed}, case {case}: {added:?} came into\n{text}");
        let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
        let (old, now) = (lines(&text), lines(&new));
        let kept = old.iter().filter(|line| now.contains(line)).count();
        assert!(kept + 1 >= old.len(), "seed {seed}, case {case}: more than one line of\n{text}\nchanged in\n{new}");
        // and it goes again, with nothing else that was said
        let gone = edited(&new, Edit::remove(key_path!["people", "ann", "away", before.len()]));
        assert_eq!(absences(&gone), before, "seed {seed}, case {case}: {new}");
        let comments = |text: &str| text.matches('#').count();
        assert_eq!(comments(&gone), comments(&text), "seed {seed}, case {case}: {new}");
    }
}

#[test]
fn a_day_is_set_in_any_layout_and_only_its_characters_change() {
    let seed = fastrand::u64(..);
    let mut layout = Layout { rng: fastrand::Rng::with_seed(seed) };
    for case in 0..200 {
        let text = layout.text();
        let before = absences(&text);
        let new = edited(&text, Edit::set(key_path!["people", "ann", "to"], Value::bare("2027-01-31")));
        assert_eq!(absences(&new), before, "seed {seed}, case {case}");
        assert!(added(&text, &new).is_some(), "seed {seed}, case {case}: lost bytes of\n{text}\nin\n{new}");
        let (config, _) = Config::parse(&new, SourceId(0));
        assert_eq!(config.people.values().next().and_then(|ann| ann.to), Some(day("2027-01-31")));
        let Some((from, to, _)) = before.last() else { continue };
        let path = key_path!["people", "ann", "away", before.len() - 1, "to"];
        let new = edited(&text, Edit::set(path, Value::bare(to.plus(1))));
        // only the last digits of one date differ
        assert_eq!(new.len(), text.len(), "seed {seed}, case {case}");
        let different = new.bytes().zip(text.bytes()).filter(|(one, other)| one != other).count();
        assert!(different <= 2, "seed {seed}, case {case}: {text}");
        assert_eq!(absences(&new).last().map(|(first, last, _)| (*first, *last)), Some((*from, to.plus(1))));
    }
}
