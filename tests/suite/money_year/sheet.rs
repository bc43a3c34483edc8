//! The year of LYSVIK as tables, copied by hand from its records. Sums are whole öre. `None` is what a record does not say.
#![expect(clippy::inconsistent_digit_grouping, reason = "the last two digits are öre")]

/// Hours: day, job, who, role charged, line, hours, kronor an hour, decide/present/execute.
/// Whoever names a line costs its rate (`concept` 1200, `service` 900 and 950, `co1-ending` 1000); else the card of the day: until June
/// account-executive 900, account-director 1600, from July 950 and 1700; art-director 1200 all year.
pub(super) struct Hours(
    pub &'static str,
    pub u8,
    pub &'static str,
    pub &'static str,
    pub Option<&'static str>,
    pub i64,
    pub i64,
    pub &'static str,
);

const AD: &str = "account-director";
const AE: &str = "account-executive";
const ART: &str = "art-director";

#[rustfmt::skip]
pub(super) const HOURS: &[Hours] = &[
    Hours("2026-01-20", 1, "bo", AD, None, 4, 1600, "decide"),
    Hours("2026-02-16", 1, "bo", AD, None, 3, 1600, "present"),
    Hours("2026-05-13", 4, "bo", AD, None, 4, 1600, "decide"),
    Hours("2026-08-18", 3, "bo", AD, None, 4, 1700, "decide"),
    Hours("2026-09-07", 3, "bo", AD, None, 3, 1700, "present"),
    Hours("2026-09-24", 5, "bo", AD, None, 3, 1700, "decide"),
    Hours("2026-01-21", 1, "ann", AE, Some("service"), 6, 900, "decide"),
    Hours("2026-01-28", 1, "ann", AE, Some("service"), 4, 900, "execute"),
    Hours("2026-02-16", 1, "ann", AE, Some("service"), 3, 900, "present"),
    Hours("2026-02-25", 1, "ann", AE, Some("service"), 2, 900, "present"),
    Hours("2026-03-05", 1, "ann", AE, Some("service"), 6, 900, "execute"),
    Hours("2026-04-09", 1, "ann", AE, Some("service"), 4, 900, "execute"),
    Hours("2026-04-23", 2, "ann", AE, None, 4, 900, "execute"),
    Hours("2026-05-12", 1, "ann", AE, Some("service"), 3, 900, "execute"),
    Hours("2026-05-20", 2, "ann", AE, None, 7, 900, "execute"),
    Hours("2026-06-04", 2, "ann", AE, None, 6, 900, "execute"),
    Hours("2026-06-09", 1, "ann", AE, Some("service"), 3, 900, "execute"),
    Hours("2026-08-12", 3, "ann", AE, Some("service"), 5, 950, "decide"),
    Hours("2026-08-18", 3, "ann", AE, Some("service"), 3, 950, "execute"),
    Hours("2026-09-07", 3, "ann", AE, Some("service"), 3, 950, "present"),
    Hours("2026-09-23", 3, "ann", AE, Some("service"), 4, 950, "execute"),
    Hours("2026-09-29", 5, "ann", AE, None, 6, 950, "execute"),
    Hours("2026-10-01", 3, "ann", AE, Some("service"), 2, 950, "execute"),
    Hours("2026-10-22", 5, "ann", AE, None, 6, 950, "execute"),
    Hours("2026-11-05", 3, "ann", AE, Some("service"), 2, 950, "execute"),
    Hours("2026-11-18", 5, "ann", AE, None, 6, 950, "execute"),
    Hours("2026-02-03", 1, "leo", ART, Some("concept"), 7, 1200, "execute"),
    Hours("2026-02-05", 1, "leo", ART, Some("concept"), 7, 1200, "execute"),
    Hours("2026-02-09", 1, "leo", ART, Some("concept"), 7, 1200, "execute"),
    Hours("2026-02-11", 1, "leo", ART, Some("concept"), 7, 1200, "execute"),
    Hours("2026-02-12", 1, "leo", ART, Some("concept"), 6, 1200, "execute"),
    // the line is one of production's, and so is its rate
    Hours("2026-02-23", 1, "leo", "production", Some("co1-ending"), 5, 1000, "execute"),
    Hours("2026-02-24", 1, "leo", ART, Some("concept"), 2, 1200, "execute"),
    Hours("2026-04-14", 2, "leo", ART, None, 6, 1200, "execute"),
    Hours("2026-04-21", 2, "leo", ART, None, 5, 1200, "execute"),
    Hours("2026-05-05", 2, "leo", ART, None, 7, 1200, "execute"),
    Hours("2026-05-12", 2, "leo", ART, None, 7, 1200, "execute"),
    Hours("2026-05-19", 2, "leo", ART, None, 7, 1200, "execute"),
    Hours("2026-05-26", 4, "leo", ART, None, 7, 1200, "execute"),
    Hours("2026-05-28", 4, "leo", ART, None, 7, 1200, "execute"),
    Hours("2026-06-03", 2, "leo", ART, None, 6, 1200, "execute"),
    Hours("2026-08-24", 3, "leo", ART, Some("idea"), 7, 1200, "execute"),
    Hours("2026-08-26", 3, "leo", ART, Some("idea"), 7, 1200, "execute"),
    Hours("2026-08-31", 3, "leo", ART, Some("idea"), 7, 1200, "execute"),
    Hours("2026-09-02", 3, "leo", ART, Some("idea"), 6, 1200, "execute"),
    Hours("2026-09-16", 5, "leo", ART, None, 7, 1200, "execute"),
    Hours("2026-09-17", 5, "leo", ART, None, 7, 1200, "execute"),
    Hours("2026-09-22", 5, "leo", ART, None, 7, 1200, "execute"),
    // a line without a rate of its own: the card's
    Hours("2026-09-28", 3, "leo", ART, Some("co1-redraw"), 4, 1200, "execute"),
    Hours("2026-10-13", 5, "leo", ART, None, 6, 1200, "execute"),
    Hours("2026-10-22", 5, "leo", ART, None, 7, 1200, "execute"),
    Hours("2026-10-29", 5, "leo", ART, None, 7, 1200, "execute"),
    Hours("2026-11-11", 5, "leo", ART, None, 6, 1200, "execute"),
    Hours("2026-11-18", 5, "leo", ART, None, 6, 1200, "execute"),
];

