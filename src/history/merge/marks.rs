//! Conflict marks: whole lines, as wide as git asks for, with its labels. They say which side, never whose.

use super::Labels;

/// What the three versions have where two of them differ; whole lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Clash {
    pub(super) ours: String,
    pub(super) base: String,
    pub(super) theirs: String,
    pub(super) extent: Extent,
}

/// What stands between the marks of a clash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Extent {
    /// Lines: those that both sides begin or end with stand outside, where the base is not shown.
    #[default]
    Lines,
    /// Whole entries or items, so that both are whole too where a person keeps both.
    Entries,
    /// The same, of a conflict that has more of them: with the one directly above it is one.
    Bound,
}

/// Both sides changed one thing, each differently.
pub(super) struct Clashing;

impl Clash {
    /// Writes the versions between marks.
    pub(super) fn mark(&self, labels: &Labels, eol: &str, out: &mut String) {
        let (mut ours, mut theirs) = (self.ours.as_str(), self.theirs.as_str());
        let mut below = "";
        if labels.base.is_none() && self.extent == Extent::Lines {
            while let Some(line) = first_line(ours).filter(|line| first_line(theirs) == Some(line)) {
                out.push_str(line);
                (ours, theirs) = (&ours[line.len()..], &theirs[line.len()..]);
            }
            let whole = ours;
            while let Some(line) = last_line(ours).filter(|line| last_line(theirs) == Some(line)) {
                (ours, theirs) = (&ours[..ours.len() - line.len()], &theirs[..theirs.len() - line.len()]);
            }
            below = &whole[ours.len()..];
        }
        let mut mark = |sign: &str, label: &str, text: &str| {
            let space = if label.is_empty() { "" } else { " " };
            out.extend([&sign.repeat(labels.size.max(1)), space, label, eol, text]);
            if !text.is_empty() && !text.ends_with('\n') {
                out.push_str(eol);
            }
        };
        mark("<", &labels.ours, ours);
        if let Some(base) = &labels.base {
            mark("|", base, &self.base);
        }
        mark("=", "", theirs);
        mark(">", &labels.theirs, "");
        out.push_str(below);
    }
}

fn first_line(text: &str) -> Option<&str> {
    text.split_inclusive('\n').next()
}

fn last_line(text: &str) -> Option<&str> {
    text.split_inclusive('\n').next_back()
}

/// How the lines of a text end.
pub(super) fn break_of(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}
