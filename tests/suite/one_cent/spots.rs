//! Every amount of a book, by the key path that leads to it. Which keys hold one is read off the records' own schemas, so that a new field
//! is looked at from the day it is there.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use suits::domain::{brief, client, contact_report, invoice, job, round, timesheet};
use suits::source::Span;
use suits::yaml::{Document, Kind, NodeId, Tree, read};

/// One amount in a text.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// Its file.
    pub path: String,
    /// The kind of its file and its key path, items of a list under a star: `jobs: orders.*.net`.
    pub field: String,
    /// Which item of each list, in order.
    pub items: Vec<usize>,
    pub line: usize,
    /// Where its digits begin.
    pub at: usize,
    pub was: String,
    pub becomes: String,
}

/// Every field that holds money, a share of money, a rate, or hours that become money: `jobs: orders.*.net`.
pub(super) fn fields() -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    let mut of = |kind: &str, schema: &schemars::Schema| {
        let schema = schema.as_value();
        walk(schema, schema, &mut Vec::new(), &mut |path| {
            fields.insert(format!("{kind}: {}", path.join(".")));
        });
    };
    of("clients", &schemars::schema_for!(client::Client));
    of("briefs", &schemars::schema_for!(brief::Brief));
    of("jobs", &schemars::schema_for!(job::Job));
    of("feedback", &schemars::schema_for!(round::Round));
    of("contact-reports", &schemars::schema_for!(contact_report::ContactReport));
    of("invoices", &schemars::schema_for!(invoice::Invoice));
    of("timesheets", &schemars::schema_for!(timesheet::Timesheet));
    // may be words: `about 80000`
    fields.insert("briefs: budget.amount".to_owned());
    fields
}

/// Calls for each amount and percentage of a schema.
fn walk(whole: &Value, at: &Value, path: &mut Vec<String>, found: &mut dyn FnMut(&[String])) {
    if let Some(to) = at["$ref"].as_str() {
        let to = whole.pointer(to.trim_start_matches('#')).unwrap_or_else(|| panic!("{to}"));
        return walk(whole, to, path, found);
    }
    let says = at["patternErrorMessage"].as_str().unwrap_or_default();
    if says.starts_with("should be a number like") || says.starts_with("should be a percentage like") {
        found(path);
    }
    for (key, inner) in at["properties"].as_object().into_iter().flatten() {
        path.push(key.clone());
        walk(whole, inner, path, found);
        path.pop();
    }
    if at["items"].is_object() {
        path.push("*".to_owned());
        walk(whole, &at["items"], path, found);
        path.pop();
    }
    for way in ["anyOf", "oneOf", "allOf"] {
        at[way].as_array().into_iter().flatten().for_each(|inner| walk(whole, inner, path, found));
    }
}

/// The amounts of one file.
pub(super) fn spots(path: &str, text: &str, fields: &BTreeSet<String>) -> Vec<Spot> {
    if Path::new(path).extension().is_some_and(|end| end == "toml") {
        return settings(path, text);
    }
    let tree = read(text).unwrap_or_else(|fault| panic!("{path}: {fault:?}"));
    let kind = path.split('/').next().unwrap_or_default();
    let mut spots = Vec::new();
    let mut look = Look { document: Document { text, tree: &tree }, path, kind, fields, spots: &mut spots };
    look.at(Tree::ROOT, String::new(), &[]);
    spots
}

/// Looks through one record.
struct Look<'l> {
    document: Document<'l>,
    path: &'l str,
    kind: &'l str,
    fields: &'l BTreeSet<String>,
    spots: &'l mut Vec<Spot>,
}

impl Look<'_> {
    fn at(&mut self, node: NodeId, path: String, items: &[usize]) {
        let tree = self.document.tree;
        let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let kind: Kind = tree.node(node).kind;
        if kind.is_map() {
            for (key, value) in tree.entries(node) {
                self.at(value, below(&self.document.scalar(key)), items);
            }
        } else if kind.is_list() {
            for (index, item) in tree.children(node).enumerate() {
                self.at(item, below("*"), &[items, &[index]].concat());
            }
        } else if !self.document.is_null(node) {
            let field = format!("{}: {path}", self.kind);
            if self.fields.contains(&field) {
                self.spots.extend(spot(self.path, self.document.text, tree.node(node).span(), field, items));
            }
        }
    }
}

/// The digits of a value; `None` where it has none: words.
fn spot(path: &str, text: &str, span: Span, field: String, items: &[usize]) -> Option<Spot> {
    let raw = span.of(text);
    let lead = raw.len() - raw.trim_start_matches(['"', '\'', '-']).len();
    let was: String = raw[lead..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let at = usize::try_from(span.start).expect("a place") + lead;
    let line = text[..at].matches('\n').count() + 1;
    let becomes = was.starts_with(|c: char| c.is_ascii_digit()).then(|| bumped(&was))?;
    Some(Spot { path: path.to_owned(), field, items: items.to_vec(), line, at, was, becomes })
}

/// The amounts of the settings, tables and items of one name numbered: `people.ann.cost.0.rate`, `rates.standard.1.charge.production`,
/// `fx.SEK.0.rate`.
fn settings(path: &str, text: &str) -> Vec<Spot> {
    const KEYS: [&str; 5] = ["rate", "charge", "estimate", "change-order", "weekly_hours"];
    let (mut spots, mut section, mut start) = (Vec::new(), String::new(), 0);
    let mut tables: BTreeMap<String, usize> = BTreeMap::new();
    for line in text.split_inclusive('\n') {
        let end = line.find('#').unwrap_or(line.len());
        if let Some(name) = line.strip_prefix('[') {
            let name = name.split(']').next().unwrap_or_default();
            name.trim_start_matches('[').clone_into(&mut section);
            if name.starts_with('[') {
                let nth = tables.entry(section.clone()).and_modify(|nth| *nth += 1).or_default();
                section = format!("{section}.{nth}");
            }
        }
        let own = line.split('=').next().unwrap_or_default().trim();
        let mut items = 0;
        for (nth, (at, _)) in line[..end].match_indices('=').enumerate() {
            let key = line[..at].trim_end().rsplit([' ', '{', ',']).next().unwrap_or_default();
            if !KEYS.contains(&key) && own != "charge" {
                continue;
            }
            let rest = &line[at + 1..end];
            let from = start + at + 1 + rest.len() - rest.trim_start().len();
            let field = match (nth, key) {
                (0, _) => format!("{section}.{key}"),
                (_, "rate") => format!("{section}.{own}.{items}.{key}"),
                _ => format!("{section}.{own}.{key}"),
            };
            items += usize::from(key == "rate");
            let whole = Span::new(from, start + end);
            spots.extend(spot(path, text, whole, format!("suits.toml: {field}"), &[]));
        }
        start += line.len();
    }
    spots
}

/// One more in the second digit behind the point, or in the last where there are more: a cent, a hundredth of a percent or of an hour.
pub(super) fn bumped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = format!("{fraction:0<2}");
    let all: u128 = format!("{whole}{fraction}").parse().expect("digits");
    let next = format!("{:0>width$}", all + 1, width = fraction.len() + 1);
    let (whole, fraction) = next.split_at(next.len() - fraction.len());
    format!("{whole}.{fraction}")
}
