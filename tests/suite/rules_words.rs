//! What a brief says of its people, its brand, its tone and its proof: weak and strong answers in every language of the lists.

use crate::rules::{changed, found, in_brief};
use suits::finding::Severity;

/// What is found in the sound brief with one line changed.
fn with(language: &str, line: &str) -> Vec<&'static str> {
    in_brief(&format!("language: {language}\n{line}\n")).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn an_audience_is_chosen_and_known_by_more_than_its_age() {
    let (everyone, census) = ("everyone-as-audience", "demographic-audience");
    for (language, audience, expected) in [
        ("en", "Everyone.", vec![everyone]),
        ("en", "Basically the general public, 18-65+", vec![everyone]),
        ("en", "Adults aged 18-65 in Finland", vec![everyone]),
        ("en", "Women aged 25-40, middle income, living in Bangkok and Chiang Mai", vec![census]),
        ("en", "Men 35+", vec![census]),
        ("en", "Nurses of any age who like the night because nobody asks for meetings.", vec![]),
        ("en", "All customers of the shop that closed in May and never came back", vec![]),
        ("en", "Men over 35 who fish", vec![]),
        ("en", "Parents who want to please everyone at the table and end up cooking twice.", vec![]),
        ("en", "Women of 30-45 who run their household from a phone and forget their own doctor's dates.", vec![]),
        ("fi", "Kaikki", vec![everyone]),
        ("fi", "Suuri yleisö", vec![everyone]),
        ("fi", "Kaikki, joilla on avoin mieli ja oma reppu.", vec![]),
        ("fi", "25–40-vuotiaat naiset pääkaupunkiseudulla", vec![census]),
        ("fi", "Perheet, jotka viettävät hiihtoloman kotona ja palaavat, kun ensimmäisellä on kylmä.", vec![]),
        ("th", "ทุกคน", vec![everyone]),
        ("th", "ประชาชนทั่วไป ทุกเพศทุกวัย", vec![everyone]),
        ("th", "ผู้หญิงอายุ 25-40 ปี รายได้ 30,000 บาทขึ้นไป อาศัยอยู่ในกรุงเทพฯ", vec![census]),
        ("th", "คนต่างจังหวัดอายุ 25-39 ปีที่ทำงานในกรุงเทพฯ กลับบ้านปีละครั้งและคิดถึงครัวที่บ้าน", vec![]),
        ("zh", "所有人", vec![everyone]),
        ("zh", "社会大众，男女老少", vec![everyone]),
        ("zh", "25-40岁女性，一线城市白领，月收入一万元以上", vec![census]),
        ("zh", "三十歲上下、每年要送十份禮的上班族，怕送錯，更怕對方轉手就送走。", vec![]),
        ("vi", "Tất cả mọi người", vec![everyone]),
        ("vi", "Nữ 25-40 tuổi, thu nhập khá, sống tại Hà Nội và TP.HCM", vec![census]),
        ("vi", "Những người mẹ đi làm xa nhà, tối nào cũng nấu vội và áy náy vì bữa cơm thiếu rau.", vec![]),
    ] {
        assert_eq!(with(language, &format!("audience: {audience}")), expected, "{audience}");
    }
}

#[test]
fn an_objective_that_is_a_wish_is_told_from_one_that_can_be_missed() {
    let bare = "bare-objective";
    for (language, text, expected) in [
        ("en", "Increase brand awareness in 2027", vec![bare]),
        ("en", "Drive engagement with the brand.", vec![bare]),
        ("en", "Raise unprompted recall among 25-34 from 12% to 18% by 2027-09-30", vec![]),
        ("en", "Double the footfall before the summer", vec![]),
        ("fi", "Kasvatetaan bränditunnettuutta", vec![bare]),
        ("fi", "Nosta alle 35-vuotiaiden liikevaihto 4,1:stä 4,8 miljoonaan", vec![]),
        ("th", "สร้างการรับรู้ให้มากขึ้น", vec![bare]),
        ("th", "ยอดขายเพิ่มจาก ๑๒% เป็น ๑๘%", vec![]),
        ("zh", "提升品牌知名度", vec![bare]),
        ("zh", "2027 年農曆新年前售出 5,000 盒，去年是 3,600 盒。", vec![]),
        ("vi", "Tăng nhận diện thương hiệu", vec![bare]),
        ("vi", "Đưa doanh số từ 12 tỷ lên 18 tỷ trước 30/6/2027", vec![]),
    ] {
        let second = "  - id: communication\n    kind: communication\n    text: From 22% to 30% by 2027-06-30.";
        let objectives = format!("objectives:\n  - kind: business\n    text: {text}\n{second}");
        assert_eq!(with(language, &objectives), expected, "{text}");
    }
}

