//! The file of `-o`: it takes an answer, keeps what it held where there is none, and is never a part of a book.

use crate::harness::Case;
use crate::repository::git_in;

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
        ("suits.toml", "over `suits.toml`, the settings of a book"),
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
    // nor does output make a book of the folder around
    let around = case.path().join("..").join("suits.toml");
    assert!(!around.exists());
    case.run("overdue -o ../suits.toml").exits(2).says("over `suits.toml`, the settings of a book");
    assert!(!around.exists());
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
    assert!(case.file("own.txt").is_symlink());
}

#[cfg(unix)]
#[test]
fn no_other_name_of_a_file_leads_output_over_a_part_of_a_book() {
    let case = book();
    let job = "jobs/ACME/ACME-0012.yaml";
    let before = case.text(job);
    let elsewhere = tempfile::tempdir().expect("a scratch folder");
    std::fs::hard_link(case.file(job), case.file("late.txt")).expect("another name");
    std::fs::hard_link(case.file("suits.toml"), case.file("evidence.txt")).expect("another name");
    let outside = elsewhere.path().join("late.txt");
    std::fs::hard_link(case.file(job), &outside).expect("another name");
    case.run("overdue -o late.txt").exits(2).says("over the record ACME-0012");
    case.run("overdue -o evidence.txt").exits(2).says("over `suits.toml`");
    case.run(&format!("overdue -o {}", outside.display())).exits(2).says("over the record ACME-0012");
    case.run_in("..", &format!("-C {} overdue -o {}", case.path().display(), outside.display())).exits(2);
    assert_eq!(case.text(job), before);
    // two names of a file of one's own: the one that is written to is new, the other keeps what it held
    case.write("one.txt", "precious\n");
    std::fs::hard_link(case.file("one.txt"), case.file("two.txt")).expect("another name");
    case.run("overdue -o one.txt").ok();
    assert_eq!(case.text("two.txt"), "precious\n");
    assert_eq!(case.text("one.txt"), case.run("overdue").ok().stdout);
}

#[test]
fn output_goes_into_no_folder_of_gits_own_whatever_that_is_called() {
    let case = book();
    let elsewhere = tempfile::tempdir().expect("a scratch folder");
    let kept = elsewhere.path().join("kept");
    git_in(case.path(), &format!("init -q --separate-git-dir {}", kept.display()));
    for name in ["HEAD", "config", "hooks/late.txt", "refs/heads/late"] {
        let file = kept.join(name);
        let before = std::fs::read(&file).ok();
        let ran = case.run(&format!("overdue -o {}", file.display())).exits(2);
        ran.says("over a file in a folder of git's own");
        assert_eq!(std::fs::read(&file).ok(), before, "{name}");
    }
    let beside = elsewhere.path().join("late.txt");
    case.run(&format!("overdue -o {}", beside.display())).ok();
    assert!(beside.exists());
}

/// Types a line into a shell in the folder of the book; whether that went well, and what was printed.
#[cfg(unix)]
fn types(case: &Case, line: &str) -> (bool, String) {
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", line]).current_dir(case.path()).env("SUITS", env!("CARGO_BIN_EXE_suits"));
    let output = shell.env("SUITS_TODAY", "2026-12-01").env("SUITS_USER", "ann").output().expect("a shell");
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    (output.status.success(), said.concat())
}

#[cfg(unix)]
#[test]
fn on_a_disk_that_is_full_the_file_keeps_what_it_held() {
    let case = book();
    let names = || {
        let entries = std::fs::read_dir(case.path()).expect("a folder");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    case.write("p.txt", "precious\n");
    let before = names();
    // no file may have more than a block, and whoever writes more is told
    let (is_well, said) = types(&case, "trap '' XFSZ; ulimit -f 1; \"$SUITS\" job list --format json -o p.txt");
    assert!(!is_well && said.contains("the output could not be written"), "{said}");
    assert_eq!(case.text("p.txt"), "precious\n");
    assert_eq!(names(), before, "nothing is left beside it");
    let (is_well, said) = types(&case, "trap '' XFSZ; ulimit -f 1; \"$SUITS\" check -o junit=q.xml -o p.txt");
    assert!(!is_well, "{said}");
    assert_eq!((case.text("p.txt"), names()), ("precious\n".to_owned(), before), "all of them, or none");
    assert!(types(&case, "\"$SUITS\" job list --format json -o p.txt").0);
    assert!(case.text("p.txt").contains("ACME-0012"));
}

#[cfg(unix)]
#[test]
fn output_keeps_the_rights_of_a_file_and_goes_into_pipes_and_devices_as_they_are() {
    use std::os::unix::fs::PermissionsExt as _;
    let case = book();
    case.write("p.txt", "precious\n");
    std::fs::set_permissions(case.file("p.txt"), std::fs::Permissions::from_mode(0o640)).expect("set");
    case.run("overdue -o p.txt").ok();
    assert_eq!(case.file("p.txt").metadata().expect("facts").permissions().mode() & 0o777, 0o640);
    let plain = types(&case, "\"$SUITS\" overdue");
    assert!(plain.0 && !plain.1.is_empty());
    for line in [
        "\"$SUITS\" overdue -o /dev/stdout | cat",
        "\"$SUITS\" overdue -o /dev/stdout > to.txt; cat to.txt",
        "ln -s /dev/stdout out; \"$SUITS\" overdue -o out | cat; test -L out",
        "mkfifo pipe; cat pipe & \"$SUITS\" overdue -o pipe; wait; test -p pipe",
    ] {
        assert_eq!(types(&case, line), plain, "{line}");
    }
    let (is_well, said) = types(&case, "\"$SUITS\" overdue -o /dev/full");
    assert!(!is_well && said.contains("the output could not be written"), "{said}");
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
