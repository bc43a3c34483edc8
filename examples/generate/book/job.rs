//! One job from its request to wherever the calendar stops it, with its brief and its rounds.

use super::agency::{Agency, Client, approval};
use super::days::{first, last, later, working};
use super::paper::{Node, bare, prose};
use super::{Book, id};
use suits::domain::job::Job as Record;
use suits::values::Day;

/// A job as others refer to it.
pub(crate) struct Made {
    pub(crate) id: String,
    pub(crate) client: usize,
    pub(crate) code: String,
    pub(crate) requested: Day,
    /// The day it was closed or called off.
    pub(crate) over: Option<Day>,
    /// The day it was delivered, and the prices of its estimate's lines: concept, production.
    pub(crate) billable: Option<(Day, [u32; 2])>,
    pub(crate) line: bool,
    /// The quarters of an hour that its estimate pays for at the dearest rate; `None` where none was approved.
    pub(crate) room: Option<u32>,
}

/// A stage, its lead days, and who gets the ball.
type Stop = (&'static str, u32, &'static str);

const WAY: [Stop; 13] = [
    ("briefing", 4, "executive"),
    ("brief-approved", 1, "traffic"),
    ("estimating", 3, "executive"),
    ("authorised", 2, "traffic"),
    ("in-creative", 10, "creative"),
    ("internal-review", 2, "executive"),
    ("client-review", 5, "client"),
    ("approved", 1, "executive"),
    ("in-production", 5, "producer"),
    ("clearance", 10, "executive"),
    ("released", 1, "traffic"),
    ("delivered", 5, "books"),
    ("closed", 0, ""),
];
const AGAIN: [Stop; 3] =
    [("revising", 2, "creative"), ("internal-review", 2, "executive"), ("client-review", 5, "client")];
const KINDS: [&str; 7] =
    ["campaign", "tv-video", "print-ooh", "digital-social", "web-email", "adaptation", "retainer-ticket"];

/// What ids are minted from.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What is known of a job while its papers are written.
pub(crate) struct Course<'a> {
    pub(crate) id: String,
    pub(crate) number: usize,
    pub(crate) client: &'a Client,
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) requested: Day,
    pub(crate) deliverable: &'static str,
    /// The stages entered, with their days.
    pub(crate) stops: Vec<(Stop, Day)>,
    pub(crate) cancelled: Option<Day>,
}

impl Course<'_> {
    pub(crate) fn entered(&self, stage: &str) -> Option<Day> {
        self.stops.iter().find(|((name, ..), _)| *name == stage).map(|&(_, day)| day)
    }

    fn holder(&self, seat: &'static str) -> String {
        match seat {
            "executive" => self.client.executive.clone(),
            "creative" => self.client.creative.clone(),
            "client" => "approver".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// Writes one job and what belongs to it.
pub(crate) fn job(book: &mut Book, agency: &Agency, index: usize, all: usize) -> std::io::Result<Made> {
    let owner = index % agency.clients.len();
    let client = &agency.clients[owner];
    let number = index / agency.clients.len() + 1;
    let course = course(&mut book.rng, client, number, requested(index, all));
    let has_brief = !matches!(course.kind, "adaptation" | "retainer-ticket");
    if has_brief {
        super::desk::brief(book, &course)?;
    }
    let rounds = has_brief && book.rng.u8(..20) < 9;
    if rounds {
        super::desk::rounds(book, &course)?;
    }
    let has_estimate = course.kind != "retainer-ticket" && course.entered("estimating").is_some();
    let fields = fields(book, &course, has_brief, has_estimate);
    book.put::<Record>(&format!("jobs/{}/{}.yaml", client.code, course.id), &Node::Map(fields))?;
    let billable = course.entered("delivered").filter(|_| has_estimate && course.cancelled.is_none());
    let line = has_estimate && course.entered("authorised").is_some();
    let prices = [hours(&course) * 110, hours(&course) / 2 * 95];
    Ok(Made {
        client: owner,
        code: client.code.clone(),
        requested: course.requested,
        over: course.cancelled.or_else(|| course.entered("closed")),
        billable: billable.map(|day| (day, prices)),
        line,
        room: line.then(|| (prices[0] + prices[1]) * 4 / 140),
        id: course.id,
    })
}

/// Evenly over ten years, and more of them in the last months.
fn requested(index: usize, all: usize) -> Day {
    let (index, all) = (i64::try_from(index).unwrap_or(0), i64::try_from(all).unwrap_or(1));
    let old = all * 88 / 100;
    let recent = last().plus(-88);
    let day = if index < old {
        first().plus(index * recent.days_since(first()) / old.max(1))
    } else {
        recent.plus((index - old) * 86 / (all - old).max(1))
    };
    working(day)
}

fn course<'a>(rng: &mut fastrand::Rng, client: &'a Client, number: usize, requested: Day) -> Course<'a> {
    let mut way: Vec<Stop> = WAY.to_vec();
    if rng.u8(..10) < 7 {
        way.retain(|(stage, ..)| *stage != "clearance");
    }
    if rng.u8(..10) < 4 {
        let review = way.iter().position(|(stage, ..)| *stage == "client-review").unwrap_or_default();
        way.splice(review + 1..=review, AGAIN);
    }
    let (mut stops, mut day) = (Vec::new(), later(requested, rng.u32(..2)));
    for stop in way {
        if day > last() {
            break;
        }
        stops.push((stop, day));
        let late = match rng.u8(..20) {
            0 => rng.u32(4..12),
            1..=5 => rng.u32(1..4),
            _ => 0,
        };
        day = later(day, stop.1.max(1) + late);
    }
    let mut cancelled = None;
    if rng.u8(..100) < 4 && stops.len() > 3 {
        stops.truncate(rng.usize(3..stops.len().clamp(4, 9)));
        let left = stops.last().map_or(requested, |&(_, day)| day);
        cancelled = Some(later(left, 2).min(last()));
    }
    let words = client.words;
    Course {
        id: id(&client.code, "", number),
        number,
        client,
        kind: KINDS[rng.usize(..KINDS.len())],
        title: format!("{} {}", words.pick(rng, words.titles), number),
        requested,
        deliverable: ["film-30", "poster", "banner-set", "landing-page"][rng.usize(..4)],
        stops,
        cancelled,
    }
}

