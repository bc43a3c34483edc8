//! The book itself: who works there, what was asked for and what came of it, written record by record.

mod agency;
mod days;
mod desk;
mod job;
mod layout;
mod paper;
mod words;

use std::path::{Path, PathBuf};
use suits::domain::record::Record;

/// Every book of the same size is the same book.
const SEED: u64 = 20_261_201;

/// A book being written.
pub(crate) struct Book {
    root: PathBuf,
    files: usize,
    pub(crate) rng: fastrand::Rng,
}

impl Book {
    /// Writes one record, with the fingerprints of what is approved in it.
    pub(crate) fn put<T: Record>(&mut self, path: &str, fields: &paper::Node) -> std::io::Result<()> {
        let text = paper::text(fields, T::TEMPLATE, &mut self.rng);
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

/// Writes a book with so many jobs; how many records it has.
pub(crate) fn generate(jobs: usize, dir: &Path) -> std::io::Result<usize> {
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

/// Joins a client's code, a mark and a number: `C001-B0004`.
pub(crate) fn id(client: &str, mark: &str, number: usize) -> String {
    format!("{client}-{mark}{number:04}")
}

/// The last day of the book: what is open is seen from here.
pub(crate) fn last() -> suits::values::Day {
    days::last()
}
