//! Losses planted by a generator that knows what it planted, in histories merged as hosts and people do it: the audit finds every one and
//! nothing else. And a long history made by the verbs and honest merges, in which it finds nothing.

use crate::audit::{commit, git, told};
use crate::harness::Case;
use crate::repository::repository;
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};

/// A job as the generator knows it: a field each, and items of a list by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Model {
    fields: BTreeMap<String, String>,
    items: BTreeMap<String, String>,
    words: BTreeSet<String>,
}

/// The book: jobs by number, and timesheets that are there or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Book {
    jobs: BTreeMap<u32, Model>,
    sheets: BTreeMap<u32, String>,
}

/// One edit of one side.
#[derive(Clone, Debug)]
enum Edit {
    Field(u32, String, Option<String>),
    Item(u32, String, Option<String>),
    Word(u32, String, bool),
    Sheet(u32, Option<String>),
}

const FIELDS: [&str; 5] = ["goal", "context", "campaign", "due", "client_po"];

impl Model {
    fn text(&self) -> String {
        let mut text =
            "title: Work\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\n"
                .to_owned();
        for (field, value) in &self.fields {
            text.push_str(&format!("{field}: {value}\n"));
        }
        if !self.words.is_empty() {
            text.push_str("after:\n");
            self.words.iter().for_each(|word| text.push_str(&format!("  - {word}\n")));
        }
        if !self.items.is_empty() {
            text.push_str("quality_checks:\n");
            self.items.iter().for_each(|(id, words)| text.push_str(&format!("  - id: {id}\n    text: {words}\n")));
        }
        text
    }
}

impl Book {
    fn lay(&self, case: &Case) {
        for (number, job) in &self.jobs {
            case.write(&format!("jobs/ACME/ACME-{number:04}.yaml"), job.text());
        }
        for number in 0..100 {
            let path = format!("timesheets/ann/20{number:02}-01.yaml");
            match self.sheets.get(&number) {
                Some(note) => case.write(&path, format!("entries:\n  - id: aaaa\n    date: 20{number:02}-01-02\n    job: ACME-0012\n    hours: 1\n    note: {note}\n")),
                None => drop(std::fs::remove_file(case.file(&path))),
            }
        }
    }

    fn make(&mut self, edit: &Edit) {
        match edit {
            Edit::Field(job, field, value) => {
                put(&mut self.jobs.get_mut(job).expect("a job").fields, field, value.as_ref());
            }
            Edit::Item(job, item, value) => {
                put(&mut self.jobs.get_mut(job).expect("a job").items, item, value.as_ref());
            }
            Edit::Word(job, word, true) => drop(self.jobs.get_mut(job).expect("a job").words.insert(word.clone())),
            Edit::Word(job, word, false) => drop(self.jobs.get_mut(job).expect("a job").words.remove(word)),
            Edit::Sheet(number, note) => put(&mut self.sheets, number, note.as_ref()),
        }
    }
}

fn put<K: Ord + Clone>(map: &mut BTreeMap<K, String>, key: &K, value: Option<&String>) {
    match value {
        Some(value) => drop(map.insert(key.clone(), value.clone())),
        None => drop(map.remove(key)),
    }
}

impl Edit {
    /// What it touches: no two edits of a round touch one thing.
    fn target(&self) -> String {
        match self {
            Edit::Field(job, field, _) => format!("{job} {field}"),
            Edit::Item(job, item, _) => format!("{job} item {item}"),
            // two words of one list that stand beside each other may be one change to people and to git: one side a round
            Edit::Word(job, ..) => format!("{job} after"),
            Edit::Sheet(number, _) => format!("sheet {number}"),
        }
    }

    /// What the audit says when a merge loses it: an item that was there loses only its text.
    fn told(&self, base: &Book) -> String {
        let what = |is_gone: bool| if is_gone { "resurrected" } else { "lost-edit" };
        match self {
            Edit::Field(job, field, value) => format!("{} | ACME-{job:04} | {field}", what(value.is_none())),
            Edit::Item(job, item, value) => {
                let deeper = if value.is_some() && base.jobs[job].items.contains_key(item) { ".text" } else { "" };
                format!("{} | ACME-{job:04} | quality_checks.{item}{deeper}", what(value.is_none()))
            }
            // a list that was not there, or is not there any more, is one value
            Edit::Word(job, _, added) => format!("{} | ACME-{job:04} | after", what(!added)),
            Edit::Sheet(number, None) => format!("resurrected | ann/20{number:02}-01 | -"),
            Edit::Sheet(number, Some(_)) if base.sheets.contains_key(number) => {
                format!("lost-edit | ann/20{number:02}-01 | entries.aaaa.note")
            }
            Edit::Sheet(number, Some(_)) => format!("lost-edit | ann/20{number:02}-01 | -"),
        }
    }
}

