//! A client's annual budget: written down, and approved by a contact who may.

use crate::domain::agency::Agency;
use crate::domain::approval::{ApprovalFor, Method};
use crate::domain::approvals::client_may;
use crate::domain::authority::{self, Refused, who_may_for_the_client};
use crate::domain::client::{AnnualBudget, Client};
use crate::domain::money::agreement::annual_standing;
use crate::domain::money::lacking::likely_yes;
use crate::domain::money::terms::Terms;
use crate::domain::plan::{Actor, YesAsked, free_id, given_already, item, yes};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Step, Value};
use crate::values::{Day, Decimal, ItemId, Money, Word, did_you_mean};

/// A budget as asked for.
#[derive(Clone, Debug)]
pub struct BudgetAsked {
    /// Its id.
    pub id: ItemId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The sum, in the client's currency.
    pub amount: Decimal,
}

fn terms<'a>(client: &'a Located<Client>, agency: &'a Agency) -> Terms<'a> {
    let currency = client.record.currency.unwrap_or(agency.config.agency.currency);
    Terms { config: &agency.config, client: Some(client), contract: None, currency }
}

/// Writes an annual budget down.
pub fn add(
    client: &Located<Client>,
    asked: &BudgetAsked,
    agency: &Agency,
    today: Day,
) -> Result<ChangeSet, Vec<Finding>> {
    let currency = terms(client, agency).currency;
    let id = &asked.id;
    let mut objections = Vec::new();
    let mut object = |code, argument, message: String, help: String| {
        objections.push(Finding::error(code, client.at(key_path!["budgets"]), message).typed(argument).help(help));
    };
    let budgets = &client.record.budgets;
    if budgets.iter().any(|budget| budget.id == *id) {
        let taken: Vec<&str> = budgets.iter().map(|budget| budget.id.as_str()).collect();
        let help = format!("another word for it: `--id {}`", free_id(id.as_str(), &taken));
        object("duplicate-id", "--id", format!("{} has a budget `{id}` already", client.id), help);
    }
    if asked.to < asked.from {
        let message = format!("the budget would end on {}, before it begins on {}", asked.to, asked.from);
        object("date-out-of-order", "--to", message, "name a later day with `--to`".to_owned());
    }
    let overlapping = |budget: &&AnnualBudget| budget.id != *id && budget.from <= asked.to && asked.from <= budget.to;
    if let Some(other) = budgets.iter().find(overlapping) {
        let message = format!("budget `{}` is for {} to {}, which meets this one", other.id, other.from, other.to);
        let help = format!(
            "name other days, or put that one right: `suits client set {} budgets.{}.to=DATE`",
            client.id, other.id
        );
        object("budgets-overlap", "--from", message, help);
    }
    let sum = Money::new(asked.amount, currency);
    if asked.amount <= Decimal::ZERO || sum.amount != asked.amount {
        let message =
            format!("a budget is an amount above nothing with the digits of {currency}, not {}", asked.amount);
        object("bad-value", "--amount", message, "write it like `--amount 240000.00`".to_owned());
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let budget = item([
        ("id", Some(Value::text(id.as_str()))),
        ("from", Some(Value::bare(asked.from))),
        ("to", Some(Value::bare(asked.to))),
        ("amount", Some(Value::bare(sum.amount))),
        ("approvals", Some(Value::Words(Vec::new()))),
    ]);
    Ok(ChangeSet {
        summary: vec![format!("{}: budget `{id}` of {sum} from {} to {}", client.id, asked.from, asked.to)],
        next: Some(format!("when the client says yes: {}", verb(client, id, likely_yes(Some(client), today)))),
        files: vec![FileChange::Edit {
            source: client.source,
            edits: vec![Edit::append(key_path!["budgets"], budget)],
        }],
    })
}

/// The command that records the client's yes to a budget.
pub fn verb(client: &Located<Client>, budget: &ItemId, by: &str) -> String {
    format!("`suits client approve {} --budget {budget} --by {by} --method email --evidence \"…\"`", client.id)
}

/// Records the client's yes to an annual budget.
pub fn approve(
    client: &Located<Client>,
    budget: &str,
    asked: &YesAsked,
    agency: &Agency,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let budgets = &client.record.budgets;
    let Some((index, found)) = budgets.iter().enumerate().find(|(_, other)| other.id.as_str() == budget) else {
        let ids: Vec<&str> = budgets.iter().map(|budget| budget.id.as_str()).collect();
        let help = did_you_mean(budget, ids.iter().copied(), || match ids.as_slice() {
            [] => format!(
                "write it down first: `suits client budget add {} --id {budget} --from DATE --to DATE --amount AMOUNT`",
                client.id
            ),
            some => format!("its budgets: {}", some.join(", ")),
        });
        let message = format!("{} has no budget `{budget}`", client.id);
        return Err(vec![Finding::error("unknown-item", client.at(key_path!["budgets"]), message).help(help)]);
    };
    let by = asked.by.clone().unwrap_or_else(|| actor.by.clone());
    let (method, date) = (asked.method.unwrap_or(Method::System), asked.date.unwrap_or(actor.today));
    let terms = terms(client, agency);
    let sum = Money::new(found.amount.0, terms.currency);
    let place = || client.at(key_path!["budgets", index, "approvals"]);
    if let Some(approval) = annual_standing(agency, client, index, actor.today.max(date)).valid() {
        let help = format!("a new sum first: `suits client set {} budgets.{budget}.amount=AMOUNT`", client.id);
        let (at, what) = (key_path!["budgets", index, "approvals"], format!("budget `{budget}`"));
        return Err(given_already(client, &at, &what, (&found.approvals, approval), help));
    }
    let mut objections = Vec::new();
    let object = |refused: Refused| {
        let finding = Finding::error("no-authority", place(), refused.reason);
        Finding { help: refused.help, ..finding }
    };
    if let Err(reason) = client_may(&terms, &by, method, sum, date) {
        let help = who_may_for_the_client(&terms, &by, method, sum, date);
        objections.push(object(Refused { reason, help }));
    }
    if let Err(refused) = authority::may_enter(actor.by, &by, method, asked.evidence.as_deref()) {
        objections.push(object(refused));
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let section = KeyPath(vec![Step::from("budgets"), Step::Item("id", found.id.to_string())]);
    let role = Some(Word::const_new("approver"));
    let entry = yes(ApprovalFor::Client, &by, role, method, date, asked, actor, section.clone());
    let edits = vec![Edit::append(section.then("approvals"), entry)];
    Ok(ChangeSet {
        summary: vec![format!("{}: budget `{budget}` of {sum} approved by {by}", client.id)],
        next: Some(format!("how it is spent: `suits budget --by client --client {}`", client.id)),
        files: vec![FileChange::Edit { source: client.source, edits }],
    })
}
