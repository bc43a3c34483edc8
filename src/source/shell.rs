//! Words as a shell takes them back: for every command that is printed and that somebody may copy.

use std::path::{Component, Path, PathBuf};

/// A word as a shell takes it back, whatever is in it: a path, a revision, a text.
pub fn quoted(word: &str) -> String {
    let mut before = None;
    let is_plain = |letter: char| {
        // at the beginning of a word these two are signs of the shell
        let is_sign = matches!(letter, '~' | '=') && !before.is_some_and(char::is_alphanumeric);
        before = Some(letter);
        !is_sign && (letter.is_alphanumeric() || "-_./:=+,@%~".contains(letter))
    };
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Several, one behind the other.
pub fn all_quoted<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> String {
    words.into_iter().map(|word| quoted(word.as_ref())).collect::<Vec<_>>().join(" ")
}

/// From where a person sees a book: what she types so that a path of the book is found. Standing in its folder, the path alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    book: PathBuf,
}

impl Stand {
    /// In one folder, with the book in another, both absolute. From the folders around the book and in it the way there is shown,
    /// from anywhere else its place on the disk.
    pub fn of(here: &Path, book: &Path) -> Stand {
        let shared = here.components().zip(book.components()).take_while(|(one, other)| one == other).count();
        let (up, down) = (here.components().skip(shared), book.components().skip(shared));
        let names = |part: &Component<'_>| matches!(part, Component::Normal(_));
        let is_near = book.components().take(shared).any(|part| names(&part)) || here.parent().is_none();
        let way: PathBuf = up.map(|_| Component::ParentDir).chain(down).collect();
        Stand { book: if is_near { way } else { book.to_owned() } }
    }

    /// `git`, told to go into the book first where that is needed.
    pub fn git(&self) -> String {
        let book = self.book.to_string_lossy();
        if book.is_empty() { "git".to_owned() } else { format!("git -C {}", quoted(&book)) }
    }

    /// Words with commands of git in them, so that each of them works from there.
    pub fn told(&self, words: &str) -> String {
        let git = self.git();
        let mut parts = words.split("`git ");
        let mut told = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            // whoever wrote it knew from where it is typed
            let typed = if part.starts_with("-C ") { "git" } else { &git };
            told.push_str(&format!("`{typed} {part}"));
        }
        told
    }

    /// The command that shows a file of the book as a commit has it.
    pub fn show(&self, commit: &str, path: &str) -> String {
        format!("{} show {}", self.git(), quoted(&format!("{commit}:./{path}")))
    }

    /// A path of the book, for what is not git.
    pub fn path(&self, path: &str) -> String {
        quoted(&self.book.join(path).to_string_lossy())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_is_told_to_go_into_the_book_only_by_whom_stands_elsewhere() {
        let book = Path::new("/home/ann/books/agency");
        let git = |here: &str| Stand::of(Path::new(here), book).git();
        assert_eq!([git("/home/ann/books/agency"), Stand::default().git()], ["git", "git"]);
        assert_eq!(git("/home/ann/books/agency/jobs/ACME"), "git -C ../..");
        assert_eq!(git("/home/ann"), "git -C books/agency");
        assert_eq!(git("/home/ann/books/other"), "git -C ../agency");
        assert_eq!(git("/"), "git -C home/ann/books/agency");
        assert_eq!(git("/tmp"), "git -C /home/ann/books/agency");
        assert_eq!(Stand::of(Path::new("/home"), Path::new("/home/a b")).git(), "git -C 'a b'");
        assert_eq!(Stand::of(&book.join("jobs"), book).path("clients/A B"), "'../clients/A B'");
        assert_eq!(Stand::default().path("clients"), "clients");
        let from_jobs = Stand::of(&book.join("jobs"), book);
        assert_eq!(from_jobs.show("3f2a", "clients/ACME.yaml"), "git -C .. show 3f2a:./clients/ACME.yaml");
        assert_eq!(Stand::default().show("3f2a", "a b"), "git show '3f2a:./a b'");
    }

    #[test]
    fn a_sentence_sends_git_into_the_book_from_elsewhere_and_only_once() {
        let book = Path::new("/home/ann/books/agency");
        let words = "`git add` each of them, then `git -C .. commit`";
        let from_jobs = Stand::of(&book.join("jobs"), book);
        assert_eq!(from_jobs.told(words), "`git -C .. add` each of them, then `git -C .. commit`");
        assert_eq!(from_jobs.told(&from_jobs.told(words)), from_jobs.told(words));
        assert_eq!(Stand::default().told(words), words);
    }

    #[test]
    fn what_a_shell_reads_as_a_sign_stands_in_quotes() {
        let plain = ["jobs/ACME/ACME-0012.yaml", "due=2026-12-04", "HEAD~2", "kampanjat/keväällä.yaml", "50%"];
        for word in plain {
            assert_eq!(quoted(word), word);
        }
        assert_eq!(quoted("evidence/yes of Liisa.txt"), "'evidence/yes of Liisa.txt'");
        assert_eq!(quoted("Liisa's; ls"), "'Liisa'\\''s; ls'");
        assert_eq!(["~/x", "=x", "HEAD^2", "", "$(ls)"].map(quoted), ["'~/x'", "'=x'", "'HEAD^2'", "''", "'$(ls)'"]);
        assert_eq!(all_quoted(["a b", "c"]), "'a b' c");
    }
}
