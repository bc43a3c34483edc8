//! The command that puts a slip right: a field that is set, a file that is put back as git has it, else a merge that is resolved anew.

use super::past::Past;
use super::slip::{Slip, What};
use crate::domain::layout::{Placement, parse_path};
use crate::domain::owned::{Touch, verb};
use crate::domain::record::Kind;
use crate::history::Said;
use crate::source::Step;

/// The command, as it is typed in the folder of the book.
pub fn repair(past: &Past, slip: &Slip) -> String {
    let commit = past.commits[slip.commit].short();
    let from = slip.good.map(|good| past.commits[good].short());
    let path = quoted(&slip.path);
    let kind = match parse_path(&slip.path) {
        Placement::Record(id) => Some(id.kind()),
        _ => None,
    };
    let restore = from.map(|from| format!("git restore --source={from} -- {path}"));
    match slip.what {
        What::Resurrected if slip.spot.is_record() => format!("git rm -- {path}"),
        What::LostEdit if slip.spot.is_record() => restore.unwrap_or_default(),
        What::LostEdit | What::Resurrected => kind
            .and_then(|kind| set(kind, slip))
            .unwrap_or_else(|| format!("suits resolve {} --merge {commit}", slip.record)),
        _ if slip.is_untouched || slip.what == What::FrozenDeleted && slip.spot.is_record() => {
            restore.unwrap_or_default()
        }
        _ => match kind {
            Some(Kind::Timesheet) | None => format!("git show {commit} -- {path}"),
            Some(kind) => format!("suits {kind} edit {}", slip.record),
        },
    }
}

/// The command that sets a field; none where a verb of its own writes it, or a word on the command line cannot hold it.
fn set(kind: Kind, slip: &Slip) -> Option<String> {
    if kind == Kind::Timesheet {
        return None;
    }
    let (path, touch) = (&slip.spot.path, if slip.spot.item.is_some() { Touch::Add } else { Touch::Set });
    let keys: Vec<&str> =
        path.0.iter().filter_map(|step| if let Step::Key(key) = step { Some(&**key) } else { None }).collect();
    if verb(kind, &keys, touch).is_some() || keys.is_empty() {
        return None;
    }
    let text = |said: &Said| said.text().filter(|text| !text.contains('\n')).map(str::to_owned);
    let assignment = match (&slip.spot.item, &slip.was, &slip.is) {
        (Some(item), Some(_), None) => format!("{path}+={}", text(item)?),
        (Some(item), None, _) => format!("{path}-={}", text(item)?),
        (Some(_), ..) => return None,
        (None, Some(was), _) => format!("{path}={}", text(was)?),
        (None, None, _) if matches!(path.last(), Some(Step::Item(..))) => {
            let (Step::Item(_, id), list) = (path.last()?, path.parent()?) else { return None };
            format!("{list}-={id}")
        }
        (None, None, _) => format!("{path}=null"),
    };
    Some(format!("suits {kind} set {} {}", slip.record, quoted(&assignment)))
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=+:,@%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
