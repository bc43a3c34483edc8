//! Texts out of git's store: one `git cat-file` for as many as are wanted, in the order they are asked for.

use super::run::not_run;
use super::trouble::DAMAGED;
use super::{Git, GitTrouble};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::Range;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Stdio};
use std::thread::JoinHandle;

/// So many questions fit into a pipe while nobody reads the answers.
const FEW: usize = 48;
/// What is larger is nothing that we read; of it only so much is kept as shows that.
const LARGEST: u64 = (16 << 20) + 1;

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

    /// So many of its digits as people write.
    pub fn short(&self) -> &str {
        self.0.get(..10).unwrap_or(&self.0)
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
    complaints: Complaints,
}

/// Why git stopped, when it has; heard all the while, since git does not go on while nobody hears it.
type Complaints = Option<JoinHandle<Option<String>>>;

/// Names of objects, as git wants to be asked for them.
#[derive(Debug, Default)]
pub(in crate::store) struct Names {
    lines: Vec<u8>,
    count: usize,
}

impl Names {
    /// Asks for one more by its digits, or by a name such as `v1^{tree}`.
    pub(in crate::store) fn ask(&mut self, digits: impl IntoIterator<Item = u8>) {
        self.lines.extend(digits);
        self.lines.push(b'\n');
        self.count += 1;
    }
}

/// Several objects, one behind the other in one memory.
#[derive(Debug, Default)]
pub(in crate::store) struct Armful {
    bytes: Vec<u8>,
    found: Vec<Option<Range<usize>>>,
}

impl Armful {
    /// How many were asked for.
    pub(in crate::store) fn len(&self) -> usize {
        self.found.len()
    }

    /// The bytes of one; `None` where this clone lacks it.
    pub(in crate::store) fn get(&self, index: usize) -> Option<&[u8]> {
        Some(&self.bytes[self.found.get(index)?.clone()?])
    }

    fn read(answers: &mut impl BufRead, count: usize) -> io::Result<Armful> {
        let mut armful = Armful { bytes: Vec::with_capacity(count * 1024), found: Vec::with_capacity(count) };
        let mut head = Vec::with_capacity(96);
        for _ in 0..count {
            head.clear();
            if answers.read_until(b'\n', &mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let found = size(&head).map(|size| armful.body(answers, size)).transpose()?;
            armful.found.push(found);
        }
        Ok(armful)
    }

    fn whole(mut self, answers: &mut impl BufRead, size: u64) -> io::Result<Vec<u8>> {
        self.body(answers, size)?;
        Ok(self.bytes)
    }

    fn body(&mut self, answers: &mut impl BufRead, size: u64) -> io::Result<Range<usize>> {
        let start = self.bytes.len();
        let mut left = size.min(LARGEST);
        while left > 0 {
            let here = answers.fill_buf()?;
            let taken = here.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            if taken == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.bytes.extend_from_slice(&here[..taken]);
            answers.consume(taken);
            left -= taken as u64;
        }
        let over = size - size.min(LARGEST) + 1;
        if io::copy(&mut answers.take(over), &mut io::sink())? == over {
            Ok(start..self.bytes.len())
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }
}

impl Git {
    /// Opens git's store for reading. What a partial clone lacks is not fetched one by one: it is missing.
    pub fn objects(&self) -> Result<Objects, GitTrouble> {
        let mut git = self.command(["cat-file", "--batch"]);
        git.env("GIT_NO_LAZY_FETCH", "1");
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = git.spawn().map_err(|error| not_run(&error))?;
        let complaints = child.stderr.take().map(|heard| std::thread::spawn(|| last_word(heard)));
        match (child.stdin.take(), child.stdout.take()) {
            (Some(asks), Some(answers)) => {
                Ok(Objects { child, asks, answers: BufReader::with_capacity(1 << 16, answers), complaints })
            }
            _ => Err(cut_short(None)),
        }
    }
}

impl Objects {
    /// The bytes of some objects, in their order; `None` for one that this clone lacks.
    pub fn read(&mut self, wanted: &[Oid]) -> Result<Vec<Option<Vec<u8>>>, GitTrouble> {
        let mut names = Names::default();
        for oid in wanted {
            names.ask(oid.as_str().bytes());
        }
        let armful = self.armful(&names)?;
        Ok((0..armful.len()).map(|index| armful.get(index).map(<[u8]>::to_vec)).collect())
    }

    /// What a commit says.
    pub(super) fn commit(&mut self, oid: &Oid) -> Result<Vec<u8>, GitTrouble> {
        let found = self.read(std::slice::from_ref(oid))?.into_iter().next().flatten();
        found.ok_or_else(|| cut_short(None))
    }

    /// The commit that a name stands for, and what it says; `None` where git knows none.
    pub(super) fn commit_named(&mut self, name: &str) -> Result<Option<(Oid, Vec<u8>)>, GitTrouble> {
        let Objects { asks, answers, .. } = self;
        let mut head = Vec::with_capacity(96);
        let asked = asks.write_all(format!("{name}\n").as_bytes()).and_then(|()| answers.read_until(b'\n', &mut head));
        let found = asked.and_then(|_| size(&head).map(|size| Armful::default().whole(answers, size)).transpose());
        let digits = head.split(|byte| *byte == b' ').next().and_then(|digits| str::from_utf8(digits).ok());
        match found {
            Ok(found) => Ok(digits.map(Oid::of).zip(found)),
            Err(_) => Err(self.broken()),
        }
    }

    /// Objects by their names, in their order.
    pub(in crate::store) fn armful(&mut self, names: &Names) -> Result<Armful, GitTrouble> {
        let Objects { asks, answers, .. } = self;
        let read = if names.count <= FEW {
            asks.write_all(&names.lines).and_then(|()| Armful::read(answers, names.count))
        } else {
            // git answers while it is being asked: with one thread, both would wait for the other as soon as the pipes are full
            std::thread::scope(|scope| {
                // who cannot ask gets no answers, and says so
                scope.spawn(|| asks.write_all(&names.lines));
                Armful::read(answers, names.count)
            })
        };
        read.map_err(|_| self.broken())
    }

    /// What git said before it stopped.
    fn broken(&mut self) -> GitTrouble {
        cut_short(said_before_it_stopped(&mut self.child, self.complaints.take()).as_deref())
    }
}

fn said_before_it_stopped(child: &mut Child, complaints: Complaints) -> Option<String> {
    // it has stopped, or stops now: what it still says has an end
    drop(child.kill());
    complaints?.join().ok()?
}

/// What git gives up with, behind whatever it complains of before.
fn last_word(heard: ChildStderr) -> Option<String> {
    let lines = BufReader::new(heard).split(b'\n').map_while(Result::ok);
    lines.filter_map(|line| Some(String::from_utf8_lossy(&line).strip_prefix("fatal: ")?.to_owned())).last()
}

impl Drop for Objects {
    fn drop(&mut self) {
        // Nothing that it would still say is wanted; what counts was read.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The size in `oid type size`; none where it is `oid missing`.
fn size(head: &[u8]) -> Option<u64> {
    str::from_utf8(head).ok()?.trim_end().rsplit(' ').next()?.parse().ok()
}

fn cut_short(said: Option<&str>) -> GitTrouble {
    let why = said.map(|said| format!(": {said}")).unwrap_or_default();
    GitTrouble::new("damaged-repository", format!("git stopped in the middle of reading its store{why}"), DAMAGED)
}
