//! What is to be compared: revisions and records, told apart as they were typed.

use super::DiffArgs;
use super::pairs::Pairs;
use crate::cli::exit::Stop;
use crate::cli::session::Session;
use crate::domain::layout::{AnyId, record_below};
use crate::domain::record::Kind;
use crate::store::Store;
use crate::values::ClientId;

/// What is to be compared.
#[derive(Debug)]
pub(in crate::cli) struct Asked {
    /// The older side.
    pub from: String,
    /// The newer side; `None` for the files as they are.
    pub to: Option<String>,
    /// From where the two parted.
    pub parted: bool,
    records: Vec<String>,
    client: Option<String>,
    /// The client, once it is known.
    pub whose: Option<ClientId>,
}

impl Asked {
    /// Reads what was typed.
    pub(super) fn of(args: &DiffArgs, store: &Store, session: &Session<'_, '_>) -> Result<Asked, Stop> {
        let mut typed = args.what.iter().map(String::as_str).peekable();
        let range = match typed.peek() {
            Some(first) if is_revision(first, store)? => typed.next(),
            _ => None,
        };
        let (from, mut to, parted) = range.map_or(("HEAD", None, false), ends);
        if let Some(at) = session.globals.at.as_deref() {
            if range.is_none() || to.is_some() {
                let message = "`--at` names the newer side here, and needs the older one";
                return Err(Stop::usage("no-past", message, format_args!("say `suits diff REV..{at}`")));
            }
            to = Some(at);
        }
        let records = typed.chain(args.records.iter().map(String::as_str)).map(str::to_owned).collect();
        let client = args.rows.client.clone();
        let whose = match &client {
            Some(typed) => match store.exactly(typed, &[Kind::Client])? {
                Some(AnyId::Client(id)) => Some(id),
                _ => match ClientId::parse(&typed.to_ascii_uppercase()) {
                    Ok(id) => Some(id),
                    Err(_) => session.client(store, Some(typed))?,
                },
            },
            None => None,
        };
        Ok(Asked { from: from.to_owned(), to: to.map(str::to_owned), parted, records, client, whose })
    }

    /// Only what was asked for.
    pub(super) fn only(&self, mut pairs: Pairs, store: &Store, session: &Session<'_, '_>) -> Result<Pairs, Stop> {
        if let Some(whose) = &self.whose {
            let is_known = pairs.records.iter().any(|pair| pair.ids().any(|id| id.client().as_ref() == Some(whose)));
            if !is_known {
                // nothing of it changed: it may not even be a client
                session.client(store, self.client.as_deref())?;
            }
            pairs.keep(|pair| pair.ids().any(|id| id.kind() == Kind::Timesheet || id.client().as_ref() == Some(whose)));
            pairs.others.clear();
            pairs.elsewhere = 0;
        }
        if self.records.is_empty() {
            return Ok(pairs);
        }
        let mut wanted = Vec::with_capacity(self.records.len());
        for typed in &self.records {
            // one that is gone is found among what changed
            let gone = Kind::ALL.iter().filter_map(|kind| AnyId::parse(*kind, &typed.to_ascii_uppercase()));
            let gone = gone.chain(AnyId::parse(Kind::Timesheet, &typed.to_ascii_lowercase()));
            let gone = gone.chain(Kind::ALL.iter().filter_map(|kind| store.meant(*kind, typed)));
            let changed = gone.into_iter().find(|id| pairs.records.iter().any(|pair| pair.ids().any(|own| own == id)));
            wanted.push(match changed {
                Some(id) => id,
                None => {
                    session.resolve(store, typed, Kind::ALL, false).map_err(|stop| self.second(typed, store, stop))?
                }
            });
        }
        pairs.keep(|pair| pair.ids().any(|id| wanted.contains(id)));
        pairs.others.clear();
        pairs.elsewhere = 0;
        Ok(pairs)
    }

    /// Two revisions go with two dots between them, and not one behind the other as git has it too.
    fn second(&self, typed: &str, store: &Store, stop: Stop) -> Stop {
        if self.to.is_some() || store.git().revision(typed).is_err() {
            return stop;
        }
        let message = format!("`{typed}` is a revision, and no record");
        Stop::usage(
            "no-record",
            message,
            format_args!("two revisions are compared by `suits diff {}..{typed}`", self.from),
        )
    }

    /// `v1`, `the files as they are`.
    pub(super) fn sides(&self) -> (String, String) {
        let from = match (self.parted, &self.to) {
            (true, Some(to)) => format!("where {} and {to} parted", self.from),
            (true, None) => format!("where {} and this branch parted", self.from),
            _ => self.from.clone(),
        };
        (from, self.to.clone().unwrap_or_else(|| "the files as they are".to_owned()))
    }
}

/// Whether the first thing typed is a revision: what has two dots in it, and else what is no record.
fn is_revision(typed: &str, store: &Store) -> Result<bool, Stop> {
    if parted_at(typed).is_some() {
        return Ok(true);
    }
    let record = store.exactly(typed, Kind::ALL)?;
    let looks_like_one = || {
        let kinds = Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Client));
        record_below(typed).is_some() || kinds.copied().any(|kind| AnyId::parse(kind, typed).is_some())
    };
    if record.is_none() && !looks_like_one() {
        return Ok(true);
    }
    let is_known = store.git().revision(typed).is_ok();
    match (record, is_known) {
        (Some(id), true) => Err(Stop::usage(
            "ambiguous-revision",
            format_args!("`{typed}` is a revision, and the record {id}"),
            format_args!("for the record type `suits diff -- {typed}`, for the revision `suits diff {typed}..`"),
        )),
        (_, is_known) => Ok(is_known),
    }
}

/// The two ends of what was typed; `..` and `...` mean what they mean to git.
pub(in crate::cli) fn ends(typed: &str) -> (&str, Option<&str>, bool) {
    let Some(at) = parted_at(typed) else { return (typed, None, false) };
    let (from, rest) = typed.split_at(at);
    let parted = rest.starts_with("...");
    let to = &rest[if parted { 3 } else { 2 }..];
    let or_head = |name| if str::is_empty(name) { "HEAD" } else { name };
    (or_head(from), Some(or_head(to)), parted)
}

/// Where the dots of a range stand; in the braces of `main@{…}` they are none.
fn parted_at(typed: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, byte) in typed.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'.' if depth == 0 && typed[at..].starts_with("..") => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_git_reads_them() {
        assert_eq!(ends("v1"), ("v1", None, false));
        assert_eq!(ends("v1..v2"), ("v1", Some("v2"), false));
        assert_eq!(ends("v1.0...main"), ("v1.0", Some("main"), true));
        assert_eq!(ends("v1.."), ("v1", Some("HEAD"), false));
        assert_eq!(ends("..v2"), ("HEAD", Some("v2"), false));
        assert_eq!(ends("main@{1.week..ago}"), ("main@{1.week..ago}", None, false));
        assert_eq!(ends("main@{last friday}..HEAD"), ("main@{last friday}", Some("HEAD"), false));
    }
}