/// An edit of something that nobody has touched yet: then no later round changes again what was lost in an earlier one.
fn edit(book: &Book, rng: &mut Rng, untouched: &mut BTreeSet<String>, number: usize) -> Option<Edit> {
    let jobs: Vec<u32> = book.jobs.keys().copied().collect();
    let job = jobs[rng.usize(..jobs.len())];
    let word = format!("v{number}");
    let model = &book.jobs[&job];
    let made = match rng.u8(..10) {
        0..4 => {
            let field = FIELDS[rng.usize(..FIELDS.len())].to_owned();
            let gone = model.fields.contains_key(&field) && rng.u8(..4) == 0;
            let value =
                if field == "due" { format!("20{:02}-03-{:02}", 27 + number % 60, 1 + number % 28) } else { word };
            Edit::Field(job, field, (!gone).then_some(value))
        }
        4..7 if rng.bool() => Edit::Item(job, format!("n{number}"), Some(word)),
        4..7 => {
            let items: Vec<&String> = model.items.keys().collect();
            let item = (*items.get(rng.usize(..items.len().max(1)))?).clone();
            Edit::Item(job, item, rng.bool().then_some(word))
        }
        7..9 => {
            let there = model.words.iter().next().cloned();
            match there.filter(|_| rng.bool()) {
                Some(word) => Edit::Word(job, word, false),
                None => Edit::Word(job, format!("ACME-{:04}", 5000 + number), true),
            }
        }
        _ => {
            let number = rng.u32(..100);
            Edit::Sheet(number, (!book.sheets.contains_key(&number) || rng.bool()).then_some(word))
        }
    };
    untouched.remove(&made.target()).then_some(made)
}

fn targets(book: &Book) -> BTreeSet<String> {
    let of_job = |(job, model): (&u32, &Model)| {
        let fields = FIELDS.iter().map(move |field| format!("{job} {field}"));
        let items = model.items.keys().map(move |item| format!("{job} item {item}"));
        let new = (0..2000).map(move |number| format!("{job} item n{number}"));
        fields.chain(items).chain(new).chain([format!("{job} after")]).collect::<Vec<_>>()
    };
    book.jobs.iter().flat_map(of_job).chain((0..100).map(|number| format!("sheet {number}"))).collect()
}

fn start(rng: &mut Rng) -> Book {
    let mut book = Book::default();
    for number in 100..125 {
        let mut model = Model::default();
        for field in ["goal", "context", "campaign"] {
            model.fields.insert(field.to_owned(), format!("the {field}"));
        }
        for item in ["look", "read", "hear"] {
            model.items.insert(item.to_owned(), format!("{item} at it"));
        }
        if rng.bool() {
            model.words.insert("ACME-0012".to_owned());
        }
        book.jobs.insert(number, model);
    }
    (0..20).for_each(|number| drop(book.sheets.insert(number, "kick-off".to_owned())));
    book
}

/// What the two branches call the jobs that they make under one number, and what is to come of them.
const TWINS: [(&str, &str); 2] = [("Poster", "Seen from the tram"), ("Banner", "Clicked on the phone")];

/// Makes a job that another branch makes otherwise, under a number, for the round of work `of`.
fn made(case: &Case, (number, of): (usize, usize), (title, goal): (&str, &str)) {
    let text = format!(
        "title: {title} {of}\ntype: campaign\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-11-02\ngoal: {goal}\n"
    );
    case.write(&format!("jobs/ACME/ACME-{number:04}.yaml"), text);
}

