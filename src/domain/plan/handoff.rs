//! What whoever has the ball says of it: I took it, I send it back, we wait for somebody else. Passing it on is `advance`.

use super::{Actor, item, turn};
use crate::domain::job::{Handoff, Job, Party};
use crate::domain::parties::receiving_party;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::{Day, PersonId};

/// The open handoff, if somebody may say something of it that is dated so.
fn open<'j>(
    job: &'j Located<Job>,
    traffic: &Traffic<'_>,
    actor: Actor<'_>,
    day: Day,
    verb: Option<&str>,
) -> Result<(usize, &'j Handoff), Vec<Finding>> {
    let mut objections = turn::objections(job, traffic, actor.by);
    objections.extend(turn::left_with_it(job, traffic));
    if !objections.is_empty() {
        return Err(objections);
    }
    objections.extend(turn::on_hold(job, actor.today));
    let (index, handoff) = match turn::open(job, traffic) {
        Ok(open) => open,
        Err(none) => {
            objections.extend(none);
            return Err(objections);
        }
    };
    objections.extend(verb.and_then(|verb| turn::not_theirs(job, (index, handoff), traffic, actor.by, verb)));
    if day < handoff.date {
        let message = format!("the ball was only handed over on {}, after {day}", handoff.date);
        let place = job.at(key_path!["handoffs", index, "date"]);
        let finding = Finding::error("dated-earlier", place.clone(), message).typed("--date");
        objections.push(finding.related(place, "handed over").help("name that day or a later one with `--date`"));
    }
    if objections.is_empty() { Ok((index, handoff)) } else { Err(objections) }
}

/// Plans that the receiver has taken the ball, on a day.
pub fn accept(
    job: &Located<Job>,
    day: Day,
    traffic: &Traffic<'_>,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let (index, handoff) = open(job, traffic, actor, day, Some("accept"))?;
    if let Some(accepted) = handoff.accepted {
        let message = format!("the ball of {} was accepted on {accepted} already", job.id);
        let finding = Finding::error("already-accepted", job.at(key_path!["handoffs", index, "accepted"]), message);
        let help = format!(
            "send it back with `suits job reject {} --reason TEXT`, or on with {}",
            job.id,
            turn::onward(job, &handoff.stage, &traffic.workflow)
        );
        return Err(vec![finding.help(help)]);
    }
    let to = handoff.to.as_ref().map_or_else(String::new, |to| format!("{to} has the ball"));
    let until = traffic.ball(job).map_or_else(String::new, |ball| {
        match (traffic.late(job, &ball).map(|late| late.all), ball.effective_due) {
            (_, None) => String::new(),
            (None, Some(due)) => format!(" until {}", turn::said(due)),
            // no working day has gone by since
            (Some(0), Some(due)) => format!(", which was due {}", turn::said(due)),
            (Some(1), _) => ", 1 working day late".to_owned(),
            (Some(days), _) => format!(", {days} working days late"),
        }
    });
    let edits = vec![Edit::set(key_path!["handoffs", index, "accepted"], Value::bare(day))];
    Ok(ChangeSet {
        summary: vec![format!("{}: {} accepted on {}; {to}{until}", job.id, handoff.stage, turn::said(day))],
        next: Some(format!(
            "waiting for somebody? `suits job wait {} --on client`; done? {}",
            job.id,
            turn::onward(job, &handoff.stage, &traffic.workflow)
        )),
        files: vec![FileChange::Edit { source: job.source, edits }],
    })
}

/// Plans that the receiver sends the ball back to whoever gave it, at the stage before; a change of hands within the stage is looked past. No guard is asked: what is not right is said in
/// `reason`. `to_person` takes it where whoever gave it cannot any more.
pub fn reject(
    job: &Located<Job>,
    reason: &str,
    to_person: Option<&PersonId>,
    traffic: &Traffic<'_>,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let (index, handoff) = open(job, traffic, actor, actor.today, Some("reject"))?;
    // whoever handed it over within its stage had it to do themselves, and does not get it back
    let given = job.record.first_of_hands(index);
    let back = receiver_again(job, (given, &job.record.handoffs[given]), to_person, traffic)?;
    let stage = job.record.stage_before(index);
    let Some(stage) = traffic.workflow.get(stage) else {
        let message = format!("the ball would go back to `{stage}`, a stage that the workflow does not have");
        let finding = Finding::error("unknown-stage", job.at(key_path!["handoffs", index, "stage"]), message);
        return Err(vec![finding.help(format!("pass it on instead: `suits job advance {} --to STAGE`", job.id))]);
    };
    let due = traffic.due(job, stage, Some(back));
    let rejected = item([
        ("date", Some(Value::bare(actor.today))),
        ("by", Some(Value::text(actor.by.as_str()))),
        ("reason", Some(Value::text(reason))),
    ]);
    let returned = item([
        ("id", Some(Value::text((actor.mint)()))),
        ("stage", Some(Value::bare(&stage.name))),
        ("from", handoff.to.as_ref().map(|person| Value::text(person.as_str()))),
        ("to", Some(Value::text(back.as_str()))),
        ("date", Some(Value::bare(actor.today))),
        ("due", due.map(Value::bare)),
    ]);
    let until = due.map_or_else(String::new, |due| format!(", due {}", turn::said(due)));
    let summary = format!("{}: {} sent back → {}, with {back}{until}", job.id, handoff.stage, stage.name);
    let again = if traffic.workflow.allows(&stage.name, &handoff.stage) {
        format!("`suits job advance {} --to {}`", job.id, handoff.stage)
    } else {
        turn::onward(job, &stage.name, &traffic.workflow)
    };
    let edits = vec![
        Edit::set(key_path!["handoffs", index, "rejected"], rejected),
        Edit::append(key_path!["handoffs"], returned),
        Edit::set(key_path!["status"], Value::bare(&stage.name)),
    ];
    Ok(ChangeSet {
        summary: vec![summary],
        next: Some(format!("when it is put right: {again}")),
        files: vec![FileChange::Edit { source: job.source, edits }],
    })
}

