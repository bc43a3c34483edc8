//! Decisions and actions on the command line: each `--decision` and each `--action` begins one, and what follows it is about it.

use crate::cli::dates::Dates;
use crate::cli::exit::Stop;
use crate::cli::references::Register;
use crate::domain::plan::contact_report::Point;
use crate::values::{ItemId, PersonId};
use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches};

/// What was typed, in its order: the flag and its value.
#[derive(Clone, Debug, Default)]
pub(super) struct Points {
    typed: Vec<(&'static str, String)>,
}

/// The flags that begin an item, then those that say more of it.
const FLAGS: [(&str, &str, &str); 6] = [
    ("decision", "TEXT", "What was decided; as often as there are decisions"),
    ("action", "TEXT", "What is to be done; as often as there are actions, each with its owner and due behind it"),
    ("owner", "PERSON", "Who does the action before it"),
    ("due", "DATE", "When the action before it is due"),
    ("topic", "TEXT", "What the decision or action before it is about"),
    ("id", "WORD", "A short word for the decision or action before it"),
];

fn begins(flag: &str) -> bool {
    matches!(flag, "decision" | "action")
}

impl Args for Points {
    fn augment_args(command: clap::Command) -> clap::Command {
        let flag = |(name, value, help): (&'static str, &'static str, &'static str)| {
            let arg = Arg::new(name).long(name).value_name(value).help(help);
            arg.action(ArgAction::Append).help_heading("Decisions and actions")
        };
        command.args(FLAGS.map(flag))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Points {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Points, clap::Error> {
        let mut typed: Vec<(usize, &'static str, String)> = Vec::new();
        for (name, ..) in FLAGS {
            let values = matches.get_many::<String>(name).into_iter().flatten().cloned();
            let places = matches.indices_of(name).into_iter().flatten();
            typed.extend(places.zip(values).map(|(place, value)| (place, name, value)));
        }
        typed.sort_unstable_by_key(|(place, ..)| *place);
        Ok(Points { typed: typed.into_iter().map(|(_, name, value)| (name, value)).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Points {
    /// The decisions and actions, with the people and the days they name looked up.
    pub(super) fn read(&self, dates: &Dates<'_>) -> Result<Vec<Point>, Stop> {
        let several = self.typed.iter().filter(|(flag, _)| begins(flag)).count() > 1;
        let mut typed: Vec<&(&str, String)> = self.typed.iter().collect();
        if !several {
            // with only one, it does not matter what stands before it
            typed.sort_by_key(|(flag, _)| !begins(flag));
        }
        let mut points: Vec<Point> = Vec::new();
        for (flag, value) in typed {
            if begins(flag) {
                points.push(begun(flag, value)?);
                continue;
            }
            let Some(point) = points.last_mut() else {
                return Err(Stop::usage(
                    "bad-order",
                    format_args!("`--{flag} {value}` comes before the decision or action that it is about"),
                    "type it behind: `--action \"Send the size list\" --owner ann --due fri`",
                ));
            };
            more(point, flag, value, dates)?;
        }
        Ok(points)
    }

    /// Looks up who is to do what: somebody of the agency or the client.
    pub(super) fn check(points: &[Point], register: &Register<'_>) -> Result<(), Stop> {
        let mut owners = points.iter().filter_map(|point| point.owner.as_ref());
        owners.try_for_each(|owner| register.person(&"--owner", owner.as_str()))
    }
}

fn begun(flag: &str, value: &str) -> Result<Point, Stop> {
    if value.trim().is_empty() {
        return Err(Stop::usage("missing-field", format_args!("`--{flag}` says nothing"), "write it in a sentence"));
    }
    let text = Some(value.to_owned());
    Ok(match flag {
        "decision" => Point { decision: text, ..Point::default() },
        _ => Point { action: text, ..Point::default() },
    })
}

fn more(point: &mut Point, flag: &'static str, value: &str, dates: &Dates<'_>) -> Result<(), Stop> {
    let what = point.action.as_deref().or(point.decision.as_deref()).unwrap_or_default();
    let taken = match flag {
        "owner" => point.owner.is_some(),
        "due" => point.due.is_some(),
        "topic" => point.topic.is_some(),
        _ => point.id.is_some(),
    };
    if taken {
        let message = format!("`--{flag}` is given twice for \"{what}\"");
        return Err(Stop::usage("given-twice", message, "each decision or action has its own flags behind it"));
    }
    if matches!(flag, "owner" | "due") && point.action.is_none() {
        let message = format!("`--{flag} {value}` is about a decision: \"{what}\"");
        return Err(Stop::usage("not-an-action", message, "what somebody is to do by a day is an `--action`"));
    }
    match flag {
        "owner" => {
            let owner = PersonId::parse(value.trim()).map_err(|fault| {
                let hint = "a person of `suits.toml` or a contact of the client";
                Stop::usage("bad-id", format_args!("`--owner {value}`: {fault}"), hint)
            })?;
            point.owner = Some(owner);
        }
        "due" => point.due = Some(dates.parse(value)?),
        "topic" => point.topic = Some(value.to_owned()),
        _ => {
            ItemId::parse(value).map_err(|fault| {
                Stop::usage("bad-id", format_args!("`--id {value}`: {fault}"), "a short word such as `sizes`")
            })?;
            point.id = Some(value.to_owned());
        }
    }
    Ok(())
}
