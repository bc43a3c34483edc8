//! `suits check`: is everything sound? Every rule over the whole book, and every file that is no record or cannot be read.

mod baseline;
mod fix;
mod proof;
mod since;
mod statistics;

use super::exit::{Exit, Stop};
use super::output;
use super::outputs::spare;
use super::rule_notes::rule_notes;
use super::session::Session;
use crate::checks::{self, Choice};
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::finding::Severity;
use crate::render::{self, Findings};
use crate::store::Store;
use crate::values::nearest;
use crate::view::Problem;
use clap::{Args, ValueEnum};
use proof::Proof;
use since::Since;

/// Every rule over the book: what is wrong, where, and what to write instead
///
/// A person who has looked at a finding lets it stand with a comment behind the line or above the block:
///   # suits: ignore[vague-deliverable] the printer decides how many
///
/// Examples:
///   suits check
///   suits check jobs/ACME briefs
///   suits check ACME-0012 --format json
///   suits check --since origin/main --format github
///   suits check --baseline checks.baseline
///   suits check --due --fail-on warning
///   suits check --format github -o sarif=findings.sarif -o junit=findings.xml
///   suits check --select BR05,BR06 --statistics
///   suits check --fix --diff
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CheckArgs {
    /// Only what is found in these records, files or folders; a client's code is the client, and `./ACME` a folder of that name. The whole book is read all the same
    #[arg(value_name = "PATH OR ID")]
    pub paths: Vec<String>,
    /// Only these rules, by name or number
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Not these rules, by name or number
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// The rules that look at the day too: what is late, stale or running out
    #[arg(long)]
    pub due: bool,
    /// Only what changed since this branch left REV, and what refers to it; less of the book is read
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// From which level on it fails
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    pub fail_on: FailOn,
    /// Let stand what this file says was found when the rules came
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<String>,
    /// Write down what is found now, to be let stand from now on
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "statistics"])]
    pub write_baseline: Option<String>,
    /// Put right what can mean only one thing: how dates and words are written, a status out of step, a record in the wrong place
    #[arg(long, conflicts_with = "statistics")]
    pub fix: bool,
    /// Show what `--fix` would change, and change nothing; fails if there is anything
    #[arg(long, requires = "fix", conflicts_with_all = ["baseline", "write_baseline"])]
    pub diff: bool,
    /// Commit exactly the files that `--fix` changed
    #[arg(long, requires = "fix", conflicts_with = "diff")]
    pub commit: bool,
    /// How often each rule found something, instead of what; what each rule cost goes to stderr
    #[arg(long)]
    pub statistics: bool,
}

/// From which level on a check fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// On warnings and errors.
    Warning,
    /// On errors.
    Error,
}

impl FailOn {
    /// Whether a finding of a level makes the check fail.
    fn fails(self, severity: Severity) -> bool {
        self == FailOn::Warning || severity == Severity::Error
    }
}

