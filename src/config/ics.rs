//! Days off from a calendar file (`.ics`, RFC 5545): all-day events, folded lines, yearly recurrence. Nothing else of the format.

use crate::values::Day;

/// A year beyond which nobody plans; endless recurrence stops here.
const LAST_YEAR: i32 = 2100;

/// Every day that the events of a calendar cover, sorted, each once. `Err`: the line, from 1, and what is wrong with it.
pub fn holidays(text: &str) -> Result<Vec<Day>, (u32, String)> {
    let mut days = Vec::new();
    let mut event: Option<Event> = None;
    for (line, content) in unfold(text) {
        let Some((name, value)) = content.split_once(':') else { continue };
        let name = name.split(';').next().unwrap_or_default().to_ascii_uppercase();
        let value = value.trim();
        match (name.as_str(), value.to_ascii_uppercase().as_str(), &mut event) {
            ("BEGIN", "VEVENT", _) => event = Some(Event { line, ..Event::default() }),
            ("END", "VEVENT", open) => {
                if let Some(event) = open.take() {
                    event.cover(&mut days)?;
                }
            }
            ("DTSTART", _, Some(event)) => event.start = Some(date(value, line)?),
            ("DTEND", _, Some(event)) => event.end = Some(end(value, line)?),
            ("DURATION", _, Some(_)) => {
                return Err((line, "an event with DURATION; write DTEND instead".to_owned()));
            }
            ("RRULE", _, Some(event)) => event.rule = Some((line, Rule::parse(value, line)?)),
            ("RDATE" | "EXDATE" | "EXRULE", _, Some(_)) => {
                return Err((line, format!("`{name}` is not understood; write each day as its own event")));
            }
            _ => {}
        }
    }
    if let Some(event) = event {
        return Err((event.line, "an event that begins here never ends".to_owned()));
    }
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

/// Logical lines with the number of their first: a line that starts with a blank goes on from the one before.
fn unfold(text: &str) -> Vec<(u32, String)> {
    let mut lines: Vec<(u32, String)> = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, open))) => open.push_str(rest),
            _ => lines.push((number, line.to_owned())),
        }
    }
    lines
}

/// The date of `20261224` or `20261224T090000Z`.
fn date(value: &str, line: u32) -> Result<Day, (u32, String)> {
    let read = || {
        let date = value.split('T').next()?;
        let plain = date.len() == 8 && date.is_ascii();
        plain.then(|| Day::parse(&format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..])))?
    };
    read().ok_or_else(|| (line, format!("`{value}` is not a date like 20261224")))
}

/// The first day that an event no longer covers: its end's date, or the day after where it ends within the day.
fn end(value: &str, line: u32) -> Result<Day, (u32, String)> {
    let day = date(value, line)?;
    let within = value.split_once('T').is_some_and(|(_, time)| !time.starts_with("000000"));
    Ok(if within { day.next() } else { day })
}

#[derive(Default)]
struct Event {
    line: u32,
    start: Option<Day>,
    end: Option<Day>,
    rule: Option<(u32, Rule)>,
}

impl Event {
    /// Adds the days it covers, each year that it comes again.
    fn cover(self, days: &mut Vec<Day>) -> Result<(), (u32, String)> {
        let start = self.start.ok_or_else(|| (self.line, "an event without DTSTART".to_owned()))?;
        if self.end.is_some_and(|end| end < start) {
            return Err((self.line, "an event that ends before it starts".to_owned()));
        }
        let length = self.end.map_or(1, |end| end.days_since(start).max(1));
        if length > 366 {
            return Err((self.line, format!("an event of {length} days; days off come one year at a time")));
        }
        let starts = match self.rule {
            Some((line, rule)) => rule.starts(start, line)?,
            None => vec![start],
        };
        for start in starts {
            days.extend((0..length).map(|step| start.plus(step)));
        }
        Ok(())
    }
}

/// `FREQ=YEARLY`, every so many years, so often or until a day.
#[derive(Clone, Copy)]
struct Rule {
    interval: i32,
    count: Option<usize>,
    until: Option<Day>,
    by: Option<(u32, u32)>,
}

