//! How fast a book is read: our reader against the YAML and JSON readers it is measured by, on the same jobs.
//!
//! Ratios within one run are what counts; `cargo bench --bench reader`.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use fastrand::Rng;
use std::fmt::Write as _;
use std::sync::LazyLock;
use suits::domain::job::Job;
use suits::source::Wanted;
use suits::yaml::{Document, Kind, NodeId, Tree, check_bytes, decode, read_fast, read_full, read_into};

fn main() {
    divan::main();
}

/// The same jobs as YAML and as JSON.
struct Corpus {
    yaml: Vec<String>,
    json: Vec<String>,
}

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let mut rng = Rng::with_seed(12);
    let yaml: Vec<String> = (0..300).map(|number| job(&mut rng, number)).collect();
    let json: Vec<String> = yaml.iter().map(|text| json(text)).collect();
    for (yaml, json) in yaml.iter().zip(&json) {
        assert!(read_fast(yaml).is_some(), "the fast builder takes every one of them");
        let ours = format!("{:?}", ours(yaml, &mut Tree::default(), None));
        assert_eq!(ours, format!("{:?}", serde_yaml::from_str::<Job>(yaml).expect("reads")));
        assert_eq!(ours, format!("{:?}", serde_json::from_str::<Job>(json).expect("reads")));
    }
    Corpus { yaml, json }
});

/// A job of about two kilobytes, in one of three scripts.
fn job(rng: &mut Rng, number: usize) -> String {
    const TITLES: [&str; 3] =
        ["Spring launch film, Kevät 2027", "ภาพยนตร์เปิดตัวฤดูใบไม้ผลิ", "春季发布影片：给城里人的森林"];
    const NOTES: [&str; 3] = [
        "Kick-off held; product samples to follow from the client's warehouse.",
        "ประชุมเริ่มงานแล้ว ตัวอย่างสินค้าจะตามมา จากคลังสินค้าของลูกค้า",
        "启动会已开，样品随后寄到；客户仓库本周盘点，可能晚两天。",
    ];
    const STAGES: [&str; 6] =
        ["briefing", "brief-approved", "estimating", "authorised", "in-creative", "internal-review"];
    let script = [0, 0, 0, 1, 2][rng.usize(0..5)];
    let (title, note) = (TITLES[script], NOTES[script]);
    let mut out = format!(
        "title: {title} {number}\nbrief: ACME-B{number:04}\ncontract: aor-2025\ncampaign: Spring 2027               # free words, for grouping\n\
         type: tv-video\nstatus: in-creative\ngoal: {note}\ncontext: >\n  {note}\n  {title}\nrequested_by: liisa\nrequested_on: 2026-11-02\n\
         due: 2027-03-12\nbaseline_due: 2027-03-12            # as first agreed; kept when `due` moves\nclient_po: \"4500012345\"\nrush: false\n\
         after: []                           # jobs that must be delivered first\nteam: {{}}\ninvestment: null\ncancelled: null\n\
         deliverables:\n  - id: film-30\n    version: null\n    status: open                    # open, filed, approved, released\n    material_due: 2027-03-10\n\
         handoffs:                           # who had the ball; one open at a time\n"
    );
    for stage in &STAGES[..rng.usize(2..=STAGES.len())] {
        let (id, day) = (rng.u32(0x1000..0xffff), rng.u8(10..28));
        write!(out, "  - id: {id:x}\n    stage: {stage}\n    from: tom\n    to: kim\n    date: 2026-11-{day}\n    due: 2026-12-09\n    accepted: 2026-11-{day}\n    done: 2026-12-01\n").expect("writes");
        if rng.bool() {
            write!(out, "    artefacts: [ACME-B0004, moodboard]\n    note: {note}\n    rejected: null                  # date, by, reason\n").expect("writes");
        }
    }
    if rng.u8(0..3) == 0 {
        out.push_str(
            "estimates:\n  - version: 1\n    status: approved                # draft, internal-review, sent\n    currency: EUR\n    valid_until: 2027-01-31\n    contingency: 10%\n    lines:\n      - id: concept\n        kind: fee\n        text: Concept and script\n        role: art-director\n        hours: 40\n        rate: 110.00\n      - id: film\n        kind: third-party\n        text: Film production\n        supplier: Kuva Oy\n        net: 30000.00\n        markup: 15%\n",
        );
    }
    out.push_str(
        "quality_checks:\n  - id: legal-super\n    text: Legal super readable for 2 s\n    done: null\n    by: null\n",
    );
    out
}

