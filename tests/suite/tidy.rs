//! Laying records out anew: the house's own layout is already so, any other becomes so, and nothing that is said or remarked is lost.

use crate::harness::Case;
use suits::history::Said;
use suits::source::KeyPath;
use suits::yaml::tidy;
use walkdir::WalkDir;

fn plain(_: &KeyPath) -> &'static [&'static str] {
    &["id", "title", "status", "due", "lines", "kind", "net"]
}

fn laid_out(text: &str) -> String {
    let new = tidy(text, &plain).unwrap_or_else(|fault| panic!("{}\n{text}", fault.message));
    assert_eq!(tidy(&new, &plain).expect("still reads"), new, "laid out once is laid out");
    new
}

#[test]
fn keys_come_in_the_records_order_with_their_comments() {
    let text = "# A job\n\ndue: 2026-12-04 # firm\n# what it is called\ntitle: Elokuva\nodd: 1\n\n# where it is\nstatus: open\n";
    let wanted = "# A job\n\n# what it is called\ntitle: Elokuva\nodd: 1\n\n# where it is\nstatus: open\ndue: 2026-12-04 # firm\n";
    assert_eq!(laid_out(text), wanted, "`odd` is unknown and stays behind `title`");
}

#[test]
fn every_level_is_two_columns_deeper() {
    let text = "lines:\n- id: a\n  # dear\n  net:   4\n-   title: |\n          Hei\n\n            maailma\n    id: b\n-\n    id: c\nother:\n      deep:\n          - 1\n          # two\n          - 2\n";
    let wanted = "lines:\n  - id: a\n    # dear\n    net: 4\n  - id: b\n    title: |\n      Hei\n\n        maailma\n  - id: c\nother:\n  deep:\n    - 1\n    # two\n    - 2\n";
    assert_eq!(laid_out(text), wanted);
}

#[test]
fn a_habit_that_most_of_a_file_keeps_is_kept() {
    let flush = "title: x\nlines:\n- id: a\n  kind:\n  - one\n  net: 4\n- id: b\n";
    assert_eq!(laid_out(flush), flush);
    // one list of each depth: no habit
    let wanted = "title: x\nlines:\n  - id: a\n    kind:\n      - one\n    net: 4\n  - id: b\n";
    assert_eq!(laid_out(&flush.replace("  - one", "      - one")), wanted);
    let four = "title: x\nstatus:\n    due: 1\n    lines:\n        - id: a\n          net: 4\nkind: |\n    Hei\nother:\n    - 1\n";
    assert_eq!(laid_out(four), four);
    let two = "status:\n  due: 1\nkind:\n  net: 4\nother:\n  net: 4\n";
    assert_eq!(laid_out(&two.replace("kind:\n  net", "kind:\n    net")), two);
}

#[test]
fn values_that_stand_in_a_column_stay_there() {
    let text =
        "title:  Film    # firm\nstatus: open\nlines:\n  - id:   a\n    kind: ดี\n    net:  4\nkind:\n  lang: fi\n";
    assert_eq!(laid_out(text), text);
    // one that stands elsewhere: no column any more
    let wanted = "title: Film     # firm\nstatus: open\ndue: 1\n";
    assert_eq!(laid_out("title:  Film    # firm\nstatus: open\ndue:   1\n"), wanted);
}

#[test]
fn blanks_that_say_nothing_go_and_those_of_a_text_stay() {
    let text =
        "\n\ntitle: x   \n\n\n\ndue:    2026-12-04   # firm\nstatus: |+\n  a  \n\n\nkind: 'two\n\n     lines'\n\n\n";
    let wanted = "title: x\nstatus: |+\n  a  \n\n\ndue: 2026-12-04      # firm\nkind: 'two\n\n  lines'\n";
    assert_eq!(laid_out(text), wanted);
}

#[test]
fn examples_stay_below_the_key_that_they_explain() {
    let text = "due: null                # a day\n                         # or none\nlines: []                # one each\n#   - id: a\n#     net: 4\ntitle: x\n";
    let wanted = "title: x\ndue: null                # a day\n                         # or none\nlines: []                # one each\n#   - id: a\n#     net: 4\n";
    assert_eq!(laid_out(text), wanted);
}

#[test]
fn brackets_quotes_and_line_ends_are_left_alone() {
    let text = "\u{feff}status: \"open\"\r\ntitle: [ 'a',b,\r\n     c ]\r\n";
    let wanted = "\u{feff}title: [ 'a',b,\r\n     c ]\r\nstatus: \"open\"\r\n";
    assert_eq!(laid_out(text), wanted);
}

#[test]
fn a_comment_in_any_place_finds_one() {
    let text = "lines: # of work\n  # first\n  - # of a\n    id: a # key\n    # last of a\n\n  # b\n  - net: 1 # of b\n    id: b\n    # below b\n  # below all\n# of title\ntitle: # far\n    ดี\n# end\n";
    let new = laid_out(text);
    for comment in text.lines().filter_map(|line| line.split_once('#')).map(|(_, comment)| comment) {
        assert_eq!(new.matches(&format!("#{comment}")).count(), text.matches(&format!("#{comment}")).count(), "{new}");
    }
    assert_eq!(Said::of(&new).expect("reads").get("title").and_then(Said::text), Some("ดี"));
}