/// What the client may agree to: the day it was raised, the day the client said yes, job, line, kind, month, channel, supplier, role, price.
/// Estimates are there from the start; the first of LYSVIK-0001 was superseded and is nowhere.
pub(super) struct Quoted {
    pub raised: &'static str,
    pub agreed: Option<&'static str>,
    pub job: u8,
    pub line: &'static str,
    pub month: Option<&'static str>,
    pub channel: Option<&'static str>,
    pub supplier: Option<&'static str>,
    pub role: Option<&'static str>,
    pub price: i64,
    /// Whether a tenth of it is kept as contingency: fees and third-party cost of the estimate.
    pub kept: bool,
}

const KRONA: i64 = 100;
const FILM: Option<&str> = Some("Ljusbild AB");
const PRINT: Option<&str> = Some("Druckhaus Elbe GmbH");
const SOCIAL: Option<&str> = Some("Flode Media AB");
const SITES: Option<&str> = Some("Torget Utomhus AB");

const fn quoted(day: &'static str, agreed: Option<&'static str>, job: u8, line: &'static str, price: i64) -> Quoted {
    Quoted {
        raised: day,
        agreed,
        job,
        line,
        month: None,
        channel: None,
        supplier: None,
        role: None,
        price: price * KRONA,
        kept: false,
    }
}

const fn fee(mut one: Quoted, role: &'static str) -> Quoted {
    one.role = Some(role);
    one.kept = true;
    one
}

const fn bought(mut one: Quoted, supplier: Option<&'static str>) -> Quoted {
    one.supplier = supplier;
    one.kept = true;
    one
}

