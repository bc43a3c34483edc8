//! The audit itself: the merges first, then every commit in its turn.

use super::billed::billed;
use super::blame::{State, became, now};
use super::edits::{Edit, Versions, edits};
use super::frozen::{Bound, Deed, Rewriting, bound, may_be_asked_again, rewritings, sent, values_changed};
use super::law::{CONFIG, Law, Laws};
use super::library::{Library, Page};
use super::losses;
use super::merges;
use super::past::{Blob, Past};
use super::renames::record;
use super::rights::{AskRule, Objection, is_signing, unrightful};
use super::slip::{Slip, What};
use super::spot::Spot;
use super::steps::{self, By};
use super::unread::{self, Unread};
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::{Change, changes};
use crate::source::{KeyPath, Step};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// So many records are read at once.
const BATCH: usize = 2_000;

/// What is to be audited.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// Which commits, by their place in the past.
    pub within: &'a [bool],
    /// Which files.
    pub wanted: &'a dyn Fn(&str) -> bool,
    /// The rule that says who could not sign what.
    pub rule: &'a AskRule<'a>,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Audited {
    /// What went wrong, in the order of the commits.
    pub slips: Vec<Slip>,
    /// How many commits were looked at.
    pub commits: usize,
    /// How many of them were merges that could be judged.
    pub merges: usize,
    /// Merges whose sides parted before this clone begins.
    pub unseen: Vec<usize>,
    /// Versions of records that cannot be read.
    pub unreadable: Vec<Unread>,
    /// Commits at which `suits.toml` cannot be read: no step and no approval is judged there.
    pub lawless: Vec<usize>,
}

/// Reads the past and says what went wrong.
pub fn audit(past: &Past, ask: Ask<'_>, library: &mut Library<'_>) -> Audited {
    let mut auditor = Auditor {
        past,
        ask,
        laws: Laws::default(),
        unread: BTreeSet::new(),
        sides: BTreeSet::new(),
        audited: Audited::default(),
    };
    auditor.merges(library);
    auditor.commits(library);
    let Auditor { unread, sides, mut audited, .. } = auditor;
    audited.unreadable = unread::versions(past, (&unread, &sides), &audited.slips, library);
    audited.slips.sort_by_cached_key(|slip| (slip.commit, slip.what, slip.path.clone(), slip.spot.path.to_string()));
    audited
}

struct Auditor<'a> {
    past: &'a Past,
    ask: Ask<'a>,
    laws: Laws,
    unread: unread::Versions,
    /// Those that are sides of merges.
    sides: unread::Versions,
    audited: Audited,
}

