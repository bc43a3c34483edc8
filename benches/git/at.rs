//! A question to the book at a revision against the same on the work tree: the program's own processor time, git's, and the time that a
//! person waits. With the objects loose, as a commit leaves them, and packed.

use super::book;
use super::measure::{asked_to, median, say};
use super::repository::{commit_all, git};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use suits::cli::{Variables, World, run};
use suits::hands::Absent;

const PAIRS: usize = 7;
/// Has this bench ask one question in its own process, and say what that took.
const ONCE: &str = "--at-once";
/// Names the question.
const WORDS: &str = "QUESTION";
/// The system counts processor time in hundredths of a second: so many runs are measured together.
const RUNS: usize = 4;
const QUESTIONS: [&str; 3] = ["overdue", "budget", "check"];

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
        say(&format!("{own} {git} {}", began.elapsed().as_secs_f64()));
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
        for words in QUESTIONS {
            let (mut own, mut wall, mut gits, mut waits) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            for pair in 0..=PAIRS {
                let [here, there] = [words.to_owned(), format!("{words} --at HEAD")].map(|words| once(root, &words));
                if pair > 0 {
                    own.push(there[0] / here[0]);
                    gits.push(there[1]);
                    wall.push(there[2] / here[2]);
                    waits.push(there[2]);
                }
            }
            let [own, wall, gits, waits] = [own, wall, gits, waits].map(|mut values| median(&mut values));
            say(&format!(
                "{words} --at, {objects}: own processor time {own:.2} of that on the work tree (at most 1.2), git's {:.0} ms apart; \
                 wall time {wall:.2} (at most 1.5), {:.0} ms",
                gits * 1e3,
                waits * 1e3
            ));
        }
    }
}

/// Seconds of one question in a process of its own: the program's processor time, git's, and by the clock.
fn once(root: &Path, words: &str) -> [f64; 3] {
    let me = std::env::current_exe().expect("this bench");
    let told = Command::new(me).arg(ONCE).env("BOOK", root).env(WORDS, words).output().expect("runs").stdout;
    let told = String::from_utf8_lossy(&told);
    let mut figures = told.split_whitespace().map(|figure| figure.parse::<f64>().expect("seconds"));
    let runs = f64::from(u32::try_from(RUNS).expect("few"));
    [(); 3].map(|()| figures.next().expect("three figures") / runs)
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
