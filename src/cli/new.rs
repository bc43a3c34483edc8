//! `new`: a commented template, filled from flags, a document, another record, or answers to questions.

use super::args::{ActorArgs, WriteArgs};
use super::assign::flag_fields;
use super::dates::Dates;
use super::document;
use super::exit::Stop;
use super::session::Session;
use super::shape::{shape, template};
use super::value::value;
use crate::domain::record::{Kind, Record};
use crate::hands::Question;
use crate::source::{Edit, KeyPath, Value, quoted};
use crate::yaml::Shape;
use clap::{Arg, ArgMatches, Args, FromArgMatches};
use std::marker::PhantomData;

/// The fields of a new record of one kind, as flags made from its template: whatever the template teaches can be typed.
#[derive(Clone, Debug)]
pub(super) struct Fields<T: Record> {
    typed: Vec<(&'static str, String)>,
    assignments: Vec<String>,
    from: Option<String>,
    kind: PhantomData<T>,
}

/// Moved by verbs, or a flag of the verb itself.
const NOT_FLAGS: [(Kind, &str); 7] = [
    (Kind::Brief, "status"),
    (Kind::Job, "status"),
    (Kind::Job, "brief"),
    (Kind::Job, "month"),
    (Kind::Job, "like"),
    (Kind::ContactReport, "issued"),
    (Kind::Invoice, "disputed"),
];

fn flags(kind: Kind) -> impl Iterator<Item = &'static str> {
    flag_fields(kind).filter(move |field| !NOT_FLAGS.contains(&(kind, field)))
}

