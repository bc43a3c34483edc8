//! From a text to a record, with every top-level field that does not fit told apart. Shared by reading and by the proof before writing.

use crate::domain::approval::ApprovalFor;
use crate::domain::record::{Located, Part, Record};
use crate::finding::Finding;
use crate::source::{Place, SourceId, Span, Step, Wanted};
use crate::values::nearest;
use crate::yaml::{Canon, Decoded, Document, Fault, Tree, UnknownKey, decode, path_of};

/// More faults than this in one file help nobody.
pub(super) const MOST: usize = 20;

/// Decodes a record, or says what is wrong with each of its top-level fields.
pub(super) fn decode_all<T: Record>(
    document: &Document<'_>,
    keep: Option<&[Wanted<'_>]>,
) -> Result<Decoded<T>, Vec<Fault>> {
    let first = match decode::<T>(document, keep) {
        Ok(decoded) => return Ok(decoded),
        Err(fault) => fault,
    };
    let keys: Vec<(String, Span)> = document
        .tree
        .entries(Tree::ROOT)
        .filter(|_| document.tree.node(Tree::ROOT).kind.is_map())
        .map(|(key, value)| {
            let span = Span { start: document.tree.node(key).start, end: document.tree.node(value).end };
            (document.scalar(key).into_owned(), span)
        })
        .collect();
    let mut kept: Vec<Wanted<'_>> = match keep {
        Some(keep) => keep.to_vec(),
        None => keys.iter().map(|(key, _)| Wanted::all(key)).collect(),
    };
    let mut left_out = vec![document.tree.node(Tree::ROOT).start];
    let mut faults = vec![first];
    while faults.len() < MOST {
        let at = faults.last().map_or(0, |fault| fault.span.start);
        let holds = |span: &Span| span.start <= at && at < span.end.max(span.start + 1);
        let Some((bad, span)) = keys.iter().find(|(_, span)| holds(span)) else { break };
        let Some(index) = kept.iter().position(|wanted| wanted.key == bad) else { break };
        kept.remove(index);
        left_out.push(span.start);
        match decode::<T>(document, Some(&kept)) {
            Ok(_) => break,
            // A field that was left out is missed in turn; one that is truly missing was there to be found first.
            Err(fault) if fault.code == "missing-field" && left_out.contains(&fault.span.start) => break,
            Err(fault) => faults.push(fault),
        }
    }
    Err(faults)
}

/// The fingerprints of the sections that somebody approved in one of some ways.
pub(super) fn fingerprints<T: Record>(
    document: &Document<'_>,
    wanted: &[ApprovalFor],
    canon: &mut Canon,
    located: &mut Located<T>,
) {
    if wanted.is_empty() {
        return;
    }
    let sections = located.record.approved_sections().into_iter();
    let asked = sections.filter(|section| section.approvals.iter().any(|approval| wanted.contains(&approval.of)));
    let found = asked.filter_map(|section| {
        let node = match section.part {
            Part::Whole => Tree::ROOT,
            Part::Item(list, index) => document.find([Step::from(list), Step::from(index)])?.value,
        };
        Some((section.part, canon.fingerprint(document, node, section.leave_out).into()))
    });
    located.fingerprints = found.collect();
}

/// A fault as a finding.
pub(super) fn finding(source: SourceId, fault: Fault) -> Finding {
    Finding { help: fault.help, ..Finding::error(fault.code, Place::span(source, fault.span), fault.message) }
}

/// A key that no field has, as a finding.
pub(super) fn unknown(document: &Document<'_>, source: SourceId, key: UnknownKey) -> Finding {
    let name = document.scalar(key.key);
    let place = Place::key(source, path_of(document, key.key));
    let finding = Finding::warning(
        "unknown-key",
        place,
        format!("there is no field `{name}` here; it is kept, and means nothing"),
    );
    match nearest(&name, key.known.iter().copied()) {
        Some(known) => finding.help(format!("did you mean `{known}`? a field of your own goes under `x:`")),
        None => finding.help("a field of your own goes under `x:`"),
    }
}
