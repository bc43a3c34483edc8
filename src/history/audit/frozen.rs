//! Records rewritten after they were binding: what the client approved, what was invoiced, what was sent out. A change that leaves the old
//! approval standing shows itself, because the approval goes stale; here is told what hides, and what may not change at all.

use super::edits::{Edit, Versions, earlier};
use super::library::{Library, Page, settled};
use super::past::Past;
use super::renames::{made_by, reworded};
use super::rightful::rightful;
use super::spot::Spot;
use crate::domain::approval::{Approval, ApprovalFor, Method};
use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::record::{Kind, Record, list_key};
use crate::history::Said;
use crate::history::diff::{Change, changes};
use crate::source::{KeyPath, Step};
use crate::yaml::{Document, decode, fingerprint, read};

/// A part of a record that somebody's yes makes binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    /// Where, by the id of the item.
    pub(super) path: KeyPath,
    /// The fingerprint of what it says.
    pub(super) print: String,
    /// The yeses that bind it, if there are any; of another text than it has now, too.
    pub(super) yeses: Vec<Approval>,
}

/// What was done to something binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// It says something else now, and the yes was made to fit or taken away.
    Forged,
    /// It says something else now; the yes is stale, or was asked for again.
    Changed,
    /// The yes is gone or says something else.
    YesGone,
    /// It is gone.
    Gone,
}

/// One thing that was done to something binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rewriting {
    /// Where the part is.
    pub(super) part: KeyPath,
    /// The part as it was, where it can be looked up again.
    pub(super) bound: Option<Bound>,
    /// What was done.
    pub(super) deed: Deed,
    /// The value that changed first, with what it was and is.
    pub(super) change: Option<Change>,
    /// What is wrong, in a sentence.
    pub(super) message: String,
}

impl Bound {
    fn fresh(&self) -> impl Iterator<Item = &Approval> {
        self.yeses.iter().filter(|yes| yes.hash.as_deref().is_none_or(|hash| hash == self.print))
    }

    /// Whether a yes to what it says stands.
    pub(super) fn is_binding(&self) -> bool {
        self.fresh().next().is_some()
    }

    /// Whether a part was put back, or asked for anew beside the old yes, as far as `now` tells.
    pub(super) fn is_mended_in(&self, now: &Bound, may_be_asked_again: bool) -> bool {
        let kept = self.fresh().all(|yes| now.yeses.contains(yes));
        kept && (now.print == self.print
            || (may_be_asked_again && now.fresh().any(|yes| yes.hash.is_some() && !self.yeses.contains(yes))))
    }
}

/// Whether a part that changed may be asked for again: an invoice that went out is credited instead.
pub(super) fn may_be_asked_again(kind: Kind) -> bool {
    kind != Kind::Invoice
}

/// What one edit did to what was binding; none where a version does not fit its kind.
pub(super) fn rewritings(
    past: &Past,
    edit: &Edit,
    versions: &Versions,
    library: &mut Library<'_>,
) -> Option<Vec<Rewriting>> {
    match edit.kind() {
        Kind::ContactReport => Some(report(past, edit, versions, library)),
        Kind::Round | Kind::Timesheet => Some(Vec::new()),
        kind => approved(kind, past, edit, versions, library),
    }
}

fn approved(
    kind: Kind,
    past: &Past,
    edit: &Edit,
    versions: &Versions,
    library: &mut Library<'_>,
) -> Option<Vec<Rewriting>> {
    let befores = versions.befores.iter().map(|page| bound(kind, page)).collect::<Option<Vec<_>>>()?;
    let Some((first, others)) = befores.split_first() else { return Some(Vec::new()) };
    let after = versions.after.as_deref().map_or(Some(Vec::new()), |page| bound(kind, page))?;
    let binding = first.iter().filter(|part| {
        part.fresh().next().is_some() && others.iter().all(|parts| parts.iter().any(|other| other == *part))
    });
    let mut found = Vec::new();
    for part in binding {
        let now = after.iter().find(|now| now.path == part.path);
        let Some(deed) = deed(kind, part, now) else { continue };
        if now.is_some() && renamed_only(past, edit, versions, &part.path)
            || is_taken_back(kind, past, edit, part, now, library)
        {
            continue;
        }
        let change = value_changed(versions, &part.path, kind);
        let message = told(edit, part, deed.clone(), now);
        found.push(Rewriting { part: part.path.clone(), bound: Some(part.clone()), deed, change, message });
    }
    // a record that is gone is told once
    if edit.is_gone() && found.len() > 1 {
        found.truncate(1);
    }
    for gone in found.iter_mut().filter(|_| edit.is_gone()) {
        gone.part = KeyPath::root();
    }
    Some(found)
}

