//! Who can sit where: a seat that is called like a role takes that role, a ranked one also those above it, `creative` any creative one.
//! What an agency calls seats by names of its own takes anybody.

use crate::config::Config;
use crate::values::{Day, PersonId};

/// The seat of those who make the work, which is no role's name.
const CREATIVE: &str = "creative";

/// Whether somebody's roles are those of a seat.
pub fn fits(config: &Config, person: &PersonId, seat: &str) -> bool {
    let Some(facts) = config.person(person) else { return false };
    match config.roles.get(seat) {
        Some(role) => {
            let above = role.rank.is_some_and(|rank| config.rank(person).is_some_and(|own| rank <= own));
            above || facts.roles.iter().any(|own| own == seat)
        }
        None if seat == CREATIVE => {
            facts.roles.iter().any(|own| config.roles.get(own).is_some_and(|role| role.creative))
        }
        None => true,
    }
}

/// The roles that a seat takes, in words.
pub fn roles_of(config: &Config, seat: &str) -> String {
    match config.roles.get(seat) {
        Some(role) if role.rank.is_some() => format!("an {seat} or above"),
        Some(_) => format!("somebody with the role {seat}"),
        None => "somebody with a creative role".to_owned(),
    }
}

/// Everybody whose roles are those of a seat and who works here on a day.
pub fn who_fits<'c>(config: &'c Config, seat: &str, day: Day) -> Vec<&'c PersonId> {
    let here = config.people.iter().filter(|(_, facts)| facts.is_active(day)).map(|(id, _)| id);
    here.filter(|id| fits(config, id, seat)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    #[test]
    fn a_seat_takes_its_role_and_a_ranked_one_those_above() {
        let text = "[people]\nann = { name = \"A\", roles = [\"account-executive\"] }\nmai = { name = \"M\", roles = [\"account-manager\"] }\n\
                    kim = { name = \"K\", roles = [\"copywriter\"] }\ntom = { name = \"T\", roles = [\"traffic\", \"account-coordinator\"] }\n";
        let (config, findings) = Config::parse(text, SourceId(0));
        assert_eq!(findings, []);
        let fitting = |seat: &str| {
            let day = Day::ymd(2026, 12, 1).expect("a day");
            who_fits(&config, seat, day).into_iter().map(PersonId::as_str).collect::<Vec<_>>()
        };
        assert_eq!(fitting("account-executive"), ["ann", "mai"]);
        assert_eq!(fitting("account-manager"), ["mai"]);
        assert_eq!(fitting("creative"), ["kim"]);
        assert_eq!(fitting("traffic"), ["tom"]);
        assert_eq!(fitting("finance"), Vec::<&str>::new());
        // a seat of the agency's own
        assert_eq!(fitting("night-desk"), ["ann", "kim", "mai", "tom"]);
    }
}
