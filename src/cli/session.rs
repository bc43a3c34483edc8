//! One command's run: the book it opens, the day it is, who acts, and how answers and changes are printed.

use super::args::{Color, Globals, RowArgs, WriteArgs};
use super::commit::{self, Commit};
use super::dates::{Dates, Echo};
use super::desk::Desk;
use super::exit::{Exit, Stop};
use super::findings::problems;
use super::new_errors;
use super::output;
use super::outputs::{Outputs, Prints};
use super::unseen;
use super::world::World;
use crate::config::Config;
use crate::domain::calendar::Calendar;
use crate::domain::layout::AnyId;
use crate::domain::scope::Scope;
use crate::render::{self, Page, Renderer};
use crate::source::ChangeSet;
use crate::store::{Drafted, Keeping, Snapshot, Store, WriteLock};
use crate::values::{Day, nearest};
use crate::view::View;
use std::io::Write as _;

/// One command's run.
pub(super) struct Session<'s, 'w> {
    /// Arguments of every command.
    pub globals: Globals,
    /// The process.
    pub world: &'s mut World<'w>,
    /// What will go to stdout or to `-o`.
    pub stdout: Vec<u8>,
    /// Where output goes.
    pub outputs: Outputs,
    /// Whether it is the name of the file of `-o` that says the format: people are still told in words what goes wrong.
    pub is_format_of_file: bool,
    /// The day that was asked about, once it is known.
    pub asked_on: Option<Day>,
    /// What was answered to questions, as flags: for `-v`.
    pub answered: Vec<String>,
    /// What relative dates came to.
    pub echo: Echo,
    /// What is to be said of a change once nothing stands in its way any more.
    pub once_sure: Vec<String>,
}

impl<'s, 'w> Session<'s, 'w> {
    /// A run that has printed nothing.
    pub(super) fn new(mut globals: Globals, world: &'s mut World<'w>) -> Session<'s, 'w> {
        globals.no_input |= world.env.ci || !world.hands.is_interactive();
        let echo = Echo::default();
        let outputs = Outputs::default();
        Session {
            globals,
            world,
            stdout: Vec::new(),
            outputs,
            is_format_of_file: false,
            asked_on: None,
            answered: Vec::new(),
            echo,
            once_sure: Vec::new(),
        }
    }

    /// Looks at where output is to go, before anything is done.
    pub(super) fn prepare(&mut self, prints: Prints) -> Result<(), Stop> {
        let outputs = Outputs::of(&self.globals, prints)?;
        outputs.spare_books(&self.world.cwd, &self.start())?;
        self.outputs = outputs;
        Ok(())
    }

    /// Opens the book that the command stands in, as it is or as it was.
    pub(super) fn open(&self) -> Result<Store, Stop> {
        let store = match &self.globals.at {
            Some(revision) => Store::open_at(&self.start(), revision)?,
            None => Store::open(&self.start())?,
        };
        Ok(store.seen_from(&self.world.cwd))
    }

    /// Where the command looks from.
    pub(super) fn start(&self) -> std::path::PathBuf {
        self.globals.dir.as_ref().map_or_else(|| self.world.cwd.clone(), |dir| self.world.cwd.join(dir))
    }

    /// What day it is: `--as-of`, else `SUITS_TODAY`, else the clock in the agency's time zone.
    pub(super) fn today(&self, config: &Config) -> Result<Day, Stop> {
        let Some(typed) = &self.globals.as_of else { return self.real_today(config) };
        if let Some(day) = Day::parse(typed) {
            return Ok(day);
        }
        let calendar = Calendar::new(&config.calendar);
        self.dates(self.real_today(config)?, &calendar).parse(typed).map_err(|stop| match stop {
            Stop::Usage { code, hint, .. } => {
                Stop::Usage { code, message: format!("`--as-of` should be a date, not `{typed}`"), hint }
            }
            stop => stop,
        })
    }

