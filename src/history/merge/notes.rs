//! The comments of one entry put together: above it, behind it, below it. What both add at one place is kept, ours first.

use super::diff3::{Whose, regions};
use super::layout::{Item, Sort};
use super::looks::is_theirs;
use super::marks::Clashing;
use super::sheet::Note;
use super::version::Version;

/// A comment behind an entry, with the blanks before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Aside {
    pub(super) gap: String,
    pub(super) text: String,
}

/// The comments of one entry or item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notes<'v> {
    pub(super) lead: Vec<Note<'v>>,
    pub(super) side: Option<Aside>,
    pub(super) below: Vec<Note<'v>>,
}

impl<'v> Notes<'v> {
    /// Those of an item.
    pub(super) fn of(version: &'v Version<'v>, item: &Item) -> Notes<'v> {
        let side = item.side.map(|span| Aside {
            gap: version.text[item.side_at..span.start as usize].to_owned(),
            text: span.of(version.text).trim_end().to_owned(),
        });
        let lead = version.notes(item, item.lead.clone());
        let below = if item.sort == Sort::Remark { Vec::new() } else { version.notes(item, item.below.clone()) };
        Notes { lead, side, below }
    }

    /// What two changes of them come to; `None` where both changed the same, differently.
    pub(super) fn merged(base: Option<&Notes<'v>>, ours: &Notes<'v>, theirs: &Notes<'v>) -> Option<Notes<'v>> {
        let lead = |notes: &Notes<'v>| notes.lead.clone();
        let below = |notes: &Notes<'v>| notes.below.clone();
        Some(Notes {
            lead: lines(&base.map(lead).unwrap_or_default(), &ours.lead, &theirs.lead)?,
            side: aside(base.and_then(|base| base.side.as_ref()), ours.side.as_ref(), theirs.side.as_ref()).ok()?,
            below: lines(&base.map(below).unwrap_or_default(), &ours.below, &theirs.below)?,
        })
    }
}

fn lines<'v>(base: &[Note<'v>], ours: &[Note<'v>], theirs: &[Note<'v>]) -> Option<Vec<Note<'v>>> {
    let texts = |notes: &[Note<'v>]| notes.iter().map(|note| note.text).collect::<Vec<_>>();
    let (b, o, t) = (texts(base), texts(ours), texts(theirs));
    if o == t {
        let depths = |notes: &[Note<'v>]| notes.iter().map(|note| note.deeper).collect::<Vec<_>>();
        let is_theirs = is_theirs(Some(&depths(base)), &depths(ours), &depths(theirs));
        return Some(if is_theirs { theirs } else { ours }.to_vec());
    }
    if b == o {
        return Some(theirs.to_vec());
    }
    if b == t {
        return Some(ours.to_vec());
    }
    let mut out = Vec::with_capacity(o.len() + t.len());
    for region in regions(&b, &o, &t, false) {
        match region.whose {
            Whose::Neither | Whose::Ours | Whose::Same => out.extend_from_slice(&ours[region.ours]),
            Whose::Theirs => out.extend_from_slice(&theirs[region.theirs]),
            Whose::Both if region.base.is_empty() => {
                let own = &o[region.ours.clone()];
                out.extend_from_slice(&ours[region.ours]);
                out.extend(theirs[region.theirs].iter().filter(|note| !own.contains(&note.text)));
            }
            Whose::Both => return None,
        }
    }
    Some(out)
}

fn aside(base: Option<&Aside>, ours: Option<&Aside>, theirs: Option<&Aside>) -> Result<Option<Aside>, Clashing> {
    let text = |side: Option<&Aside>| side.map(|side| side.text.clone());
    let (b, o, t) = (text(base), text(ours), text(theirs));
    if o == t {
        let gap = |side: Option<&Aside>| side.map(|side| (side.gap.len(), side.gap.clone()));
        let is_theirs = is_theirs(base.map(|base| gap(Some(base))).as_ref(), &gap(ours), &gap(theirs));
        return Ok(if is_theirs { theirs } else { ours }.cloned());
    }
    if t == b {
        return Ok(ours.cloned());
    }
    if o == b {
        return Ok(theirs.cloned());
    }
    match (base, ours, theirs) {
        (None, Some(ours), Some(theirs)) => {
            Ok(Some(Aside { gap: ours.gap.clone(), text: format!("{} {}", ours.text, theirs.text) }))
        }
        _ => Err(Clashing),
    }
}
