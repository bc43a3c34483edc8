//! The papers round a job: brief, rounds, contact reports, invoices, timesheets.

use super::agency::{Agency, approval, ids};
use super::days::{first, last, later, working};
use super::job::{Course, Made};
use super::paper::{Node, bare, prose};
use super::{Book, id};
use std::collections::HashMap;
use suits::domain::{brief, contact_report, invoice, round, timesheet};
use suits::values::{Day, Month};

pub(crate) fn brief(book: &mut Book, course: &Course<'_>) -> std::io::Result<()> {
    let (rng, words) = (&mut book.rng, course.client.words);
    let about = |pattern: &str| pattern.replace("{n}", &course.number.to_string());
    let approved = course.entered("brief-approved");
    let status = match approved {
        Some(_) => "approved",
        None if course.stops.is_empty() => "draft",
        None => "submitted",
    };
    let live = later(course.requested, 60);
    let objective = |kind: &'static str, text: String| {
        Node::Map(vec![("id", bare(kind)), ("kind", bare(kind)), ("text", prose(text)), ("priority", bare(1))])
    };
    let deliverable = vec![
        ("id", bare(course.deliverable)),
        ("kind", bare("film")),
        ("channel", bare("tv")),
        ("spec", prose("30 s, 16:9")),
        ("quantity", bare(1)),
        ("due", bare(later(course.requested, 45))),
    ];
    let approvals = approved.map(|day| {
        let day = day.to_string();
        vec![
            approval("strategy", "director", "account-director", &day),
            approval("creative", "chief", "creative-director", &day),
            approval("client", "approver", "approver", &day),
        ]
    });
    let fields = Node::Map(vec![
        ("title", prose(course.title.clone())),
        ("type", bare(course.kind)),
        ("status", bare(status)),
        ("size", bare("large")),
        ("language", bare(words.code)),
        ("brand", prose(words.brand)),
        ("authors", ids(&[&course.client.executive])),
        ("client_contributors", ids(&["desk"])),
        ("requested_by", bare("desk")),
        ("requested_on", bare(course.requested)),
        ("background", prose(format!("{} {}", about(words.ask.background), words.facts(rng, 1)))),
        ("problem", prose(about(words.ask.problem))),
        (
            "objectives",
            Node::List(vec![
                objective("business", about(words.ask.business)),
                objective("marketing", about(words.ask.marketing)),
                objective("communication", about(words.ask.communication)),
            ]),
        ),
        ("audience", prose(about(words.ask.audience))),
        (
            "insight",
            Node::Map(vec![
                ("text", prose(about(words.ask.insight))),
                ("source", prose("Shopper study")),
                ("date", bare(course.requested.plus(-40))),
            ]),
        ),
        ("proposition", prose(words.pick(rng, words.propositions))),
        (
            "reasons_to_believe",
            Node::List(vec![Node::Map(vec![
                ("text", prose(about(words.ask.reason))),
                ("evidence", prose("LUKE 2024")),
            ])]),
        ),
        ("tone", ids(&["dry", "warm"])),
        ("mandatories", Node::List(vec![prose(words.pick(rng, words.notes))])),
        ("deliverables", Node::List(vec![Node::Map(deliverable)])),
        ("channels", ids(&["tv"])),
        (
            "budget",
            Node::Map(vec![
                ("amount", bare("20000.00")),
                ("includes", ids(&["fee", "production"])),
                ("tax", bare("excluded")),
            ]),
        ),
        ("timing", Node::Map(vec![("presentation", bare(later(course.requested, 20))), ("live", bare(live))])),
        (
            "kpis",
            Node::List(vec![Node::Map(vec![
                ("id", bare("known")),
                ("metric", prose("Known by those who buy")),
                ("objective", bare("communication")),
                ("baseline", bare("22%")),
                ("target", bare("30%")),
                ("by", bare(live.plus(90))),
                ("method", prose("Brand tracker")),
            ])]),
        ),
        ("approvers", Node::List(vec![Node::Map(vec![("by", bare("approver")), ("scope", bare("final"))])])),
        ("out_of_scope", Node::List(vec![prose(words.pick(rng, words.notes))])),
        (
            "references",
            Node::List(vec![Node::Map(vec![("text", prose(words.pick(rng, words.titles))), ("why", prose("tone"))])]),
        ),
        (
            "legal",
            Node::List(vec![Node::Map(vec![
                ("claim", prose(words.pick(rng, words.propositions))),
                ("substantiation", prose("LUKE 2024")),
            ])]),
        ),
        ("rights", Node::Map(vec![("talent", prose("FI, 12 months")), ("music", prose("library, FI, 12 months"))])),
        ("languages", ids(&[words.code, "sv"])),
        ("data_privacy", prose("E-mail addresses of the newsletter, kept by the client")),
        ("approvals", Node::List(approvals.unwrap_or_default())),
    ]);
    let path = format!("briefs/{}/{}.yaml", course.client.code, id(&course.client.code, "B", course.number));
    book.put::<brief::Brief>(&path, &fields)
}

