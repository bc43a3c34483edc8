//! A job's whole life, from the request to the last invoice, by all whose ball it is. Each guard of the usual workflow refuses once, is
//! told what it asks for, and is satisfied by the command that it named.

mod agreeing;
mod book;
mod ending;
mod making;
mod showing;
mod steps;

use std::collections::BTreeSet;
use steps::Walk;
use suits::config::Config;
use suits::domain::workflow::Workflow;
use suits::values::Word;

/// The client says yes to the brief, in a mail.
const BY_LIISA: &str = "brief approve ACME-B0001 --for client --by liisa --method email";

#[test]
fn a_job_is_walked_through_its_whole_life() {
    let mut walk = Walk::new(book::book());
    agreeing::asked_and_briefed(&mut walk);
    agreeing::briefed_again(&mut walk);
    agreeing::priced(&mut walk);
    making::held(&mut walk);
    making::made(&mut walk);
    showing::shown(&mut walk);
    showing::shown_again(&mut walk);
    ending::produced(&mut walk);
    ending::delivered(&mut walk);
    ending::closed(&mut walk);
    walk.case.run("check --due --fail-on warning").ok();

    let usual = Workflow::of(&Config::default());
    let guards: BTreeSet<&str> = usual.stages().iter().flat_map(|stage| &stage.needs).map(Word::as_str).collect();
    assert_eq!(*walk.seen(), guards, "each guard has refused once");
}