fn records(folder: &str) -> Vec<(String, String)> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry").into_path());
    let records = files.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    let read = |path: std::path::PathBuf| Some((path.display().to_string(), std::fs::read_to_string(path).ok()?));
    records.filter_map(read).collect()
}

#[test]
fn new_records_are_laid_out_already_and_no_book_loses_a_value() {
    let mut laid = 0;
    for (path, text) in ["examples", "tests/books", "src/domain/templates"].into_iter().flat_map(records) {
        let Ok(said) = Said::of(&text) else { continue };
        let Ok(new) = tidy(&text, &|_| &[]) else { panic!("{path} is refused") };
        let sorted = |said: &Said| format!("{said:?}");
        assert_eq!(sorted(&Said::of(&new).expect("reads")), sorted(&said), "{path}");
        let hash = |text: &str| text.matches('#').count();
        assert_eq!(hash(&new), hash(&text), "{path}");
        assert_eq!(tidy(&new, &|_| &[]).expect("still reads"), new, "{path}");
        if path.starts_with("src") {
            assert_eq!(new, text, "{path}");
        }
        laid += 1;
    }
    assert!(laid > 200, "{laid} files were looked at");
}

const JOB: &str = "jobs/ACME/ACME-0012.yaml";

/// The job with its title at the end of the file, and a line too many.
fn untidy(case: &Case) -> String {
    let text = case.text(JOB);
    let title = text.lines().find(|line| line.starts_with("title:")).expect("a title").to_owned();
    let text = format!("{}\n\n\n{title}\n", text.replacen(&format!("{title}\n"), "", 1).trim_end());
    case.write(JOB, &text);
    text
}

#[test]
fn only_who_asks_gets_a_record_laid_out() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    case.run("fmt").ok();
    case.run("fmt --check").ok().says("every record is laid out");
    let text = untidy(&case);
    case.run("fmt --check").exits(1).says(JOB).says("1 record is not laid out").says_not("would:");
    case.run("fmt --dry-run").ok().says("-title:").says("+title:");
    assert_eq!(case.text(JOB), text, "nothing was written");
    case.run("job set ACME-0012 rush=true").ok();
    let title = text.lines().last().expect("a title");
    assert!(case.text(JOB).ends_with(&format!("\n\n\n{title}\n")), "no other command lays anything out");
    case.run("fmt ACME-0012").ok().says("ACME-0012 is laid out anew");
    let first = case.text(JOB).lines().find(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned);
    assert_eq!(first.as_deref(), Some(title), "the title is the first field of a job");
    case.run("fmt --check").ok();
}

#[test]
fn a_look_at_the_layout_can_be_at_a_revision() {
    let case = crate::repository::committed("tests/books/records");
    case.run("fmt --commit").ok();
    case.run("fmt --check --at HEAD").ok().says("every record is laid out");
    untidy(&case);
    case.run("fmt --check --at HEAD").ok();
    crate::repository::git_in(case.path(), "commit -q -a -m Untidy");
    case.run("fmt --check --at HEAD").exits(1).says(JOB).says("1 record is not laid out").says_not("lays them out");
    case.run("fmt --check ACME-0012 --at HEAD~1").ok();
}

#[test]
fn approvals_stay_fresh_and_a_broken_record_is_told() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let before = case.run("check").all();
    case.run("fmt").ok();
    assert_eq!(case.run("check").all(), before);
    case.write(JOB, "title: [broken\n");
    case.run("fmt").exits(2).says(&format!("{JOB}:")).says("left as it is");
    assert_eq!(case.text(JOB), "title: [broken\n");
    case.run("fmt NOPE-0001").exits(2);
}

#[test]
fn a_field_that_does_not_read_is_told_where_it_stands_on_disk_and_the_others_are_laid_out() {
    let case = Case::copy("tests/books/records", "2026-12-01");
    let text = untidy(&case).replace("due: 2027-03-12\n", "due:     soon\n");
    case.write(JOB, &text);
    let line = text.lines().position(|line| line.starts_with("due:")).expect("a due day") + 1;
    let client = case.text("clients/ACME.yaml");
    case.write("clients/ACME.yaml", format!("{client}\n\n\n"));
    for command in ["fmt --check", "fmt"] {
        case.run(command).exits(2).says(&format!("{JOB}:{line}:10: ")).says("left as it is");
    }
    assert_eq!(case.text(JOB), text);
    assert_eq!(case.text("clients/ACME.yaml"), client);
}

#[test]
fn the_example_is_laid_out() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    case.run("fmt --check").ok().says("every record is laid out").says_not("would:");
}
