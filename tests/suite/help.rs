//! What every command says of itself reads well in a narrow window and in a wide one: no line is too long, no sentence broken before its
//! line is full, and no flag offered that means nothing there.

use clap::Command;

/// Every command, hidden ones too, by the words that call it, wrapped at a width.
fn commands(width: usize) -> Vec<(String, Command)> {
    let mut root = suits::cli::command().term_width(width);
    root.build();
    let mut all = vec![("suits".to_owned(), root)];
    let mut at = 0;
    while at < all.len() {
        let (words, command) = all[at].clone();
        let inner = command.get_subcommands().map(|inner| (format!("{words} {}", inner.get_name()), inner.clone()));
        all.extend(inner.collect::<Vec<_>>());
        at += 1;
    }
    all
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line ends though the first word of the next would have had room; the lines of lists stand for themselves.
fn is_broken_early(line: &str, next: &str, width: usize) -> bool {
    let prose = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('-') && indent(line) != 2;
    let word = next.split_whitespace().next().unwrap_or_default();
    prose(line) && prose(next) && indent(line) == indent(next) && line.trim_end().len() + 1 + word.len() <= width
}

#[test]
fn no_help_has_a_line_that_is_too_long_or_broken_too_early() {
    assert!(
        is_broken_early("The quick brown", "fox jumps", 19) && !is_broken_early("The quick brown", "fox jumps", 18)
    );
    let mut wrong = Vec::new();
    for width in [80, 100] {
        for (words, mut command) in commands(width) {
            let help = command.render_long_help().to_string();
            let lines: Vec<&str> = help.lines().collect();
            wrong.extend(
                lines.iter().filter(|line| line.chars().count() > width).map(|line| format!("{words}: {line}")),
            );
            let early = lines.windows(2).filter(|pair| is_broken_early(pair[0], pair[1], width));
            wrong.extend(early.map(|pair| format!("{words} at {width}: {}", pair[0])));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_paragraph_is_told_in_one_piece_and_an_example_fits_a_narrow_window() {
    let mut wrong = Vec::new();
    for (words, command) in commands(80) {
        let told = command.get_long_about().map(ToString::to_string).unwrap_or_default();
        let before = command.get_before_help().map(ToString::to_string).unwrap_or_default();
        for paragraph in told.split("\n\n").chain(before.split("\n\n")) {
            let mut lines = paragraph.lines();
            if lines.next().is_some_and(|first| matches!(first, "Example:" | "Examples:")) {
                let wide = lines.filter(|line| line.chars().count() > 80 || !line.starts_with("  "));
                wrong.extend(wide.map(|line| format!("{words}: {line}")));
            } else {
                wrong.extend(lines.filter(|line| !line.starts_with("  ")).map(|line| format!("{words}: {line}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_example_is_one_of_its_own_command_and_what_it_says_stands_under_its_own_heading() {
    let mut wrong = Vec::new();
    for (words, command) in commands(100) {
        if command.has_subcommands() {
            continue;
        }
        let told = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
        let calls = told.lines().filter(|line| line.starts_with("  suits "));
        let own = |line: &&str| {
            line.trim_start().starts_with(&words)
                || line.trim_start().replace("suits cr ", "suits contact-report ").starts_with(&words)
        };
        wrong.extend(calls.filter(|line| !own(line)).map(|line| format!("{words}: {line}")));
        let writing = command.get_arguments().filter(|arg| arg.get_help_heading() == Some("Writing"));
        let strange = writing.filter(|arg| !["dry_run", "commit", "no_commit"].contains(&arg.get_id().as_str()));
        wrong.extend(strange.map(|arg| format!("{words}: `{}` says nothing of writing", arg.get_id())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_client_is_offered_only_where_rows_are_of_one_client_or_another() {
    for (words, mut command) in commands(80) {
        let one = ["suits log", "suits blame", "suits brief log", "suits brief diff", "suits undo", "suits workflow"];
        if one.contains(&words.as_str()) {
            let help = command.render_long_help().to_string();
            assert!(!help.contains("--client <CLIENT>"), "{words}");
        }
    }
}
