//! Two records that both sides added under one id: the same record twice, or two that must be told apart.

use super::version::Version;
use super::{Conflict, Labels};
use crate::domain::record::Kind;
use crate::source::KeyPath;
use crate::yaml::Tree;

/// The fields by which two records of a kind are seen to be different ones. A person's month is the same whatever is in it.
fn telling(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Client => &["name"],
        Kind::Brief | Kind::Job => &["title", "requested_on"],
        Kind::Round => &["type", "deliverable", "sent"],
        Kind::ContactReport => &["date", "medium"],
        Kind::Invoice => &["number", "date", "kind"],
        Kind::Timesheet => &[],
    }
}

/// What to say of two different records under one id; `None` where they are one.
pub(super) fn different(kind: Kind, ours: &Version<'_>, theirs: &Version<'_>, labels: &Labels) -> Option<Conflict> {
    let text = |version: &Version<'_>, key: &str| {
        let document = version.document();
        let (_, value) = document.entry(Tree::ROOT, key)?;
        (!document.is_null(value)).then(|| document.scalar(value).into_owned())
    };
    telling(kind).iter().find_map(|key| {
        let (one, other) = (text(ours, key)?, text(theirs, key)?);
        let told = |text: &str| text.trim_end().chars().take(60).collect::<String>();
        (one != other).then(|| Conflict {
            path: KeyPath::root(),
            message: format!(
                "two different records under one id: `{key}` is `{}` in {}, `{}` in {}; keep one here, and give the other a number of its own: `suits renumber`",
                told(&one),
                labels.of_ours(),
                told(&other),
                labels.of_theirs()
            ),
        })
    })
}
