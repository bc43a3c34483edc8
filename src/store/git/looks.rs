//! How git itself would show a diff here: in which colours, with how many lines around each change. What is typed to `git diff` itself
//! (`-U0`, `-w`, `--color`) git tells no driver; its settings and `GIT_DIFF_OPTS` it does.

use super::Git;
use std::path::Path;

/// How a diff looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looks {
    /// How many lines that did not change are shown around each change.
    pub lines_around: usize,
    /// The colours; `None` for none.
    pub colors: Option<Colors>,
}

/// What a terminal is sent before each sort of line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colors {
    /// Names of files.
    pub meta: String,
    /// Where in the file.
    pub frag: String,
    /// What is gone.
    pub old: String,
    /// What is new.
    pub new: String,
}

/// Behind every coloured line.
pub const RESET: &str = "\u{1b}[m";

impl Looks {
    /// How git would show a diff in a folder; `colored`: whether in colour, where the person said so; `takes_color`: whether stdout does.
    pub fn of(folder: &Path, colored: Option<bool>, takes_color: bool) -> Looks {
        let git = Git::of(folder);
        let asked = |words: &[&str]| git.text("read its settings", words).ok();
        // git knows whether its pager is what reads this
        let tty = if takes_color { "true" } else { "false" };
        let by_git = || asked(&["config", "--get-colorbool", "color.diff", tty]).is_some_and(|said| said == "true");
        let color = |slot: &str, usual: &str| asked(&["config", "--get-color", slot, usual]).unwrap_or_default();
        Looks {
            lines_around: around(std::env::var("GIT_DIFF_OPTS").ok().as_deref())
                .or_else(|| asked(&["config", "--get", "diff.context"])?.parse().ok())
                .unwrap_or(3),
            colors: colored.unwrap_or_else(by_git).then(|| Colors {
                meta: color("color.diff.meta", "bold"),
                frag: color("color.diff.frag", "cyan"),
                old: color("color.diff.old", "red"),
                new: color("color.diff.new", "green"),
            }),
        }
    }
}

/// The number in `-u5` or `--unified=5`, as git reads it from `GIT_DIFF_OPTS`.
fn around(options: Option<&str>) -> Option<usize> {
    let options = options?.trim();
    options.strip_prefix("--unified=").or_else(|| options.strip_prefix("-u"))?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_are_read_as_git_reads_them() {
        assert_eq!(around(Some("-u0")), Some(0));
        assert_eq!(around(Some("--unified=12")), Some(12));
        assert_eq!(around(Some("-w")), None);
        assert_eq!(around(None), None);
    }
}