/// Builds a history of so many merges; gives what was planted.
fn planted(seed: u64, merges: usize, loses: bool) -> (Case, BTreeSet<String>) {
    let mut rng = Rng::with_seed(seed);
    let case = repository("tests/books/records");
    let mut book = start(&mut rng);
    book.lay(&case);
    commit(&case, "Ann", "Jobs");
    let (mut untouched, mut expected) = (targets(&book), BTreeSet::new());
    let mut number = 0;
    for _ in 0..merges {
        let base = book.clone();
        let mut sides: [Vec<Edit>; 2] = [Vec::new(), Vec::new()];
        for side in &mut sides {
            for _ in 0..rng.usize(1..5) {
                number += 1;
                side.extend(edit(&base, &mut rng, &mut untouched, number));
            }
        }
        // now and then both make a job of their own under one number
        let twin = (rng.u8(..3) == 0).then(|| 2000 + 2 * number);
        git(&case, "checkout -q -b side");
        for (turn, (side, who)) in sides.iter().zip(["Mai", "Ann"]).enumerate() {
            if turn == 1 {
                git(&case, "checkout -q main");
            }
            let mut own = base.clone();
            for edit in side {
                own.make(edit);
            }
            own.lay(&case);
            if let Some(twin) = twin {
                made(&case, (twin, twin), TWINS[turn]);
            }
            git(&case, "add -A");
            crate::audit::git_by(&case, who, &["commit", "-q", "--allow-empty", "-m", "Edits"]);
        }
        // whoever merges writes what they think is right, and forgets some of it
        git(&case, "merge -q -s ours --no-ff --no-commit side");
        let mut result = base.clone();
        for edit in sides.iter().flatten() {
            if loses && rng.u8(..6) == 0 {
                expected.insert(edit.told(&base));
            } else {
                result.make(edit);
            }
        }
        result.lay(&case);
        if let Some(twin) = twin {
            let kept = rng.usize(..2);
            made(&case, (twin, twin), TWINS[kept]);
            if loses && rng.bool() {
                expected.insert(format!("lost-record | ACME-{twin:04} | -"));
            } else {
                made(&case, (twin + 1, twin), TWINS[1 - kept]);
            }
        }
        git(&case, "add -A");
        crate::audit::git_by(&case, "Bo", &["commit", "-q", "--allow-empty", "-m", "Merge side"]);
        git(&case, "branch -q -D side");
        book = result;
    }
    (case, expected)
}

#[test]
fn every_planted_loss_is_found_and_nothing_else() {
    for seed in [1, 2, 3] {
        let (case, expected) = planted(seed, 25, true);
        let found = told(&case, "audit");
        let found: BTreeSet<String> =
            found.iter().map(|line| line.split(" | ").take(3).collect::<Vec<_>>().join(" | ")).collect();
        assert!(expected.len() > 10, "seed {seed} planted only {}", expected.len());
        assert_eq!(found, expected, "seed {seed}");
        case.run("audit").exits(1);
    }
}

#[test]
fn merges_that_lose_nothing_raise_no_alarm() {
    let (case, _) = planted(7, 40, false);
    crate::audit::clean(&case);
}

#[test]
fn a_history_of_the_verbs_and_honest_merges_raises_no_alarm() {
    let case = repository("tests/books/records");
    let mut commits = 1;
    let mut does = |who: &str, line: &str| {
        case.run(line).ok();
        commit(&case, who, line);
        commits += 1;
    };
    for round in 0..40 {
        let job = format!("ACME-{:04}", 14 + round);
        does("Ann", &format!("job new ACME --title Work{round} --type print-ooh --requested-by liisa"));
        git(&case, "checkout -q -b side");
        does("Mai", &format!("time log {job} 0.5 --for mai --note Side{round}"));
        does("Mai", &format!("client set ACME account_plan=Plan{round}"));
        git(&case, "checkout -q main");
        does("Ann", &format!("job advance {job} --to briefing"));
        does("Ann", &format!("job accept {job}"));
        match round % 4 {
            0 => {
                does("Ann", &format!("job reject {job} --reason Unclear"));
                does("Ann", &format!("job advance {job} --to briefing"));
            }
            1 => {
                does("Mai", &format!("job hold {job} --reason Wait --by mai"));
                does("Mai", &format!("job resume {job} --by mai"));
            }
            2 => does("Mai", &format!("job cancel {job} --reason Off --by mai")),
            _ => {
                does("Ann", &format!("job wait {job} --on client"));
                git(&case, "revert --no-edit HEAD");
            }
        }
        git(&case, "merge -q --no-ff side -m Merge");
        git(&case, "branch -q -d side");
    }
    assert!(commits > 200, "{commits}");
    crate::audit::clean(&case).says("40 merges looked at");
}
