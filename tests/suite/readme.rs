//! The README is true: its console blocks are run on a fresh copy of the example book, its tables are those the program prints, its
//! two commands are those that continuous integration runs. After a change that is meant, let the blocks be written anew and read the
//! difference: `SUITS_README=write cargo test --test suite readme`.

use super::harness::Case;
use std::path::{Path, PathBuf};
use std::process::Command;
use suits::checks;

/// Where the README pins the day, it pins this one.
const DAY: &str = "2026-12-01";
/// The window that the README was written in.
const WIDTH: u16 = 110;

#[test]
fn every_block_of_the_readme_is_what_the_program_prints() {
    let readme = read("README.md");
    let written = with_tables(&with_blocks(&readme));
    if std::env::var("SUITS_README").is_ok_and(|wish| wish == "write") {
        std::fs::write(path("README.md"), &written).expect("the README");
        return;
    }
    let (line, (said, is)) = match readme.lines().zip(written.lines()).enumerate().find(|(_, (said, is))| said != is) {
        Some((at, pair)) => (at + 1, pair),
        None if readme == written => return,
        None => (readme.lines().count().min(written.lines().count()) + 1, ("(the end)", "(the end)")),
    };
    panic!(
        "README.md:{line} says\n  {said}\nand the program says\n  {is}\n\
         if that is meant: SUITS_README=write cargo test --test suite readme"
    );
}

#[test]
fn the_two_commands_at_the_top_are_those_that_continuous_integration_runs() {
    let (readme, runs) = (read("README.md"), read(".ci/run"));
    let block = readme.split("```sh\n").nth(1).and_then(|rest| rest.split("\n```").next()).expect("a first block");
    let commands: Vec<&str> = block.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    assert_eq!(commands.len(), 2, "{block}");
    for command in commands {
        assert!(runs.contains(command), "`.ci/run` does not run: {command}");
    }
}

#[test]
fn settings_that_are_shown_may_be_put_into_a_new_book() {
    let readme = read("README.md");
    let chapter = readme.split("## The stages of a job").nth(1).and_then(|rest| rest.split("## The book").next());
    let blocks: Vec<&str> = chapter.expect("a chapter").split("```toml\n").skip(1).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks.iter().filter_map(|block| block.split("\n```").next()) {
        let case = Case::empty(DAY);
        case.run("init").ok();
        case.write("suits.toml", case.text("suits.toml") + block + "\n");
        case.write("calendars/england.ics", ENGLAND);
        let ran = case.run("check --due --fail-on warning").ok();
        assert_eq!(ran.stdout, "", "{}", ran.all());
        case.run("workflow").ok();
    }
}

