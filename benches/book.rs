//! Loading a book against reading the bytes of the same files, in one run: `cargo bench --bench book`.
//! `BOOK` names the book (`cargo run --release --example generate -- --jobs 10000 DIR`); without it, the example book is read.
//! Prints the ratios of processor time, each the median of paired runs, and the most memory that one load of the whole book took.

#![expect(clippy::disallowed_methods, reason = "a bench reads the disk and the clock")]

use rayon::prelude::*;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use suits::domain::job::sections;
use suits::domain::record::Kind;
use suits::domain::scope::Scope;
use suits::store::Store;

const PAIRS: usize = 15;
const ONCE: &str = "--once";

fn main() {
    let root = std::env::var_os("BOOK").map_or_else(example, PathBuf::from);
    let store = Store::open(&root).expect("a book");
    if std::env::args().any(|argument| argument == ONCE) {
        return once(&store);
    }
    let (jobs, all) = (files(&root, &["jobs", "clients"]), files(&root, &[""]));
    let overdue = Scope::kinds(&[Kind::Client, Kind::Job]).parts(sections::TIME);
    let loads = [("overdue, jobs and clients", overdue, jobs), ("whole book", Scope::book(), all)];
    let mut out = std::io::stdout();
    for (name, scope, files) in loads {
        let mut ratios = Vec::new();
        let (mut bytes_spent, mut load_spent, mut walls) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..PAIRS {
            let bytes = spent(|| bytes(&files));
            let started = std::time::Instant::now();
            let load = spent(|| {
                let snapshot = store.load(&scope).expect("loads");
                let sum = snapshot.sources.len();
                std::mem::forget(snapshot); // a command ends here, and its memory with it
                sum
            });
            walls.push(started.elapsed().as_secs_f64());
            ratios.push(load / bytes);
            bytes_spent.push(bytes);
            load_spent.push(load);
        }
        let line = format!(
            "{name}: {} files, bytes alone {:.1} ms, load {:.1} ms of processor time ({:.1} ms on the clock), ratio {:.2}\n",
            files.len(),
            median(&mut bytes_spent) * 1e3,
            median(&mut load_spent) * 1e3,
            median(&mut walls) * 1e3,
            median(&mut ratios)
        );
        out.write_all(line.as_bytes()).expect("prints");
    }
    let me = std::env::current_exe().expect("this bench");
    let told = std::process::Command::new(me).arg(ONCE).env("BOOK", &root).output().expect("runs").stdout;
    out.write_all(&told).expect("prints");
}

/// In a process of its own: one load, and the most memory it took.
fn once(store: &Store) {
    let snapshot = store.load(&Scope::book()).expect("loads");
    let bytes: usize = snapshot.sources.iter().map(|(_, file)| file.text.len()).sum();
    let status = std::fs::read_to_string("/proc/self/status").expect("reads");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default().trim().to_owned();
    let line = format!("whole book, once: {} KiB of records, at most {peak} of memory\n", bytes >> 10);
    std::io::stdout().write_all(line.as_bytes()).expect("prints");
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northlight")
}

fn files(root: &Path, folders: &[&str]) -> Vec<PathBuf> {
    let walk = folders.iter().flat_map(|folder| walkdir::WalkDir::new(root.join(folder)).sort_by_file_name());
    let files =
        walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    files.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect()
}

/// What the store cannot do without: every file opened and its bytes read, on all cores.
fn bytes(files: &[PathBuf]) -> usize {
    let read = |buffer: &mut Vec<u8>, path: &PathBuf| {
        buffer.clear();
        File::open(path).expect("opens").read_to_end(buffer).expect("reads")
    };
    files.par_iter().with_min_len(64).map_init(Vec::new, read).sum()
}

/// Seconds of processor time of this process, all threads and the kernel's work for it.
fn spent(work: impl FnOnce() -> usize) -> f64 {
    let before = processor();
    std::hint::black_box(work());
    processor() - before
}

/// From `/proc/self/schedstat` of every thread, in nanoseconds.
fn processor() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").expect("lists").flatten();
    let nanoseconds: f64 = tasks
        .filter_map(|task| std::fs::read_to_string(task.path().join("schedstat")).ok())
        .filter_map(|text| text.split(' ').next().and_then(|first| first.parse::<f64>().ok()))
        .sum();
    nanoseconds / 1e9
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