/// An internal and a client round for each review.
pub(crate) fn rounds(book: &mut Book, course: &Course<'_>) -> std::io::Result<()> {
    let mut number = 0;
    let mut version = 0;
    for (index, ((stage, ..), day)) in course.stops.iter().enumerate() {
        let is_internal = *stage == "internal-review";
        if !is_internal && *stage != "client-review" {
            continue;
        }
        number += 1;
        version += usize::from(is_internal);
        let next = course.stops.get(index + 1);
        let fields =
            round(&mut book.rng, course, is_internal, version, *day, next.map(|&((stage, ..), day)| (stage, day)));
        let path = format!("feedback/{0}/{1}-R{number}.yaml", course.client.code, course.id);
        book.put::<round::Round>(&path, &fields)?;
    }
    Ok(())
}

fn round(
    rng: &mut fastrand::Rng,
    course: &Course<'_>,
    internal: bool,
    version: usize,
    day: Day,
    next: Option<(&str, Day)>,
) -> Node {
    let words = course.client.words;
    let mut fields = vec![
        ("type", bare(if internal { "internal" } else { "client" })),
        ("deliverable", bare(course.deliverable)),
        ("version", bare(format_args!("v{version}"))),
        ("sent", bare(day)),
        ("due", bare(later(day, 5))),
        ("presented_by", ids(&["director", &course.client.creative])),
    ];
    if internal {
        if let Some((_, done)) = next {
            let mut verdict = |about: &str, by: &str| {
                Node::Map(vec![
                    ("about", bare(about)),
                    ("by", bare(by)),
                    ("date", bare(done)),
                    ("verdict", bare("pass")),
                    ("reason", prose(words.facts(rng, 1))),
                ])
            };
            fields.push((
                "verdicts",
                Node::List(vec![
                    verdict("strategy", "director"),
                    verdict("brand", "director"),
                    verdict("craft", "chief"),
                ]),
            ));
        }
    } else {
        fields.push(("approver", bare("approver")));
        let (decision, date) = match next {
            Some(("revising", done)) => ("changes-required", Some(done)),
            Some((_, done)) => ("approved", Some(done)),
            None => ("pending", None),
        };
        let mut reviewer = vec![("by", bare("approver")), ("decision", bare(decision))];
        reviewer.extend(date.map(|date| ("date", bare(date))));
        fields.push(("reviewers", Node::List(vec![Node::Map(reviewer)])));
        let items = match decision {
            "changes-required" => rng.usize(3..7),
            "approved" => rng.usize(1..4),
            _ => 0,
        };
        let item = |(rng, number): (&mut fastrand::Rng, usize)| {
            Node::Map(vec![
                ("id", bare(format_args!("f{number}"))),
                ("text", prose(words.facts(rng, 1))),
                ("why", prose(words.pick(rng, words.notes))),
                ("class", bare("client-revision")),
                ("by", bare("approver")),
                ("status", bare("done")),
                ("done_in", bare(format_args!("v{}", version + 1))),
            ])
        };
        fields.push(("items", Node::List((1..=items).map(|number| item((&mut *rng, number))).collect())));
    }
    Node::Map(fields)
}

pub(crate) fn contact_reports(book: &mut Book, agency: &Agency, jobs: &[Made]) -> std::io::Result<()> {
    let mut numbers = vec![0; agency.clients.len()];
    for job in jobs {
        if book.rng.u8(..10) >= 3 {
            continue;
        }
        numbers[job.client] += 1;
        let client = &agency.clients[job.client];
        let (rng, words) = (&mut book.rng, client.words);
        let day = working(job.requested.next());
        let mut items = vec![Node::Map(vec![
            ("id", bare("go")),
            ("topic", prose("Brief")),
            ("decision", prose(words.facts(rng, 1))),
        ])];
        for number in 1..rng.usize(3..6) {
            items.push(Node::Map(vec![
                ("id", bare(format_args!("a{number}"))),
                ("topic", prose(words.pick(rng, words.titles))),
                ("action", prose(words.pick(rng, words.notes))),
                ("owner", bare(&client.executive)),
                ("due", bare(later(day, 3))),
                ("done", bare(later(day, 2))),
            ]));
        }
        let fields = Node::Map(vec![
            ("date", bare(day)),
            ("medium", bare(["meeting", "call", "video", "mail"][rng.usize(..4)])),
            ("jobs", ids(&[&job.id])),
            ("client", ids(&["desk", "approver"])),
            ("agency", ids(&[&client.executive, "director"])),
            ("distribution", ids(&[&client.manager])),
            ("author", bare(&client.executive)),
            ("items", Node::List(items)),
            ("issued", bare(later(day, 1))),
        ]);
        let path = format!("contact-reports/{}/{}.yaml", job.code, id(&job.code, "C", numbers[job.client]));
        book.put::<contact_report::ContactReport>(&path, &fields)?;
    }
    Ok(())
}

