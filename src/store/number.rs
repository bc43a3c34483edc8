//! Minting ids: the highest number there is and one more, or five random characters.

use super::Store;
use super::git::Git;
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::values::{ClientId, JobId, RoundId};
use anyhow::{Result, bail};
use std::hash::{BuildHasher, Hasher};
use std::path::Path;

/// Crockford's digits: none that people take for another.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A random number, from what the system gave this process.
pub fn entropy() -> u32 {
    let random = std::hash::RandomState::new().build_hasher().finish();
    u32::try_from(random >> 32).unwrap_or_default()
}

impl Store {
    /// The id that a client's next record of a kind gets: numbered, or random where `random` says how. Rounds are numbered by [`Store::next_round`].
    pub fn next_number(&self, kind: Kind, client: &ClientId, random: Option<&mut dyn FnMut() -> u32>) -> Result<AnyId> {
        let mark = match kind {
            Kind::Job => "",
            Kind::Brief => "B",
            Kind::ContactReport => "C",
            Kind::Invoice => "I",
            Kind::Client | Kind::Round | Kind::Timesheet => bail!("a {kind} has no number of its own"),
        };
        let taken: Vec<String> =
            self.raw_names(kind, client)?.into_iter().map(|name| name.to_ascii_uppercase()).collect();
        let start = format!("{client}-{mark}");
        let id = match random {
            None => format!("{start}{:04}", highest(&taken, &start).saturating_add(1)),
            Some(random) => loop {
                let id = format!("{start}{}", five(random));
                if !taken.iter().any(|name| name.starts_with(&id)) {
                    break id;
                }
            },
        };
        match AnyId::parse(kind, &id) {
            Some(id) => Ok(id),
            None => bail!("`{client}` has no numbers left for another {kind}"),
        }
    }

    /// The id of the next round on a job.
    pub fn next_round(&self, job: &JobId) -> Result<RoundId> {
        let names = self.raw_names(Kind::Round, &job.client())?;
        let taken: Vec<String> = names.into_iter().map(|name| name.to_ascii_uppercase()).collect();
        let number = u32::try_from(highest(&taken, &format!("{job}-R")).saturating_add(1))?;
        Ok(RoundId::of(job, number))
    }
}

/// A number that is free here and at some revisions, for a record whose own number another one has too; `None` for what has no number.
/// Before git has put the files of a merge in place, only the revisions know them all.
pub fn free_number(book: &Path, id: &AnyId, revisions: &[&str]) -> Option<AnyId> {
    let (start, digits) = match id {
        AnyId::Round(round) => (format!("{}-R", round.job()), 1),
        AnyId::Job(job) => (format!("{}-", job.client()), 4),
        AnyId::Brief(brief) => (format!("{}-B", brief.client()), 4),
        AnyId::ContactReport(report) => (format!("{}-C", report.client()), 4),
        AnyId::Invoice(invoice) => (format!("{}-I", invoice.client()), 4),
        AnyId::Client(_) | AnyId::Timesheet(_) => return None,
    };
    let path = id.path();
    let folder = path.rsplit_once('/')?.0;
    let listed = std::fs::read_dir(book.join(folder)).into_iter().flatten().filter_map(Result::ok);
    let mut taken: Vec<String> = listed.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    for revision in revisions {
        let below = format!("./{folder}/");
        let words = ["ls-tree", "-z", "--name-only", revision, "--", &below];
        let listed = Git::of(book).text("list its records", words).unwrap_or_default();
        taken.extend(listed.split('\0').filter_map(|path| Some(path.rsplit_once('/')?.1.to_owned())));
    }
    let taken: Vec<String> = taken.into_iter().map(|name| name.to_ascii_uppercase()).collect();
    let own = id.to_string();
    let is_counted = own.strip_prefix(&start)?.bytes().all(|byte| byte.is_ascii_digit());
    let next = if is_counted {
        format!("{start}{:0digits$}", highest(&taken, &start).saturating_add(1))
    } else {
        format!("{start}{}", five(&mut entropy))
    };
    AnyId::parse(id.kind(), &next)
}

/// The highest number behind `start`, in names in capitals; names with more than a number there are from other schemes.
fn highest(names: &[String], start: &str) -> u64 {
    let number = |name: &String| {
        let stem = name.strip_prefix(start)?.split('.').next()?;
        stem.bytes().all(|byte| byte.is_ascii_digit()).then(|| stem.parse().ok())?
    };
    names.iter().filter_map(number).max().unwrap_or_default()
}

fn five(random: &mut dyn FnMut() -> u32) -> String {
    let mut digit = |among: usize| char::from(DIGITS[random() as usize % among]);
    let first = digit(10);
    std::iter::once(first).chain((0..4).map(|_| digit(32))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_is_behind_the_highest_whatever_else_is_there() {
        let names = ["ACME-0009.YAML", "ACME-26-0145.YAML", "ACME-7K2QX.YAML", "ACME-0010.YML", "NOTES.TXT"];
        assert_eq!(highest(&names.map(str::to_owned), "ACME-"), 10);
        assert_eq!(highest(&[], "ACME-"), 0);
    }

    #[test]
    fn random_numbers_begin_with_a_digit() {
        let mut next = 41; // 41 % 10 = 1, then 42 % 32 = 10 (A), 11 (B), 12 (C), 13 (D)
        let id = five(&mut || {
            next += 1;
            next - 1
        });
        assert_eq!(id, "1ABCD");
    }
}