/// Runs `suits check`.
pub(super) fn run(args: &CheckArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let choice = choice(args)?;
    if let Some(file) = &args.write_baseline {
        let typed: &std::path::Path = file.as_ref();
        spare("--write-baseline ", "", &session.world.cwd.join(typed), (typed, &session.start()))?;
    }
    let store = session.open()?;
    let mut only = Vec::with_capacity(args.paths.len());
    for typed in &args.paths {
        only.push(narrowed(typed, &store, session)?);
    }
    if args.fix
        && let Some(exit) = fix::run(args, &store, &fix::Asked { choice: &choice, only: &only }, session)?
    {
        return Ok(exit);
    }
    let since = args.since.as_deref().map(|revision| Since::of(&store, revision)).transpose()?;
    let mut snapshot = store.load(&since.as_ref().map_or_else(Scope::book, Since::scope))?;
    // Nobody merges where a host runs checks, nor in the past: there is nothing to arm.
    if !session.world.env.ci && session.globals.at.is_none() {
        store.look_whether_armed(&mut snapshot);
    }
    let today = session.today(&snapshot.agency.config)?;
    let reach = since.as_ref().and_then(|since| since.reach(&snapshot));
    let within_asked = |path: &str| {
        reach.as_ref().is_none_or(|reach| reach.contains(path))
            && (only.is_empty() || only.iter().any(|folder| within(path, folder)))
    };
    let mut proof = Proof::of(&snapshot, today, &choice, &within_asked, session.world.ticks);
    if let Some(file) = &args.write_baseline {
        baseline::write(file, &proof, &snapshot, session)?;
        return Ok(Exit::Yes);
    }
    if let Some(file) = &args.baseline {
        let looked = |path: &str, code: &str| {
            within_asked(path) && checks::find(code).is_none_or(|rule| choice.takes(rule.meta()))
        };
        baseline::apply(file, &mut proof, &looked, session)?;
    }
    let fails = proof.problems().any(|problem| args.fail_on.fails(problem.severity));
    let found: Vec<Problem> = proof.found.into_iter().map(|(_, problem)| problem).collect();
    let (rules, looked_at) = if asks_for_context(args, session) {
        let files = snapshot.sources.iter().map(|(_, file)| &*file.path);
        (rule_notes(&found), files.filter(|path| within_asked(path)).collect())
    } else {
        (Vec::new(), Vec::new())
    };
    let below = store.below_git();
    let told = Findings {
        let_stand: proof.let_stand,
        rules: &rules,
        looked_at: &looked_at,
        below: &below,
        ..Findings::new("check", today, &found)
    };
    if args.statistics {
        statistics::show(&told, proof.costs, session)?;
        output::copies(session, &told)?;
    } else {
        output::findings(session, &told)?;
    }
    // the process ends here: the system takes the memory of a large book back faster than its records can be given back one by one
    std::mem::forget(snapshot);
    Ok(if fails { Exit::No } else { Exit::Yes })
}

/// Whether some format that was asked for prints every rule and every file that was looked at.
fn asks_for_context(args: &CheckArgs, session: &Session<'_, '_>) -> bool {
    let main = (!args.statistics).then_some(&session.globals.format);
    main.into_iter().chain(session.outputs.copies.iter().map(|copy| &copy.format)).any(|name| render::is_whole(name))
}

/// The rules that were asked for; a name that no rule has is a slip.
fn choice(args: &CheckArgs) -> Result<Choice, Stop> {
    for word in args.select.iter().chain(&args.ignore) {
        if !checks::is_code(word) {
            let near = nearest(word, checks::RULES.iter().map(|rule| rule.meta().code));
            let hint =
                near.map_or("`suits explain` lists every rule".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(Stop::usage("unknown-rule", format_args!("there is no rule `{word}`"), hint));
        }
    }
    Ok(Choice { select: args.select.clone(), ignore: args.ignore.clone(), due: args.due })
}

/// A path of the book for what was typed: a record's id, a file or a folder. A client's code is what its folders are called too: `./ACME`
/// and `ACME/` are folders.
pub(in crate::cli) fn narrowed(typed: &str, store: &Store, session: &Session<'_, '_>) -> Result<String, Stop> {
    if let Some(id) = store.exactly(typed, Kind::ALL)?.filter(|id| id.to_string() == typed) {
        return Ok(id.path());
    }
    let here = session.start().join(typed);
    if let Some(path) = store.relative(&here)? {
        return Ok(path);
    }
    if let Some(path) = store.relative(&store.root().join(typed))? {
        return Ok(path);
    }
    match session.resolve(store, typed, Kind::ALL, false) {
        Ok(id) => Ok(id.path()),
        Err(Stop::Usage { hint, .. }) => Err(Stop::Usage {
            code: "unknown-path",
            message: format!("there is no file, folder or record `{typed}`"),
            hint,
        }),
        Err(stop) => Err(stop),
    }
}

/// Whether a path is a folder, or lies in it.
pub(in crate::cli) fn within(path: &str, folder: &str) -> bool {
    folder.is_empty() || path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
