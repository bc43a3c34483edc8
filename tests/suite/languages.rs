//! Weak and strong answers told apart in each language that has lists of words, written as account people write them.

use crate::rules::{book_of_the_format, found_by};
use suits::checks::Choice;
use suits::domain::agency::Shelf;
use suits::domain::brief::Brief;
use suits::domain::record::Located;
use suits::store::Snapshot;
use suits::values::Word;
use unicode_normalization::UnicodeNormalization;

const JOINED: &str = "joined-proposition";
const SIDES: &str = "two-sided-proposition";
const LONG: &str = "overlong-proposition";
const PRAISE: &str = "puffery-alone";
const UNDATED: &str = "undated-background";
const JARGON: &str = "dense-jargon";

/// What is said of a brief's words.
const RULES: [&str; 10] = [
    JOINED,
    SIDES,
    LONG,
    PRAISE,
    UNDATED,
    JARGON,
    "many-sentence-proposition",
    "overlong-background",
    "overlong-brief",
    "placeholder-in-brief",
];

/// Where a text goes.
type Put = fn(&mut Brief, &str);

fn proposition(brief: &mut Brief, text: &str) {
    brief.proposition = Some(text.to_owned());
}

fn background(brief: &mut Brief, text: &str) {
    brief.background = Some(text.to_owned());
}

fn problem(brief: &mut Brief, text: &str) {
    brief.problem = Some(text.to_owned());
}

/// What the rules on words find in the sound brief with one of its texts in another language.
fn found(snapshot: &Snapshot, language: &str, put: Put, text: &str) -> Vec<&'static str> {
    let mut snapshot = snapshot.clone();
    let change = |brief: &Located<Brief>| {
        let mut brief = brief.clone();
        brief.record.language = Some(Word::new(language));
        put(&mut brief.record, text);
        brief
    };
    snapshot.agency.briefs = Shelf::new(snapshot.agency.briefs.iter().map(change).collect(), Vec::new(), true);
    let choice = Choice { select: RULES.map(str::to_owned).to_vec(), ..Choice::default() };
    found_by(&snapshot, &choice).iter().map(|finding| finding.code).collect()
}

fn told_apart(language: &str, weak: &[(&str, &str)], strong: &[&str], dated: [&str; 2], jargon: [&str; 2]) {
    let snapshot = book_of_the_format();
    let found = |put: Put, text: &str| found(&snapshot, language, put, text);
    for (text, code) in weak {
        assert_eq!(found(proposition, text), [*code], "{text}");
    }
    for text in strong {
        assert_eq!(found(proposition, text), [] as [&str; 0], "{text}");
    }
    assert_eq!((found(background, dated[0]), found(background, dated[1])), (vec![UNDATED], vec![]), "{}", dated[0]);
    assert_eq!((found(problem, jargon[0]), found(problem, jargon[1])), (vec![JARGON], vec![]), "{}", jargon[0]);
}

#[test]
fn in_english() {
    told_apart(
        "en",
        &[
            ("Acme boots are light, waterproof and good value.", JOINED),
            ("Fresh, fast, fair.", JOINED),
            ("The night ferry that saves you a day; the cabin that saves your back.", JOINED),
            ("We are the leading provider of innovative, high-quality solutions.", PRAISE),
            ("Simply the best quality.", PRAISE),
            ("Modern yet traditional.", SIDES),
            ("Not too sporty, not too fashionable.", SIDES),
            (
                "For everybody who would love to spend more of their free time outdoors than they do today, Acme is the shop where going out begins.",
                LONG,
            ),
        ],
        &[
            "The forest starts at your door.",
            "A whole cup takes ten minutes.",
            "Somebody else carves.",
            "You arrive having slept.",
            "The best hour of the week is between work and supper.",
            "It gets lighter and lighter, the longer you carry it.",
            "Salt and pepper will do.",
        ],
        [
            "Awareness is low, the competition is strong.",
            "In 2025 one visitor in three left without asking anybody (door count).",
        ],
        [
            "We must leverage synergies across the ecosystem with a holistic, omnichannel approach.",
            "Whoever orders in the app is told in the shop that it cannot be returned there.",
        ],
    );
}

#[test]
fn in_finnish() {
    told_apart(
        "fi",
        &[
            ("Kevyet kengät ja lämmin palvelu.", JOINED),
            ("Nopea, edullinen, kotimainen.", JOINED),
            ("Ei vain halpa vaan lähellä.", JOINED),
            ("Alan johtava kumppani laadukkaisiin ratkaisuihin.", PRAISE),
            ("Moderni mutta silti perinteinen.", SIDES),
            ("Ei liian kallis eikä liian halpa.", SIDES),
            (
                "Acme on kauppa, josta jokainen, joka on joskus haaveillut luonnossa liikkumisesta mutta ei ole tiennyt mistä aloittaa, löytää rauhassa juuri ne varusteet, joita ensimmäiselle retkelle tarvitaan.",
                LONG,
            ),
        ],
        &[
            "Metsä alkaa kotiovelta.",
            "Paketti on jo paketissa.",
            "Perillä olet jo nukkunut.",
            "Kahvi, jota ei tarvitse selittää.",
            "Juna on perillä ennen kuin kahvi jäähtyy.",
            "Auki yötä ja päivää.",
        ],
        [
            "Tunnettuus on heikko, kilpailu kiristyy.",
            "Joka neljäs paketti palautettiin joulukuussa (varaston laskelma).",
        ],
        [
            "Holistinen ekosysteemi sitouttaa sidosryhmät ja skaalautuu saumattomasti.",
            "Sovelluksesta tilannut kuulee kaupassa, ettei tuotetta voi palauttaa sinne.",
        ],
    );
}

