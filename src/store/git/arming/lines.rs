//! What a clone is told to run, as lines for the shell that git hands them to: `suits`, and plain git wherever `suits` cannot be run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The settings of a clone, in the order in which they are made.
pub(super) fn settings(program: &str) -> [(&'static str, String); 3] {
    [
        ("merge.suits.name", "records by their fields".to_owned()),
        (DRIVER, driver(program)),
        ("diff.suits.command", differ(program)),
    ]
}

/// The setting that names the merge driver.
pub(in crate::store) const DRIVER: &str = "merge.suits.driver";

/// The merge driver. Git takes 0 for merged and anything up to 128 for a conflict whose marks are written: an end of another kind, as by a
/// program that is missing or was killed, must become the plain merge of git instead, and not pass for one of these.
fn driver(program: &str) -> String {
    // Git replaces `%`, so one that is meant is written twice.
    let program = program.replace('%', "%%");
    format!(
        "{program} merge-driver %O %A %B %P %L %S %X %Y; s=$?; test $s -le 1 && exit $s; \
         git merge-file -q --marker-size=%L -L %X -L %S -L %Y %A %O %B"
    )
}

/// What `git diff` runs, which must never fail: git would stop in the middle of its output.
fn differ(program: &str) -> String {
    format!(
        "f() {{ {program} diff-driver \"$@\" || {{ test $# -ge 7 && \
         git --no-pager diff --no-ext-diff --no-index -- \"$2\" \"$5\"; }}; true; }}; f"
    )
}

/// The program that a merge driver begins with; `None` where the line runs something else.
pub(in crate::store) fn program_of(driver: &str) -> Option<PathBuf> {
    let program = word_of(driver)?;
    Some(PathBuf::from(match program.strip_prefix('\'') {
        Some(quoted) => quoted.strip_suffix('\'')?.replace("'\\''", "'"),
        None => program,
    }))
}

/// The same as the shell is told of it.
pub(super) fn word_of(driver: &str) -> Option<String> {
    driver.split_once(" merge-driver ").map(|(program, _)| program.replace("%%", "%"))
}

/// Whether a shell would find a program.
pub(in crate::store) fn is_there(program: &Path) -> bool {
    if program.components().count() > 1 {
        return program.is_file();
    }
    found(program.as_os_str(), std::env::var_os("PATH").as_deref()).is_some()
}

fn found(name: &OsStr, path: Option<&OsStr>) -> Option<PathBuf> {
    let mut name = name.to_owned();
    name.push(std::env::consts::EXE_SUFFIX);
    path.into_iter().flat_map(std::env::split_paths).map(|folder| folder.join(&name)).find(|it| it.is_file())
}

/// How a shell names the running program: `suits` where that is what it finds by this name, else its whole path. `None` where the path
/// cannot be written as text.
pub(super) fn word(program: &Path, path: Option<&OsStr>) -> Option<String> {
    let own = program.canonicalize().ok();
    let found = found(OsStr::new("suits"), path);
    if own.is_some() && found.and_then(|found| found.canonicalize().ok()) == own {
        return Some("suits".to_owned());
    }
    let whole = program.to_str()?;
    // The shell that comes with git for Windows takes a slash in a path, and a backslash for a sign of its own.
    let whole = if cfg!(windows) { whole.replace('\\', "/") } else { whole.to_owned() };
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "/._-+:@".contains(one);
    match whole.chars().all(is_plain) {
        true => Some(whole),
        false => Some(format!("'{}'", whole.replace('\'', "'\\''"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_not_on_the_path_is_named_in_full_and_found_again() {
        for (path, shown) in
            [("/opt/suits", "/opt/suits"), ("/my tools/a'b/100%/suits", "'/my tools/a'\\''b/100%/suits'")]
        {
            let word = word(Path::new(path), None).expect("a text");
            assert_eq!(word, shown);
            assert_eq!(program_of(&driver(&word)), Some(PathBuf::from(path)));
        }
        assert_eq!(program_of(&driver("suits")), Some(PathBuf::from("suits")));
        assert_eq!(program_of("mergiraf merge --git %O %A %B"), None);
    }

    #[test]
    fn one_that_is_on_the_path_goes_by_its_name_and_a_stranger_of_that_name_does_not_pass_for_it() {
        let folder = std::env::temp_dir().join(format!("suits-path-{}", std::process::id()));
        let (own, other) = (folder.join("own"), folder.join("other"));
        for folder in [&own, &other] {
            std::fs::create_dir_all(folder).expect("a folder");
            std::fs::write(folder.join(format!("suits{}", std::env::consts::EXE_SUFFIX)), "").expect("a file");
        }
        let program = own.join(format!("suits{}", std::env::consts::EXE_SUFFIX));
        let path = |folders: &[&PathBuf]| std::env::join_paths(folders).expect("a path");
        assert_eq!(word(&program, Some(&path(&[&own, &other]))).as_deref(), Some("suits"));
        assert_ne!(word(&program, Some(&path(&[&other, &own]))).as_deref(), Some("suits"));
        std::fs::remove_dir_all(folder).expect("gone");
    }
}