fn hours(course: &Course<'_>) -> u32 {
    8 + u32::try_from(course.number % 7).unwrap_or(0) * 6
}

fn fields(book: &mut Book, course: &Course<'_>, has_brief: bool, has_estimate: bool) -> Vec<(&'static str, Node)> {
    let rng = &mut book.rng;
    let words = course.client.words;
    let status = match (course.cancelled, course.stops.last()) {
        (Some(_), _) => "cancelled",
        (None, Some(((stage, ..), _))) => stage,
        (None, None) => "requested",
    };
    let due = later(course.requested, 48);
    let mut fields = vec![("title", prose(course.title.clone()))];
    if has_brief {
        fields.push(("brief", bare(id(&course.client.code, "B", course.number))));
    }
    fields.extend([("contract", bare("aor")), ("type", bare(course.kind)), ("status", bare(status))]);
    if rng.u8(..3) == 0 {
        fields.push(("goal", prose(words.pick(rng, words.propositions))));
    }
    if rng.u8(..2) == 0 {
        fields.push(("context", prose(words.facts(rng, 1))));
    }
    fields.extend([
        ("requested_by", bare("desk")),
        ("requested_on", bare(course.requested)),
        ("due", bare(due)),
        ("baseline_due", bare(due)),
        ("rush", bare("false")),
    ]);
    if let Some(day) = course.cancelled {
        let why = words.pick(rng, words.notes);
        fields.push((
            "cancelled",
            Node::Map(vec![("date", bare(day)), ("by", bare(&course.client.manager)), ("reason", prose(why))]),
        ));
    }
    fields.push(("deliverables", Node::List(vec![deliverable(course)])));
    fields.push(("handoffs", Node::List(handoffs(rng, course))));
    if let Some((_, day)) = course.stops.get(4).filter(|_| rng.u8(..20) == 0) {
        let hold = vec![
            ("id", bare("h1")),
            ("from", bare(day)),
            ("to", bare(day.plus(4))),
            ("reason", prose(words.pick(rng, words.notes))),
            ("by", bare(&course.client.manager)),
        ];
        fields.push(("holds", Node::List(vec![Node::Map(hold)])));
    }
    if has_estimate {
        money(rng, course, &mut fields);
    }
    fields
}

fn deliverable(course: &Course<'_>) -> Node {
    let status = match () {
        () if course.entered("released").is_some() => "released",
        () if course.entered("approved").is_some() => "approved",
        () if course.entered("internal-review").is_some() => "filed",
        () => "open",
    };
    let mut fields = vec![("id", bare(course.deliverable))];
    if status != "open" {
        fields.push((
            "version",
            bare(format_args!(
                "v{}",
                course.stops.iter().filter(|((stage, ..), _)| *stage == "internal-review").count()
            )),
        ));
    }
    fields.push(("status", bare(status)));
    Node::Map(fields)
}

