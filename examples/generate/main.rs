//! `cargo run --release --example generate -- --jobs N DIR`: a book of ten years for benches and trials. The same arguments give the
//! same bytes: the seed is fixed and no clock is read. About 28 of 100 files are jobs, the others what belongs to them.

#![expect(clippy::disallowed_methods, reason = "a book is written to the disk")]

mod agency;
mod days;
mod desk;
mod job;
mod layout;
mod paper;
mod words;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use suits::domain::scope::Scope;
use suits::finding::Finding;
use suits::store::Store;

/// Every book of the same size is the same book.
const SEED: u64 = 20_261_201;

fn main() -> ExitCode {
    let mut err = std::io::stderr();
    let Some((jobs, dir)) = arguments(std::env::args().skip(1)) else {
        drop(writeln!(err, "usage: generate --jobs N DIR"));
        return ExitCode::from(2);
    };
    if dir.join("suits.toml").exists() {
        drop(writeln!(err, "error: there is a book in `{}` already", dir.display()));
        return ExitCode::from(2);
    }
    match generate(jobs, &dir) {
        Ok(files) => match flaws(&dir) {
            Ok(flaws) if flaws.is_empty() => {
                drop(writeln!(err, "{files} records in `{}`", dir.display()));
                ExitCode::SUCCESS
            }
            Ok(flaws) => {
                drop(writeln!(err, "error: {} records do not read, the first: {}", flaws.len(), flaws[0]));
                ExitCode::from(1)
            }
            Err(error) => {
                drop(writeln!(err, "error: {error:#}"));
                ExitCode::from(2)
            }
        },
        Err(error) => {
            drop(writeln!(err, "error: {error}"));
            ExitCode::from(2)
        }
    }
}

fn arguments(mut given: impl Iterator<Item = String>) -> Option<(usize, PathBuf)> {
    let (mut jobs, mut dir) = (None, None);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--jobs" => jobs = Some(given.next()?.parse().ok()?),
            _ => dir = Some(PathBuf::from(argument)),
        }
    }
    Some((jobs?, dir?))
}

/// A book being written.
pub(crate) struct Book {
    root: PathBuf,
    files: usize,
    pub(crate) rng: fastrand::Rng,
}

impl Book {
    /// Writes one record, with the fingerprints of what is approved in it.
    pub(crate) fn put<T: suits::domain::record::Record>(
        &mut self,
        path: &str,
        fields: &paper::Node,
    ) -> std::io::Result<()> {
        let text = paper::text(fields, &mut self.rng);
        let text = paper::sealed::<T>(path, text)?;
        write(&self.root.join(path), &text)?;
        self.files += 1;
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, text)
}

fn generate(jobs: usize, dir: &Path) -> std::io::Result<usize> {
    let mut book = Book { root: dir.to_owned(), files: 0, rng: fastrand::Rng::with_seed(SEED) };
    let agency = agency::Agency::of(jobs);
    write(&dir.join("suits.toml"), &agency.toml())?;
    for client in &agency.clients {
        agency::client(&mut book, client)?;
    }
    let mut made = Vec::with_capacity(jobs);
    for index in 0..jobs {
        made.push(job::job(&mut book, &agency, index, jobs)?);
    }
    desk::contact_reports(&mut book, &agency, &made)?;
    desk::invoices(&mut book, &made)?;
    desk::timesheets(&mut book, &agency, &made)?;
    Ok(book.files)
}

/// What the store finds wrong with the book: nothing, or the generator has to be mended.
fn flaws(dir: &Path) -> anyhow::Result<Vec<String>> {
    let snapshot = Store::open(dir)?.load(&Scope::book())?;
    let findings = snapshot.problems.iter().chain(&snapshot.unknown_keys).chain(&snapshot.strays);
    let line = |finding: &Finding| {
        let (path, at) = snapshot.position(&finding.place);
        format!("{path}:{}:{}: {}", at.line, at.column, finding.message)
    };
    Ok(findings.map(line).collect())
}

/// Joins a client's code, a mark and a number: `C001-B0004`.
pub(crate) fn id(client: &str, mark: &str, number: usize) -> String {
    format!("{client}-{mark}{number:04}")
}