pub(crate) fn invoices(book: &mut Book, jobs: &[Made]) -> std::io::Result<()> {
    let mut numbers = std::collections::BTreeMap::new();
    let mut running = 0;
    for job in jobs {
        let Some((day, [concept, production])) = job.billable else { continue };
        let number = numbers.entry(&job.code).and_modify(|number| *number += 1).or_insert(1_usize);
        running += 1;
        let issued = approval("issue", "director", "account-director", &day.to_string());
        let mut fields = vec![
            ("number", bare(format_args!("\"{}-{running}\"", day.month().year))),
            ("date", bare(day)),
            ("due", bare(day.plus(30))),
            ("kind", bare("final")),
            ("currency", bare("EUR")),
            ("tax", bare("25.5%")),
            (
                "lines",
                Node::List(
                    [("a", "concept", concept), ("b", "production", production)]
                        .map(|(id, line, net)| {
                            Node::Map(vec![
                                ("id", bare(id)),
                                ("job", bare(&job.id)),
                                ("line", bare(line)),
                                ("net", bare(format_args!("{net}.00"))),
                            ])
                        })
                        .to_vec(),
                ),
            ),
            ("approvals", Node::List(vec![issued])),
        ];
        let paid = day.plus(21);
        if paid <= last() {
            let gross = u64::from(concept + production) * 1255;
            let amount = format!("{}.{:02}", gross / 1000, gross % 1000 / 10);
            fields.push((
                "payments",
                Node::List(vec![Node::Map(vec![("id", bare("m1")), ("date", bare(paid)), ("amount", bare(amount))])]),
            ));
        }
        let path = format!("invoices/{}/{}.yaml", job.code, id(&job.code, "I", *number));
        book.put::<invoice::Invoice>(&path, &Node::Map(fields))?;
    }
    Ok(())
}

/// Months of time, the latest of a small book, all ten years of a large one.
pub(crate) fn timesheets(book: &mut Book, agency: &Agency, jobs: &[Made]) -> std::io::Result<()> {
    let months = (jobs.len() * 16 / 100 / agency.people.len()).clamp(1, 119);
    let mut all = Vec::new();
    let mut month = first().month();
    while month.first() < last().month().first() {
        all.push(month);
        month = month.next();
    }
    let mut left: HashMap<&str, u32> = jobs.iter().filter_map(|job| Some((job.id.as_str(), job.room?))).collect();
    for &month in all.iter().rev().take(months).rev() {
        let open = jobs.partition_point(|job| job.requested <= month.first());
        let goes_on = |job: &&Made| job.over.is_none_or(|over| month.last() <= over);
        let current: Vec<&Made> = jobs[..open].iter().rev().filter(goes_on).take(60).collect();
        for (person, role) in &agency.people {
            let fields = sheet(&mut book.rng, role, &current, month, &mut left);
            book.put::<timesheet::Timesheet>(&format!("timesheets/{person}/{month}.yaml"), &fields)?;
        }
    }
    Ok(())
}

/// One person's month. Nobody books more on a job than its estimate has room for: `left`, in quarters of an hour.
fn sheet(rng: &mut fastrand::Rng, role: &str, jobs: &[&Made], month: Month, left: &mut HashMap<&str, u32>) -> Node {
    let mut entries = Vec::new();
    let mut day = working(month.first());
    while day <= month.last() && !jobs.is_empty() {
        let job = jobs[rng.usize(..jobs.len())];
        let (hours, quarters) = [("2.5", 10), ("4", 16), ("7.5", 30), ("1.25", 5)][rng.usize(..4)];
        let on = day;
        day = later(day, rng.u32(1..3));
        match left.get_mut(job.id.as_str()) {
            Some(room) if *room < quarters => continue,
            Some(room) => *room -= quarters,
            None => {}
        }
        let mut entry = vec![
            ("id", bare(format_args!("t{}", entries.len() + 1))),
            ("date", bare(on)),
            ("job", bare(&job.id)),
            ("hours", bare(hours)),
        ];
        if job.line && role == "art-director" {
            entry.push(("line", bare("concept")));
        }
        entry.push(("work", bare(["decide", "present", "execute"][rng.usize(..3)])));
        entries.push(Node::Map(entry));
    }
    Node::Map(vec![("entries", Node::List(entries))])
}