/// Who gets a ball that is sent back: whoever gave it, or the one named where that cannot be.
fn receiver_again<'p>(
    job: &Located<Job>,
    (index, handoff): (usize, &'p Handoff),
    named: Option<&'p PersonId>,
    traffic: &Traffic<'_>,
) -> Result<&'p PersonId, Vec<Finding>> {
    const NAME: &str = "say who takes it instead: `--to-person PERSON`";
    let nobody = || {
        let message = "the handoff does not say who gave it";
        Finding::error("nobody-gave-it", job.at(key_path!["handoffs", index]), message).help(NAME)
    };
    let refusal =
        handoff.from.as_ref().map_or_else(|| Some(nobody()), |from| turn::cannot_take(job, from, traffic, NAME));
    match (refusal, named, &handoff.from) {
        (None, Some(named), Some(from)) if named != from => {
            let message = format!("what is sent back goes to whoever gave it, `{from}`, not to `{named}`");
            let finding = Finding::error("goes-back", job.at(key_path!["handoffs", index, "from"]), message);
            Err(vec![finding.help("leave out `--to-person`")])
        }
        (None, _, Some(from)) => Ok(from),
        (_, Some(named), _) => {
            turn::cannot_take(job, named, traffic, "name someone of `suits.toml` or a contact of the client")
                .map_or(Ok(named), |finding| Err(vec![finding]))
        }
        (refusal, None, _) => Err(refusal.into_iter().collect()),
    }
}

/// Plans that from a day on the wait is on somebody.
pub fn wait(
    job: &Located<Job>,
    party: Party,
    day: Day,
    note: Option<&str>,
    traffic: &Traffic<'_>,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let (index, handoff) = open(job, traffic, actor, day, None)?;
    let list = key_path!["handoffs", index, "waiting"];
    let last = handoff.waiting.iter().enumerate().max_by_key(|(at, wait)| (wait.date, *at));
    if let Some((at, last)) = last.filter(|(_, last)| day < last.date) {
        let message = format!("a wait on the {} is noted from {} on, after {day}", last.party, last.date);
        let place = job.at(list.then(at).then("date"));
        let finding = Finding::error("dated-earlier", place.clone(), message).typed("--date");
        return Err(vec![finding.related(place, "noted then").help("name that day or a later one with `--date`")]);
    }
    let receiver = receiving_party(traffic.agency, &job.id.client(), handoff.to.as_ref());
    if last.map_or(receiver, |(_, last)| last.party) == party {
        let (place, since) = match last {
            Some((at, last)) => (list.then(at), last.date),
            None => (key_path!["handoffs", index, "to"], handoff.date),
        };
        let message = format!("the wait is on the {party} since {since} already");
        let others = Party::ALL.iter().filter(|other| **other != party).map(|other| format!("`--on {other}`"));
        let help = format!("name somebody else: {}", others.collect::<Vec<_>>().join(" or "));
        return Err(vec![Finding::error("already-waiting", job.at(place), message).help(help)]);
    }
    let wait =
        item([("date", Some(Value::bare(day))), ("party", Some(Value::bare(party))), ("note", note.map(Value::text))]);
    let what = note.map_or_else(String::new, |note| format!(": {note}"));
    let next = (party != receiver).then(|| format!("when it is over: `suits job wait {} --on {receiver}`", job.id));
    Ok(ChangeSet {
        summary: vec![format!("{}: from {} on the wait is on the {party}{what}", job.id, turn::said(day))],
        next,
        files: vec![FileChange::Edit { source: job.source, edits: vec![Edit::append(list, wait)] }],
    })
}