#[test]
fn a_wish_with_a_figure_in_its_kpi_is_an_objective() {
    let text = "objectives:\n  - kind: business\n    text: Earn 4.8M EUR from under-35s.\n  - id: communication\n    kind: communication\n    text: Raise brand awareness.";
    // the sound brief's KPI of `communication` goes from 22% to 30%
    assert_eq!(with("en", text), [] as [&str; 0]);
}

#[test]
fn an_insight_is_about_people() {
    let (brand, rest) = ("brand-fact-as-insight", "  source: Interviews of 2026");
    for (language, text, expected) in [
        ("en", "Our product is the lightest boot on the market.", vec![brand]),
        ("en", "Acme has been loved since 1952.", vec![brand]),
        ("en", "Acme customers hide the bag from their neighbours.", vec![]),
        ("en", "We are all afraid of being the one who turns back first.", vec![]),
        ("fi", "Tuotteemme on markkinoiden kevyin.", vec![brand]),
        ("fi", "Kukaan ei muista lomalta latuja, kaikki muistavat kuka palelsi.", vec![]),
        ("th", "สินค้าของเราซ่าและอร่อย", vec![brand]),
        ("th", "คนไกลบ้านจำบ้านได้จากกลิ่นก่อนจำจากภาพ", vec![]),
        ("zh", "我們的產品採用高山茶葉。", vec![brand]),
        ("zh", "沒有人會把已經拆開的茶轉送出去。", vec![]),
        ("vi", "Sản phẩm của chúng tôi nhẹ nhất.", vec![brand]),
        ("vi", "Người đi xa nhớ nhà bằng mùi trước khi nhớ bằng hình.", vec![]),
    ] {
        assert_eq!(with(language, &format!("insight:\n  text: {text}\n{rest}")), expected, "{text}");
    }
}

#[test]
fn a_tone_excludes_something() {
    let any = "generic-tone";
    for (language, tone, expected) in [
        ("en", "[modern, friendly, professional]", vec![any]),
        ("en", "[Warm and friendly]", vec![any]),
        ("en", "[warm, but never sweet]", vec![]),
        ("en", "[dry, modern]", vec![]),
        ("fi", "[moderni, ystävällinen]", vec![any]),
        ("fi", "[kuiva, lämmin, eleetön]", vec![]),
        ("th", "[ทันสมัย, เป็นกันเอง]", vec![any]),
        ("th", "[อบอุ่น, ขี้เล่น, ไม่ฟูมฟาย]", vec![]),
        ("zh", "[年轻, 有活力]", vec![any]),
        ("zh", "[溫和, 簡短, 不掉書袋]", vec![]),
        ("vi", "[trẻ trung, năng động]", vec![any]),
        ("vi", "[tỉnh táo, hơi bướng]", vec![]),
    ] {
        assert_eq!(with(language, &format!("tone: {tone}")), expected, "{tone}");
    }
}