fn handoffs(rng: &mut fastrand::Rng, course: &Course<'_>) -> Vec<Node> {
    let words = course.client.words;
    let mut from = "desk".to_owned();
    let mut nodes = Vec::new();
    for (index, &((stage, lead, seat), day)) in course.stops.iter().enumerate() {
        // Four random characters, the first of them by the handoff's place, so that no two are equal.
        let tail: String = (0..3).map(|_| char::from(LETTERS[rng.usize(..32)])).collect();
        let token = format!("h{}{tail}", char::from(LETTERS[index % 32]));
        let mut fields = vec![("id", bare(token)), ("stage", bare(stage)), ("from", bare(&from))];
        let to = course.holder(seat);
        if seat.is_empty() {
            fields.extend([("date", bare(day)), ("done", bare(day))]);
        } else {
            fields.extend([("to", bare(&to)), ("date", bare(day)), ("due", bare(later(day, lead)))]);
            if rng.u8(..3) == 0 {
                fields.push(("accepted", bare(day)));
            }
            if let Some((_, next)) = course.stops.get(index + 1) {
                fields.push(("done", bare(next)));
            }
            if seat == "creative" && rng.u8(..6) == 0 {
                let wait = vec![
                    ("date", bare(working(day.next()))),
                    ("party", bare("client")),
                    ("note", prose(words.pick(rng, words.notes))),
                ];
                fields.push(("waiting", Node::List(vec![Node::Map(wait)])));
            }
            if rng.u8(..5) == 0 {
                fields.push(("note", prose(words.pick(rng, words.notes))));
            }
            from = to;
        }
        nodes.push(Node::Map(fields));
    }
    nodes
}

fn money(rng: &mut fastrand::Rng, course: &Course<'_>, fields: &mut Vec<(&'static str, Node)>) {
    let authorised = course.entered("authorised");
    let film = rng.u8(..4) == 0;
    let mut lines = vec![
        fee("concept", "art-director", hours(course), 110),
        fee("production", "production", hours(course) / 2, 95),
    ];
    if film {
        lines.push(Node::Map(vec![
            ("id", bare("film")),
            ("kind", bare("third-party")),
            ("text", prose("Film production")),
            ("supplier", prose("Kuva Oy")),
            ("net", bare("9000.00")),
            ("markup", bare("15%")),
        ]));
    }
    let approvals = authorised.map(|day| {
        let day = day.to_string();
        vec![
            approval("internal", "director", "account-director", &day),
            approval("client", "approver", "approver", &day),
        ]
    });
    fields.push((
        "estimates",
        Node::List(vec![Node::Map(vec![
            ("version", bare(1)),
            ("status", bare(if authorised.is_some() { "approved" } else { "draft" })),
            ("currency", bare("EUR")),
            ("valid_until", bare(course.requested.plus(120))),
            ("contingency", bare("10%")),
            ("lines", Node::List(lines)),
            ("approvals", Node::List(approvals.unwrap_or_default())),
        ])]),
    ));
    if let (Some(day), true) = (authorised, film) {
        let invoiced = course.entered("delivered");
        fields.push((
            "orders",
            Node::List(vec![Node::Map(vec![
                ("id", bare("po-1")),
                ("line", bare("film")),
                ("supplier", prose("Kuva Oy")),
                ("date", bare(day)),
                ("net", bare("8800.00")),
                ("status", bare(if invoiced.is_some() { "invoiced" } else { "sent" })),
            ])]),
        ));
        if let Some(day) = invoiced {
            let paid = approval("payment", &course.client.manager, "account-manager", &day.to_string());
            fields.push((
                "supplier_invoices",
                Node::List(vec![Node::Map(vec![
                    ("id", bare("kuva-1")),
                    ("order", bare("po-1")),
                    ("date", bare(day)),
                    ("net", bare("8800.00")),
                    ("approvals", Node::List(vec![paid])),
                ])]),
            ));
        }
    }
    if let Some(day) = course.entered("released") {
        let check = vec![
            ("id", bare("legal-super")),
            ("text", prose("Legal super readable for 2 s")),
            ("done", bare(day)),
            ("by", bare("proofs")),
        ];
        fields.push(("quality_checks", Node::List(vec![Node::Map(check)])));
    }
}

fn fee(id: &str, role: &str, hours: u32, rate: u32) -> Node {
    Node::Map(vec![
        ("id", bare(id)),
        ("kind", bare("fee")),
        ("text", prose(if id == "concept" { "Concept and script" } else { "Artwork" })),
        ("role", bare(role)),
        ("hours", bare(hours)),
        ("rate", bare(format_args!("{rate}.00"))),
    ])
}
