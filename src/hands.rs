//! Hands: what a command may ask of the person at the terminal. A contract without a terminal in it, so that commands never
//! know one: the process brings hands that prompt, a script brings none, a test brings answers.

use std::collections::VecDeque;
use std::io;
use std::path::Path;

/// The person pressed Ctrl-C, or the terminal went away: stop, write nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

/// Whether a typed answer will do; `Err` says why not, in one sentence.
pub type Check<'a> = &'a dyn Fn(&str) -> Result<(), String>;

/// One question.
pub struct Question<'a> {
    /// What is asked: `Title`.
    pub prompt: &'a str,
    /// What Enter alone answers.
    pub default: Option<&'a str>,
    /// A line of advice.
    pub help: Option<&'a str>,
    /// Whether an answer will do; it is asked again until it does.
    pub check: Check<'a>,
}

impl<'a> Question<'a> {
    /// A question that takes any answer.
    pub fn new(prompt: &'a str) -> Question<'a> {
        Question { prompt, default: None, help: None, check: &|_| Ok(()) }
    }
}

/// Someone, or no one, at the terminal. `None` is a question passed over (Esc).
pub trait Hands {
    /// Whether anyone is there to ask. Where not, no question is answered.
    fn is_interactive(&self) -> bool;

    /// A line of text.
    fn ask(&mut self, question: &Question<'_>) -> Result<Option<String>, Interrupted>;

    /// One of several, by its place in the list; typing narrows the list.
    fn choose(&mut self, prompt: &str, options: &[String]) -> Result<Option<usize>, Interrupted>;

    /// Yes or no.
    fn confirm(&mut self, prompt: &str, default: bool) -> Result<Option<bool>, Interrupted>;

    /// Lets the person edit a file; `false` when the editor says that it failed or was left.
    fn edit(&mut self, path: &Path) -> io::Result<bool>;
}

/// No one: a script, CI, `--no-input`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Absent;

impl Hands for Absent {
    fn is_interactive(&self) -> bool {
        false
    }

    fn ask(&mut self, _question: &Question<'_>) -> Result<Option<String>, Interrupted> {
        Ok(None)
    }

    fn choose(&mut self, _prompt: &str, _options: &[String]) -> Result<Option<usize>, Interrupted> {
        Ok(None)
    }

    fn confirm(&mut self, _prompt: &str, _default: bool) -> Result<Option<bool>, Interrupted> {
        Ok(None)
    }

    fn edit(&mut self, _path: &Path) -> io::Result<bool> {
        Err(io::Error::other("there is no terminal to open an editor on"))
    }
}

/// One answer of a [`Scripted`] person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Types this and presses Enter; an empty text takes the default. In a list, the option that reads so.
    Type(String),
    /// Presses Esc.
    Skip,
    /// Presses Ctrl-C.
    Interrupt,
}

/// What an editor does to a file.
type Editor = Box<dyn FnMut(&Path) -> io::Result<bool>>;

/// A person whose answers are known beforehand, for tests. Remembers what was asked; with no answer left, interrupts.
#[derive(Default)]
pub struct Scripted {
    answers: VecDeque<Answer>,
    editor: Option<Editor>,
    /// Every prompt, in order, with the objection to the answer before it where there was one.
    pub asked: Vec<String>,
}

impl Scripted {
    /// A person who gives these answers, in order.
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Scripted {
        Scripted { answers: answers.into_iter().collect(), ..Scripted::default() }
    }

    /// The same person, whose editor does this to a file.
    #[must_use]
    pub fn editing(self, editor: impl FnMut(&Path) -> io::Result<bool> + 'static) -> Scripted {
        Scripted { editor: Some(Box::new(editor)), ..self }
    }

    fn next(&mut self, prompt: String) -> Result<Option<String>, Interrupted> {
        self.asked.push(prompt);
        match self.answers.pop_front() {
            Some(Answer::Type(text)) => Ok(Some(text)),
            Some(Answer::Skip) => Ok(None),
            Some(Answer::Interrupt) | None => Err(Interrupted),
        }
    }
}

impl Hands for Scripted {
    fn is_interactive(&self) -> bool {
        true
    }

    fn ask(&mut self, question: &Question<'_>) -> Result<Option<String>, Interrupted> {
        let mut prompt = question.prompt.to_owned();
        loop {
            let Some(typed) = self.next(prompt)? else { return Ok(None) };
            let typed = if typed.is_empty() { question.default.unwrap_or_default().to_owned() } else { typed };
            match (question.check)(&typed) {
                Ok(()) => return Ok(Some(typed)),
                Err(objection) => prompt = format!("{} ({objection})", question.prompt),
            }
        }
    }

    fn choose(&mut self, prompt: &str, options: &[String]) -> Result<Option<usize>, Interrupted> {
        let Some(typed) = self.next(prompt.to_owned())? else { return Ok(None) };
        let position = options.iter().position(|option| *option == typed);
        // A person could not have chosen what is not in the list.
        position.map(Some).ok_or(Interrupted)
    }

    fn confirm(&mut self, prompt: &str, default: bool) -> Result<Option<bool>, Interrupted> {
        let typed = self.next(prompt.to_owned())?;
        Ok(typed.map(|typed| if typed.is_empty() { default } else { typed.starts_with(['y', 'Y']) }))
    }

    fn edit(&mut self, path: &Path) -> io::Result<bool> {
        self.asked.push(format!("edit {}", path.display()));
        self.editor.as_mut().map_or(Ok(false), |editor| editor(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(text: &str) -> Answer {
        Answer::Type(text.into())
    }

    #[test]
    fn an_answer_that_will_not_do_is_asked_again() {
        let mut hands = Scripted::new([types("soon"), types("2026-12-04"), types("")]);
        let check: Check<'_> = &|text| if text == "soon" { Err("not a date".into()) } else { Ok(()) };
        let due = Question { check, default: Some("2026-11-30"), ..Question::new("Due") };
        assert_eq!(hands.ask(&due), Ok(Some("2026-12-04".into())));
        assert_eq!(hands.ask(&due), Ok(Some("2026-11-30".into())));
        assert_eq!(hands.asked, ["Due", "Due (not a date)", "Due"]);
    }

    #[test]
    fn escape_passes_over_and_control_c_stops() {
        let mut hands = Scripted::new([Answer::Skip, Answer::Interrupt]);
        assert_eq!(hands.confirm("Sure?", true), Ok(None));
        assert_eq!(hands.confirm("Sure?", true), Err(Interrupted));
        assert_eq!(hands.choose("Client", &["ACME".into()]), Err(Interrupted));
    }

    #[test]
    fn a_list_gives_the_place_of_what_was_chosen() {
        let mut hands = Scripted::new([types("BOLT"), types("")]);
        assert_eq!(hands.choose("Client", &["ACME".into(), "BOLT".into()]), Ok(Some(1)));
        assert_eq!(hands.confirm("Open it?", true), Ok(Some(true)));
    }

    #[test]
    fn no_one_is_never_asked() {
        assert!(!Absent.is_interactive());
        assert_eq!(Absent.ask(&Question::new("Title")), Ok(None));
        assert!(Absent.edit(Path::new("x")).is_err());
    }
}
