//! A clone in which the book's own attributes name the driver, and which knows no driver: git would merge its records as text, silently.

use super::lines::word_of;
use super::{DRIVER, beaten, is_there, names_driver, program_of, settings};
use crate::finding::Finding;
use crate::source::{Place, Position, Spot};
use crate::store::{Snapshot, Store};

impl Store {
    /// What is wrong with this clone, if anything, as one finding among those of the book. Asks git at most two questions, and none
    /// where the attributes name no driver.
    pub fn look_whether_armed(&self, snapshot: &mut Snapshot) {
        const NAME: &str = ".gitattributes";
        let Ok(text) = std::fs::read(self.path(NAME)) else { return };
        if !names_driver(&text) || !self.root().ancestors().any(|folder| folder.join(".git").exists()) {
            return;
        }
        let git = self.git();
        let Ok(now) = settings(&git, &[]) else { return };
        let driver = now.get(DRIVER).map_or("", |driver| driver.trim());
        let message = match (driver.is_empty(), program_of(driver)) {
            (true, _) => "this clone merges records as text: it does not know the driver that is named here".to_owned(),
            (false, None) => "this clone merges records with something else than `suits`".to_owned(),
            (false, Some(program)) if !is_there(&program) => {
                format!(
                    "this clone merges records as text: it runs `{}`, and there is no such program",
                    program.display()
                )
            }
            (false, Some(_)) => {
                // Whichever program it is that is set: another one that runs now may be one of several.
                let found = beaten(&git, &word_of(driver).unwrap_or_default(), &now).unwrap_or_default();
                let wrong: Vec<String> =
                    found.into_iter().filter(|beaten| beaten.merges).map(|beaten| beaten.words).collect();
                if wrong.is_empty() {
                    return;
                }
                format!("this clone does not merge every record by its fields: {}", wrong.join("; "))
            }
        };
        let line = text.split(|byte| *byte == b'\n').position(names_driver).unwrap_or_default();
        let line = u32::try_from(line + 1).unwrap_or(u32::MAX);
        let source = snapshot.sources.add(NAME, String::from_utf8_lossy(&text));
        let place = Place { source, spot: Spot::At(Position { line, column: 1 }) };
        let help = "say `suits setup` once in this clone: then edits of neighbouring fields merge, and none is lost";
        snapshot.strays.push(Finding::warning("not-armed", place, message).help(help));
    }
}
