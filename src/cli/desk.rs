//! What a plan works on: the book as it was just read under its lock, and the day.

use super::exit::Stop;
use super::findings::problems;
use super::session::{Session, vanished};
use crate::checks;
use crate::domain::calendar::Calendar;
use crate::domain::layout::AnyId;
use crate::domain::plan::Actor;
use crate::domain::record::{Kind, Located, Record};
use crate::finding::Finding;
use crate::source::SourceId;
use crate::store::{Snapshot, Store};
use crate::values::{BriefId, ClientId, Day, PersonId, says_nothing};

/// What a plan works on.
pub(super) struct Desk<'a> {
    /// The book.
    pub store: &'a Store,
    /// The book as it was just read.
    pub snapshot: &'a Snapshot,
    /// The day.
    pub today: Day,
}

impl Desk<'_> {
    /// The office calendar, for dates as people type them.
    pub(super) fn calendar(&self) -> Calendar {
        Calendar::new(&self.snapshot.agency.config.calendar)
    }

    /// Refuses with findings of this book.
    pub(super) fn refuse(&self, findings: Vec<Finding>) -> Stop {
        Stop::Refused(problems(self.snapshot, &findings))
    }

    /// Refuses a text with a gap, like `TBC`, where a record is to say something; where a paper is to be named, one that says nothing too.
    pub(super) fn answers<T: Record>(
        &self,
        (flag, text): (&str, &str),
        record: &Located<T>,
        client: &ClientId,
    ) -> Result<(), Stop> {
        let (code, hint) = match flag {
            "--evidence" => (
                "no-evidence",
                "name the paper, so that it is found again: a mail's date, a number, a file in `evidence/`",
            ),
            "--supplier" => ("no-name", "say who it is, as on their papers"),
            _ => ("no-reason", "say why in a few words"),
        };
        let refused = |gap: &str| Err(Stop::usage(code, format_args!("`{flag}`: {gap}"), hint));
        if flag == "--evidence" && says_nothing(text) {
            return match text.trim() {
                "" => refused("nothing stands where an answer should"),
                gap => refused(&format!("`{gap}` stands where an answer should")),
            };
        }
        let book = (&self.snapshot.agency, self.today);
        let gap = checks::gap(text, record, client, book, &|source| self.path_of(source));
        gap.map_or(Ok(()), |gap| refused(&gap))
    }

    /// The one who acts.
    pub(super) fn actor<'a>(&self, by: &'a PersonId, mint: &'a dyn Fn() -> String) -> Actor<'a> {
        Actor { by, today: self.today, mint }
    }

    /// The id that a client's next record of a kind gets.
    pub(super) fn next_id(&self, kind: Kind, client: &ClientId, session: &Session<'_, '_>) -> Result<AnyId, Stop> {
        let dice = session.world.dice;
        let mut random = || u32::try_from(dice() >> 32).unwrap_or_default();
        let scheme: Option<&mut dyn FnMut() -> u32> =
            if self.snapshot.agency.config.random_numbers { Some(&mut random) } else { None };
        Ok(self.store.next_number(kind, client, scheme)?)
    }

    /// The text of a brief that was loaded.
    pub(super) fn text_of(&self, brief: &BriefId) -> Result<String, Stop> {
        let id = AnyId::Brief(brief.clone());
        let source = self.snapshot.source_of(&id).ok_or_else(|| vanished(&id))?;
        Ok(self.snapshot.sources.file(source).text.to_string())
    }

    /// The path of a file that was loaded.
    pub(super) fn path_of(&self, source: SourceId) -> String {
        self.snapshot.sources.file(source).path.to_string()
    }
}
