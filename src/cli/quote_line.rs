//! One line of an estimate or change order as it is typed: its kind, and the figures that this kind has.

use super::dates::Dates;
use super::exit::Stop;
use super::figures;
use super::references::on_paper;
use super::value::value;
use crate::config::Config;
use crate::domain::job_money::LineKind;
use crate::domain::record::Kind;
use crate::key_path;
use crate::source::{KeyPath, Value};
use crate::values::{Amount, ItemId, Percent, did_you_mean};
use clap::Args;

/// The figures of a line.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "The line")]
pub(super) struct FigureArgs {
    /// Whose rate applies, for a fee
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,
    /// Hours of work
    #[arg(long, value_name = "HOURS", allow_hyphen_values = true)]
    pub hours: Option<String>,
    /// Per hour; else the contract's rate card
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub rate: Option<String>,
    /// A fixed sum, for a fee or a discount
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub amount: Option<String>,
    /// Who supplies
    #[arg(long, value_name = "NAME")]
    pub supplier: Option<String>,
    /// What the supplier charges
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub net: Option<String>,
    /// On top of net; else the contract's
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    pub markup: Option<String>,
    /// Where media run
    #[arg(long, value_name = "CHANNEL")]
    pub channel: Option<String>,
    /// When media run: 2027-04
    #[arg(long, value_name = "MONTH")]
    pub month: Option<String>,
    /// The gross price of media
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub gross: Option<String>,
    /// The agency's share of media; else the contract's
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    pub commission: Option<String>,
}

impl FigureArgs {
    /// Whether none was typed.
    pub(super) fn is_empty(&self) -> bool {
        self.named().iter().all(|(_, typed)| typed.is_none())
    }