impl<T: Record> Args for Fields<T> {
    fn augment_args(command: clap::Command) -> clap::Command {
        let notes = notes(T::KIND);
        let flag = |field: &'static str| {
            let note = notes.iter().find(|(name, _)| name == field).map_or_else(String::new, |(_, note)| note.clone());
            let wanted = shape(T::KIND, &KeyPath::root().then(field));
            // a figure may begin with a minus: then what is wrong with it is for us to say
            let is_figure = matches!(wanted, Some(Shape::Named("Amount" | "Percent") | Shape::Number));
            let flag = Arg::new(field).long(field.replace('_', "-")).value_name("VALUE");
            flag.help(note).help_heading("Fields").allow_hyphen_values(is_figure)
        };
        command
            .args(flags(T::KIND).map(flag))
            .arg(
                Arg::new("set")
                    .long("set")
                    .value_name("PATH=VALUE")
                    .action(clap::ArgAction::Append)
                    .help("Any field by its path: `budget.amount=80000.00`, `tone+=dry`")
                    .help_heading("Fields"),
            )
            .arg(
                Arg::new("from")
                    .long("from")
                    .value_name("FILE")
                    .help("Fields from a YAML or JSON document; `-` for what is piped in")
                    .help_heading("Fields"),
            )
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl<T: Record> FromArgMatches for Fields<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Fields<T>, clap::Error> {
        let typed =
            flags(T::KIND).filter_map(|field| Some((field, matches.get_one::<String>(field)?.clone()))).collect();
        let assignments = matches.get_many::<String>("set").map(|all| all.cloned().collect()).unwrap_or_default();
        Ok(Fields { typed, assignments, from: matches.get_one::<String>("from").cloned(), kind: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<T: Record> Fields<T> {
    /// Whether a field was given by its own flag.
    pub(super) fn names(&self, field: &str) -> bool {
        self.typed.iter().any(|(other, _)| *other == field)
    }
}

/// What the template says of each field at its top, in the words behind `#`.
fn notes(kind: Kind) -> Vec<(String, String)> {
    let mut notes: Vec<(String, String)> = Vec::new();
    for line in template(kind).lines() {
        match (line.split_once(": "), line.split_once(" # ")) {
            (Some((field, _)), Some((_, note))) if !field.starts_with([' ', '#']) => {
                notes.push((field.to_owned(), note.trim().to_owned()));
            }
            (None, Some((blank, note))) if blank.trim().is_empty() => {
                if let Some((_, text)) = notes.last_mut() {
                    text.push(' ');
                    text.push_str(note.trim());
                }
            }
            _ => {}
        }
    }
    notes
}

/// A required field that may be asked for: its key, the question, and what is likely.
pub(super) struct Wanted {
    /// The field.
    pub field: &'static str,
    /// The question.
    pub prompt: &'static str,
    /// What is likely, from the client's last record.
    pub likely: Option<String>,
}

/// What was given for a new record: the document, then flags, then `--set`; whoever comes later wins. What is still missing is
/// asked for here, before the book is locked: nobody waits while somebody thinks.
pub(super) fn given<T: Record>(
    fields: &Fields<T>,
    wanted: &[Wanted],
    dates: &Dates<'_>,
    session: &mut Session<'_, '_>,
) -> Result<Vec<Edit>, Stop> {
    let kind = T::KIND;
    let mut edits = match &fields.from {
        Some(file) => document::edits(kind, file, &session.read(file)?)?,
        None => Vec::new(),
    };
    for (field, typed) in &fields.typed {
        let path = KeyPath::root().then(*field);
        let edit = Edit::set(path.clone(), value(kind, &path, typed, dates)?);
        edits.retain(|other| other.path != path);
        edits.push(edit);
    }
    for assignment in &fields.assignments {
        edits.push(super::assign::for_new(kind, assignment, dates)?);
    }
    for wanted in wanted {
        let path = KeyPath::root().then(wanted.field);
        if edits.iter().any(|edit| edit.path == path) {
            continue;
        }
        let typed = ask(kind, wanted, session)?;
        edits.push(Edit::set(path.clone(), value(kind, &path, &typed, dates)?));
    }
    Ok(edits)
}

/// Defaults, but for those that something was given for, and then what was given.
pub(super) fn over(mut defaults: Vec<Edit>, given: Vec<Edit>) -> Vec<Edit> {
    defaults.retain(|default| !given.iter().any(|edit| default.path.0.starts_with(&edit.path.0)));
    defaults.extend(given);
    defaults
}

/// Asks for a field on a terminal; elsewhere says which flag to pass.
fn ask(kind: Kind, wanted: &Wanted, session: &mut Session<'_, '_>) -> Result<String, Stop> {
    let flag = wanted.field.replace('_', "-");
    let missing = || {
        Stop::usage(
            "missing-field",
            format_args!("{} needs a {}", kind.with_article(), wanted.field.replace('_', " ")),
            match &wanted.likely {
                Some(likely) => format!("pass `--{flag} {}`, or another", quoted(likely)),
                None => format!("pass `--{flag} …`"),
            },
        )
    };
    if session.globals.no_input {
        return Err(missing());
    }
    let path = KeyPath::root().then(wanted.field);
    let answer = if let Some(Shape::Word(words)) = shape(kind, &path) {
        let mut options: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        // What is likely stands first, where Enter takes it.
        options.sort_by_key(|word| Some(word) != wanted.likely.as_ref());
        let chosen = session.world.hands.choose(wanted.prompt, &options).map_err(|_| Stop::Interrupted)?;
        chosen.map(|at| options.swap_remove(at))
    } else {
        let notes = notes(kind);
        let help = notes.iter().find(|(name, _)| name == wanted.field).map(|(_, note)| note.as_str());
        let check = |typed: &str| if typed.trim().is_empty() { Err("it needs one".to_owned()) } else { Ok(()) };
        let question =
            Question { default: wanted.likely.as_deref(), help, check: &check, ..Question::new(wanted.prompt) };
        session.world.hands.ask(&question).map_err(|_| Stop::Interrupted)?
    };
    let answer = answer.ok_or_else(missing)?;
    session.answered.push(format!("--{flag} {}", quoted(&answer)));
    Ok(answer)
}

/// Who acts and whether to write, for `new` verbs.
#[derive(Clone, Debug, Args)]
pub(super) struct NewArgs {
    #[command(flatten)]
    pub actor: ActorArgs,
    #[command(flatten)]
    pub write: WriteArgs,
}

/// A flow list of ids.
pub(super) fn words<'i>(ids: impl IntoIterator<Item = &'i str>) -> Value {
    Value::Words(ids.into_iter().map(str::to_owned).collect())
}