/// What a government publishes of its days off.
const ENGLAND: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\n\
    DTEND;VALUE=DATE:20261226\r\nSUMMARY:Christmas Day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn every_command_that_is_named_is_there_with_its_flags() {
    let mut texts = vec![path("README.md")];
    collect(&path("src"), &mut texts);
    let mut wrong = Vec::new();
    for text in texts {
        let said = std::fs::read_to_string(&text).expect("a text");
        let blocks = said.split("```sh\n").skip(1).filter_map(|rest| rest.split("\n```").next());
        let lines = blocks.flat_map(str::lines).filter(|line| line.starts_with("suits "));
        let spans = said.split("`suits ").skip(1).filter_map(|rest| rest.split('`').next());
        for line in lines.map(ToOwned::to_owned).chain(spans.map(|span| format!("suits {span}"))) {
            if let Err(why) = exists(&line) {
                wrong.push(format!("{}: `{line}`: {why}", text.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether the verbs and flags of a command line are there.
fn exists(line: &str) -> Result<(), String> {
    let line = line.split("  #").next().unwrap_or(line);
    let top = suits::cli::command();
    let mut command = &top;
    let everywhere = |name: &str| top.get_arguments().any(|argument| argument.get_long() == Some(name));
    for word in line.split_whitespace().skip(1) {
        if let Some(flag) = word.strip_prefix("--") {
            let flag = flag.trim_end_matches(|sign: char| !sign.is_alphanumeric());
            let known = command.get_arguments().any(|argument| argument.get_long() == Some(flag));
            if !known && !everywhere(flag) && flag != "help" && !flag.is_empty() {
                return Err(format!("there is no `--{flag}`"));
            }
        } else if command.has_subcommands() && word.contains(['{', '…']) {
            // any noun, or any verb of one: what follows is there for some
            let others = command.get_subcommands().map(|known| line.replacen(word, known.get_name(), 1));
            return others.map(|line| exists(&line)).find(Result::is_ok).unwrap_or_else(|| exists_nowhere(word));
        } else if let Some(verb) = command.find_subcommand(word) {
            command = verb;
        } else if command.has_subcommands() && word.chars().all(|letter| letter.is_ascii_lowercase()) {
            return Err(format!("there is no `{word}`"));
        }
    }
    Ok(())
}

fn exists_nowhere(word: &str) -> Result<(), String> {
    Err(format!("for no `{word}` is that there"))
}

fn collect(folder: &Path, texts: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry").path();
        if entry.is_dir() {
            collect(&entry, texts);
        } else {
            texts.push(entry);
        }
    }
}

/// The README with what its console blocks come to, one after the other, in one book.
fn with_blocks(readme: &str) -> String {
    let mut shell = Shell::new();
    let mut written = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        written += &format!("{line}\n");
        if line != "```console" {
            continue;
        }
        for line in lines.by_ref() {
            if line == "```" {
                written += "```\n";
                break;
            }
            if let Some(command) = line.strip_prefix("$ ") {
                written += &format!("{line}\n{}", shell.run(command));
            }
        }
    }
    written
}

/// The README with the tables that the program makes, between their marks.
fn with_tables(readme: &str) -> String {
    let workflow = Case::copy("examples/northlight", DAY).run("workflow --format md").ok().stdout;
    let workflow: String =
        workflow.lines().filter(|line| line.starts_with('|')).flat_map(|line| [line, "\n"]).collect();
    let drawing = Case::copy("examples/northlight", DAY).run("workflow --format mermaid").ok().stdout;
    let mut written = readme.to_owned();
    for (name, table) in [
        ("workflow", workflow),
        ("drawing", format!("```mermaid\n{drawing}```\n")),
        ("rules", checks::table()),
        ("coverage", checks::coverage()),
        ("records", records()),
        ("merges", super::merge_cases::table()),
    ] {
        let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let from = written.find(&begin).expect("a mark before the table") + begin.len();
        let to = written.find(&end).expect("a mark behind the table");
        written.replace_range(from..to, &format!("\n{table}\n"));
    }
    written
}

/// One record of each kind, from the book of the tests that holds them all.
fn records() -> String {
    const BOOK: &str = "tests/books/records";
    const RECORDS: [&str; 8] = [
        "clients/ACME.yaml",
        "briefs/ACME/ACME-B0004.yaml",
        "jobs/ACME/ACME-0012.yaml",
        "feedback/ACME/ACME-0013-R1.yaml",
        "contact-reports/ACME/ACME-C0031.yaml",
        "invoices/ACME/ACME-I0118.yaml",
        "timesheets/ann/2026-11.yaml",
        "suits.toml",
    ];
    Case::copy(BOOK, DAY).run("check").ok();
    let block = |record: &str| {
        let language = record.rsplit('.').next().expect("an ending");
        format!("#### `{record}`\n\n```{language}\n{}\n```\n", read(&format!("{BOOK}/{record}")).trim_end())
    };
    RECORDS.map(block).join("\n")
}

/// As much of a shell as the README uses.
struct Shell {
    case: Case,
    folder: PathBuf,
    code: u8,
}

impl Shell {
    fn new() -> Shell {
        let mut case = Case::empty(DAY);
        case.set_width(WIDTH);
        Shell { folder: case.path().to_owned(), case, code: 0 }
    }

    /// What a command line prints.
    fn run(&mut self, line: &str) -> String {
        let (command, lines) = match line.rsplit_once(" | head -") {
            Some((command, count)) => (command, count.parse().expect("a number of lines")),
            None => (line, usize::MAX),
        };
        let head = |text: String| -> String { text.lines().take(lines).flat_map(|line| [line, "\n"]).collect() };
        let words: Vec<&str> = command.split(' ').collect();
        match words[0] {
            "suits" => {
                let said = self.suits(command);
                said.0 + &head(said.1)
            }
            "git" => head(self.git(command)),
            "cd" => {
                self.folder.push(words[1]);
                String::new()
            }
            "export" => {
                for (name, value) in words[1..].iter().filter_map(|word| word.split_once('=')) {
                    match name {
                        "SUITS_TODAY" => self.case.set_day(value),
                        "SUITS_USER" => self.case.set_user(value),
                        _ => panic!("the README sets `{name}`"),
                    }
                }
                String::new()
            }
            "echo" if words[1] == "$?" => format!("{}\n", self.code),
            _ => panic!("the README runs `{command}`, which this test cannot"),
        }
    }

    fn suits(&mut self, command: &str) -> (String, String) {
        let arguments = command.strip_prefix("suits").expect("checked");
        let ran = self.case.run(&format!("-C {}{arguments}", self.folder.display()));
        self.code = ran.code;
        (ran.stderr, ran.stdout)
    }

    fn git(&self, command: &str) -> String {
        // A shell takes the quotes off; nobody's own settings of git show.
        let ran = Command::new("sh")
            .args(["-c", command])
            .current_dir(&self.folder)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "Ann Lee")
            .env("GIT_AUTHOR_EMAIL", "ann@northlight.example")
            .env("GIT_COMMITTER_NAME", "Ann Lee")
            .env("GIT_COMMITTER_EMAIL", "ann@northlight.example")
            .output()
            .expect("git is there");
        assert!(ran.status.success(), "{command}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).expect("UTF-8")
    }
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).expect(name)
}
