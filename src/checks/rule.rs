//! What a rule is: its name, its text and a function over the desk. The text is its documentation, its explanation and its test.

use super::language::{Languages, Lists};
use crate::config::Level;
use crate::domain::agency::Agency;
use crate::domain::brief::{Brief, BriefStatus};
use crate::domain::record::Located;
use crate::domain::workflow::Workflow;
use crate::finding::Finding;
use crate::source::Place;
use crate::values::{ClientId, Day};
use std::slice;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// How good a brief is: asked again when a brief is to be approved.
    Brief,
    /// Whether the book is sound.
    Book,
}

/// A rule's name, level and text.
#[derive(Debug)]
pub struct Meta {
    /// Its kebab-case name, which says what is wrong.
    pub code: &'static str,
    /// Its numbers in the rubric: `I02`, `BR05`.
    pub aliases: &'static [&'static str],
    /// How its findings are taken where `suits.toml` does not say.
    pub level: Level,
    /// What it is about.
    pub subject: Subject,
    /// Whether it looks at the day: then the same book may be found fault with tomorrow, so it is run only when asked.
    pub due: bool,
    /// Its text, with fixed headings; read it through [`super::Docs`].
    pub docs: &'static str,
}

impl Meta {
    /// A finding of this rule, at the rule's own level.
    pub fn finding(&self, place: Place, message: impl Into<String>) -> Finding {
        match self.level {
            Level::Error => Finding::error(self.code, place, message),
            Level::Warning | Level::Off => Finding::warning(self.code, place, message),
        }
    }

    /// A finding of this rule that only warns, where its other findings stop a gate.
    pub fn warning(&self, place: Place, message: impl Into<String>) -> Finding {
        Finding::warning(self.code, place, message)
    }
}

/// One rule.
pub trait Rule: Sync {
    /// Its name and text.
    fn meta(&self) -> &'static Meta;
    /// Adds what it finds.
    fn check(&self, desk: &Desk<'_>, findings: &mut Vec<Finding>);
}

/// What lies before the proof-reader: the agency, the day, the workflow, the words.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// Every record that was loaded.
    pub agency: &'a Agency,
    /// The day it is looked at.
    pub today: Day,
    /// The stages.
    pub workflow: &'a Workflow,
    languages: &'a Languages,
    gate: Gate<'a>,
}

/// Which briefs are looked at as if they were handed in: nothing is forgiven because they are drafts.
#[derive(Clone, Copy, Debug)]
enum Gate<'a> {
    None,
    One(&'a Located<Brief>),
    All,
}

impl<'a> Desk<'a> {
    /// The whole book.
    pub fn new(agency: &'a Agency, workflow: &'a Workflow, languages: &'a Languages, today: Day) -> Desk<'a> {
        Desk { agency, today, workflow, languages, gate: Gate::None }
    }

    /// One brief at the gate: nothing is forgiven because it is a draft.
    #[must_use]
    pub fn at_the_gate(self, brief: &'a Located<Brief>) -> Desk<'a> {
        Desk { gate: Gate::One(brief), ..self }
    }

    /// Every brief as if it were at the gate.
    #[must_use]
    pub fn all_at_the_gate(self) -> Desk<'a> {
        Desk { gate: Gate::All, ..self }
    }

    /// The briefs to look at: the one at the gate, else all that still count.
    pub fn briefs(&self) -> impl Iterator<Item = &'a Located<Brief>> + use<'a> {
        let (briefs, named) = match self.gate {
            Gate::One(brief) => (slice::from_ref(brief).iter(), true),
            Gate::None | Gate::All => (self.agency.briefs.iter(), false),
        };
        briefs.filter(move |brief| named || brief.status != BriefStatus::Superseded)
    }

    /// The day, where a brief that is not approved yet stands at the gate; none while the whole book is read.
    pub fn gate_day(&self, brief: &Located<Brief>) -> Option<Day> {
        (matches!(self.gate, Gate::One(_)) && brief.status != BriefStatus::Approved).then_some(self.today)
    }

    /// A finding about a brief. A draft may be unfinished, so there it only warns until the brief is handed in.
    pub fn about_brief(
        &self,
        meta: &Meta,
        brief: &Located<Brief>,
        place: Place,
        message: impl Into<String>,
    ) -> Finding {
        if brief.status == BriefStatus::Draft && matches!(self.gate, Gate::None) {
            meta.warning(place, message)
        } else {
            meta.finding(place, message)
        }
    }

    /// The language a brief is written in: its own, else its client's, else the agency's.
    pub fn language_of(&self, brief: &'a Located<Brief>) -> &'a str {
        brief.record.language.as_deref().unwrap_or_else(|| self.language_at(&brief.id.client()))
    }

    /// The words of a brief's language.
    pub(super) fn lists(&self, brief: &'a Located<Brief>) -> &'a Lists {
        self.languages.lists(self.language_of(brief))
    }

    /// The words of a client's language, for texts about it that are no brief.
    pub(super) fn lists_of(&self, client: &ClientId) -> &'a Lists {
        self.languages.lists(self.language_at(client))
    }

    fn language_at(&self, client: &ClientId) -> &'a str {
        let client = self.agency.clients.get(client).found().and_then(|client| client.record.language.as_deref());
        client.unwrap_or(&self.agency.config.agency.language)
    }
}

/// Defines a rule: its text, its type, its name, its numbers, its level, what it is about and, where it looks at the day, `due`. The file's
/// own `check` does the work.
macro_rules! rule {
    (@due) => { false };
    (@due due) => { true };
    ($(#[doc = $line:literal])+ $name:ident, $code:literal, [$($alias:literal),*], $level:ident, $subject:ident $(, $due:ident)?) => {
        $(#[doc = $line])+
        #[derive(Clone, Copy, Debug)]
        pub(super) struct $name;

        static META: $crate::checks::Meta = $crate::checks::Meta {
            code: $code,
            aliases: &[$($alias),*],
            level: $crate::config::Level::$level,
            subject: $crate::checks::Subject::$subject,
            due: $crate::checks::rule::rule!(@due $($due)?),
            docs: concat!($($line, "\n"),+),
        };

        impl $crate::checks::Rule for $name {
            fn meta(&self) -> &'static $crate::checks::Meta {
                &META
            }

            fn check(&self, desk: &$crate::checks::Desk<'_>, findings: &mut Vec<$crate::finding::Finding>) {
                check(desk, findings);
            }
        }
    };
}
pub(crate) use rule;