fn deed(kind: Kind, part: &Bound, now: Option<&Bound>) -> Option<Deed> {
    let Some(now) = now else { return Some(Deed::Gone) };
    let kept = part.fresh().all(|yes| now.yeses.contains(yes));
    match (now.print == part.print, kept) {
        (true, true) => None,
        (true, false) => Some(Deed::YesGone),
        (false, false) => Some(Deed::Forged),
        // a brief is written on: its old approvals go stale, and everybody sees it
        (false, true) if kind == Kind::Brief => None,
        (false, true) => Some(Deed::Changed),
    }
}

fn told(edit: &Edit, part: &Bound, deed: Deed, now: Option<&Bound>) -> String {
    let yes = part.fresh().next();
    let said = yes.map_or_else(String::new, |yes| match yes.of {
        ApprovalFor::Issue => format!("`{}` issued on {}", yes.by, yes.date),
        ApprovalFor::Payment => format!("`{}` let be paid on {}", yes.by, yes.date),
        _ => format!("`{}` approved on {}", yes.by, yes.date),
    });
    match deed {
        Deed::Gone if edit.is_gone() => format!("the record was deleted, with what {said}"),
        Deed::Gone => format!("what {said} was taken out"),
        Deed::YesGone => format!("the word of what {said} was taken out or rewritten"),
        Deed::Changed => format!("what {said} was changed"),
        Deed::Forged if now.is_some_and(|now| now.fresh().next().is_some()) => {
            format!("what {said} was changed, and the approval was rewritten to fit")
        }
        Deed::Forged => format!("what {said} was changed, and the approval was taken out or rewritten"),
    }
}

/// Whether the part stands as it stood at some time before: the approval itself, or a change, was taken back. Not where it stands again as
/// somebody had rewritten it.
fn is_taken_back(
    kind: Kind,
    past: &Past,
    edit: &Edit,
    part: &Bound,
    now: Option<&Bound>,
    library: &mut Library<'_>,
) -> bool {
    let Some(now) = now else { return false };
    let read = |page: &Page| bound(kind, page)?.into_iter().find(|then| then.path == part.path);
    if now.print == part.print {
        // nothing is rewritten but who said yes
        let earlier = earlier(past, edit.commit, edit.path);
        library.want(earlier.iter().copied());
        return earlier.into_iter().any(|blob| read(&library.page(blob)).as_ref() == Some(now));
    }
    let is_wrong = |at: usize, was: &Bound, then: &Bound, _: &mut Library<'_>| {
        was.is_binding() && deed(kind, was, Some(then)).is_some() && made_by(past, at).is_empty()
    };
    rightful(past, edit, library, read, is_wrong).contains(now)
}

/// Whether nothing changed but the names of records that got other ids in this commit.
fn renamed_only(past: &Past, edit: &Edit, versions: &Versions, path: &KeyPath) -> bool {
    let (renamed, Some(after)) = (made_by(past, edit.commit), &versions.after) else { return false };
    if renamed.is_empty() {
        return false;
    }
    let spot = Spot::value(path.clone());
    let find = |page: &Page| page.said.as_ref().and_then(|said| spot.find(said)).cloned();
    let now = find(after);
    versions.befores.iter().any(|page| find(page).map(|said| reworded(said, &renamed)) == now)
}

/// The first value of a part that changed, approvals and what may move left out; where nothing else did, one of those.
fn value_changed(versions: &Versions, part: &KeyPath, kind: Kind) -> Option<Change> {
    let before = versions.befores.first()?.said.as_ref()?;
    let after = versions.after.as_ref()?.said.as_ref()?;
    let is_in = |change: &Change| change.path.0.starts_with(&part.0);
    let own = values_changed([before, after], part, kind).into_iter().next();
    own.or_else(|| changes(before, after).into_iter().find(is_in))
}

/// The values of a part that changed between two versions, approvals and what may move left out.
pub(super) fn values_changed([before, after]: [&Said; 2], part: &KeyPath, kind: Kind) -> Vec<Change> {
    let free = ["approvals", "payments", "disputed", "written_off", "rejected", "withdrawn", "x"];
    let is_free = |key: &str| free.contains(&key) || key == "status" && kind != Kind::Invoice;
    let is_own = |change: &Change| {
        change.path.0.starts_with(&part.0)
            && !matches!(change.path.0.get(part.0.len()), Some(Step::Key(key)) if is_free(key))
    };
    changes(before, after).into_iter().filter(is_own).collect()
}

/// The parts of a record that a yes binds; none where it does not fit its kind.
pub(super) fn bound(kind: Kind, page: &Page) -> Option<Vec<Bound>> {
    match kind {
        Kind::Client => parts::<Client>(page),
        Kind::Brief => parts::<Brief>(page),
        Kind::Job => parts::<Job>(page),
        Kind::Invoice => parts::<Invoice>(page),
        Kind::Round | Kind::ContactReport | Kind::Timesheet => Some(Vec::new()),
    }
}