    /// What day it is, whatever was typed: `SUITS_TODAY`, else the clock.
    fn real_today(&self, config: &Config) -> Result<Day, Stop> {
        if let Some(set) = self.world.env.today.as_ref().filter(|set| *set != "today") {
            let wrong = || format!("`SUITS_TODAY` should be a date, not `{set}`");
            return Day::parse(set).ok_or_else(|| Stop::usage("bad-date", wrong(), "write it like 2026-12-04"));
        }
        let timezone = config.agency.timezone.as_str();
        (self.world.clock)(timezone).ok_or_else(|| {
            Stop::usage(
                "unknown-timezone",
                format_args!("`suits.toml` names a time zone that does not exist: `{timezone}`"),
                "write one like `Europe/Helsinki` under `[agency] timezone`",
            )
        })
    }

    /// Plans a change on a fresh look at the book, under its lock, and writes it; or shows it, for a dry run. Refuses where a record
    /// that the plan needs cannot be read.
    pub(super) fn write(
        &mut self,
        store: &Store,
        args: &WriteArgs,
        scope: &Scope,
        plan: impl FnOnce(&Desk<'_>, &mut Self) -> Result<ChangeSet, Stop>,
    ) -> Result<Exit, Stop> {
        self.mend(store, args, scope, |desk, session| {
            let broken = &desk.snapshot.problems;
            if broken.is_empty() { plan(desk, session) } else { Err(Stop::Unreadable(problems(desk.snapshot, broken))) }
        })
    }

    /// The same for a record that may be broken, because this is what mends it.
    pub(super) fn mend(
        &mut self,
        store: &Store,
        args: &WriteArgs,
        scope: &Scope,
        plan: impl FnOnce(&Desk<'_>, &mut Self) -> Result<ChangeSet, Stop>,
    ) -> Result<Exit, Stop> {
        let lock = self.lock(store, args)?;
        let snapshot = store.load(scope)?;
        self.carry_out(store, (args, lock), &snapshot, plan)
    }

    fn lock(&mut self, store: &Store, args: &WriteArgs) -> Result<Option<WriteLock>, Stop> {
        if args.dry_run { Ok(None) } else { self.locked(store).map(Some) }
    }

    /// The right to write, with what was finished or undone on the way in said.
    pub(super) fn locked(&mut self, store: &Store) -> Result<WriteLock, Stop> {
        let lock = store.lock()?;
        for note in lock.notes() {
            self.say(note)?;
        }
        Ok(lock)
    }

    fn carry_out(
        &mut self,
        store: &Store,
        (args, lock): (&WriteArgs, Option<WriteLock>),
        snapshot: &Snapshot,
        plan: impl FnOnce(&Desk<'_>, &mut Self) -> Result<ChangeSet, Stop>,
    ) -> Result<Exit, Stop> {
        let today = self.today(&snapshot.agency.config)?;
        self.asked_on = Some(today);
        let desk = Desk { store, snapshot, today };
        let changes = plan(&desk, self)?;
        unseen::none(&changes, snapshot)?;
        let drafted = store.draft(snapshot, &changes).map_err(output::refusal)?;
        new_errors::none(&drafted, snapshot, today)?;
        let commit = Commit::asked(args, &snapshot.agency.config, store, (&drafted, &changes.summary))?;
        for line in std::mem::take(&mut self.once_sure) {
            self.say(line)?;
        }
        let Some(lock) = lock else {
            return output::preview(self, &changes, &drafted, commit.map(|commit| commit.preview()));
        };
        self.make(store, &lock, (&changes, drafted), commit.as_ref(), Keeping::default())
    }

    /// Writes a change, commits it where that was asked for, and says so.
    pub(super) fn make(
        &mut self,
        store: &Store,
        lock: &WriteLock,
        (changes, drafted): (&ChangeSet, Drafted),
        commit: Option<&Commit>,
        keeping: Keeping,
    ) -> Result<Exit, Stop> {
        let keeping = Keeping { commits: commit.is_some(), ..keeping };
        let applied = store.write_keeping(lock, changes, drafted, keeping).map_err(output::refusal)?;
        let Some(commit) = commit else { return output::applied(self, changes, &applied, None) };
        match commit.make(store, lock, self)? {
            Ok(committed) => output::applied(self, changes, &applied, Some(committed)),
            Err(uncommitted) => {
                output::applied(self, changes, &applied, Some(commit.preview()))?;
                commit::failed(uncommitted, self)
            }
        }
    }

    /// Prints a view, narrowed as asked, and says whether it had rows or holes.
    pub(super) fn show(&mut self, view: View, rows: &RowArgs) -> Result<Exit, Stop> {
        self.show_telling(view, rows, false, |_| Vec::new())
    }

    /// The same, with notes on the rows that are left of it, and whether its totals are of those.
    pub(super) fn show_telling(
        &mut self,
        mut view: View,
        rows: &RowArgs,
        follow: bool,
        tell: impl FnOnce(&View) -> Vec<String>,
    ) -> Result<Exit, Stop> {
        let grid = &view.grid;
        let (keep, sort, columns) = (rows.condition.as_deref(), rows.sort.as_deref(), rows.columns.as_deref());
        let query = crate::query::Query::parse(keep, sort, columns, rows.limit, grid, view.as_of);
        let query =
            query.map_err(|error| Stop::Usage { code: "bad-query", message: error.to_string(), hint: error.help })?;
        query.apply_to(&mut view, follow, tell);
        let found = !view.grid.rows.is_empty();
        let format = self.format()?;
        let page = self.page();
        match view.name {
            "board" if self.globals.format == "table" && columns.is_none() => {
                render::board::columns(&view, "stage", &page, &mut self.stdout)?;
            }
            "brief-check" | "explain-stage" if self.globals.format == "table" => {
                render::checklist::print(&view, &page, &mut self.stdout)?;
            }
            "diff" | "brief-diff" if self.globals.format == "table" && columns.is_none() => {
                render::changes::lines(&view, &page, &mut self.stdout)?;
            }
            "diff" | "brief-diff" if self.globals.format == "md" && columns.is_none() => {
                render::changes::markdown(&view, &page, &mut self.stdout)?;
            }
            _ => format.view(&view, &page, &mut self.stdout)?,
        }
        for line in render::unreadable_lines(&view) {
            writeln!(self.world.err, "{line}")?;
        }
        if !view.unreadable.is_empty() {
            return Ok(Exit::CouldNotTell);
        }
        Ok(if rows.exit_code && found { Exit::No } else { Exit::Yes })
    }

    /// How output is to look.
    pub(super) fn page(&self) -> Page {
        let color = match self.globals.color {
            Color::Auto => self.world.color && self.outputs.file.is_none(),
            Color::Always => true,
            Color::Never => false,
        };
        let width = self.world.width.filter(|_| self.outputs.file.is_none());
        Page { width, color, csv_raw: self.globals.csv_raw, quiet: self.globals.quiet }
    }

    /// The format asked for.
    pub(super) fn format(&self) -> Result<&'static dyn Renderer, Stop> {
        render::format(&self.globals.format).map_err(|message| Stop::Usage {
            code: "unknown-format",
            message,
            hint: None,
        })
    }

    /// Dates as they are typed, measured against a day and a calendar.
    pub(super) fn dates<'c>(&self, today: Day, calendar: &'c Calendar) -> Dates<'c> {
        Dates { today, calendar, iso_only: self.globals.no_input, echo: self.echo.clone() }
    }