/// The same job as JSON: digits as texts, as the value types want them.
fn json(text: &str) -> String {
    fn write(document: &Document<'_>, id: NodeId, out: &mut String, is_number: bool) {
        let tree = document.tree;
        let node = tree.node(id);
        if node.kind.is_list() {
            out.push('[');
            for (index, item) in tree.children(id).enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                write(document, item, out, false);
            }
            out.push(']');
        } else if node.kind.is_map() {
            out.push('{');
            for (index, (key, value)) in tree.entries(id).enumerate() {
                let key = document.scalar(key);
                out.push_str(if index > 0 { "," } else { "" });
                write!(out, "{key:?}:").expect("writes");
                write(document, value, out, matches!(&*key, "version" | "rush"));
            }
            out.push('}');
        } else if node.kind == Kind::Absent || document.raw(id) == "null" || is_number {
            out.push_str(if node.kind == Kind::Absent { "null" } else { document.raw(id) });
        } else {
            out.push_str(&serde_json::to_string(&document.scalar(id)).expect("a text"));
        }
    }
    let tree = read_full(text).expect("reads");
    let mut out = String::new();
    write(&Document { text, tree: &tree }, Tree::ROOT, &mut out, false);
    out
}

fn ours(text: &str, tree: &mut Tree, keep: Option<&[Wanted<'_>]>) -> Job {
    read_into(text, tree).expect("reads");
    decode(&Document { text, tree }, keep).expect("decodes").record
}

fn over(bencher: Bencher<'_, '_>, texts: &[String], mut read: impl FnMut(&str)) {
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(texts.len()))
        .bench_local(|| texts.iter().for_each(|text| read(text)));
}

#[divan::bench]
fn a_floor_memchr_newlines(bencher: Bencher<'_, '_>) {
    over(bencher, &CORPUS.yaml, |text| {
        black_box(memchr::memchr_iter(b'\n', text.as_bytes()).count());
    });
}

#[divan::bench]
fn b_check_bytes(bencher: Bencher<'_, '_>) {
    over(bencher, &CORPUS.yaml, |text| {
        black_box(check_bytes(text.as_bytes()).expect("a text"));
    });
}

#[divan::bench]
fn c_tree(bencher: Bencher<'_, '_>) {
    let mut tree = Tree::default();
    over(bencher, &CORPUS.yaml, |text| read_into(text, &mut tree).expect("reads"));
}

#[divan::bench]
fn d_tree_and_typed(bencher: Bencher<'_, '_>) {
    let mut tree = Tree::default();
    over(bencher, &CORPUS.yaml, |text| drop(black_box(ours(text, &mut tree, None))));
}

#[divan::bench]
fn e_tree_and_typed_time_only(bencher: Bencher<'_, '_>) {
    let mut tree = Tree::default();
    over(bencher, &CORPUS.yaml, |text| {
        drop(black_box(ours(text, &mut tree, Some(suits::domain::job::sections::TIME))));
    });
}

#[divan::bench]
fn f_serde_json_typed(bencher: Bencher<'_, '_>) {
    over(bencher, &CORPUS.json, |text| drop(black_box(serde_json::from_str::<Job>(text).expect("reads"))));
}

#[divan::bench(sample_count = 10)]
fn g_serde_yaml_typed(bencher: Bencher<'_, '_>) {
    over(bencher, &CORPUS.yaml, |text| drop(black_box(serde_yaml::from_str::<Job>(text).expect("reads"))));
}

#[divan::bench(sample_count = 10)]
fn h_tree_by_the_full_builder(bencher: Bencher<'_, '_>) {
    over(bencher, &CORPUS.yaml, |text| drop(black_box(read_full(text).expect("reads"))));
}