const fn media(mut one: Quoted, channel: &'static str, month: &'static str, supplier: Option<&'static str>) -> Quoted {
    one.channel = Some(channel);
    one.month = Some(month);
    one.supplier = supplier;
    one
}

/// A change order's line keeps nothing back.
const fn changed(mut one: Quoted) -> Quoted {
    one.kept = false;
    one
}

#[rustfmt::skip]
pub(super) const QUOTED: &[Quoted] = &[
    // 40 x 1200, 30 x 900, 120,000 and 15%
    fee(quoted("2026-01-19", Some("2026-01-29"), 1, "concept", 48_000), ART),
    fee(quoted("2026-01-19", Some("2026-01-29"), 1, "service", 27_000), AE),
    bought(quoted("2026-01-19", Some("2026-01-29"), 1, "film", 138_000), FILM),
    media(quoted("2026-01-19", Some("2026-01-29"), 1, "social", 80_000), "social", "2026-04", SOCIAL),
    media(quoted("2026-01-19", Some("2026-01-29"), 1, "ooh", 100_000), "ooh", "2026-05", SITES),
    quoted("2026-01-19", Some("2026-01-29"), 1, "welcome", -5_000),
    // 8 x 1000; 9,000 and 15%
    changed(fee(quoted("2026-02-20", Some("2026-02-23"), 1, "co1-ending", 8_000), "production")),
    changed(bought(quoted("2026-02-27", Some("2026-02-27"), 1, "co2-rain", 10_350), FILM)),
    // 30 x 1200, 20 x 950, 56,000 and 15%
    fee(quoted("2026-08-10", Some("2026-08-20"), 3, "idea", 36_000), ART),
    fee(quoted("2026-08-10", Some("2026-08-20"), 3, "service", 19_000), AE),
    bought(quoted("2026-08-10", Some("2026-08-20"), 3, "print", 64_400), PRINT),
    media(quoted("2026-08-10", Some("2026-08-20"), 3, "ooh", 120_000), "ooh", "2026-10", SITES),
    media(quoted("2026-08-10", Some("2026-08-20"), 3, "social-nov", 60_000), "social", "2026-11", SOCIAL),
    media(quoted("2026-08-10", Some("2026-08-20"), 3, "social-dec", 60_000), "social", "2026-12", SOCIAL),
    quoted("2026-09-24", Some("2026-09-25"), 3, "co1-redraw", 0),
    media(quoted("2026-11-24", None, 3, "co2-clips", 30_000), "social", "2027-01", SOCIAL),
];

/// What suppliers charged: day, job, line, öre net, and what makes that the client's price: third-party cost x 1.15, media / 0.85.
pub(super) struct Charged(pub &'static str, pub u8, pub &'static str, pub i64, pub Up);

/// What makes a net sum the client's price.
#[derive(Clone, Copy)]
pub(super) enum Up {
    /// x 115 / 100
    Markup,
    /// x 100 / 85
    Commission,
}

#[rustfmt::skip]
pub(super) const CHARGED: &[Charged] = &[
    Charged("2026-03-16", 1, "film", 120_000_00, Up::Markup),
    Charged("2026-03-16", 1, "co2-rain", 9_000_00, Up::Markup),
    Charged("2026-04-30", 1, "social", 68_000_00, Up::Commission),
    Charged("2026-05-15", 1, "ooh", 42_500_00, Up::Commission),
    Charged("2026-06-08", 1, "ooh", 42_500_00, Up::Commission),
    // 5,000 euros at 11.15
    Charged("2026-09-28", 3, "print", 55_750_00, Up::Markup),
    Charged("2026-10-30", 3, "ooh", 51_000_00, Up::Commission),
];

/// Orders that are `sent`, `accepted` or `part-invoiced`, as their status stands today: day, job, line, öre net. The others bind nobody.
pub(super) const ORDERED: &[Charged] = &[
    Charged("2026-09-15", 3, "ooh", 102_000_00, Up::Commission),
    Charged("2026-10-20", 3, "social-nov", 51_000_00, Up::Commission),
];