    /// Does something with typed dates before the book is locked.
    pub(super) fn dated<T>(
        &mut self,
        store: &Store,
        run: impl FnOnce(&Dates<'_>, &mut Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let snapshot = store.load(&Scope::kinds(&[]))?;
        let config = &snapshot.agency.config;
        let today = self.today(config)?;
        let calendar = Calendar::new(&config.calendar);
        let dates = self.dates(today, &calendar);
        run(&dates, self)
    }

    /// A document that `--from` names.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, Stop> {
        if name != "-" {
            return Ok(crate::store::read_input(&self.world.cwd.join(name))?);
        }
        let mut bytes = Vec::new();
        self.world.stdin.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// A word of an enumeration.
    pub(super) fn word<T: Copy>(
        &self,
        flag: &str,
        typed: &str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Result<T, Stop> {
        let words: Vec<&str> = all.iter().map(|one| name(*one)).collect();
        all.iter().copied().find(|one| name(*one) == typed).ok_or_else(|| {
            let listed = words.join(", ");
            let hint = nearest(typed, words.iter().copied())
                .map_or_else(|| format!("one of: {listed}"), |near| format!("did you mean `{near}`? one of: {listed}"));
            Stop::usage("unknown-word", format_args!("{flag} cannot be `{typed}`"), hint)
        })
    }

    /// Asks yes or no; no where nobody can be asked.
    pub(super) fn confirm(&mut self, prompt: &str) -> Result<bool, Stop> {
        let answer = self.world.hands.confirm(prompt, true).map_err(|_| Stop::Interrupted)?;
        Ok(answer.unwrap_or(false))
    }

    /// Prints a text with a heading, in the format asked for.
    pub(super) fn print_text(&mut self, word: &str, title: &str, text: &str) -> Result<(), Stop> {
        let (name, format) = (self.globals.format.clone(), self.format()?);
        if name == "table" || name == "md" {
            let heading = if name == "md" { "## " } else { "" };
            // a page of Markdown is set by whoever shows it
            let width = self.page().width.filter(|_| name == "table");
            let text = width.map_or_else(|| text.trim_end().to_owned(), |width| render::set(text, width));
            writeln!(self.stdout, "{heading}{}\n\n{text}", render::sanitize::line(title))?;
            return Ok(());
        }
        let columns = vec![
            crate::view::Column::word("word", "Word"),
            crate::view::Column::prose("title", "Title"),
            crate::view::Column::prose("text", "Text"),
        ];
        let cells = [word, title, text.trim_end()].map(crate::view::Cell::text).to_vec();
        let view = View {
            name: "explain",
            version: 1,
            title: title.to_owned(),
            as_of: self.asked_on.unwrap_or(Day::EPOCH),
            grid: crate::view::Grid { columns, rows: vec![crate::view::Row::new(cells)] },
            others: Vec::new(),
            notes: Vec::new(),
            when_empty: String::new(),
            unreadable: Vec::new(),
        };
        let page = self.page();
        Ok(format.view(&view, &page, &mut self.stdout)?)
    }

    /// Says something on stderr, unless it should be quiet.
    pub(super) fn say(&mut self, line: impl std::fmt::Display) -> Result<(), Stop> {
        if !self.globals.quiet {
            writeln!(self.world.err, "{}", render::sanitize::line(&line.to_string()))?;
        }
        Ok(())
    }

    /// Turns what stopped a command into words and an exit code.
    pub(super) fn explain(&mut self, stop: Stop) -> Exit {
        output::stopped(self, stop)
    }

    /// Hands the output over: to stdout, or to the file of `-o`.
    pub(super) fn finish(self, ended: Exit) -> Exit {
        output::finish(self, ended)
    }
}

/// A record that was there a moment ago.
pub(super) fn vanished(id: &AnyId) -> Stop {
    Stop::usage(
        "vanished",
        format_args!("{id} was there a moment ago and is gone"),
        "look again: somebody else is at work in this book",
    )
}

/// Four base-32 characters, for the id of an item that nobody names.
pub(super) fn mint(dice: &dyn Fn() -> u64) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bits = dice();
    let mut id = String::with_capacity(4);
    for _ in 0..4 {
        id.push(char::from(LETTERS[(bits & 31) as usize]));
        bits >>= 5;
    }
    id
}
