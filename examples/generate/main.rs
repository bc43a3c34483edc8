//! `cargo run --release --example generate -- --jobs N DIR`: a book of ten years for benches and trials. The same arguments give the
//! same bytes: the seed is fixed and no clock is read. About 28 of 100 files are jobs, the others what belongs to them.

#![expect(clippy::disallowed_methods, reason = "a book is written to the disk")]

mod book;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use suits::domain::scope::Scope;
use suits::finding::Finding;
use suits::store::Store;

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
    match book::generate(jobs, &dir) {
        Ok(files) => match flaws(&dir) {
            Ok(flaws) if flaws.is_empty() => {
                drop(writeln!(err, "{files} records in `{}`, up to {}", dir.display(), book::last()));
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
