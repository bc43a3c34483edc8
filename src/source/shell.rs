//! Words as a shell takes them back: for every command that is printed and that somebody may copy.

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

#[cfg(test)]
mod tests {
    use super::*;

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