fn parts<T: Record>(page: &Page) -> Option<Vec<Bound>> {
    let text = page.text.as_deref()?;
    let tree = read(text).ok()?;
    let document = Document { text, tree: &tree };
    let record = decode::<T>(&document, None).ok()?.record;
    let said = page.said.as_ref()?;
    let mut parts = Vec::new();
    for section in record.approved_sections() {
        let here = section.path();
        let path = by_id(said, &here);
        let binds = |yes: &&Approval| {
            yes.of == binding(T::KIND, &here) && !matches!(yes.method, Method::Verbal | Method::Deemed)
        };
        let yeses: Vec<Approval> = section.approvals.iter().filter(binds).cloned().collect();
        let Some(found) = document.find(&here) else { continue };
        parts.push(Bound { path, print: fingerprint(&document, found.value, section.leave_out), yeses });
    }
    Some(parts)
}

/// Whose yes binds a part.
fn binding(kind: Kind, section: &KeyPath) -> ApprovalFor {
    match (kind, section.first_key()) {
        (Kind::Invoice, _) => ApprovalFor::Issue,
        (_, Some("supplier_invoices")) => ApprovalFor::Payment,
        _ => ApprovalFor::Client,
    }
}

/// The same path with the items of lists by what tells them apart.
pub(super) fn by_id(said: &Said, path: &KeyPath) -> KeyPath {
    let mut steps: Vec<Step> = Vec::new();
    for step in &path.0 {
        let here = KeyPath(steps.clone());
        let key = list_key(&here);
        let id = match step {
            Step::Index(_) => Spot::value(here.then(step.clone())).find(said).and_then(|item| item.get(key)?.text()),
            _ => None,
        };
        steps.push(id.map_or_else(|| step.clone(), |id| Step::Item(key, id.to_owned())));
    }
    KeyPath(steps)
}

/// What a contact report says that was sent out: all but what is done of it, objected to, and planned next.
fn report(past: &Past, edit: &Edit, versions: &Versions, library: &mut Library<'_>) -> Vec<Rewriting> {
    let Some((first, others)) = versions.befores.split_first() else { return Vec::new() };
    let told = |page: &Page| page.said.as_ref().map_or(Said::Nothing, sent);
    let issued = |said: &Said| said.get("issued").and_then(Said::text).map(str::to_owned);
    let (Some(before), true) = (first.said.as_ref(), others.iter().all(|other| told(other) == told(first))) else {
        return Vec::new();
    };
    let Some(day) = issued(before) else { return Vec::new() };
    let rewriting =
        |deed, change, message: String| vec![Rewriting { part: KeyPath::root(), bound: None, deed, change, message }];
    let Some(after) = versions.after.as_ref().and_then(|page| page.said.as_ref()) else {
        return rewriting(Deed::Gone, None, format!("the report was deleted, and had been sent out on {day}"));
    };
    let objected = |said: &Said| said.get("objections").is_some();
    let is_wrong = |at: usize, was: &Said, then: &Said, _: &mut Library<'_>| {
        let follows = || reworded(sent(was), &made_by(past, at)) == sent(then);
        issued(was).is_some() && !(sent(was) == sent(then) || objected(was) || objected(then) || follows())
    };
    if !is_wrong(edit.commit, before, after, library) {
        return Vec::new();
    }
    let come_to = rightful(past, edit, library, |page| page.said.clone(), is_wrong);
    if come_to.iter().any(|then| sent(then) == sent(after)) {
        return Vec::new();
    }
    let change = changes(&sent(before), &sent(after)).into_iter().next();
    let message = if issued(after).is_none() {
        format!("the report says no more that it was sent out on {day}")
    } else {
        format!("the report was changed after it was sent out on {day}, and nobody had objected")
    };
    rewriting(Deed::Changed, change, message)
}

/// What everybody who got a report has in hand; who does what at the agency may pass to somebody else.
pub(super) fn sent(said: &Said) -> Said {
    let Said::Map(entries) = said else { return said.clone() };
    let kept = entries.iter().filter(|(key, _)| !["objections", "next_contact", "x"].contains(&key.as_str()));
    let kept_of = |item: &Said| match item {
        Said::Map(fields) => {
            let kept = fields.iter().filter(|(key, _)| !["done", "owner", "x"].contains(&key.as_str()));
            Said::Map(kept.cloned().collect())
        }
        other => other.clone(),
    };
    let part = |(key, value): &(String, Said)| match value {
        Said::List(items) if key == "items" => (key.clone(), Said::List(items.iter().map(kept_of).collect())),
        value => (key.clone(), value.clone()),
    };
    settled(Said::Map(kept.map(part).collect()))
}