#[test]
fn in_thai() {
    told_apart(
        "th",
        &[
            ("รองเท้าเบาและราคาย่อมเยา", JOINED),
            ("ไม่ใช่แค่อร่อย แต่ยังดีต่อสุขภาพ", JOINED),
            ("คุณภาพระดับโลก ตอบโจทย์ทุกไลฟ์สไตล์", PRAISE),
            ("ทันสมัยแต่ยังคงความคลาสสิก", SIDES),
            ("ไม่หวานเกินไป ไม่จืดเกินไป", SIDES),
            (
                "สำหรับคนที่อยากออกไปใช้ชีวิตกลางแจ้งให้มากกว่าที่เป็นอยู่ในทุกวันนี้ ร้านของเราทำให้การเริ่มต้นเดินป่าครั้งแรกของคุณเป็นเรื่องง่ายอย่างที่ไม่เคยเป็นมาก่อนในชีวิต",
                LONG,
            ),
        ],
        &[
            "ป่าเริ่มที่หน้าประตูบ้านคุณ",
            "จับได้แม้มือเปียก",
            "แก้วเดียวที่พาเช้าวันอาทิตย์กลับมา",
            "หลับเต็มตื่นก่อนถึงฝั่ง",
            "เดินป่ากับลูกโดยไม่ต้องอุ้มลูก",
            "อร่อยเท่ากับที่แม่ทำทั้งปี",
        ],
        ["การรับรู้แบรนด์ต่ำ คู่แข่งแข็งแรงขึ้น", "ตั้งแต่ ม.ค. ลูกค้าหนึ่งในสามเดินออกจากร้านโดยไม่ได้ถามใคร (นับหน้าร้าน)"],
        ["ยกระดับอีโคซิสเต็มแบบองค์รวม ต่อยอดทัชพอยต์ให้ไร้รอยต่อ", "คนที่สั่งในแอปคืนของที่หน้าร้านไม่ได้"],
    );
}

#[test]
fn in_chinese() {
    told_apart(
        "zh",
        &[
            ("轻便的靴子和实惠的价格", JOINED),
            ("更快、更轻", JOINED),
            ("更快，更轻，更便宜", JOINED),
            ("不仅好喝，还健康", JOINED),
            ("卓越品质，引领非凡体验", PRAISE),
            ("時尚而不失穩重", SIDES),
            ("不太甜也不太淡", SIDES),
            (
                "献给每一位想要更多地走到户外去却总是不知道从哪里开始的年轻人，让你第一次走进森林变得前所未有地简单的那家店",
                LONG,
            ),
        ],
        &[
            "森林从你家门口开始",
            "三分鐘，一口山",
            "一打開就捨不得送走的茶",
            "每個月，替你打開一座山",
            "温和到忘了洗过脸",
            "和家人吃一顿不看手机的饭",
        ],
        ["品牌认知低，竞争越来越激烈。", "今年3月以来，三分之一的客人没有问过店员就走了（门店点数）。"],
        ["赋能触点，打通闭环，沉淀心智。", "在应用里下单的人，到店里不能退货。"],
    );
}

#[test]
fn in_vietnamese() {
    told_apart(
        "vi",
        &[
            ("Giày nhẹ và giá mềm.", JOINED),
            ("Vừa nhanh vừa rẻ.", JOINED),
            ("Không chỉ ngon mà còn lành.", JOINED),
            ("Giải pháp hàng đầu cho cuộc sống hiện đại.", PRAISE),
            ("Trẻ nhưng vẫn truyền thống.", SIDES),
            ("Không quá ngọt, không quá nhạt.", SIDES),
            (
                "Dành cho những ai luôn muốn ra ngoài trời nhiều hơn mà chưa biết bắt đầu từ đâu, cửa hàng giúp chuyến đi rừng đầu tiên của bạn dễ dàng hơn bất kỳ lúc nào trước đây.",
                LONG,
            ),
        ],
        &[
            "Rừng bắt đầu ngay trước cửa nhà bạn.",
            "Cầm chắc cả khi tay ướt.",
            "Bữa cơm không ai nhìn điện thoại.",
            "Ngủ một giấc là tới nơi.",
            "Nấu như mẹ, nhanh như mì gói.",
            "Quán mở cả ngày và đêm.",
        ],
        [
            "Độ nhận biết thấp, cạnh tranh ngày càng gay gắt.",
            "Từ tháng 3, cứ ba khách thì một người ra về mà không hỏi ai (đếm tại cửa).",
        ],
        [
            "Nâng tầm hệ sinh thái, tối ưu hóa điểm chạm, khuếch đại thông điệp liền mạch.",
            "Người đặt trong ứng dụng không trả hàng được ở cửa hàng.",
        ],
    );
}

#[test]
fn a_text_is_read_alike_however_its_letters_are_composed() {
    let snapshot = book_of_the_format();
    for (text, code) in [("Nhanh và rẻ.", "vi"), ("Nopea sekä halpa.", "fi")] {
        let apart: String = text.nfd().collect();
        assert_ne!(apart, text);
        assert_eq!(found(&snapshot, code, proposition, &apart), [JOINED], "{text}");
    }
}

#[test]
fn in_a_language_without_words_nothing_is_guessed() {
    let snapshot = book_of_the_format();
    for text in ["Snabb och billig", "Snabb, billig, svensk.", "Den bästa kvaliteten and more, yet"] {
        assert_eq!(found(&snapshot, "sv", proposition, text), [] as [&str; 0], "{text}");
    }
    assert_eq!(found(&snapshot, "sv", proposition, "Snabb & billig"), [JOINED]);
    assert_eq!(found(&snapshot, "sv", background, "Alla går förbi."), [] as [&str; 0]);
}
