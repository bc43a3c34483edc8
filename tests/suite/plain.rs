//! The plain book: briefs as people write them, in five languages and many styles. A good account director would sign each, so nothing is said of
//! them; of their weak twins, exactly what she would say.

use crate::rules::{found_by, shown};
use std::path::Path;
use suits::checks::{self, Choice};
use suits::domain::scope::Scope;
use suits::source::Spot;
use suits::store::{Snapshot, Store};
use suits::values::{BriefId, Day};

const BOOK: &str = "tests/books/plain";

fn opened(root: &Path) -> Snapshot {
    Store::open(root).expect("a book").load(&Scope::book()).expect("loads")
}

fn plain() -> Snapshot {
    opened(&Path::new(env!("CARGO_MANIFEST_DIR")).join(BOOK))
}

/// `rule where` of all that is found in a brief at the gate on the day of the book, in the order of the alphabet.
fn at_the_gate(snapshot: &Snapshot, id: &str) -> Vec<String> {
    let id = BriefId::parse(id).expect("an id");
    let brief = snapshot.agency.briefs.get(&id).found().expect("the brief");
    let today = Day::ymd(2026, 12, 1).expect("a day");
    let findings = checks::brief_findings(brief, &snapshot.agency, today, &|source| {
        snapshot.sources.file(source).path.to_string()
    });
    let place = |spot: &Spot| match spot {
        Spot::Path(path, _) => path.to_string(),
        other => format!("{other:?}"),
    };
    let mut said: Vec<String> =
        findings.iter().map(|finding| format!("{} {}", finding.code, place(&finding.place.spot))).collect();
    said.sort();
    said
}

#[test]
fn a_book_of_plain_briefs_is_silent_whatever_the_day() {
    let snapshot = plain();
    assert_eq!(snapshot.problems, []);
    assert_eq!(snapshot.unknown_keys, []);
    let findings = found_by(&snapshot, &Choice::all());
    assert!(findings.is_empty(), "{:#?}", shown(&snapshot, &findings));
}

#[test]
fn each_plain_brief_passes_the_gate_without_a_word() {
    let snapshot = plain();
    let found: Vec<(String, Vec<String>)> = snapshot
        .agency
        .briefs
        .iter()
        .map(|brief| (brief.id.to_string(), at_the_gate(&snapshot, &brief.id.to_string())))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert_eq!(found, []);
    assert!(snapshot.agency.briefs.iter().len() >= 12);
}

/// A brief, what a hurried hand wrote instead of some of its answers, and where something else than usual is to be said of that.
struct Twin {
    id: &'static str,
    weak: &'static [(&'static str, &'static str)],
    otherwise: &'static [(&'static str, &'static str)],
}

/// What is said of a weak twin: written down from the texts of the rules before the twins were run.
const SAID: [&str; 7] = [
    "bare-objective objectives[0].text",
    "everyone-as-audience audience",
    "joined-proposition proposition",
    "generic-tone tone",
    "vague-deliverable deliverables[0].spec",
    "timing-without-date timing.presentation",
    "kpi-without-figure kpis[0].target",
];

