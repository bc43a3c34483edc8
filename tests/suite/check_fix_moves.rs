//! `suits check --fix` and records that lie where they are not read: they go where they belong, byte for byte, and over nothing.

use crate::check_fix::{OTHER, STATUS, book, everything};

#[test]
fn a_record_in_the_wrong_place_goes_where_it_belongs() {
    for wrong in ["jobs/BOLT/ACME-0013.yaml", "jobs/acme/acme-0013.yml", "ACME-0013.yaml", "briefs/ACME/ACME-0013.YAML"]
    {
        let case = book();
        let before = everything(&case);
        std::fs::create_dir_all(case.file(wrong).parent().expect("a folder")).expect("a folder");
        std::fs::rename(case.file(OTHER), case.file(wrong)).expect("moved");
        case.run("check").exits(1).says("misplaced-record").says("fixable with `--fix`");
        case.run("check --fix").ok().says("fixed: 1 in 1 record");
        assert!(everything(&case) == before, "{wrong}");
        assert!(!case.file("jobs/BOLT").exists() && !case.file("jobs/acme").exists(), "{wrong}: an empty folder stays");
    }
}

#[test]
fn a_folder_in_wrong_capitals_comes_back_with_all_that_is_in_it() {
    let case = book();
    let before = everything(&case);
    std::fs::rename(case.file("feedback"), case.file("Feedback")).expect("moved");
    std::fs::rename(case.file("Feedback/ACME"), case.file("Feedback/acme")).expect("moved");
    case.run("check --fix").ok().says("fixed: 1 in");
    assert!(everything(&case) == before);
    assert!(!case.file("Feedback").exists());
    // what is no record stays, and all that is with it
    std::fs::rename(case.file("feedback"), case.file("Feedback")).expect("moved");
    case.write("Feedback/notes.txt", "call Liisa");
    case.run("check --fix").exits(1).says("nothing in it is read").says_not("fixed: ");
}

#[test]
fn nothing_is_moved_over_anything_or_where_two_would_go_or_unread() {
    let text = book().text(OTHER);
    let left = |files: &[(&str, &str)], gone: &str| {
        let case = book();
        for (path, text) in files {
            case.write(path, text);
        }
        if !gone.is_empty() {
            std::fs::remove_file(case.file(gone)).expect("removed");
        }
        let before = everything(&case);
        case.run("check --fix").exits(1).says("misplaced-record").says_not("fixed: ").says_not("fixable");
        assert!(everything(&case) == before);
    };
    left(&[("jobs/BOLT/ACME-0013.yaml", &text)], "");
    left(&[("jobs/BOLT/ACME-0013.yaml", &text), ("ACME-0013.yaml", &text)], OTHER);
    left(&[("jobs/BOLT/ACME-0013.yaml", &text.replace("title:", "title: ["))], OTHER);
}

#[test]
fn a_record_is_mended_on_its_way() {
    let case = book();
    let before = case.text(OTHER);
    case.write("jobs/ACME-0013.yaml", before.replacen(STATUS, "\nstatus: estimating\n", 1));
    std::fs::remove_file(case.file(OTHER)).expect("removed");
    let shown = case.run("check --fix --diff").exits(1);
    assert!(shown.stdout.contains("rename to jobs/ACME/ACME-0013.yaml\n--- a/jobs/ACME-0013.yaml"), "{}", shown.all());
    case.run("check --fix").ok().says("fixed: 2 in 1 record");
    assert_eq!(case.text(OTHER), before);
}
