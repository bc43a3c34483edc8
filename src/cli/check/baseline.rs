//! The baseline: what was found when the rules came to a book with a past. It is let stand until somebody mends it; what is new is told.
//! A line of the file names a rule, a record and the keys that lead to the place, no line of text and no words, so that it holds while
//! the record is written on.

use super::proof::Proof;
use crate::cli::exit::Stop;
use crate::cli::session::Session;
use crate::store::{Snapshot, read_input, write_outputs};
use crate::view::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const HEAD: &str = "\
# What `suits check` found when it came to this book, and lets stand: rule, record, place, how often.
# Write it anew with `suits check --write-baseline` when some of it has been mended.
";

/// A path, a rule's name and a place.
type Entry = (String, String, String);

/// What is let stand, and how often.
#[derive(Debug, Default, PartialEq, Eq)]
struct Baseline(BTreeMap<Entry, usize>);

impl Baseline {
    /// Reads a file; `Err` is the line that is none, and why.
    fn parse(text: &str) -> Result<Baseline, (usize, &'static str)> {
        let mut entries = BTreeMap::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let parts: Vec<&str> = line.split('\t').collect();
            let &[code, path, pointer, count] = parts.as_slice() else {
                return Err((index + 1, "a line is a rule, a record, a place and a number, with tabs between"));
            };
            let count: usize = count.parse().map_err(|_| (index + 1, "the last part is how often, as a number"))?;
            *entries.entry((path.to_owned(), code.to_owned(), pointer.to_owned())).or_default() += count;
        }
        Ok(Baseline(entries))
    }

    fn of<'p>(problems: impl Iterator<Item = &'p Problem>) -> Baseline {
        let mut baseline = Baseline::default();
        for problem in problems {
            *baseline.0.entry(entry(problem)).or_default() += 1;
        }
        baseline
    }

    fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for ((path, code, pointer), count) in &self.0 {
            let _ = writeln!(text, "{code}\t{path}\t{pointer}\t{count}");
        }
        text
    }

    /// Whether a finding is let stand; each entry holds for as many as were there.
    fn takes(&mut self, problem: &Problem) -> bool {
        let left = self.0.get_mut(&entry(problem)).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}

fn entry(problem: &Problem) -> Entry {
    // tabs and line breaks part the file; a stray file's name may hold them
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    (plain(&problem.path), problem.code.clone(), plain(&problem.pointer))
}

/// Writes down what is found now. A record that cannot be read is never let stand.
pub(super) fn write(file: &str, proof: &Proof, snapshot: &Snapshot, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    let broken: BTreeSet<_> = snapshot.problems.iter().map(|problem| problem.place.source).collect();
    let readable = proof.found.iter().filter(|(finding, _)| !broken.contains(&finding.place.source));
    let problems: Vec<&Problem> = readable.map(|(_, problem)| problem).collect();
    let baseline = Baseline::of(problems.iter().copied());
    write_outputs(&[(session.world.cwd.join(file), baseline.text().into_bytes())])?;
    let left = proof.found.len() - problems.len();
    let stand = match problems.len() {
        1 => "1 finding is".to_owned(),
        count => format!("{count} findings are"),
    };
    session.say(format!("{file}: {stand} let stand from now on"))?;
    match left {
        0 => {}
        1 => session.say("1 finding in a record that cannot be read is not: mend that first")?,
        _ => session.say(format!("{left} findings in records that cannot be read are not: mend those first"))?,
    }
    Ok(())
}

/// Lets stand what a file says, and says which of its entries nobody finds any more.
pub(super) fn apply(
    file: &str,
    proof: &mut Proof,
    looked: &dyn Fn(&str, &str) -> bool,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    let bytes = read_input(&session.world.cwd.join(file)).map_err(|error| Stop::Usage {
        code: "no-baseline",
        message: format!("the baseline `{file}` cannot be read: {error:#}"),
        hint: Some(format!("`suits check --write-baseline {file}` writes down what is found now")),
    })?;
    let text = String::from_utf8_lossy(&bytes);
    let mut baseline = Baseline::parse(&text).map_err(|(line, why)| {
        Stop::usage("bad-baseline", format_args!("{file}:{line}:1: {why}"), "mend the line, or write the file anew")
    })?;
    let before = proof.found.len();
    proof.found.retain(|(_, problem)| !baseline.takes(problem));
    proof.let_stand.in_baseline = before - proof.found.len();
    let gone = baseline.0.iter().filter(|((path, code, _), left)| **left > 0 && looked(path, code)).count();
    let takes_out = format!("`suits check --write-baseline {file}` takes");
    match gone {
        0 => {}
        1 => session.say(format!("1 entry of the baseline is found no more; {takes_out} it out"))?,
        _ => session.say(format!("{gone} entries of the baseline are found no more; {takes_out} them out"))?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_which_line_is_none_of_it() {
        assert_eq!(
            Baseline::parse("# x\n\nblank-section\tbriefs/A.yaml\t/tone\t2\n").map(|baseline| baseline.0.len()),
            Ok(1)
        );
        assert_eq!(Baseline::parse("# x\nblank-section briefs/A.yaml\n").map_err(|(line, _)| line), Err(2));
        assert_eq!(Baseline::parse("a\tb\tc\tmany\n").map_err(|(line, _)| line), Err(1));
    }

    #[test]
    fn what_is_written_reads_back() {
        let entry = |pointer: &str| ("briefs/A.yaml".to_owned(), "blank-section".to_owned(), pointer.to_owned());
        let baseline = Baseline([(entry("/tone"), 2), (entry("/insight"), 1)].into());
        assert_eq!(Baseline::parse(&baseline.text()), Ok(baseline));
    }
}
