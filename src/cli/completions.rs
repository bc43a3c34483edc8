//! `suits completions`: the command line for a shell to complete.

use super::exit::Exit;
use super::session::Session;
use clap::Args;
use clap_complete::Shell;

/// Completions for a shell
///
/// Examples:
///   suits completions bash > ~/.local/share/bash-completion/completions/suits
///   suits completions fish > ~/.config/fish/completions/suits.fish
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CompletionsArgs {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Runs `suits completions`.
pub(super) fn run(args: &CompletionsArgs, command: &mut clap::Command, session: &mut Session<'_, '_>) -> Exit {
    clap_complete::generate(args.shell, command, "suits", &mut session.stdout);
    Exit::Yes
}
