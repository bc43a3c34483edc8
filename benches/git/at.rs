//! A question to the book at a revision against the same on the work tree: the processor time of all that runs, git's part of it, what is
//! the program's own, and the time that a person waits. With the objects loose, as a commit leaves them, and packed.
//!
//! Git's part is what its processes take, and what its library takes in the program's process to read the very same files out of its store,
//! measured by itself in the same run: found, inflated, made from their bases, looked at for being text, and not decoded.

use super::book;
use super::measure::{asked_to, files, median, say};
use super::repository::{commit_all, git};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use suits::cli::{Variables, World, run};
use suits::hands::Absent;
use suits::store::Store;

const PAIRS: usize = 7;
/// Has this bench ask one question in its own process, and say what that took.
const ONCE: &str = "--at-once";
/// Names the question.
const WORDS: &str = "QUESTION";
/// The system counts processor time in hundredths of a second: so many runs are measured together.
const RUNS: usize = 4;
/// Each with the folders whose records it reads; without any, it reads all.
const QUESTIONS: [(&str, &[&str]); 3] =
    [("overdue", &["clients", "jobs"]), ("budget", &["clients", "jobs", "timesheets"]), ("check", &[])];
const AT: &str = " --at HEAD";

/// Whether this process was started to ask one question: it asks it, says what that took, and is to do no more.
pub(crate) fn was_asked() -> bool {
    let root = asked_to(ONCE);
    if let Some(root) = &root {
        let words = std::env::var(WORDS).expect("a question");
        let began = Instant::now();
        for _ in 0..RUNS {
            ask(root, &words);
        }
        let [own, git] = spent();
        let wall = began.elapsed().as_secs_f64();
        say(&format!(
            "{own} {git} {wall} {}",
            words.strip_suffix(AT).map_or(0.0, |question| read_only(root, question))
        ));
    }
    root.is_some()
}

/// Compares every question, with loose objects and with packed ones.
pub(crate) fn compare(root: &Path) {
    commit_all(root);
    for objects in ["loose", "packed"] {
        if objects == "packed" {
            git(root, &["gc", "-q"]);
        }
        for (question, _) in QUESTIONS {
            let mut told: [Vec<f64>; 6] = Default::default();
            for pair in 0..=PAIRS {
                let [here, there] = [question.to_owned(), format!("{question}{AT}")].map(|words| once(root, &words));
                if pair > 0 {
                    let [[own, processes, wall, _], [own_then, processes_then, wall_then, library]] = [here, there];
                    let now = own + processes;
                    let figures = [
                        (own_then + processes_then) / now,
                        (own_then - library) / now,
                        wall_then / wall,
                        processes_then,
                        library,
                        wall_then,
                    ];
                    told.iter_mut().zip(figures).for_each(|(told, figure)| told.push(figure));
                }
            }
            let [all, own, wall, processes, library, waits] = told.map(|mut values| median(&mut values));
            say(&format!(
                "{question} --at, {objects}: processor time {all:.2} of that on the work tree with git's part in it; git's part {:.0} ms \
                 (its processes {:.0} ms, its library in this process {:.0} ms); the program's own, without git's part, {own:.2} (at most \
                 1.2); wall time {wall:.2} (at most 1.5), {:.0} ms",
                (processes + library) * 1e3,
                processes * 1e3,
                library * 1e3,
                waits * 1e3
            ));
        }
    }
}

/// Seconds of one question in a process of its own: the program's processor time, that of git's processes, by the clock, and the part of
/// the first that git's library takes.
fn once(root: &Path, words: &str) -> [f64; 4] {
    let me = std::env::current_exe().expect("this bench");
    let told = Command::new(me).arg(ONCE).env("BOOK", root).env(WORDS, words).output().expect("runs").stdout;
    let told = String::from_utf8_lossy(&told);
    let mut figures = told.split_whitespace().map(|figure| figure.parse::<f64>().expect("seconds"));
    let runs = f64::from(u32::try_from(RUNS).expect("few"));
    [(); 4].map(|()| figures.next().expect("four figures") / runs)
}

/// Seconds of processor time of this process for reading, as often as a question is asked, the files that it reads, out of git's store.
fn read_only(root: &Path, question: &str) -> f64 {
    let (_, folders) = QUESTIONS.into_iter().find(|(name, _)| *name == question).expect("a question");
    let inside = files(root).into_iter().map(|file| {
        let names = file.strip_prefix(root).expect("inside").iter().map(|name| name.to_string_lossy().into_owned());
        names.collect::<Vec<_>>().join("/")
    });
    let of = |path: &String| folders.is_empty() || folders.iter().any(|folder| path.starts_with(&format!("{folder}/")));
    let paths: Vec<String> = inside.filter(of).collect();
    let store = Store::open_at(root, "HEAD").expect("a book");
    let [before, _] = spent();
    for _ in 0..RUNS {
        assert!(store.bytes_then(&paths).expect("all are texts") > paths.len());
    }
    spent()[0] - before
}

fn ask(root: &Path, words: &str) {
    let mut world = World {
        cwd: root.to_owned(),
        program: &|| None,
        clock: &|_| Some(book::last()),
        env: Variables { user: Some("director".to_owned()), ..Variables::default() },
        git_email: &|_| None,
        dice: &|| 1,
        ticks: &|| 0,
        width: None,
        color: false,
        hands: &mut Absent,
        stdin: &mut std::io::empty(),
        out: &mut std::io::sink(),
        err: &mut std::io::sink(),
    };
    run(std::iter::once("suits").chain(words.split(' ')).map(Into::into), &mut world);
}

/// Seconds of processor time of this process, and of those that it started and that have ended.
fn spent() -> [f64; 2] {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("reads");
    let (_, behind_name) = stat.rsplit_once(") ").expect("a name in brackets");
    let ticks: Vec<f64> = behind_name.split(' ').skip(11).take(4).map(|field| field.parse().expect("ticks")).collect();
    [(ticks[0] + ticks[1]) / 100.0, (ticks[2] + ticks[3]) / 100.0]
}