    /// All of them, in the order of records.
    fn named(&self) -> [(&'static str, Option<&String>); 11] {
        [
            ("role", self.role.as_ref()),
            ("hours", self.hours.as_ref()),
            ("rate", self.rate.as_ref()),
            ("amount", self.amount.as_ref()),
            ("supplier", self.supplier.as_ref()),
            ("net", self.net.as_ref()),
            ("markup", self.markup.as_ref()),
            ("channel", self.channel.as_ref()),
            ("month", self.month.as_ref()),
            ("gross", self.gross.as_ref()),
            ("commission", self.commission.as_ref()),
        ]
    }

    /// The fields of a line, ready to write.
    pub(super) fn fields(
        &self,
        kind: LineKind,
        text: Option<&String>,
        config: &Config,
        dates: &Dates<'_>,
    ) -> Result<Vec<(&'static str, Value)>, Stop> {
        for (flag, typed, sample) in [
            ("--hours", &self.hours, "12"),
            ("--rate", &self.rate, "95.00"),
            ("--amount", &self.amount, "500.00"),
            ("--net", &self.net, "28500.00"),
            ("--markup", &self.markup, "15%"),
            ("--gross", &self.gross, "40000.00"),
            ("--commission", &self.commission, "15%"),
        ] {
            typed.as_ref().map_or(Ok(()), |typed| figures::no_flag(flag, typed, sample))?;
        }
        let mut fields = vec![("kind", Value::bare(kind))];
        for (key, typed) in [("text", text)].into_iter().chain(self.named()) {
            let Some(typed) = typed else { continue };
            let path = key_path!["estimates", 0, "lines", 0, key];
            fields.push((key, value(Kind::Job, &path, typed, dates).map_err(|stop| as_flag(stop, &path, key))?));
        }
        if let Some(role) = &self.role {
            known_role(role, config)?;
        }
        if let Some(supplier) = &self.supplier {
            on_paper(&"--supplier", supplier)?;
        }
        Ok(fields)
    }

    /// Each kind of line needs its own figure, and has no other's; none is below nothing.
    pub(super) fn fitting(&self, kind: LineKind) -> Result<(), Stop> {
        let figures = [
            ("--hours", &self.hours, &[LineKind::Fee][..]),
            ("--rate", &self.rate, &[LineKind::Fee]),
            ("--amount", &self.amount, &[LineKind::Fee, LineKind::Discount]),
            ("--net", &self.net, &[LineKind::ThirdParty, LineKind::Expense, LineKind::Media]),
            ("--markup", &self.markup, &[LineKind::ThirdParty, LineKind::Expense]),
            ("--gross", &self.gross, &[LineKind::Media]),
            ("--commission", &self.commission, &[LineKind::Media]),
        ];
        if let Some((flag, _, kinds)) =
            figures.iter().find(|(_, typed, kinds)| typed.is_some() && !kinds.contains(&kind))
        {
            let kinds = kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(" or ");
            return Err(Stop::usage(
                "unfitting-figure",
                format_args!("a {kind} line has no `{flag}`"),
                format_args!("that is for a line of kind {kinds}"),
            ));
        }
        let below = |typed: &&Option<String>| {
            let typed = typed.as_deref().unwrap_or_default();
            let percent = Percent::parse(typed).map(Percent::ratio);
            Amount::parse(typed).map(|amount| amount.0).or(percent).is_some_and(|figure| figure.is_sign_negative())
        };
        if let Some((flag, typed, _)) = figures.iter().find(|(_, typed, _)| below(typed)) {
            return Err(Stop::usage(
                "below-nothing",
                format_args!("`{flag} {}` is below nothing", typed.as_deref().unwrap_or_default()),
                "a reduction is a line of its own: `--kind discount --amount 500.00`",
            ));
        }
        let (fits, needs) = match kind {
            LineKind::Fee => (
                self.amount.is_some() || self.hours.is_some(),
                "`--hours` with `--role` or `--rate`, or a fixed `--amount`",
            ),
            LineKind::ThirdParty | LineKind::Expense => (self.net.is_some(), "`--net`"),
            LineKind::Media => (self.gross.is_some() || self.net.is_some(), "`--gross` or `--net`"),
            LineKind::Discount => (self.amount.is_some(), "`--amount`"),
        };
        if fits {
            return Ok(());
        }
        Err(Stop::usage("missing-field", format_args!("a {kind} line needs its figure"), format_args!("pass {needs}")))
    }
}

/// A person typed a flag, not the path that it stands for.
fn as_flag(stop: Stop, path: &KeyPath, key: &str) -> Stop {
    let (path, flag) = (path.to_string(), format!("--{}", key.replace('_', "-")));
    let plain = |text: String| text.replace(&format!("{path}="), &format!("{flag} ")).replace(&path, &flag);
    match stop {
        Stop::Usage { code, message, hint } => Stop::Usage { code, message: plain(message), hint: hint.map(plain) },
        stop => stop,
    }
}

fn known_role(role: &str, config: &Config) -> Result<(), Stop> {
    if config.roles.contains_key(role) {
        return Ok(());
    }
    let names = || config.roles.keys().map(crate::values::Word::as_str);
    let hint = did_you_mean(role, names(), || format!("the roles: {}", names().collect::<Vec<_>>().join(", ")));
    Err(Stop::usage("unknown-role", format_args!("there is no role `{role}`"), hint))
}

/// A short word for an item that people will name.
pub(super) fn short_word(flag: &str, typed: &str, sample: &str) -> Result<ItemId, Stop> {
    ItemId::parse(typed).map_err(|fault| {
        Stop::usage(
            "bad-id",
            format_args!("`{flag} {typed}`: {fault}"),
            format_args!("a short word such as `{}`", meant(typed).unwrap_or_else(|| sample.to_owned())),
        )
    })
}

/// What a number from somebody else's paper would be as an id: `KUVA/2027 991` is `kuva-2027-991`.
fn meant(typed: &str) -> Option<String> {
    let kept = typed.to_ascii_lowercase();
    let parts = kept.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let joined = parts.collect::<Vec<_>>().join("-");
    (typed.is_ascii() && typed.contains(|letter: char| letter.is_ascii_digit()) && ItemId::parse(&joined).is_ok())
        .then_some(joined)
}
