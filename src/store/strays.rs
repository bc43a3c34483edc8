//! What lies at the top of the book and should not: records outside their folders, folders whose name is nearly right.

use super::load::Loader;
use super::origin::What;
use super::reading::closed;
use crate::domain::layout::{Placement, folder, kind_of_folder, parse_path};
use crate::domain::record::Kind;
use crate::finding::{Finding, Fix};
use crate::source::{Place, quoted};

impl Loader<'_> {
    /// Looks over the names at the top of the book.
    pub(super) fn top(&mut self) {
        let listed = match self.origin.entries("") {
            Ok(listed) => listed,
            Err(error) => {
                let source = self.sources.add(".", "");
                self.strays.push(closed(source, &error));
                return;
            }
        };
        for entry in listed {
            let name = entry.name.as_str();
            let finding = match (entry.what, parse_path(name)) {
                (What::Folder, _) if kind_of_folder(name).is_none() => self.nearly(name),
                (What::File, Placement::Misplaced { id, belongs }) => {
                    let place = Place::file(self.sources.add(name, ""));
                    let message = format!("`{id}` belongs at `{belongs}`; here it is not read");
                    let help = format!("`{} mv -- {} {}`", self.stand.git(), quoted(name), quoted(&belongs));
                    Some(Finding::error("misplaced-record", place, message).help(help).fix(Fix::Move(belongs)))
                }
                _ => None,
            };
            self.strays.extend(finding);
        }
    }

    /// A folder of records but for its capitals.
    fn nearly(&mut self, name: &str) -> Option<Finding> {
        let kind = *Kind::ALL.iter().find(|&&kind| folder(kind).eq_ignore_ascii_case(name))?;
        let right = folder(kind);
        let place = Place::file(self.sources.add(name, ""));
        let message = format!("the folder `{name}` is not `{right}`; nothing in it is read");
        let help = format!("`{} mv -- {} {right}`", self.stand.git(), quoted(name));
        Some(Finding::error("misplaced-record", place, message).help(help).fix(Fix::Move(right.to_owned())))
    }
}
