//! What a record had come to without doing wrong: to go back to that takes something back. To go back to what was wrong is wrong again.

use super::edits::{Edit, touched};
use super::library::{Library, Page};
use super::past::Past;

/// What was read of a record each time it was come to rightly, before an edit. Behind a version of which nothing is read, the last one counts
/// of which something is.
pub(super) fn rightful<S: Clone + PartialEq>(
    past: &Past,
    edit: &Edit,
    library: &mut Library<'_>,
    read: impl Fn(&Page) -> Option<S>,
    mut is_wrong: impl FnMut(usize, &S, &S, &mut Library<'_>) -> bool,
) -> Vec<S> {
    let before = touched(past, edit.commit, edit.path).into_iter().rev().filter(|(at, _)| *at != edit.commit);
    let before: Vec<_> = before.collect();
    library.want(before.iter().flat_map(|(_, touch)| [touch.before, touch.after]).flatten());
    let mut come_to: Vec<S> = Vec::new();
    let mut last: Option<S> = None;
    for (at, touch) in before {
        let Some(after) = touch.after.and_then(|blob| read(&library.page(blob))) else { continue };
        let was = touch.before.and_then(|blob| read(&library.page(blob)).or(last.take()));
        let is_new = !come_to.contains(&after);
        if is_new && was.is_none_or(|was| was == after || !is_wrong(at, &was, &after, library)) {
            come_to.push(after.clone());
        }
        last = Some(after);
    }
    come_to
}