impl Auditor<'_> {
    fn merges(&mut self, library: &mut Library<'_>) {
        let (past, within) = (self.past, self.ask.within);
        let merges: Vec<usize> =
            (0..past.commits.len()).filter(|at| within[*at] && past.commits[*at].parents.len() > 1).collect();
        let judged = merges::judge(past, &merges, self.ask.wanted, library);
        self.audited.merges = judged.looked_at;
        self.audited.unseen.clone_from(&judged.unseen);
        self.sides.extend(judged.unreadable.iter().copied());
        self.audited.slips.extend(losses::slips(past, &judged, library));
    }

    fn commits(&mut self, library: &mut Library<'_>) {
        let past = self.past;
        let mut waiting: Vec<Edit> = Vec::new();
        for at in (0..past.commits.len()).filter(|at| self.ask.within[*at]) {
            self.audited.commits += 1;
            waiting.extend(edits(past, at, self.ask.wanted));
            if waiting.len() > BATCH {
                self.judge(&std::mem::take(&mut waiting), library);
            }
        }
        self.judge(&waiting, library);
    }

    fn judge(&mut self, edits: &[Edit], library: &mut Library<'_>) {
        for edits in edits.chunks(BATCH) {
            // what somebody noted of a meeting or logged is looked at only where something of it is gone or changed
            let matters =
                |edit: &&Edit| !(edit.is_new() && matches!(edit.kind(), Kind::Timesheet | Kind::ContactReport));
            library.want(edits.iter().filter(matters).flat_map(Edit::blobs));
            for of_commit in edits.chunk_by(|one, other| one.commit == other.commit) {
                let judged =
                    of_commit.iter().filter(matters).filter_map(|edit| Some((edit, self.edit(edit, library)?)));
                let signing: Vec<(&Edit, Versions)> = judged.filter(|(_, versions)| is_signing(versions)).collect();
                self.rights(&signing, library);
            }
        }
    }

    /// Judges what one edit did by itself; gives the versions, where what was signed in them is to be judged too.
    fn edit(&mut self, edit: &Edit, library: &mut Library<'_>) -> Option<Versions> {
        let Some(mut versions) = edit.read(self.past, library) else {
            self.unreadable(edit);
            return None;
        };
        if edit.kind() == Kind::Timesheet {
            for hours in billed(self.past, edit, &versions, library) {
                let slip = self.slip(What::BilledTimeDeleted, edit, hours.spot, hours.message);
                let is_alone = is_alone(&versions, |change| change.after.is_none());
                let slip = Slip { was: Some(hours.entry), is_alone, ..slip };
                self.tell(edit, slip, library, &|page, slip| mended_where(page, |now| slip.spot.find(now).is_some()));
            }
            return None;
        }
        let found = rewritings(self.past, edit, &versions, library).or_else(|| {
            versions = edit.read_fitting(self.past, library)?;
            rewritings(self.past, edit, &versions, library)
        });
        match found {
            None => self.unreadable(edit),
            Some(rewritings) => rewritings.into_iter().for_each(|one| self.rewriting(edit, &versions, one, library)),
        }
        if edit.is_gone() {
            return None;
        }
        self.law(edit.commit, library)?;
        if edit.kind() == Kind::Job {
            match steps::steps(self.past, edit, &versions, &mut self.laws, library) {
                None => self.unreadable(edit),
                Some(steps) => steps.into_iter().for_each(|step| self.step(edit, &versions, step, library)),
            }
        }
        Some(versions)
    }

    fn rewriting(&mut self, edit: &Edit, versions: &Versions, one: Rewriting, library: &mut Library<'_>) {
        let what = if one.deed == Deed::Gone { What::FrozenDeleted } else { What::FrozenRewritten };
        let spot = Spot::value(one.change.as_ref().map_or_else(|| one.part.clone(), |change| change.path.clone()));
        let mut slip = self.slip(what, edit, spot, one.message);
        if let Some(change) = one.change {
            (slip.was, slip.is) = (change.before, change.after);
        }
        let kind = edit.kind();
        slip.is_alone = is_alone(versions, |change| {
            change.path.0.starts_with(&one.part.0) && !change.path.first_key().is_some_and(|key| FREE.contains(&key))
        });
        let sent_before = versions.befores.first().and_then(|page| page.said.as_ref()).map(sent);
        slip.state = became(self.past, edit.commit, edit.path, library, &|blob, library| {
            let Some(page) = blob.map(|blob| library.page(blob)) else { return State::Open };
            let mended = match &one.bound {
                Some(part) => {
                    let parts = bound(kind, &page).unwrap_or_default();
                    parts.iter().any(|now| now.path == part.path && part.is_mended_in(now, may_be_asked_again(kind)))
                }
                None => page.said.as_ref().map(sent) == sent_before,
            };
            if mended { State::Repaired } else { State::Open }
        });
        if slip.state == State::Open
            && one.deed == Deed::Gone
            && self.stands_elsewhere(edit, one.bound.as_ref(), library)
        {
            slip.state = State::Repaired;
        }
        if slip.state == State::Open
            && let Some(part) = &one.bound
        {
            self.left(&mut slip, versions, part, kind, library);
        }
        self.audited.slips.push(slip);
    }

    /// Tells of a binding part what of it is still to be put back, whichever commit changed it.
    fn left(&self, slip: &mut Slip, versions: &Versions, part: &Bound, kind: Kind, library: &mut Library<'_>) {
        let past = self.past;
        let now = past.number(&slip.path).and_then(|path| past.at(past.tip(), path));
        let now = now.and_then(|blob| library.page(blob).said.clone());
        let before = versions.befores.first().and_then(|page| page.said.as_ref());
        let (Some(before), Some(now)) = (before, &now) else { return };
        let mut left = values_changed([before, now], &part.path, kind).into_iter();
        if let Some(change) = left.next() {
            (slip.spot, slip.was, slip.is) = (Spot::value(change.path), change.before, change.after);
            slip.left = left.map(|change| (change.path, change.before)).collect();
        }
    }

    /// Whether what was binding of a record whose number another took over stands under another number by now.
    fn stands_elsewhere(&self, edit: &Edit, part: Option<&Bound>, library: &mut Library<'_>) -> bool {
        let (past, kind, Some(part)) = (self.past, edit.kind(), part) else { return false };
        if past.at(edit.commit, edit.path).is_none() {
            return false;
        }
        let is_kin = |path: &str| record(path).is_some_and(|id| id.kind() == kind && id.client() == edit.id.client());
        let now = past.paths().filter(|(_, path)| is_kin(path)).filter_map(|(path, _)| past.at(past.tip(), path));
        let now: Vec<Blob> = now.collect();
        library.want(now.iter().copied());
        now.into_iter().any(|blob| {
            let parts = bound(kind, &library.page(blob)).unwrap_or_default();
            parts.iter().any(|now| now.path == part.path && part.is_mended_in(now, false))
        })
    }

    fn step(&mut self, edit: &Edit, versions: &Versions, step: steps::Step, library: &mut Library<'_>) {
        let after = versions.after.as_ref().and_then(|page| page.said.as_ref());
        let list = KeyPath::root().then("handoffs");
        let handoff = match (step.by, after.and_then(|after| after.get("handoffs"))) {
            (By::Handoff(at), Some(Said::List(items))) => items.get(at),
            _ => None,
        };
        let spot = match handoff {
            None => Spot::value(KeyPath::root().then("status")),
            Some(handoff) => match handoff.get("id").and_then(Said::text) {
                Some(id) => Spot::value(list.then(Step::Item("id", id.to_owned())).then("stage")),
                None => Spot { path: list, item: Some(handoff.clone()) },
            },
        };
        let mut slip = self.slip(What::StepOutsideWorkflow, edit, spot, step.message.clone());
        (slip.was, slip.is) = (Some(Said::Text(step.from.clone())), Some(Said::Text(step.to.clone())));
        slip.is_alone = is_alone(versions, |change| change.path.first_key().is_some_and(|key| STEPS.contains(&key)));
        self.tell(edit, slip, library, &|page, slip| step.became(page, &slip.spot));
    }

    /// Judges what one commit signed: the rule is asked once, of all of it, with the clients and the settings of that commit.
    fn rights(&mut self, signing: &[(&Edit, Versions)], library: &mut Library<'_>) {
        let past = self.past;
        let Some((first, _)) = signing.first() else { return };
        let Some(law) = self.law(first.commit, library) else { return };
        let mut files: BTreeMap<String, Arc<Page>> = BTreeMap::new();
        for (edit, versions) in signing {
            let client = edit.id.client().map(|client| AnyId::Client(client).path());
            let blob = client.as_ref().and_then(|path| past.at(edit.commit, past.number(path)?));
            files.extend(client.zip(blob.map(|blob| library.page(blob))));
            files.extend(versions.after.clone().map(|page| (past.path(edit.path).to_owned(), page)));
        }
        let texts = files.iter().filter_map(|(path, page)| Some((path.as_str(), page.text.as_deref()?)));
        let texts: Vec<(&str, &str)> = std::iter::once((CONFIG, &*law.text)).chain(texts).collect();
        let mut by_file: HashMap<String, Vec<Objection>> = HashMap::new();
        for objection in (self.ask.rule)(&texts) {
            by_file.entry(objection.file.clone()).or_default().push(objection);
        }
        for (edit, versions) in signing {
            let objections = by_file.remove(past.path(edit.path)).unwrap_or_default();
            for found in unrightful(versions, objections) {
                let part = found.spot.path.clone();
                let is_alone = is_alone(versions, |change| change.path.0.starts_with(&part.0));
                let slip = self.slip(What::ApprovalWithoutAuthority, edit, found.spot, found.objection.message);
                let slip = Slip { is: Some(found.signed), help: found.objection.help, is_alone, ..slip };
                self.tell(edit, slip, library, &|page, slip| mended_where(page, |now| slip.spot.find(now).is_none()));
            }
        }
    }

    /// Tells a slip, with what became of it, as `judge` says of a later version of the record.
    fn tell(&mut self, edit: &Edit, slip: Slip, library: &mut Library<'_>, judge: &dyn Fn(&Page, &Slip) -> State) {
        let state = became(self.past, edit.commit, edit.path, library, &|blob, library| match blob {
            None if slip.what == What::BilledTimeDeleted => State::Open,
            None => State::Overtaken,
            Some(blob) => judge(&library.page(blob), &slip),
        });
        self.audited.slips.push(Slip { state, ..slip });
    }

    fn slip(&self, what: What, edit: &Edit, spot: Spot, message: String) -> Slip {
        let past = self.past;
        // at the number of one that is gone another may lie by now
        let now = if edit.is_gone() { edit.path } else { now(past, edit.commit, edit.path) };
        Slip {
            what,
            state: State::Open,
            record: edit.id.to_string(),
            path: past.path(now).to_owned(),
            spot,
            was: None,
            both: None,
            is: None,
            edit: None,
            commit: edit.commit,
            message,
            good: past.commits[edit.commit].parents.first().copied(),
            there: past.path(edit.before.unwrap_or(edit.path)).to_owned(),
            is_alone: false,
            is_untouched: past.at(past.tip(), now) == past.at(edit.commit, edit.path),
            left: Vec::new(),
            help: None,
        }
    }

    fn unreadable(&mut self, edit: &Edit) {
        self.unread.insert((edit.commit, edit.path));
    }

    /// What held at a commit; none where `suits.toml` cannot be read there.
    fn law(&mut self, commit: usize, library: &mut Library<'_>) -> Option<Arc<Law>> {
        let law = self.laws.at(self.past, commit, library);
        if law.is_none() && self.audited.lawless.last() != Some(&commit) {
            self.audited.lawless.push(commit);
        }
        law
    }
}

/// What may be written of a binding record at any time: payments of an invoice, what is planned next in a report.
const FREE: [&str; 6] = ["payments", "disputed", "written_off", "objections", "next_contact", "x"];
/// What a step of a job writes.
const STEPS: [&str; 4] = ["status", "handoffs", "cancelled", "overrides"];

/// Whether all that an edit changed is of one sort; so it is where the record is new or gone.
fn is_alone(versions: &Versions, is_of_it: impl Fn(&Change) -> bool) -> bool {
    let said = |page: &Arc<Page>| page.said.clone();
    match (versions.befores.first().and_then(said), versions.after.as_ref().and_then(said)) {
        (Some(before), Some(after)) => changes(&before, &after).iter().all(is_of_it),
        (_, after) => after.is_none(),
    }
}

fn mended_where(page: &Page, is_mended: impl Fn(&Said) -> bool) -> State {
    if page.said.as_ref().is_some_and(is_mended) { State::Repaired } else { State::Open }
}
