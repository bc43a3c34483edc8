//! `edit`: a copy in somebody's editor, applied if it is sound, never lost if it is not.

use crate::harness::{Case, changed_lines};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use suits::hands::{Answer, Scripted};

const JOB: &str = "jobs/ACME/ACME-0012.yaml";
const COPY: &str = ".suits/edit/ACME-0012.yaml";

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

/// Somebody whose editor replaces a text in the file.
fn replacing(answers: Vec<Answer>, old: &'static str, new: &'static str) -> Scripted {
    Scripted::new(answers).editing(move |path| {
        let text = std::fs::read_to_string(path)?;
        std::fs::write(path, text.replace(old, new))?;
        Ok(true)
    })
}

fn yes() -> Answer {
    Answer::Type("y".to_owned())
}

fn no() -> Answer {
    Answer::Type("n".to_owned())
}

#[test]
fn what_is_typed_is_applied() {
    let case = book();
    let before = case.text(JOB);
    case.ask("job edit acme-12", &mut replacing(vec![], "goal: A film", "goal: One film"))
        .ok()
        .says("ACME-0012: edited");
    let lines = changed_lines(&before, &case.text(JOB));
    assert_eq!(lines, ["-goal: A film people quote in May.", "+goal: One film people quote in May."]);
    assert!(!case.file(COPY).exists());
}

#[test]
fn nothing_changed_is_nothing_written() {
    let case = book();
    let before = case.text(JOB);
    case.ask("job edit ACME-0012", &mut replacing(vec![], "nothing like this", "")).ok().says("nothing changed");
    case.ask("job edit ACME-0012 -n", &mut replacing(vec![], "goal: A", "goal: B"))
        .ok()
        .says("would: ACME-0012: edited");
    assert_eq!(case.text(JOB), before);
}

#[test]
fn what_is_wrong_stands_on_top_when_it_is_opened_again() {
    let case = book();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let notes = Rc::clone(&seen);
    let mut turn = 0;
    let mut hands = Scripted::new([yes()]).editing(move |path: &Path| {
        let text = std::fs::read_to_string(path)?;
        notes.borrow_mut().push(text.lines().next().unwrap_or_default().to_owned());
        turn += 1;
        let text = if turn == 1 {
            text.replace("type: tv-video", "type: tv-vidoe")
        } else {
            text.replace("tv-vidoe", "audio")
        };
        std::fs::write(path, text)?;
        Ok(true)
    });
    case.ask("job edit ACME-0012", &mut hands).ok().says("`type` cannot be `tv-vidoe`");
    assert_eq!(
        *seen.borrow(),
        ["title: Spring launch film", "#! This could not be kept. These lines go away by themselves."]
    );
    let text = case.text(JOB);
    assert!(text.contains("\ntype: audio\n") && !text.contains("#!"), "{text}");
}

#[test]
fn what_could_not_be_applied_is_kept_and_offered() {
    let case = book();
    let before = case.text(JOB);
    let mut hands = replacing(vec![no()], "type: tv-video", "type: tv-vidoe");
    case.ask("job edit ACME-0012", &mut hands).exits(1).says(COPY);
    assert_eq!(case.text(JOB), before);
    assert!(case.text(COPY).contains("tv-vidoe"));
    // Ctrl-C at the question keeps it too.
    let mut hands = replacing(vec![yes(), Answer::Interrupt], "nothing like this", "");
    case.ask("job edit ACME-0012", &mut hands).exits(130).says(COPY);
    assert!(case.text(COPY).contains("tv-vidoe"));
    let mut hands = replacing(vec![yes()], "tv-vidoe", "audio");
    case.ask("job edit ACME-0012", &mut hands).ok();
    assert_eq!(changed_lines(&before, &case.text(JOB)), ["-type: tv-video", "+type: audio"]);
    assert!(!case.file(COPY).exists());
}

#[test]
fn an_editor_that_fails_loses_nothing() {
    let case = book();
    let mut hands = Scripted::new([]).editing(|path| {
        std::fs::write(path, "title: half a rec")?;
        Ok(false)
    });
    case.ask("job edit ACME-0012", &mut hands).exits(2).says(COPY);
    assert_eq!(case.text(COPY), "title: half a rec");
    let mut hands = Scripted::new([yes()]).editing(|_| Err(std::io::Error::other("no editor")));
    case.ask("job edit ACME-0012", &mut hands).exits(2).says("no editor").says(COPY);
    assert_eq!(case.text(COPY), "title: half a rec");
}