/// An invoice: number of the record, printed number, day, due, lines (job or 0 for the retainer, line, month, öre net; a credit note's below
/// nothing), payments (day, öre), and what else is said of it. Tax is 25%.
pub(super) struct Bill {
    pub id: u8,
    pub number: &'static str,
    pub day: &'static str,
    pub due: &'static str,
    pub lines: &'static [(u8, Option<&'static str>, Option<&'static str>, i64)],
    pub paid: &'static [(&'static str, i64)],
    pub written_off: Option<&'static str>,
    pub disputed: bool,
}

const BILL: Bill =
    Bill { id: 0, number: "", day: "", due: "", lines: &[], paid: &[], written_off: None, disputed: false };

#[rustfmt::skip]
pub(super) const BILLS: &[Bill] = &[
    Bill { id: 1, number: "2026-021", day: "2026-03-09", due: "2026-04-08",
        lines: &[(1, Some("concept"), None, 48_000_00), (1, Some("film"), None, 69_000_00)],
        paid: &[("2026-04-07", 146_250_00)], ..BILL },
    Bill { id: 2, number: "2026-052", day: "2026-05-04", due: "2026-06-03",
        lines: &[(1, Some("social"), Some("2026-04"), 80_000_00), (1, Some("ooh"), Some("2026-05"), 50_000_00)],
        paid: &[("2026-06-02", 162_500_00)], ..BILL },
    Bill { id: 3, number: "2026-071", day: "2026-06-10", due: "2026-07-10",
        lines: &[(1, Some("service"), None, 27_000_00), (1, Some("film"), None, 69_000_00),
            (1, Some("ooh"), Some("2026-05"), 50_000_00), (1, Some("co1-ending"), None, 8_000_00),
            (1, Some("co2-rain"), None, 10_350_00), (1, Some("welcome"), None, -5_000_00)],
        paid: &[("2026-07-09", 150_000_00), ("2026-08-03", 44_187_50)], ..BILL },
    Bill { id: 4, number: "2026-075", day: "2026-06-24", due: "2026-07-24", lines: &[(4, None, None, 9_000_00)],
        written_off: Some("2026-10-15"), ..BILL },
    Bill { id: 5, number: "2026-081", day: "2026-07-01", due: "2026-07-31",
        lines: &[(0, None, Some("2026-04"), 20_000_00), (0, None, Some("2026-05"), 20_000_00), (0, None, Some("2026-06"), 20_000_00)],
        paid: &[("2026-07-30", 75_000_00)], ..BILL },
    Bill { id: 6, number: "2026-089", day: "2026-07-20", due: "2026-07-20", lines: &[(1, Some("film"), None, -4_000_00)], ..BILL },
    Bill { id: 7, number: "2026-124", day: "2026-09-30", due: "2026-10-30",
        lines: &[(3, Some("idea"), None, 36_000_00), (3, Some("print"), None, 64_400_00)],
        paid: &[("2026-11-02", 60_000_00)], ..BILL },
    Bill { id: 8, number: "2026-127", day: "2026-10-01", due: "2026-10-31",
        lines: &[(0, None, Some("2026-07"), 20_000_00), (0, None, Some("2026-08"), 20_000_00), (0, None, Some("2026-09"), 20_000_00)],
        paid: &[("2026-11-10", 75_000_00)], ..BILL },
    Bill { id: 9, number: "2026-144", day: "2026-11-02", due: "2026-12-02",
        lines: &[(3, Some("ooh"), Some("2026-10"), 120_000_00)], disputed: true, ..BILL },
];

impl Up {
    /// A net sum at the client's price.
    pub(super) fn price(self, net: i64) -> i64 {
        let (times, over) = match self {
            Up::Markup => (115, 100),
            Up::Commission => (100, 85),
        };
        i64::try_from(super::nearest(i128::from(net) * times, over)).expect("a sum")
    }
}

/// The line of a job, whatever became of it.
pub(super) fn line(job: u8, id: &str) -> &'static Quoted {
    QUOTED.iter().find(|quoted| quoted.job == job && quoted.line == id).expect("a line")
}
