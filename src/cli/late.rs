//! The words of a command are laid out when it is asked for: most of what a short command costs would else be the flags of all the others.
//! Knows the parser, and no command.

use clap::{ArgMatches, Args, Command, Error, FromArgMatches, Id, Subcommand};
use std::ffi::OsString;
use std::marker::PhantomData;
use std::ops::Deref;

/// When the words of a command are laid out.
pub(super) trait When {
    /// Lays out a command, or sees to it that it will be.
    fn lay(command: Command, out: fn(Command) -> Command) -> Command;
}

/// At once: for help, for completions, and to explain what was not understood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now;

impl When for Now {
    fn lay(command: Command, out: fn(Command) -> Command) -> Command {
        out(command)
    }
}

/// When somebody asks for the command.
#[derive(Clone, Copy, Debug)]
pub(super) struct Later;

impl When for Later {
    fn lay(command: Command, out: fn(Command) -> Command) -> Command {
        command.defer(out)
    }
}

/// The arguments, or verbs, of a command, of which the parser learns now or later.
#[derive(Clone, Debug)]
pub(super) struct Words<T, W>(pub T, PhantomData<W>);

impl<T, W> Deref for Words<T, W> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: FromArgMatches, W> FromArgMatches for Words<T, W> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Words<T, W>, Error> {
        T::from_arg_matches(matches).map(|words| Words(words, PhantomData))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches(matches)
    }
}

impl<T: Args, W: When> Args for Words<T, W> {
    fn augment_args(command: Command) -> Command {
        W::lay(command, T::augment_args)
    }

    fn augment_args_for_update(command: Command) -> Command {
        W::lay(command, T::augment_args_for_update)
    }

    fn group_id() -> Option<Id> {
        T::group_id()
    }
}

impl<T: Subcommand, W: When> Subcommand for Words<T, W> {
    fn augment_subcommands(command: Command) -> Command {
        W::lay(command, T::augment_subcommands)
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        W::lay(command, T::augment_subcommands_for_update)
    }

    fn has_subcommand(name: &str) -> bool {
        T::has_subcommand(name)
    }
}

/// A command line that knows the commands of `T` which one of the words typed names, and no other. What it understands means the same to
/// the whole one; what it does not, the whole one is to judge and to explain.
pub(super) fn named<T: Subcommand>(head: Command, words: &[OsString]) -> Command {
    let mut all = T::augment_subcommands(Command::new("all"));
    let is_typed = |command: &Command| {
        words.iter().any(|word| {
            word.to_str()
                .is_some_and(|word| command.get_name() == word || command.get_all_aliases().any(|other| other == word))
        })
    };
    let named: Vec<Command> =
        all.get_subcommands_mut().filter(|command| is_typed(command)).map(std::mem::take).collect();
    head.subcommands(named)
}

#[cfg(test)]
mod tests {
    use crate::cli::{asked, command};
    use clap::Command;

    #[test]
    fn a_command_laid_out_later_takes_the_words_of_the_one_laid_out_at_once() {
        let mut whole = command();
        whole.build();
        let mut known = 0;
        for one in whole.get_subcommands() {
            for name in one.get_name_and_visible_aliases() {
                let mut lean = asked(&["suits".into(), name.into()]);
                lean.build();
                let names: Vec<&str> = lean.get_subcommands().map(Command::get_name).collect();
                assert_eq!(names, [one.get_name()], "{name}");
                known += same(lean.find_subcommand(name).expect("the one that was named"), one);
            }
        }
        assert!(known > 100, "only {known} commands and verbs");
    }

    #[test]
    fn words_that_name_no_command_lay_out_none() {
        assert!(!asked(&["suits".into(), "--version".into()]).has_subcommands());
    }

    /// Compares two commands with their verbs, and counts them.
    fn same(one: &Command, other: &Command) -> usize {
        let words = |command: &Command| {
            let mut words: Vec<String> = command.get_arguments().map(|word| format!("{word:?}")).collect();
            words.sort();
            words
        };
        assert_eq!(words(one), words(other), "{}", other.get_name());
        let verbs = one.get_subcommands().zip(other.get_subcommands());
        1 + verbs.map(|(one, other)| same(one, other)).sum::<usize>()
    }
}