#[test]
fn what_somebody_else_changed_meanwhile_is_put_together() {
    let case = book();
    let file = case.file(JOB);
    let mut hands = Scripted::new([]).editing(move |path| {
        let text = std::fs::read_to_string(path)?;
        std::fs::write(path, text.replace("goal: A film", "goal: One film"))?;
        let theirs = std::fs::read_to_string(&file)?;
        std::fs::write(&file, theirs.replace("rush: false", "rush: true"))?;
        Ok(true)
    });
    case.ask("job edit ACME-0012", &mut hands).ok().says("changed by someone else").says("both changes are in");
    let text = case.text(JOB);
    assert!(text.contains("goal: One film") && text.contains("rush: true"), "{text}");
}

#[test]
fn the_same_line_changed_twice_is_asked_about() {
    let case = book();
    let file = case.file(JOB);
    let mut turn = 0;
    let mut hands = Scripted::new([yes()]).editing(move |path| {
        let text = std::fs::read_to_string(path)?;
        turn += 1;
        if turn == 1 {
            std::fs::write(path, text.replace("goal: A film", "goal: One film"))?;
            let theirs = std::fs::read_to_string(&file)?;
            std::fs::write(&file, theirs.replace("goal: A film", "goal: Two films"))?;
        } else {
            assert!(
                text.contains("<<<<<<< yours\ngoal: One film people quote in May.\n=======\ngoal: Two films"),
                "{text}"
            );
            let chosen =
                text.lines().filter(|line| !line.starts_with(['<', '=', '>']) && !line.starts_with("goal: One"));
            std::fs::write(path, chosen.flat_map(|line| [line, "\n"]).collect::<String>())?;
        }
        Ok(true)
    });
    case.ask("job edit ACME-0012", &mut hands).ok().says("changed by someone else");
    assert!(case.text(JOB).contains("goal: Two films"));
}

#[test]
fn a_copy_kept_from_before_does_not_undo_what_came_after() {
    let case = book();
    let mut hands = replacing(vec![no()], "type: tv-video", "type: tv-vidoe");
    case.ask("job edit ACME-0012", &mut hands).exits(1);
    case.run("job set ACME-0012 due=2027-03-19").ok();
    case.ask("job edit ACME-0012", &mut replacing(vec![yes()], "tv-vidoe", "audio")).ok();
    let text = case.text(JOB);
    assert!(text.contains("\ntype: audio\n") && text.contains("\ndue: 2027-03-19\n"), "{text}");
}

#[test]
fn a_record_that_cannot_be_read_is_mended() {
    let case = book();
    let text = case.text(JOB);
    case.write(JOB, text.replace("goal: A film", "goal: ]A film"));
    case.run("job show ACME-0012").exits(2);
    case.ask("job edit ACME-0012", &mut replacing(vec![], "goal: ]A film", "goal: A film")).ok();
    assert_eq!(case.text(JOB), text);
    let round = "feedback/ACME/ACME-0013-R1.yaml";
    case.write(round, case.text(round).replace("type: client ", "type: clinet "));
    case.ask("feedback edit ACME-0013-R1", &mut replacing(vec![], "clinet", "client")).ok();
}

#[test]
fn without_a_terminal_set_is_named() {
    book().run("job edit ACME-0012").exits(2).says("`edit` needs a terminal").says("suits job set ACME-0012");
    book().run("feedback edit ACME-0013-R1").exits(2).says("suits feedback set ACME-0013-R1");
    book().ask("job edit ACME-0099", &mut Scripted::default()).exits(2).says("there is no job `ACME-0099`");
}

#[test]
fn an_approval_that_an_editor_leaves_behind_is_told() {
    let case = book();
    // 40 h become 41 in the estimate that Bo and Liisa approved; `edit` is for putting right, and says what that costs.
    case.ask("job edit ACME-0012", &mut replacing(vec![], "        hours: 40\n", "        hours: 41\n"))
        .ok()
        .says("ACME-0012: estimates[0] is not what `bo` (internal) and `liisa` (client) approved any more; ask again");
    // What no approval is for is nothing of theirs.
    let ran = case.ask("job edit ACME-0012", &mut replacing(vec![], "goal: A film", "goal: One film")).ok();
    assert!(!ran.all().contains("any more"), "{}", ran.all());
}
