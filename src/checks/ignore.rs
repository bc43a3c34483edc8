//! `# suits: ignore[rule] reason`: a person has looked at what a rule finds here, and lets it stand. Knows lines; who found them is told.

use super::{RULES, explain, run};
use crate::finding::Finding;
use crate::source::Place;
use crate::values::nearest;

/// One comment that lets findings stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The comment.
    pub place: Place,
    names: Vec<String>,
    first: u32,
    last: u32,
    used: bool,
}

impl Ignore {
    /// Reads a comment to the program, which is about the lines from `first` to `last`. `Err` is what is wrong with it.
    pub fn read(text: &str, place: Place, first: u32, last: u32) -> Result<Ignore, Box<Finding>> {
        let form = "write `# suits: ignore[name-of-the-rule] why it may stand`";
        let inside = text.strip_prefix("ignore").and_then(|rest| rest.trim_start().strip_prefix('['));
        let Some((names, reason)) = inside.and_then(|rest| rest.split_once(']')) else {
            let finding = Finding::error("bad-ignore", place, "this comment to `suits` is not understood");
            return Err(finding.help(form).into());
        };
        let names: Vec<String> = names.split(',').map(|name| name.trim().to_owned()).collect();
        if let Some(unknown) = names.iter().find(|name| !is_code(name)) {
            let finding = Finding::error("bad-ignore", place, format!("there is no rule `{unknown}`"));
            let near = nearest(unknown, RULES.iter().map(|rule| rule.meta().code));
            let help = near.map_or(form.to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(finding.help(help).into());
        }
        if reason.trim().is_empty() {
            let finding = Finding::error("bad-ignore", place, "this says what is to be let stand, and not why");
            return Err(finding.help("write the reason behind the `]`").into());
        }
        Ok(Ignore { place, names, first, last, used: false })
    }

    /// Whether it lets a finding of this name on this line stand; it remembers that it did.
    pub fn takes(&mut self, code: &str, line: u32) -> bool {
        let is_named = |name: &String| name.eq_ignore_ascii_case(code) || of(name).any(|named| named == code);
        let taken = self.first <= line && line <= self.last && self.names.iter().any(is_named);
        self.used |= taken;
        taken
    }

    /// What to say of it when nothing was found where it stands, though every rule that it names has `run`.
    pub fn unused(&self, run: &dyn Fn(&str) -> bool) -> Option<Finding> {
        let looked =
            self.names.iter().all(|name| if of(name).next().is_none() { run(name) } else { of(name).all(run) });
        (!self.used && looked).then(|| {
            let message = format!("nothing is found here that `ignore[{}]` would let stand", self.names.join(", "));
            Finding::warning("unused-ignore", self.place.clone(), message).help("take the comment away")
        })
    }
}

/// The rules of a name or number.
fn of(name: &str) -> impl Iterator<Item = &'static str> {
    run::called(name).map(|rule| rule.meta().code)
}

/// Whether something is found under a name: by a rule, or by whoever reads the files.
pub fn is_code(name: &str) -> bool {
    run::find(name).is_some() || explain::is_finding(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn read(text: &str) -> Result<Ignore, Box<Finding>> {
        Ignore::read(text, Place::file(SourceId(0)), 3, 5)
    }

    #[test]
    fn it_takes_what_it_names_on_its_lines_and_nothing_else() {
        let mut ignore = read("ignore[BR05, unknown-key] the client insists").expect("is understood");
        assert!(ignore.takes("many-sentence-proposition", 3) && ignore.takes("unknown-key", 5));
        assert!(!ignore.takes("many-sentence-proposition", 6) && !ignore.takes("blank-section", 4));
    }

    #[test]
    fn without_a_reason_or_with_an_unknown_name_it_is_found_fault_with() {
        let message = |text: &str| read(text).expect_err("is not understood").message;
        assert!(message("ignore[BR05]").contains("not why"));
        assert!(message("ignore[blank-secton] x").contains("no rule `blank-secton`"));
        assert!(message("ignore[] x").contains("no rule ``") && message("ignroe[BR05] x").contains("not understood"));
    }

    #[test]
    fn it_is_unused_only_where_its_rules_have_run() {
        let mut ignore = read("ignore[BR05] x").expect("is understood");
        assert!(ignore.unused(&|_| true).is_some() && ignore.unused(&|_| false).is_none());
        assert!(ignore.takes("many-sentence-proposition", 4) && ignore.unused(&|_| true).is_none());
    }
}
