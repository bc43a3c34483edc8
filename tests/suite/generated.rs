//! The book that benches and trials run on: sound, and written as people write.

use crate::harness::Case;
use suits::yaml::read_fast;

#[path = "../../examples/generate/book/mod.rs"]
pub(crate) mod book;

const JOBS: usize = 60;

#[test]
fn a_generated_book_passes_every_check() {
    let case = Case::empty(&book::last().to_string());
    book::generate(JOBS, case.path()).expect("writes");
    let ran = case.run("check --format csv");
    // nothing but the line of column names
    assert_eq!((ran.code, ran.stdout.lines().count()), (0, 1), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn a_generated_book_is_the_same_every_time_and_nearly_all_of_it_is_read_fast() {
    let cases = [Case::empty("2026-12-01"), Case::empty("2026-12-01")];
    let files = cases.each_ref().map(|case| book::generate(JOBS, case.path()).expect("writes"));
    assert_eq!(files[0], files[1]);
    let (mut read, mut fast) = (0, 0);
    for entry in walkdir::WalkDir::new(cases[0].path()).into_iter().map(|entry| entry.expect("lists")) {
        if entry.path().extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let path = entry.path().strip_prefix(cases[0].path()).expect("inside").to_str().expect("UTF-8");
        let text = cases[0].text(path);
        assert_eq!(text, cases[1].text(path), "{path}");
        read += 1;
        fast += usize::from(read_fast(&text).is_some());
    }
    assert_eq!(read, files[0]);
    assert!(fast * 100 >= read * 98, "{fast} of {read} are read fast");
}
