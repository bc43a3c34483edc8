//! The command that puts a slip right: a field that is set, a file that is put back as git has it, else a merge that is resolved anew.

use super::past::Past;
use super::slip::{Slip, What};
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use crate::history::Said;
use crate::source::{KeyPath, Stand, Step, all_quoted, quoted};
use crate::yaml::as_typed;
use std::collections::BTreeSet;

/// Where the command is to be typed.
#[derive(Clone, Copy, Debug)]
pub struct Here<'h> {
    /// From where the book is seen.
    pub stand: &'h Stand,
    /// The files that hold what nobody has committed: git would refuse to let them go, or write over them.
    pub uncommitted: &'h BTreeSet<String>,
}

impl Here<'_> {
    /// A command of git that makes files otherwise than they are, with what is in them committed first.
    fn after_commit<'p>(&self, files: impl IntoIterator<Item = &'p str>, command: String) -> String {
        let open: BTreeSet<&str> = files.into_iter().filter(|file| self.uncommitted.contains(*file)).collect();
        if open.is_empty() {
            return command;
        }
        let (git, open) = (self.stand.git(), all_quoted(open));
        format!("{git} add -- {open} && {git} commit -m 'Work so far' -- {open} && {command}")
    }
}

/// The command; none where no command does it.
pub fn repair(past: &Past, slip: &Slip, here: Here<'_>) -> Option<String> {
    let git = here.stand.git();
    let commit = past.commits[slip.commit].short();
    let path = quoted(&slip.path);
    let id = match parse_path(&slip.path) {
        Placement::Record(id) => Some(id),
        _ => None,
    };
    let kind = id.as_ref().map(AnyId::kind);
    let record = id.map_or_else(|| path.clone(), |id| id.to_string());
    let anew = format!("suits resolve {record} --merge {commit}");
    match slip.what {
        What::LostName => Some(renumber(past, slip, here)),
        // a client's code is the beginning of the ids of all its records: it gets no other
        What::LostRecord | What::MixedRecords if kind == Some(Kind::Client) => {
            let good = past.commits[slip.good?].short();
            Some(here.stand.show(good, &slip.there))
        }
        What::LostRecord | What::MixedRecords | What::BrokenByMerge => Some(anew),
        What::Resurrected if slip.spot.is_record() => {
            Some(here.after_commit([&*slip.path], format!("{git} rm -- {path}")))
        }
        What::LostEdit
            if slip.spot.is_record()
                && slip.is_untouched
                && slip.there == slip.path
                && (kind.is_none() || slip.is.is_none()) =>
        {
            let from = past.commits[slip.good?].short();
            let back = format!("{git} restore --source={from} -- {}", quoted(&slip.there));
            Some(here.after_commit([&*slip.there], back))
        }
        What::LostEdit if slip.spot.is_record() => Some(anew),
        What::LostEdit | What::Resurrected => Some(kind.and_then(|kind| set(kind, &record, slip)).unwrap_or(anew)),
        // another record lies there by now
        What::FrozenDeleted if slip.spot.is_record() && is_there(past, &slip.there) => {
            let good = past.commits[slip.good?].short();
            Some(here.stand.show(good, &slip.there))
        }
        _ if (slip.is_untouched && slip.is_alone) || slip.what == What::FrozenDeleted && slip.spot.is_record() => {
            let from = past.commits[slip.good?].short();
            let back = format!("{git} restore --source={from} -- {}", quoted(&slip.there));
            let back = if slip.there == slip.path { back } else { format!("{back} && {git} rm -q -- {path}") };
            Some(here.after_commit([&*slip.there, &slip.path], back))
        }
        What::BilledTimeDeleted => Some(format!("{git} show {commit} -- {path}")),
        _ => match (kind, &slip.was) {
            (None, _) => Some(format!("{git} show {commit} -- {path}")),
            (Some(kind), _) => {
                let typed = match (kind, slip.good) {
                    // no verb writes in what went out: by hand alone
                    (Kind::Invoice, Some(good)) => here.stand.show(past.commits[good].short(), &slip.there),
                    _ => format!("suits {kind} edit {record}"),
                };
                Some(format!("{typed}{}", to_write(slip, (kind == Kind::Invoice).then_some(&*path))))
            }
        },
    }
}

fn is_there(past: &Past, path: &str) -> bool {
    past.number(path).is_some_and(|path| past.at(past.tip(), path).is_some())
}

/// The command that calls a record again as one side had called it.
fn renumber(past: &Past, slip: &Slip, here: Here<'_>) -> String {
    let (old, new) = (quoted(&slip.path), quoted(&slip.there));
    match (parse_path(&slip.path), parse_path(&slip.there)) {
        (Placement::Record(old), Placement::Record(new)) if is_numbered(old.kind()) => {
            format!("suits renumber {old} {new}")
        }
        _ => {
            let folder = slip.there.rsplit_once('/').map_or("", |(folder, _)| folder);
            let is_there = past.paths().any(|(path, name)| {
                name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
                    && past.at(past.tip(), path).is_some()
            });
            let made = if is_there { String::new() } else { format!("mkdir -p {} && ", here.stand.path(folder)) };
            format!("{made}{} mv -- {old} {new}", here.stand.git())
        }
    }
}

fn is_numbered(kind: Kind) -> bool {
    matches!(kind, Kind::Brief | Kind::Job | Kind::ContactReport | Kind::Invoice)
}

/// What is to be written, for a person, behind a command: as much as fits a line.
fn to_write(slip: &Slip, by_hand: Option<&str>) -> String {
    let first = (slip.spot.path.clone(), slip.was.clone());
    let line = |(path, said): (KeyPath, Option<Said>)| {
        let Some(said) = said else { return Some(format!("nothing at `{path}`")) };
        let text = said.text().filter(|text| !text.contains('\n'))?;
        Some(format!("`{path}: {text}`"))
    };
    let all: Option<Vec<String>> = std::iter::once(first).chain(slip.left.iter().cloned()).map(line).collect();
    let file = by_hand.map(|path| format!(" in {path}")).unwrap_or_default();
    match all {
        Some(lines) if lines.len() <= FEW => format!("  # write {}{file}", lines.join(", ")),
        _ if by_hand.is_some() => format!("  # write it so{file}"),
        _ => String::new(),
    }
}

/// So many values are named that are to be written.
const FEW: usize = 4;

/// Fields that are set by a word and mean nothing beyond themselves.
const PLAIN: [&str; 10] =
    ["title", "goal", "context", "campaign", "due", "client_po", "rush", "tier", "account_plan", "payment_days"];

/// The command that sets a field; none where it may be refused: a verb of its own writes it, somebody holds it as it is, or it names what may not
/// be there.
fn set(kind: Kind, record: &str, slip: &Slip) -> Option<String> {
    let [Step::Key(key)] = slip.spot.path.0.as_slice() else { return None };
    let is_plain = matches!(kind, Kind::Job | Kind::Client) && PLAIN.contains(&&**key);
    if !is_plain || slip.both.is_some() {
        return None;
    }
    let text = |said: &Said| said.text().filter(|text| !text.contains('\n')).map(str::to_owned);
    let assignment = match (&slip.spot.item, &slip.was) {
        (None, Some(was)) if slip.is.as_ref().is_none_or(|is| text(is).is_some()) => {
            format!("{key}={}", as_typed(&text(was)?))
        }
        _ => return None,
    };
    Some(format!("suits {kind} set {record} {}", quoted(&assignment)))
}
