//! How a brief answers each section: the one meaning of filled, empty and waived, for the rule, for the score and for the walk through
//! a brief. Looks at whether something is said, never at how well.

use super::rule::Desk;
use super::text;
use crate::domain::authority::{Act, may};
use crate::domain::brief::Brief;
use crate::domain::brief_parts::Waived;
use crate::domain::brief_sections::Section;
use crate::domain::record::Located;
use crate::source::KeyPath;

/// How a brief answers a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Words stand there that say something.
    Written,
    /// It is in the client's record: competitors stand for references.
    Elsewhere,
    /// Left out on purpose, by somebody who may: the waiver's place in the list.
    Waived(usize),
    /// A budget without a sum, which `budget-without-figure` speaks of.
    Unfinished,
    /// A title that nobody put a name to.
    Unsigned,
    /// Nothing, or a word for nothing.
    Empty {
        /// The waiver that does not hold, and why.
        refused: Option<(usize, String)>,
    },
}

impl Answer {
    /// Whether nobody need ask any more.
    pub fn is_given(&self) -> bool {
        matches!(self, Answer::Written | Answer::Elsewhere | Answer::Waived(_))
    }
}

/// How a brief answers a section.
pub(super) fn answer(desk: &Desk<'_>, brief: &Located<Brief>, section: &Section) -> Answer {
    let client = || desk.agency.clients.get(&brief.id.client()).found();
    if section.name == "budget" && brief.budget.as_ref().is_some_and(|budget| budget.amount.is_none()) {
        return Answer::Unfinished;
    }
    if section.name == "project" && brief.authors.is_empty() {
        return Answer::Unsigned;
    }
    let lists = desk.lists(brief);
    if texts(section, brief).iter().any(|(_, text)| !text::is_blank(text, lists)) {
        return Answer::Written;
    }
    if client().is_some_and(|client| section.is_covered_by(client)) {
        return Answer::Elsewhere;
    }
    let Some(index) = brief.waived.iter().position(|waiver| covers(waiver, section)) else {
        return Answer::Empty { refused: None };
    };
    match refusal(desk, brief, &brief.waived[index]) {
        None => Answer::Waived(index),
        Some(why) => Answer::Empty { refused: Some((index, why)) },
    }
}

/// The texts that answer a section. Where an insight comes from is no insight.
pub(super) fn texts<'b>(section: &Section, brief: &'b Brief) -> Vec<(KeyPath, &'b str)> {
    let mut texts = section.texts(brief);
    texts.retain(|(path, _)| path.last() != Some(&"source".into()));
    texts
}

/// Whether a waiver is about a section: it names it, or the key it stands under.
pub(super) fn covers(waiver: &Waived, section: &Section) -> bool {
    let named = Section::named(&waiver.section).is_some_and(|named| named.name == section.name);
    named || section.path() == KeyPath(vec![waiver.section.to_string().into()])
}

/// Why a waiver does not hold. It carries no day, so that whoever could give it when the brief was asked for, or can now, may.
pub(super) fn refusal(desk: &Desk<'_>, brief: &Located<Brief>, waiver: &Waived) -> Option<String> {
    if waiver.reason.trim().is_empty() {
        return Some("it gives no reason".to_owned());
    }
    let config = &desk.agency.config;
    let then = brief.requested_on.map(|day| may(config, &waiver.by, Act::WaiveSection, day));
    if then.is_some_and(|then| then.is_ok()) {
        return None;
    }
    may(config, &waiver.by, Act::WaiveSection, desk.today).err().map(|refused| refused.reason)
}
