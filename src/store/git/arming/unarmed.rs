//! A clone in which the book's own attributes name the driver, and which knows no driver: git would merge its records as text, silently.

use super::{DRIVER, is_there, names_driver, program_of};
use crate::finding::Finding;
use crate::source::{Place, Position, Spot};
use crate::store::{Snapshot, Store};

impl Store {
    /// What is wrong with this clone, if anything, as one finding among those of the book. Asks git at most one question, and none where
    /// the attributes name no driver.
    pub fn look_whether_armed(&self, snapshot: &mut Snapshot) {
        const NAME: &str = ".gitattributes";
        let Ok(text) = std::fs::read(self.path(NAME)) else { return };
        if !names_driver(&text) || !self.root().ancestors().any(|folder| folder.join(".git").exists()) {
            return;
        }
        let Ok(asked) = self.git().run(["config", "--get", DRIVER]) else { return };
        let driver = String::from_utf8_lossy(&asked.stdout).trim().to_owned();
        let message = match (asked.status.code(), program_of(&driver)) {
            (Some(1), _) => {
                "this clone merges records as text: it does not know the driver that is named here".to_owned()
            }
            (Some(0), None) => "this clone merges records with something else than `suits`".to_owned(),
            (Some(0), Some(program)) if !is_there(&program) => {
                format!(
                    "this clone merges records as text: it runs `{}`, and there is no such program",
                    program.display()
                )
            }
            _ => return,
        };
        let line = text.split(|byte| *byte == b'\n').position(names_driver).unwrap_or_default();
        let line = u32::try_from(line + 1).unwrap_or(u32::MAX);
        let source = snapshot.sources.add(NAME, String::from_utf8_lossy(&text));
        let place = Place { source, spot: Spot::At(Position { line, column: 1 }) };
        let help = "say `suits setup` once in this clone: then edits of neighbouring fields merge, and none is lost";
        snapshot.strays.push(Finding::warning("not-armed", place, message).help(help));
    }
}
