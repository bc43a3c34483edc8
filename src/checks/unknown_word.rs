//! I03: a stage, seat, role, guard, section or language that nothing defines.

use super::rule::{Desk, rule};
use crate::config::Config;
use crate::domain::approval::Approval;
use crate::domain::brief_sections::{SECTIONS, Section};
use crate::domain::client::Team;
use crate::domain::guards::GUARDS;
use crate::domain::job::Job;
use crate::domain::job_money::Line;
use crate::domain::record::{Located, Record};
use crate::domain::workflow::Workflow;
use crate::finding::{Finding, Fix};
use crate::key_path;
use crate::source::{Edit, KeyPath, Place, Value};
use crate::values::{Word, meant, nearest};
use std::collections::BTreeSet;

rule! {
    /// ## What it does
    /// Looks for words that nothing defines: a stage that is not in the workflow, a seat, role or guard that does not exist, a section no brief has, a language that is no code.
    ///
    /// Stages are those of `suits workflow`, roles those of the trade and of `[roles]` in `suits.toml`. Words with a fixed list, such as
    /// `type` or `decision`, are refused under this name when a record is read. `suits check --fix` spells a word that can be only one:
    /// `In_Creative`, `aproved`; never in an approval, a verdict or a waiver of a round.
    ///
    /// ## Why it matters
    /// A misspelt word is no error to the file, only to the list it is missing from: the job is in no column, the hour has no rate.
    ///
    /// ## Example
    /// ```yaml bad clients/ACME.yaml
    /// team:
    ///   acount-executive: ann             # <-- here
    ///   account-executive: ann
    ///   account-manager: mai
    ///   creative: kim
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good clients/ACME.yaml
    /// team:
    ///   account-executive: ann
    ///   account-manager: mai
    ///   creative: kim
    /// ```
    UnknownWord, "unknown-word", ["I03"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let mut words = Words { desk, seats: seats(&desk.agency.config, desk.workflow), findings };
    let agency = desk.agency;
    for client in &agency.clients {
        words.team(client, &client.team);
        words.language(client, client.language.as_ref(), key_path!["language"]);
        for (index, budget) in client.budgets.iter().enumerate() {
            words.approvals(client, &budget.approvals, &key_path!["budgets", index]);
        }
    }
    for brief in &agency.briefs {
        words.language(brief, brief.language.as_ref(), key_path!["language"]);
        for (index, language) in brief.languages.iter().enumerate() {
            words.language(brief, Some(language), key_path!["languages", index]);
        }
        for (index, waived) in brief.waived.iter().enumerate() {
            words.section(brief, &waived.section, index);
        }
        words.approvals(brief, &brief.approvals, &KeyPath::root());
    }
    for job in &agency.jobs {
        words.team(job, &job.team);
        if job.status != "cancelled" {
            words.stage_of(job, &job.status, key_path!["status"]);
        }
        for (index, handoff) in job.handoffs.iter().enumerate() {
            words.stage_of(job, &handoff.stage, key_path!["handoffs", index, "stage"]);
        }
        for (index, step) in job.overrides.iter().enumerate() {
            words.stage(&step.stage, &|| job.at(key_path!["overrides", index, "stage"]));
            for (at, guard) in step.guards.iter().enumerate() {
                words.guard(guard, &|| job.at(key_path!["overrides", index, "guards", at]));
            }
            words.role(step.role.as_ref(), &|| job.at(key_path!["overrides", index, "role"]));
        }
        for (index, estimate) in job.estimates.iter().enumerate() {
            words.lines(job, &estimate.lines, &key_path!["estimates", index, "lines"]);
            words.approvals(job, &estimate.approvals, &key_path!["estimates", index]);
        }
        for (index, change) in job.change_orders.iter().enumerate() {
            words.lines(job, &change.lines, &key_path!["change_orders", index, "lines"]);
            words.approvals(job, &change.approvals, &key_path!["change_orders", index]);
        }
        for (index, invoice) in job.supplier_invoices.iter().enumerate() {
            words.approvals(job, &invoice.approvals, &key_path!["supplier_invoices", index]);
        }
    }
    for invoice in &agency.invoices {
        words.approvals(invoice, &invoice.approvals, &KeyPath::root());
    }
}

/// Every seat there is: those of the workflow and of escalation, the roles, and the usual ones.
pub fn seats<'a>(config: &'a Config, workflow: &'a Workflow) -> BTreeSet<&'a str> {
    let stages = workflow.stages().iter().filter_map(|stage| stage.seat.as_deref());
    let steps = config.escalation.iter().map(|step| step.seat.as_str());
    let roles = config.roles.keys().map(Word::as_str);
    stages.chain(steps).chain(roles).chain(["creative", "production"]).collect()
}

struct Words<'d, 'a> {
    desk: &'d Desk<'a>,
    seats: BTreeSet<&'a str>,
    findings: &'d mut Vec<Finding>,
}

impl Words<'_, '_> {
    fn add(&mut self, place: Place, message: String, near: Option<&str>, otherwise: &str) {
        let help = near.map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"));
        self.findings.push(META.finding(place, message).help(help));
    }

    /// The finding that was added last can be mended so.
    fn mend(&mut self, edit: Option<Edit>) {
        if let (Some(finding), Some(edit)) = (self.findings.last_mut(), edit) {
            finding.fix = Some(Fix::Edit(vec![edit]));
        }
    }

    /// Whether a stage is unknown, and told.
    fn stage(&mut self, stage: &str, place: &dyn Fn() -> Place) -> bool {
        let workflow = self.desk.workflow;
        let unknown = workflow.get(stage).is_none();
        if unknown {
            let message = format!("there is no stage `{stage}` in the workflow");
            self.add(place(), message, workflow.suggest(stage), "`suits workflow` lists the stages");
        }
        unknown
    }

    /// A stage where a job is or was; where it was put past the guards, somebody else's word is not changed.
    fn stage_of(&mut self, job: &Located<Job>, stage: &str, path: KeyPath) {
        if self.stage(stage, &|| job.at(path.clone())) {
            let names = self.desk.workflow.stages().iter().map(|stage| stage.name.as_str());
            self.mend(meant(stage, names).map(|meant| Edit::set(path, Value::bare(meant))));
        }
    }

    fn guard(&mut self, guard: &str, place: &dyn Fn() -> Place) {
        let own = self.desk.workflow.stages().iter().flat_map(|stage| &stage.needs).any(|need| need == guard);
        if !own && !GUARDS.contains(&guard) {
            let near = nearest(guard, GUARDS.iter().copied());
            self.add(place(), format!("there is no guard `{guard}`"), near, "`suits workflow` lists the guards");
        }
    }

    fn role(&mut self, role: Option<&Word>, place: &dyn Fn() -> Place) {
        let roles = &self.desk.agency.config.roles;
        let Some(role) = role.filter(|role| !roles.contains_key(role.as_str())) else { return };
        let near = nearest(role, roles.keys().map(Word::as_str));
        self.add(place(), format!("there is no role `{role}`"), near, "add it under `[roles]` of `suits.toml`");
    }

    fn team<T: Record>(&mut self, record: &Located<T>, team: &Team) {
        for seat in team.keys().filter(|seat| !self.seats.contains(seat.as_str())).collect::<Vec<_>>() {
            let near = nearest(seat, self.seats.iter().copied());
            let path = key_path!["team", seat.to_string()];
            let place = record.key_at(path.clone());
            self.add(place, format!("there is no seat `{seat}`"), near, "a seat is a role, or a seat of the workflow");
            let meant = meant(seat, self.seats.iter().copied()).filter(|meant| !team.contains_key(*meant));
            self.mend(meant.map(|meant| Edit::rename(path, meant)));
        }
    }

    fn lines<T: Record>(&mut self, record: &Located<T>, lines: &[Line], list: &KeyPath) {
        for (index, line) in lines.iter().enumerate() {
            self.role(line.role.as_ref(), &|| record.at(list.then(index).then("role")));
        }
    }

    /// The role of an approval at the client is a contact's role.
    fn approvals<T: Record>(&mut self, record: &Located<T>, approvals: &[Approval], section: &KeyPath) {
        for (index, approval) in approvals.iter().enumerate() {
            if self.desk.agency.config.person(&approval.by).is_some() {
                self.role(approval.role.as_ref(), &|| record.at(section.then("approvals").then(index).then("role")));
            }
        }
    }

    fn section<T: Record>(&mut self, record: &Located<T>, name: &str, index: usize) {
        let key = |section: &Section| section.path().first_key() == Some(&*name.replace('-', "_"));
        if Section::named(name).is_none() && !SECTIONS.iter().any(key) {
            let near = nearest(name, SECTIONS.iter().map(|section| section.name));
            let names = SECTIONS.iter().map(|section| section.name).collect::<Vec<_>>().join(", ");
            let path = key_path!["waived", index, "section"];
            let place = record.at(path.clone());
            self.add(place, format!("a brief has no section `{name}`"), near, &format!("the sections are {names}"));
            let meant = meant(name, SECTIONS.iter().map(|section| section.name));
            self.mend(meant.map(|meant| Edit::set(path, Value::bare(meant))));
        }
    }

    fn language<T: Record>(&mut self, record: &Located<T>, language: Option<&Word>, path: KeyPath) {
        let Some(language) = language.filter(|language| !is_language_code(language)) else { return };
        let near = LANGUAGES.iter().find(|(name, _)| name.eq_ignore_ascii_case(language)).map(|(_, code)| *code);
        let help = "write its code, as in `en`, `fi`, `th`, `vi` or `zh-Hant`";
        self.add(record.at(path), format!("`{language}` is no language code"), near, help);
    }
}

/// Names people write for the languages with word lists.
const LANGUAGES: [(&str, &str); 10] = [
    ("english", "en"),
    ("eng", "en"),
    ("finnish", "fi"),
    ("suomi", "fi"),
    ("thai", "th"),
    ("ไทย", "th"),
    ("chinese", "zh"),
    ("中文", "zh"),
    ("vietnamese", "vi"),
    ("cn", "zh"),
];

/// Whether a word has the shape of a language code: two or three letters, then parts of up to eight letters and digits.
fn is_language_code(word: &str) -> bool {
    let mut parts = word.split('-');
    let primary = parts
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    let rest = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    primary && rest && word != "eng" && word != "cn"
}