impl Rule {
    fn parse(value: &str, line: u32) -> Result<Rule, (u32, String)> {
        let refuse = |part: &str| {
            (line, format!("recurrence `{part}` is not understood; only FREQ=YEARLY with INTERVAL, COUNT or UNTIL is"))
        };
        let mut rule = Rule { interval: 1, count: None, until: None, by: None };
        let (mut yearly, mut month, mut monthday) = (false, None, None);
        for part in value.split(';').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').ok_or_else(|| refuse(part))?;
            match key.to_ascii_uppercase().as_str() {
                "FREQ" if value.eq_ignore_ascii_case("YEARLY") => yearly = true,
                "INTERVAL" => {
                    rule.interval =
                        value.parse().ok().filter(|years| (1..=1000).contains(years)).ok_or_else(|| refuse(part))?;
                }
                "COUNT" => {
                    rule.count = Some(value.parse().ok().filter(|&count| count > 0).ok_or_else(|| refuse(part))?);
                }
                "UNTIL" => rule.until = Some(date(value, line)?),
                "BYMONTH" => month = Some(value.parse().map_err(|_| refuse(part))?),
                "BYMONTHDAY" => monthday = Some(value.parse().map_err(|_| refuse(part))?),
                "WKST" => {}
                _ => return Err(refuse(part)),
            }
        }
        match (month, monthday) {
            (None, None) => {}
            (Some(month), Some(day)) => rule.by = Some((month, day)),
            _ => return Err(refuse(value)),
        }
        if yearly { Ok(rule) } else { Err(refuse(value)) }
    }

    /// The first days, year by year. The 29th of February comes only in leap years, and COUNT counts only those.
    fn starts(self, first: Day, line: u32) -> Result<Vec<Day>, (u32, String)> {
        let numbers = first.to_string();
        let number = |range: std::ops::Range<usize>| numbers.get(range).and_then(|digits| digits.parse().ok());
        let (year, month, day) = (first.month().year, first.month().month, number(8..10).unwrap_or(1));
        if self.by.is_some_and(|by| by != (month, day)) {
            return Err((line, "recurrence on another day than DTSTART is not understood".to_owned()));
        }
        let mut starts = Vec::new();
        let mut at = year;
        while at <= LAST_YEAR.max(year) && self.count.is_none_or(|count| starts.len() < count) {
            match Day::ymd(at, month, day) {
                Some(day) if self.until.is_some_and(|until| day > until) => break,
                Some(day) => starts.push(day),
                None => {}
            }
            at += self.interval;
        }
        Ok(starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(events: &str) -> Result<String, (u32, String)> {
        let days = holidays(&format!("BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n"))?;
        Ok(days.iter().map(Day::to_string).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn an_event_covers_its_start_up_to_not_including_its_end() {
        let two = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261226\r\nEND:VEVENT\r\n";
        assert_eq!(read(two).as_deref(), Ok("2026-12-24 2026-12-25"));
        let one = "BEGIN:VEVENT\nDTSTART:20261206T000000Z\nSUMMARY:Independence\n  Day\nEND:VEVENT\n";
        assert_eq!(read(one).as_deref(), Ok("2026-12-06"));
    }

    #[test]
    fn a_folded_line_is_one_line() {
        let folded = "BEGIN:VEVENT\r\nDTSTART;VALUE=DA\r\n TE:20261\r\n\t224\r\nEND:VEVENT\r\n";
        assert_eq!(read(folded).as_deref(), Ok("2026-12-24"));
    }

    #[test]
    fn a_yearly_day_comes_again_as_often_as_it_says() {
        let yearly = |rule: &str| read(&format!("BEGIN:VEVENT\nDTSTART:20261225\nRRULE:{rule}\nEND:VEVENT\n"));
        assert_eq!(yearly("FREQ=YEARLY;COUNT=2").as_deref(), Ok("2026-12-25 2027-12-25"));
        assert_eq!(yearly("FREQ=YEARLY;INTERVAL=2;UNTIL=20301225").as_deref(), Ok("2026-12-25 2028-12-25 2030-12-25"));
        assert_eq!(yearly("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;UNTIL=20261231").as_deref(), Ok("2026-12-25"));
        // 2026 to 2100, both included.
        assert_eq!(yearly("FREQ=YEARLY").map(|days| days.split(' ').count()), Ok(75));
    }

    #[test]
    fn the_leap_day_comes_in_leap_years_only() {
        let leap = "BEGIN:VEVENT\nDTSTART:20240229\nRRULE:FREQ=YEARLY;COUNT=3\nEND:VEVENT\n";
        assert_eq!(read(leap).as_deref(), Ok("2024-02-29 2028-02-29 2032-02-29"));
    }

    #[test]
    fn other_recurrence_is_refused_with_its_line() {
        let weekly = "BEGIN:VEVENT\nDTSTART:20261225\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n";
        assert_eq!(read(weekly).map_err(|(line, _)| line), Err(4));
        let easter = "BEGIN:VEVENT\nDTSTART:20260405\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4\nEND:VEVENT\n";
        assert_eq!(read(easter).map_err(|(line, _)| line), Err(4));
        assert_eq!(read("BEGIN:VEVENT\nDTSTART:2026-12-25\nEND:VEVENT\n").map_err(|(line, _)| line), Err(3));
        let backwards = "BEGIN:VEVENT\nDTSTART:20261225\nDTEND:20261224\nEND:VEVENT\n";
        assert_eq!(read(backwards).map_err(|(line, _)| line), Err(2));
        assert_eq!(read("BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n").map_err(|(line, _)| line), Err(2));
        assert_eq!(read("BEGIN:VEVENT\nDTSTART:20261225\n").map_err(|(line, _)| line), Err(2));
    }
}