const TWINS: [Twin; 5] = [
    Twin {
        id: "HARBOUR-B0001",
        weak: &[
            (
                "text: Sell 6,000 legs of lamb between 18 and 29 March 2027, against 4,100 last Easter.",
                "text: Increase sales",
            ),
            (
                "audience: >\n  Women and men of 45 to 70 who cook Easter lunch for eight, live within two miles of a shop, and drive past us to the retail park.",
                "audience: Everybody, young and old",
            ),
            ("The Easter roast costs less round the corner than at Merrow's.", "Quality lamb and friendly service."),
            ("tone: [blunt, neighbourly]", "tone: [modern, friendly]"),
            ("spec: Half page, 265 x 172 mm, mono", "spec: Various sizes"),
            ("presentation: 2027-01-19", "presentation: as soon as possible"),
            ("target: \"6000\"", "target: more"),
        ],
        otherwise: &[],
    },
    Twin {
        id: "KORPI-B0001",
        weak: &[
            (
                "text: Suoramyynti 1,2 miljoonasta 4 miljoonaan euroon 31.12.2027 mennessä.",
                "text: Myynnin kasvattaminen",
            ),
            (
                "audience: >\n  Yhden tai kahden hengen remonttifirmat pääkaupunkiseudulla, Tampereella ja Turussa: tekijä on itse yrittäjä, laskuttaa tunneista, ostaa\n  koneensa aamukuudelta matkalla työmaalle eikä lue ammattilehtiä.",
                "audience: Kaikki suomalaiset",
            ),
            ("Rikkinäinen Korpi vaihtuu työmaalla ehjään.", "Korpi kestää työmaalla ja näyttää hyvältä."),
            ("tone: [suora, kuiva, työmaan kieli]", "tone: [moderni, ystävällinen]"),
            ("spec: 20 s, neljä versiota", "spec: tarpeen mukaan"),
            ("presentation: 2027-01-12", "presentation: mahdollisimman pian"),
            ("target: 4 M€", "target: enemmän"),
        ],
        otherwise: &[],
    },
    Twin {
        id: "SIAM-B0001",
        weak: &[
            ("text: เพิ่มยอดขายชาตะไคร้จาก ๒๑๐ ล้านบาทเป็น ๒๖๐ ล้านบาท ภายในวันที่ ๓๑ ธันวาคม ๒๕๗๐", "text: เพิ่มยอดขาย"),
            (
                "audience: >\n  พนักงานออฟฟิศอายุ ๒๕–๓๕ ปี ย่านอโศกและสาทร ที่ต่อรถไฟฟ้าสองสายกลับบ้าน แวะร้านสะดวกซื้อก่อนขึ้นรถ และเบื่อเครื่องดื่มหวาน",
                "audience: ทุกเพศทุกวัย",
            ),
            ("proposition: ขวดเดียวก็ถึงบ้านก่อนรถไฟฟ้า", "proposition: ดื่มง่ายและได้สุขภาพ"),
            ("tone: [สบาย, ขี้เล่น, ไม่สั่งสอน]", "tone: [ทันสมัย, เป็นกันเอง]"),
            ("    spec: ๓๐ วินาที 16:9\n", "    spec: ขนาดตามความเหมาะสม\n"),
            ("presentation: 2026-12-22", "presentation: ด่วนมาก"),
            ("target: \"๒๖๐\"", "target: มากขึ้น"),
        ],
        otherwise: &[],
    },
    Twin {
        id: "YUN-B0001",
        weak: &[
            ("text: 2027年12月31日前,平均房价由2600元提高到3400元,入住率不低于55%。", "text: 提升销量"),
            (
                "audience: >\n  四十岁上下、住在上海和深圳的企业主与医生。一年出门度假四次,至少一次只为住某一家旅馆;不看星级,不喜欢大堂里有人迎接,手机里存着三位茶农的电话。",
                "audience: 所有人",
            ),
            ("proposition: 山里的三天,没有人会打扰你。", "proposition: 山里很安静。茶也很香。"),
            ("tone: [克制, 安静, 准确]", "tone: [现代, 亲切]"),
            ("spec: 标志及字体,AI与SVG格式,单色与双色各一套", "spec: 各种尺寸"),
            ("presentation: 2027-01-20", "presentation: 尽快"),
            ("target: 3400元", "target: 更高"),
        ],
        otherwise: &[("joined-proposition proposition", "many-sentence-proposition proposition")],
    },
    Twin {
        id: "SEN-B0001",
        weak: &[
            (
                "text: Doanh thu quà Tết trực tuyến đạt 5,4 tỷ đồng trước ngày 05/02/2027, so với 2,1 tỷ của Tết 2026.",
                "text: Tăng doanh thu",
            ),
            (
                "audience: >\n  Nhân viên văn phòng 28–40 tuổi ở TP. Hồ Chí Minh và Hà Nội, mua từ năm hộp quà trở lên cho sếp, thầy cô và bố mẹ ở quê, thường đặt lúc mười giờ\n  đêm trên điện thoại.",
                "audience: Chưa xác định",
            ),
            ("proposition: Chọn ngày nào, quà Tết đến đúng ngày ấy.", "proposition: Quà đẹp và giao đúng ngày."),
            ("tone: [ấm áp, gọn gàng, đáng tin]", "tone: [hiện đại, thân thiện]"),
            ("    spec: 600 px, HTML, tối đa 90 KB\n", "    spec: nhiều kích thước\n"),
            ("presentation: 2026-12-14", "presentation: càng sớm càng tốt"),
            ("target: 5,4 tỷ", "target: cao hơn"),
        ],
        otherwise: &[
            ("everyone-as-audience audience", "placeholder-in-brief audience"),
            ("vague-deliverable deliverables[0].spec", "vague-deliverable deliverables[1].spec"),
        ],
    },
];

#[test]
fn in_every_language_a_weak_answer_is_told_from_the_strong_one() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join(BOOK);
    for twin in TWINS {
        let (client, _) = twin.id.split_once('-').expect("a client");
        let file = |folder: &str, name: &str| format!("{folder}/{client}{name}.yaml");
        let brief = file("briefs", &format!("/{}", twin.id));
        let dir = tempfile::TempDir::new().expect("a folder");
        for path in ["suits.toml".to_owned(), file("clients", ""), brief.clone()] {
            let to = dir.path().join(&path);
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("makes");
            std::fs::copy(book.join(&path), to).expect("copies");
        }
        assert_eq!(at_the_gate(&opened(dir.path()), twin.id), [] as [String; 0], "{}", twin.id);
        let strong = std::fs::read_to_string(book.join(&brief)).expect("reads");
        let weak = twin.weak.iter().fold(strong, |text, (old, new)| {
            assert_eq!(text.matches(old).count(), 1, "{}: {old}", twin.id);
            text.replace(old, new)
        });
        std::fs::write(dir.path().join(&brief), weak).expect("writes");
        let instead = |usual: &'static str| {
            let other = twin.otherwise.iter().find(|(known, _)| *known == usual);
            other.map_or(usual, |(_, other)| *other)
        };
        let mut said = SAID.map(instead);
        said.sort_unstable();
        assert_eq!(at_the_gate(&opened(dir.path()), twin.id), said, "{}", twin.id);
    }
}
