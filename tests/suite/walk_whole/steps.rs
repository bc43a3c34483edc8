//! How the whole walk is walked: every refusal is held against the commands that it names, and only those open the gate again.

use crate::harness::{Case, Ran};
use std::collections::{BTreeMap, BTreeSet};
use suits::hands::Scripted;

/// The code of an objection, its file and the keys that lead to its place, and how the command begins that it names.
pub(super) type Objection = (&'static str, &'static str, &'static str);

/// A book on its way, and what the last refusals asked for.
pub(super) struct Walk {
    pub(super) case: Case,
    owed: Vec<String>,
    seen: BTreeSet<&'static str>,
}

impl Walk {
    pub(super) fn new(case: Case) -> Walk {
        Walk { case, owed: Vec::new(), seen: BTreeSet::new() }
    }

    /// Another day.
    pub(super) fn day(&mut self, day: &str) {
        self.case.set_day(day);
    }

    /// Somebody types a line that nobody asked for, and it is done.
    #[track_caller]
    pub(super) fn by(&mut self, who: &str, line: &str) -> Ran {
        self.case.set_user(who);
        self.case.run(line).ok()
    }

    /// Somebody types a line and is refused, for exactly these reasons; nothing is written, and each command named is owed from now on.
    #[track_caller]
    pub(super) fn refused(&mut self, who: &str, line: &str, objections: &[Objection]) {
        self.case.set_user(who);
        let before = self.files();
        let ran = self.case.run(&format!("{line} --format json")).exits(1);
        assert!(before == self.files(), "`{line}` was refused and wrote something");
        let json = ran.json();
        let found = json["findings"].as_array().expect("findings");
        let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let places: Vec<(String, String)> = found
            .iter()
            .map(|finding| (text(finding, "code"), text(finding, "path") + &text(finding, "pointer")))
            .collect();
        let expected: Vec<(String, String)> =
            objections.iter().map(|(code, place, _)| ((*code).to_owned(), (*place).to_owned())).collect();
        assert_eq!(places, expected, "{}", ran.all());
        self.seen.extend(objections.iter().map(|(code, ..)| code));
        for (finding, (_, _, command)) in found.iter().zip(objections) {
            let help = text(finding, "help");
            assert!(!help.is_empty(), "{}", ran.all());
            if !command.is_empty() {
                assert!(help.contains(&format!("`{command}")), "`{command}` is not named in: {help}");
                self.owed.push((*command).to_owned());
            }
        }
    }

    /// An answer warns of a guard that stops nobody, and names a command, which is owed from now on.
    #[track_caller]
    pub(super) fn warned(&mut self, said: &Ran, guard: &'static str, command: &'static str) {
        assert!(said.all().contains(guard) && said.all().contains(&format!("`{command}")), "{}", said.all());
        self.seen.insert(guard);
        self.owed.push(command.to_owned());
    }

    /// Somebody types what is not theirs to do, and is told why.
    #[track_caller]
    pub(super) fn stopped(&mut self, who: &str, line: &str, why: &str) {
        self.case.set_user(who);
        let before = self.files();
        self.case.run(line).exits(1).says(why);
        assert!(before == self.files(), "`{line}` was refused and wrote something");
    }

    /// Somebody types a command that was named.
    #[track_caller]
    pub(super) fn obeyed(&mut self, who: &str, line: &str) -> Ran {
        self.pay(line);
        self.by(who, line)
    }

    /// The same, with a document piped in.
    #[track_caller]
    pub(super) fn obeyed_with(&mut self, who: &str, line: &str, document: &[u8]) {
        self.pay(line);
        self.case.set_user(who);
        self.case.pipe(line, document).ok();
    }

    /// Somebody opens a record in an editor, as was named, and puts one text for another.
    #[track_caller]
    pub(super) fn edited(&mut self, who: &str, line: &str, old: &'static str, new: &'static str) {
        self.pay(line);
        self.case.set_user(who);
        let mut hands = Scripted::new([]).editing(move |path| {
            let text = std::fs::read_to_string(path)?;
            assert_eq!(text.matches(old).count(), 1, "{text}");
            std::fs::write(path, text.replace(old, new))?;
            Ok(true)
        });
        self.case.ask(line, &mut hands).ok();
    }

    /// Somebody takes a step when all that was asked for is done; the book is sound after it.
    #[track_caller]
    pub(super) fn steps(&mut self, who: &str, line: &str, says: &str) {
        assert_eq!(self.owed, [""; 0], "asked for and not done");
        self.by(who, line).says(says);
        let checked = self.case.run("check --fail-on warning");
        assert_eq!(checked.code, 0, "after `{line}`: {}", checked.all());
    }

    /// What one row of an answer in JSON says under some keys; `None` without rows.
    #[track_caller]
    pub(super) fn row(&self, line: &str, keys: &[&str]) -> Option<Vec<serde_json::Value>> {
        let json = self.case.run(&format!("{line} --format json")).ok().json();
        let rows = json["rows"].as_array().expect("rows");
        assert!(rows.len() < 2, "{json}");
        rows.first().map(|row| keys.iter().map(|key| row[*key].clone()).collect())
    }

    /// Every guard that has refused something on the way.
    pub(super) fn seen(&self) -> &BTreeSet<&'static str> {
        &self.seen
    }

    #[track_caller]
    fn pay(&mut self, line: &str) {
        let typed = format!("suits {line}").replace('\'', "");
        let before = self.owed.len();
        self.owed.retain(|named| !typed.starts_with(named.as_str()));
        assert!(self.owed.len() < before, "`{typed}` was not named: {:?}", self.owed);
    }

    fn files(&self) -> BTreeMap<String, String> {
        let walk = walkdir::WalkDir::new(self.case.path()).into_iter().map(|entry| entry.expect("lists"));
        let files = walk.filter(|entry| entry.path().extension().is_some_and(|end| end == "yaml" || end == "toml"));
        files
            .map(|file| {
                let text = std::fs::read_to_string(file.path()).expect("reads");
                (file.path().to_string_lossy().into_owned(), text)
            })
            .collect()
    }
}
