//! The file of `-o`: it takes an answer, keeps what it held where there is none, and is never a part of a book.

use crate::harness::Case;

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

#[test]
fn output_goes_over_no_part_of_a_book() {
    let case = book();
    case.run("init other").exits(2);
    case.write("costs.toml", "[people]\n");
    case.write(".gitattributes", "* text\n");
    case.write(".suits/notes", "precious\n");
    case.write(".git/HEAD", "ref: refs/heads/main\n");
    let job = "jobs/ACME/ACME-0012.yaml";
    let parts = [
        (job, "over the record ACME-0012"),
        ("jobs/ACME/../ACME/ACME-0012.yaml", "over the record ACME-0012"),
        ("clients/ACME.yaml", "over the record ACME"),
        ("suits.toml", "over `suits.toml`, the settings of the book"),
        ("costs.toml", "over `costs.toml`, what people cost"),
        (".gitattributes", "over `.gitattributes`"),
        (".suits/notes", "over a file in `.suits`"),
        (".git/HEAD", "over a file in `.git`"),
    ];
    for (file, what) in parts {
        let before = case.text(file);
        for line in ["overdue", "job list --format csv", "check", "export hledger", "schema job"] {
            let ran = case.run(&format!("{line} -o {file}")).exits(2);
            ran.says(&format!("`-o {file}` would write")).says(what).says("such as `-o output.txt`");
        }
        case.run(&format!("check -o sarif={file}")).exits(2).says(&format!("`-o sarif={file}` would write {what}"));
        case.run(&format!("check --write-baseline {file}")).exits(2).says("`--write-baseline").says(what);
        case.run_in("jobs", &format!("overdue -o ../{file}")).exits(2).says(what);
        assert_eq!(case.text(file), before, "{file}");
    }
    // a record to come is none of output either, nor one that lies where it does not belong
    case.run("overdue -o jobs/ACME/ACME-0099.yaml").exits(2).says("over the record ACME-0099");
    case.run("overdue -o acme-0012.yaml").exits(2).says("over the record ACME-0012");
    assert!(!case.file("jobs/ACME/ACME-0099.yaml").exists() && !case.file("acme-0012.yaml").exists());
    // what changes the book does nothing before it is refused
    let before = case.text(job);
    case.run(&format!("job set ACME-0012 title=New -o {job}")).exits(2);
    assert_eq!(case.text(job), before);
    // in json it is told as every failure is
    let told = case.run(&format!("overdue --format json -o {job}")).exits(2).stderr;
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(told["error"]["code"], "output-over-book");
    // a signed paper that is there already is nobody's to write over
    case.write("evidence/signed.pdf", "signed");
    case.run("overdue -o evidence/signed.pdf").exits(2).says("over a paper that records may name as evidence");
    assert_eq!(case.text("evidence/signed.pdf"), "signed");
    // in a work tree beside others, `.git` is a file
    std::fs::remove_dir_all(case.file(".git")).expect("removed");
    case.write(".git", "gitdir: ../other\n");
    case.run("overdue -o .git").exits(2).says("over a file in `.git`");
    assert_eq!(case.text(".git"), "gitdir: ../other\n");
    // beside the records there is room
    case.run("overdue -o evidence/late.md").ok();
    case.run("overdue -o late.yaml").ok();
    assert!(case.text("late.yaml").contains("overdue"));
}

#[cfg(unix)]
#[test]
fn no_link_leads_output_over_a_part_of_a_book() {
    use std::os::unix::fs::symlink;
    let case = book();
    let elsewhere = tempfile::tempdir().expect("a scratch folder");
    let job = "jobs/ACME/ACME-0012.yaml";
    let before = case.text(job);
    symlink(case.file(job), case.file("late.txt")).expect("a link");
    symlink("late.txt", case.file("later.txt")).expect("a link to a link");
    symlink("jobs/ACME/ACME-0098.yaml", case.file("new.txt")).expect("a link to nothing yet");
    symlink("ring.txt", case.file("ring.txt")).expect("a ring");
    symlink(case.path(), elsewhere.path().join("book")).expect("a link to a folder");
    let outside = elsewhere.path().join("book").join(job).display().to_string();
    case.run("overdue -o late.txt").exits(2).says("over the record ACME-0012");
    case.run("overdue -o later.txt").exits(2).says("over the record ACME-0012");
    case.run("overdue -o new.txt").exits(2).says("over the record ACME-0098");
    case.run(&format!("overdue -o {outside}")).exits(2).says("over the record ACME-0012");
    case.run("overdue -o ring.txt").exits(2).says("could not be written");
    assert_eq!(case.text(job), before);
    assert!(!case.file("jobs/ACME/ACME-0098.yaml").exists());
    // a link to a file of one's own is followed as ever
    let own = elsewhere.path().join("own.txt");
    symlink(&own, case.file("own.txt")).expect("a link");
    case.run("overdue -o own.txt").ok();
    assert_eq!(std::fs::read_to_string(own).expect("written"), case.run("overdue").ok().stdout);
}

#[test]
fn without_an_answer_the_file_keeps_what_it_held() {
    let case = book();
    case.write("p.txt", "precious\n");
    let broken = "jobs/ACME/ACME-0014.yaml";
    for (line, code) in [
        ("overdue --by nonsense", 2),
        ("overdue --as-of soon", 2),
        ("job list --where 'nope = 1'", 2),
        ("job show ACME-0099", 2),
        ("no-such-command", 2),
        ("job advance ACME-0012 --to closed", 1),
        ("job set ACME-0012 title=null", 1),
        ("invoice new ACME --rest 12 --number 2026-118", 1),
        ("overdue -C nowhere", 2),
        ("overdue --at HEAD", 2),
    ] {
        case.run(&format!("{line} -o p.txt")).exits(code);
        assert_eq!(case.text("p.txt"), "precious\n", "{line}");
    }
    case.write(broken, "title: [\n");
    case.run("job set ACME-0014 title=New -o p.txt").exits(2);
    assert_eq!(case.text("p.txt"), "precious\n");
    // an answer with holes in it is one: rows that can be read, and no total; so are findings
    case.run("budget --by client -o p.txt").exits(2);
    assert!(case.text("p.txt").contains("ACME"), "{}", case.text("p.txt"));
    case.run("check -o p.txt").exits(1);
    assert!(case.text("p.txt").contains("ACME-0014.yaml"), "{}", case.text("p.txt"));
}