#[test]
fn mandatories_are_facts_and_bring_no_message_of_their_own() {
    let (idea, second) = ("idea-in-mandatories", "second-message");
    for (language, text, expected) in [
        ("en", "Use a picture of a happy family", vec![idea]),
        ("en", "Also say that delivery takes two days", vec![second]),
        ("en", "Logo top left, never on photographs", vec![]),
        ("fi", "Otsikko: Syksy on täällä", vec![idea]),
        ("fi", "Kerrotaan myös uudesta verkkokaupasta", vec![second]),
        ("fi", "Logo vasemmassa yläkulmassa, ei koskaan kuvan päällä", vec![]),
        ("th", "ใช้ภาพครอบครัวยิ้มหน้าบ้าน", vec![idea]),
        ("th", "เครื่องหมาย อย. บนภาพสินค้าทุกภาพ", vec![]),
        ("zh", "標題：春天來了", vec![idea]),
        ("zh", "還要提到新的網店", vec![second]),
        ("zh", "電郵底部有取消訂閱的連結", vec![]),
        ("vi", "Thông điệp phụ là giao hàng trong hai ngày", vec![second]),
        ("vi", "Địa chỉ chín cửa hàng", vec![]),
        ("en", "The deposit guarantee line, as worded by Legal", vec![]),
    ] {
        assert_eq!(with(language, &format!("mandatories:\n  - \"{text}\"")), expected, "{text}");
    }
}

#[test]
fn a_claim_is_backed_or_found() {
    let claim = "unproven-claim";
    let proposition = |language: &str, text: &str| {
        with(language, &format!("proposition: {text}")).into_iter().filter(|code| *code == claim).count()
    };
    for (language, text, expected) in [
        ("en", "Clinically proven to keep feet dry", 1),
        ("en", "Feel free to get lost", 0),
        ("en", "The best season for dry feet", 0),
        ("en", "Dry feet for 98% of the year", 1),
        // `legal` of the sound brief substantiates `70% of Finns`
        ("en", "The forest of 70% of Finns", 0),
        ("fi", "Suomen paras saapas", 1),
        ("fi", "Metsä alkaa kotiovelta", 0),
        ("th", "อร่อยที่สุด อันดับหนึ่งของไทย", 1),
        ("th", "กลิ่นเดียวที่พาคุณถึงบ้านก่อนรถทัวร์", 0),
        ("zh", "全國第一的好茶", 1),
        ("zh", "第一口就想起家", 0),
        ("vi", "Đôi giày tốt nhất cho rừng", 1),
        ("vi", "Rừng bắt đầu trước cửa nhà bạn", 0),
        ("en", "The free hour of your week", 0),
        ("en", "The first night is free", 1),
        ("th", "เจอกันวันที่ 1 ของทุกเดือน", 0),
        ("th", "รักษาคำพูดทุกแก้ว", 0),
        ("th", "กลับบ้านดีกว่า", 0),
        ("th", "ชาที่รักษาโรคได้", 1),
        ("zh", "第一晚就睡得像小时候", 0),
        ("vi", "Ấm trà đầu tiên ở đây không mất tiền", 0),
        ("vi", "Đôi giày rừng đầu tiên ở Việt Nam", 1),
    ] {
        assert_eq!(proposition(language, text), expected, "{text}");
    }
}

#[test]
fn a_mandatory_claims_what_it_quotes() {
    let line = |text: &str| with("en", &format!("mandatories:\n  - {text}"));
    assert_eq!(line("The line “Voted best in town” on every page"), ["unproven-claim"]);
    assert_eq!(line("The free returns line, as worded by Legal"), [] as [&str; 0]);
}

#[test]
fn a_claim_stops_what_is_cleared_before_it_runs_and_warns_elsewhere() {
    let severity = |kind: &str| {
        let snapshot = changed("briefs/ACME/ACME-B0004.yaml", |text| {
            let text = text.replacen("type: tv-video", &format!("type: {kind}"), 1);
            text.replacen("The forest starts at your door.", "Proven to start at your door.", 1)
        });
        found(&snapshot).iter().find(|finding| finding.code == "unproven-claim").map(|finding| finding.severity)
    };
    assert_eq!(severity("tv-video"), Some(Severity::Error));
    assert_eq!(severity("audio"), Some(Severity::Error));
    assert_eq!(severity("print-ooh"), Some(Severity::Warning));
}

#[test]
fn a_language_without_lists_is_not_read_for_its_words() {
    for line in ["audience: Alla vuxna", "tone: [modern, trevlig]", "mandatories:\n  - Visa en lycklig familj"] {
        assert_eq!(with("sv", line), ["unknown-language"], "{line}");
    }
}
