//! Hands that prompt: Esc passes a question over, Ctrl-C stops everything. Prompts go to the terminal, never to stdout.

use super::{editor, is_attended};
use crate::hands::{Hands, Interrupted, Question};
use inquire::{Confirm, InquireError, Select, Text};
use std::io;
use std::path::Path;

/// The person at the terminal of this process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prompts;

impl Hands for Prompts {
    fn is_interactive(&self) -> bool {
        is_attended()
    }

    fn ask(&mut self, question: &Question<'_>) -> Result<Option<String>, Interrupted> {
        if !is_attended() {
            return Ok(None);
        }
        let mut rejected: Option<(String, String)> = None;
        loop {
            let mut text = Text::new(question.prompt);
            if let Some(default) = question.default {
                text = text.with_default(default);
            }
            match (&rejected, question.help) {
                (Some((typed, objection)), _) => {
                    text = text.with_initial_value(typed).with_help_message(objection);
                }
                (None, Some(help)) => text = text.with_help_message(help),
                (None, None) => {}
            }
            let Some(typed) = answered(text.prompt_skippable())? else { return Ok(None) };
            match (question.check)(&typed) {
                Ok(()) => return Ok(Some(typed)),
                Err(objection) => rejected = Some((typed, objection)),
            }
        }
    }

    fn choose(&mut self, prompt: &str, options: &[String]) -> Result<Option<usize>, Interrupted> {
        if !is_attended() || options.is_empty() {
            return Ok(None);
        }
        let chosen = answered(Select::new(prompt, options.to_vec()).raw_prompt_skippable())?;
        Ok(chosen.map(|option| option.index))
    }

    fn confirm(&mut self, prompt: &str, default: bool) -> Result<Option<bool>, Interrupted> {
        if !is_attended() {
            return Ok(None);
        }
        answered(Confirm::new(prompt).with_default(default).prompt_skippable())
    }

    fn edit(&mut self, path: &Path) -> io::Result<bool> {
        editor::open(path)
    }
}

/// A terminal that fails in the middle of a question is as good as one that was closed.
fn answered<T>(result: Result<Option<T>, InquireError>) -> Result<Option<T>, Interrupted> {
    match result {
        Ok(answer) => Ok(answer),
        Err(InquireError::OperationCanceled | InquireError::NotTTY) => Ok(None),
        Err(_) => Err(Interrupted),
    }
}
