//! What clients and agencies write, in four languages.

/// What a brief says of one shop, its number in place of `{n}`: no two briefs of a client say the same.
pub(crate) struct Ask {
    pub(crate) background: &'static str,
    pub(crate) problem: &'static str,
    pub(crate) business: &'static str,
    pub(crate) marketing: &'static str,
    pub(crate) communication: &'static str,
    pub(crate) audience: &'static str,
    pub(crate) insight: &'static str,
    pub(crate) reason: &'static str,
}

/// One language's worth of sentences.
pub(crate) struct Words {
    pub(crate) code: &'static str,
    pub(crate) ask: Ask,
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
        ask: Ask {
            background: "Shop {n} sold 8% less in 2025 than the year before (sales report, 2026-01-20), and the spring season decides the year.",
            problem: "Those who live round shop {n} think of it as the place where their parents bought their boots.",
            business: "Raise the revenue of shop {n} from 410,000 to 480,000 EUR within the year of the launch.",
            marketing: "Bring 1,200 people into shop {n} for the first time before the season ends.",
            communication: "Raise \"a shop for me\" among those who live round shop {n} from 22% to 30% within the year.",
            audience: "People round shop {n} who walk in the woods twice a year, borrow their gear, and distrust whatever looks like sport advertising.",
            insight: "Of the people asked at shop {n}, nobody called it hiking; they go for a walk, and come home wet.",
            reason: "Whoever lives round shop {n} reaches a forest on foot within a quarter of an hour.",
        },
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
        ask: Ask {
            background: "Myymälä {n} myi vuonna 2025 kahdeksan prosenttia vähemmän kuin vuotta aiemmin (myyntiraportti, 2026-01-20), ja kevät ratkaisee vuoden.",
            problem: "Myymälän {n} lähellä asuvat pitävät sitä vanhempiensa kauppana.",
            business: "Nosta myymälän {n} liikevaihto 410 000 eurosta 480 000 euroon lanseerausvuoden aikana.",
            marketing: "Tuo myymälään {n} ennen kauden loppua 1 200 ihmistä, jotka eivät ole käyneet siellä ennen.",
            communication: "Nosta väite \"minun kauppani\" myymälän {n} lähellä asuvien joukossa 22 prosentista 30 prosenttiin vuoden aikana.",
            audience: "Myymälän {n} lähellä asuvat, jotka käyvät metsässä kahdesti vuodessa lainavarusteissa ja karttavat kaikkea, mikä näyttää urheilumainokselta.",
            insight: "Kukaan myymälän {n} haastatelluista ei sano retkeilevänsä; he käyvät kävelyllä ja palaavat märkinä.",
            reason: "Jokainen myymälän {n} lähellä asuva pääsee metsään kävellen vartissa.",
        },
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
        ask: Ask {
            background: "สาขา {n} ขายได้น้อยลง 8% ในปี 2025 เมื่อเทียบกับปีก่อน (รายงานการขาย 2026-01-20) และช่วงสงกรานต์เป็นตัวตัดสินทั้งปี",
            problem: "คนแถวสาขา {n} คิดว่าเป็นร้านที่แม่ซื้อ ไม่ใช่ร้านที่ตัวเองจะเข้า",
            business: "เพิ่มยอดขายของสาขา {n} จาก 4.1 ล้านบาทเป็น 4.8 ล้านบาทภายในปีที่เปิดตัว",
            marketing: "พาคนที่ไม่เคยเข้าสาขา {n} เข้าร้าน 1,200 คนก่อนหมดฤดู",
            communication: "เพิ่มสัดส่วนคนแถวสาขา {n} ที่ตอบว่าเป็นร้านของเราจาก 22% เป็น 30% ภายในปีนี้",
            audience: "คนทำงานแถวสาขา {n} ที่กลับบ้านต่างจังหวัดปีละครั้ง คิดถึงครัวที่บ้าน แต่ไม่เคยพูดออกมา",
            insight: "คนที่ตอบคำถามหน้าสาขา {n} จำบ้านได้จากกลิ่นก่อนจำจากภาพ",
            reason: "ใบเตยที่ส่งถึงสาขา {n} คั้นภายในหกชั่วโมงหลังตัด",
        },
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
        ask: Ask {
            background: "第 {n} 號店 2025 年的銷量比前一年少 8%（店務報告，2026-01-20），而新年前後決定全年的生意。",
            problem: "住在第 {n} 號店附近的人覺得這是父母買茶的地方。",
            business: "上市一年之內，第 {n} 號店的營業額由 410 萬升至 480 萬。",
            marketing: "季末之前，讓 1,200 位從未進過第 {n} 號店的人走進門。",
            communication: "第 {n} 號店附近認同「這是我的茶舖」的人，一年之內由 22% 升至 30%。",
            audience: "第 {n} 號店附近每年要送十份禮的上班族，怕送錯，更怕對方轉手就送走。",
            insight: "在第 {n} 號店受訪的人都說，沒有人會把已經拆開的茶轉送出去。",
            reason: "送到第 {n} 號店的每一罐茶，都來自同一座山頭。",
        },
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
