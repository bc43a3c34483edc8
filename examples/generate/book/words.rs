//! What clients and agencies write, in four languages.

/// One language's worth of sentences.
pub(crate) struct Words {
    pub(crate) code: &'static str,
    pub(crate) titles: &'static [&'static str],
    pub(crate) facts: &'static [&'static str],
    pub(crate) propositions: &'static [&'static str],
    pub(crate) notes: &'static [&'static str],
    pub(crate) brand: &'static str,
}

/// The languages, client by client in turn.
pub(crate) const LANGUAGES: [Words; 4] = [
    Words {
        code: "en",
        titles: &[
            "Spring launch film",
            "Price list 2027",
            "Shop window, autumn",
            "Website relaunch",
            "Radio spots for the sale",
            "Annual report",
        ],
        facts: &[
            "Sales among under-35s fell 8% in 2025 (Kantar, 2026-01-20), and the spring season decides the year.",
            "Store managers distrust brand advertising since the sale of 2024 ran out of stock in two days.",
            "Seven in ten buyers decide in front of the shelf, so whatever we say must fit on a hand's width of card.",
            "The last campaign was remembered by 31% and liked by 12%; nobody could say whose it was.",
            "A new marketing director starts in March and has been promised a quick win by the board.",
        ],
        propositions: &["The forest starts at your door.", "Nobody comes back dry.", "Made to be worn out."],
        notes: &[
            "Kick-off held; samples come on Friday.",
            "Waiting for the size list",
            "The legal line moved to the last frame",
            "Second ending asked for, see the mail of Tuesday",
        ],
        brand: "Harbour",
    },
    Words {
        code: "fi",
        titles: &[
            "Kevään elokuva",
            "Hinnasto 2027",
            "Myymälän ikkuna, syksy",
            "Verkkosivujen uudistus",
            "Radiospotit alennusmyyntiin",
            "Vuosikertomus",
        ],
        facts: &[
            "Kuvaston avasi 61 % saajista (asiakastutkimus, 2025-10-14), mutta vain joka viides kävi myymälässä.",
            "Kauppiaat eivät usko mielikuvamainontaan sen jälkeen, kun vuoden 2024 alennusmyynnistä loppuivat tuotteet kahdessa päivässä.",
            "Kolme neljästä ostaa vasta, kun vanha hajoaa; silloin on kiire eikä merkillä ole väliä.",
            "Äänekosken tehdas täyttää ensi vuonna sata vuotta, ja juhlat näkyvät kaikessa.",
        ],
        propositions: &[
            "Syksy on paras vuodenaika, kun jalat ovat kuivat.",
            "Metsä alkaa kotiovelta.",
            "Hyvä takki kestää kauemmin kuin sää.",
        ],
        notes: &[
            "Aloituspalaveri pidetty",
            "Odotamme näytteitä",
            "Lakiteksti siirtyi viimeiseen kuvaan",
            "Hinta tarkistettava ennen painoa",
        ],
        brand: "Pohjola",
    },
    Words {
        code: "th",
        titles: &["ฉลากขวดใหม่สองภาษา", "ภาพยนตร์โฆษณาฤดูร้อน", "ป้ายหน้าร้าน", "เว็บไซต์ใหม่", "สปอตวิทยุ", "แคตตาล็อกสินค้า"],
        facts: &[
            "น้ำใบเตยขวดเล็กจะเริ่มวางขายในร้านอาหารไทยที่เฮลซิงกิในเดือนมกราคม 2570 (หนังสือแจ้งผล 2026-06-18)",
            "ลูกค้าเจ็ดในสิบคนตัดสินใจหน้าชั้นวางสินค้า ข้อความจึงต้องสั้นและอ่านได้ในครั้งเดียว",
            "ยอดขายในกลุ่มอายุต่ำกว่าสามสิบห้าปีลดลงร้อยละแปดเมื่อปีที่แล้ว (รายงานการขาย 2026-01-20)",
        ],
        propositions: &["ใบเตยคือวานิลลาของเมืองไทย", "ดื่มแล้วคิดถึงบ้าน", "หวานน้อยแต่หอมนาน"],
        notes: &["ประชุมเริ่มงานแล้ว รอตัวอย่าง", "รอขนาดป้ายจากลูกค้า", "แก้ข้อความกฎหมายแล้ว"],
        brand: "ใบเตย",
    },
    Words {
        code: "zh",
        titles: &["中秋與新年禮盒", "春季新品上市影片", "門市櫥窗", "官方網站改版", "電台廣告", "年度報告"],
        facts: &[
            "2025 年中秋禮盒賣出 3,200 盒，比前一年少 12%（店務報告，2025-11-03），春季是全年最重要的季節。",
            "十位顧客中有七位在貨架前才決定購買，因此所有訊息必須在一個手掌寬的卡片上說完。",
            "年輕人覺得這是父母那一代的茶，送禮時才會想到我們（焦點團體訪談，2026-02-11）。",
        ],
        propositions: &["一杯茶的時間，剛好說一句真話。", "雲裡來的茶。", "送禮，也送一段安靜。"],
        notes: &["啟動會議已開，等樣品", "等客戶提供尺寸表", "法律文字已移到最後一格"],
        brand: "雲嶺",
    },
];

impl Words {
    #[expect(clippy::unused_self, reason = "reads as: a word of this language")]
    pub(crate) fn pick(&self, rng: &mut fastrand::Rng, from: &'static [&'static str]) -> &'static str {
        from[rng.usize(..from.len())]
    }

    /// Some sentences in a row.
    pub(crate) fn facts(&self, rng: &mut fastrand::Rng, count: usize) -> String {
        let sentences: Vec<&str> = (0..count).map(|_| self.pick(rng, self.facts)).collect();
        sentences.join(" ")
    }
}
