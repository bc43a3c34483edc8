//! The person's editor: `$VISUAL`, else `$EDITOR`, else `vi`, with the arguments that they carry.

use std::env;
use std::io;
use std::path::Path;
use std::process::Command;

/// Opens the file in the person's editor and waits; whether the editor ended well.
pub(super) fn open(path: &Path) -> io::Result<bool> {
    let chosen = ["VISUAL", "EDITOR"].iter().filter_map(|name| env::var(name).ok());
    let editor = chosen.map(|value| value.trim().to_owned()).find(|value| !value.is_empty());
    let editor = editor.unwrap_or_else(|| if cfg!(windows) { "notepad" } else { "vi" }.to_owned());
    let status = command(&editor, path).status();
    let status =
        status.map_err(|cause| io::Error::new(cause.kind(), format!("could not start `{editor}`: {cause}")))?;
    // 127 is the shell's word for a program that is not there.
    if status.code() == Some(127) {
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("could not start `{editor}`; set EDITOR")));
    }
    Ok(status.success())
}

/// The shell splits the words, as git does, so that quoting and arguments mean what they mean in a profile. The path is an
/// argument of its own, never part of the words.
#[cfg(unix)]
fn command(editor: &str, path: &Path) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor).arg(path);
    command
}

#[cfg(not(unix))]
fn command(editor: &str, path: &Path) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("notepad"));
    command.args(words).arg(path);
    command
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_an_editor_are_split_and_the_path_is_not() {
        // `test -n` is given the path as one more word; with one that had been split it would complain.
        let status = command("test 'a b' =", Path::new("a b")).status().expect("a shell");
        assert!(status.success());
        let status = command("test 'a b' =", Path::new("$(echo a b)")).status().expect("a shell");
        assert!(!status.success());
    }
}
