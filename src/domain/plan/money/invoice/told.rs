//! What an invoice charges for, and why it cannot be told, in words.

use crate::domain::money::charged::Subject;
use crate::domain::money::papers::Papers;
use crate::domain::money::unpriced::Unpriced;
use crate::finding::Finding;
use crate::source::Place;

/// What a line charges for, in words: `` `concept` of ACME-0012 ``.
pub(super) fn called(of: &Subject) -> String {
    match (of.job.as_ref(), of.line.as_ref(), of.contract.as_ref(), of.month) {
        (Some(job), Some(line), ..) => format!("`{line}` of {job}"),
        (Some(job), None, ..) => job.to_string(),
        (None, _, Some(contract), Some(month)) => format!("{month} of `{contract}`"),
        (None, _, Some(contract), None) => format!("`{contract}`"),
        (None, _, None, _) => "nothing".to_owned(),
    }
}

/// The lines that the client approved.
pub(super) fn lines(papers: &Papers<'_>) -> Vec<String> {
    papers.agreed().flat_map(|paper| paper.lines).filter_map(|line| Some(line.id.as_ref()?.to_string())).collect()
}

/// The same in a sentence.
pub(super) fn lines_of(papers: &Papers<'_>) -> String {
    match lines(papers).as_slice() {
        [] => format!("the client has approved no line of {}", papers.job.id),
        some => format!("its lines: {}", some.join(", ")),
    }
}

/// The objection that a sum cannot be told, with what to write where a rate is missing.
pub(super) fn unpriced(place: Place, why: &Unpriced) -> Finding {
    let finding = Finding::error("unpriced", place, why.to_string());
    match why {
        Unpriced::NoExchange { currency, .. } => {
            finding.help(format!("add a rate of {currency} to `[fx]` in `suits.toml`"))
        }
        _ => finding,
    }
}
