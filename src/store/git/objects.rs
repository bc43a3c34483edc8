//! Texts out of git's store: one `git cat-file` for as many as are wanted, in the order they are asked for.

use super::run::not_run;
use super::{Git, GitTrouble};
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// The name of an object: 40 hexadecimal digits, or 64 in a repository of SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Oid(Box<str>);

impl Oid {
    /// The object of a name that git printed.
    pub fn of(name: &str) -> Oid {
        Oid(name.into())
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Oid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A running `git cat-file --batch`.
#[derive(Debug)]
pub struct Objects {
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Git {
    /// Opens git's store for reading.
    pub fn objects(&self) -> Result<Objects, GitTrouble> {
        let mut git = self.command(["cat-file", "--batch"]);
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = git.spawn().map_err(|error| not_run(&error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(asks), Some(answers)) => {
                Ok(Objects { child, asks, answers: BufReader::with_capacity(1 << 16, answers) })
            }
            _ => Err(cut_short()),
        }
    }
}

impl Objects {
    /// The bytes of some objects, in their order; `None` for one that this clone lacks.
    pub fn read(&mut self, wanted: &[Oid]) -> Result<Vec<Option<Vec<u8>>>, GitTrouble> {
        let Objects { asks, answers, .. } = self;
        // Git answers while it is being asked: with one thread both would wait for the other as soon as the pipes are full.
        std::thread::scope(|scope| {
            let asking = scope.spawn(move || {
                let mut lines = String::with_capacity(wanted.len() * 41);
                for oid in wanted {
                    lines.push_str(oid.as_str());
                    lines.push('\n');
                }
                asks.write_all(lines.as_bytes())
            });
            let read: io::Result<Vec<_>> = wanted.iter().map(|_| answer(answers)).collect();
            let asked = asking.join().map_err(|_| cut_short())?;
            asked.and(read).map_err(|_| cut_short())
        })
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // Nothing that it would still say is wanted; what counts was read.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// One answer: `oid type size`, the bytes and a line break; or `oid missing`.
fn answer(answers: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = String::new();
    if answers.read_line(&mut head)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let Some(size) = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok()) else {
        return Ok(None);
    };
    let mut bytes = vec![0; size];
    answers.read_exact(&mut bytes)?;
    answers.read_exact(&mut [0])?;
    Ok(Some(bytes))
}

fn cut_short() -> GitTrouble {
    let hint = "look whether the repository is whole with `git fsck`";
    GitTrouble::new("git-failed", "git stopped in the middle of reading its store", hint)
}
