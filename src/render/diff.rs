//! The diff that a dry run shows: unified, as `git apply` reads it. Knows texts and a path.

use similar::TextDiff;

/// The unified diff of one file; `None` is a file that is not there. Empty where nothing differs.
pub fn unified(path: &str, before: Option<&str>, after: Option<&str>) -> String {
    unified_within((path, before), (path, after), 3)
}

/// The diff of one file that goes to another path, as git writes it.
pub fn moved(from: &str, path: &str, before: &str, after: &str) -> String {
    let head = format!("diff --git a/{from} b/{path}\nrename from {from}\nrename to {path}\n");
    head + &unified_within((from, Some(before)), (path, Some(after)), 3)
}

/// The diff of a file that may have had another path, with so many lines around each change.
pub fn unified_within(
    (from, before): (&str, Option<&str>),
    (to, after): (&str, Option<&str>),
    lines_around: usize,
) -> String {
    if before == after {
        return String::new();
    }
    let side = |letter: &str, path: &str, text: Option<&str>| {
        text.map_or("/dev/null".to_owned(), |_| format!("{letter}/{path}"))
    };
    let diff = TextDiff::from_lines(before.unwrap_or_default(), after.unwrap_or_default());
    let (old, new) = (side("a", from, before), side("b", to, after));
    diff.unified_diff().context_radius(lines_around).header(&old, &new).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_shows_the_lines_that_change() {
        let diff = unified("jobs/A.yaml", Some("id: A\nstatus: brief\n"), Some("id: A\nstatus: done\n"));
        assert_eq!(
            diff,
            "--- a/jobs/A.yaml\n+++ b/jobs/A.yaml\n@@ -1,2 +1,2 @@\n id: A\n-status: brief\n+status: done\n"
        );
        assert_eq!(unified("a", Some("x"), Some("x")), "");
    }

    #[test]
    fn a_new_file_comes_from_nowhere() {
        assert_eq!(unified("a.yaml", None, Some("id: A\n")), "--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1 @@\n+id: A\n");
    }
}
