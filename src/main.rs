//! The door to the street: makes a `World` out of the process, runs one command line, returns its exit code.

#![expect(clippy::disallowed_methods, reason = "the only door to the clock, the environment and git's settings")]

use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;
use suits::cli::{Variables, World, run};
use suits::hands::{Absent, Hands};
use suits::terminal::{self, Prompts};
use suits::values::Day;

fn main() -> ExitCode {
    let begun = Instant::now();
    let cwd = match std::env::current_dir() {
        Ok(cwd) => cwd,
        Err(error) => {
            drop(writeln!(io::stderr(), "error: this folder cannot be entered: {error}"));
            return ExitCode::from(2);
        }
    };
    let mut hands: Box<dyn Hands> = if terminal::is_attended() { Box::new(Prompts) } else { Box::new(Absent) };
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let mut world = World {
        cwd,
        clock: &clock,
        env: Variables {
            user: variable("SUITS_USER"),
            today: variable("SUITS_TODAY"),
            ci: variable("CI").is_some_and(|value| value != "false" && value != "0"),
        },
        git_email: &git_email,
        program: &|| std::env::current_exe().ok(),
        dice: &|| RandomState::new().build_hasher().finish(),
        ticks: &move || u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
        width: variable("COLUMNS").and_then(|set| set.parse().ok()).filter(|set| *set > 0).or_else(terminal::width),
        color: io::stdout().is_terminal()
            && variable("NO_COLOR").is_none()
            && variable("TERM").is_none_or(|term| term != "dumb"),
        hands: &mut *hands,
        stdin: &mut io::stdin().lock(),
        out: &mut io::stdout().lock(),
        err: &mut io::stderr(),
    };
    ExitCode::from(run(std::env::args_os(), &mut world).code())
}

/// What day it is in a time zone. The only place that looks at a clock.
fn clock(timezone: &str) -> Option<Day> {
    let zone = TimeZoneDatabase::bundled().get(timezone).ok()?;
    let today = Timestamp::now().to_zoned(zone).date();
    Day::ymd(today.year().into(), today.month().unsigned_abs().into(), today.day().unsigned_abs().into())
}

/// The mail address git knows the person by; `None` without git.
fn git_email(book: &Path) -> Option<String> {
    let answer = Command::new("git").arg("-C").arg(book).args(["config", "user.email"]).output().ok()?;
    let email = String::from_utf8(answer.stdout).ok()?.trim().to_owned();
    (answer.status.success() && !email.is_empty()).then_some(email)
}
