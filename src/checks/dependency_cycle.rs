//! I34: people who report to each other in a circle, and jobs that wait for each other.

use super::rule::{Desk, rule};
use crate::config::Config;
use crate::finding::Finding;
use crate::key_path;
use crate::source::Place;
use crate::values::PersonId;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::hash::Hash;

rule! {
    /// ## What it does
    /// Looks for circles: someone who reports, over others, to themselves, and jobs that come `after` each other.
    ///
    /// ## Why it matters
    /// What is late is told to the next one up; in a circle there is no up. Jobs that wait for each other are never begun.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// after:
    ///   - ACME-0013                       # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// after:
    ///   - ACME-0012
    /// ```
    DependencyCycle, "dependency-cycle", ["I34"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    let bosses = config.people.iter().map(|(id, person)| (id, person.reports_to.iter().collect::<Vec<_>>()));
    for circle in circles(&bosses.collect()) {
        if let Some(place) = reports(config, circle[0]) {
            let message = format!("reports to themselves: {}", around(&circle));
            let mut finding = META.finding(place, message).help("leave out `reports_to` of whoever is at the top");
            for other in &circle[1..] {
                finding.related.extend(reports(config, other).map(|place| (place, format!("`{other}`"))));
            }
            findings.push(finding);
        }
    }
    let jobs: HashMap<_, _> = desk.agency.jobs.iter().map(|job| (&job.id, job)).collect();
    let waits = desk.agency.jobs.iter().filter(|job| !job.after.is_empty());
    let waits = waits.map(|job| (&job.id, job.record.after.iter().collect::<Vec<_>>()));
    for circle in circles(&waits.collect()) {
        let next = |at: usize| *circle.get(at + 1).unwrap_or(&circle[0]);
        let waits = |at: usize| {
            let job = jobs.get(circle[at])?;
            let index = job.after.iter().position(|after| after == next(at)).unwrap_or_default();
            Some(job.at(key_path!["after", index]))
        };
        let Some(place) = waits(0) else { continue };
        let mut finding = META.finding(place, format!("waits for itself: {}", around(&circle)));
        for (at, job) in circle.iter().enumerate().skip(1) {
            finding.related.extend(waits(at).map(|place| (place, format!("`{job}`"))));
        }
        let (job, next) = (circle[0], next(0));
        findings.push(
            finding.help(format!("let one of them begin without the other: `suits job set {job} after-={next}`")),
        );
    }
}

/// Where it is written whom somebody reports to.
pub(super) fn reports(config: &Config, person: &PersonId) -> Option<Place> {
    config.person(person)?.reports_to.as_ref()?;
    config.place(&format!("people.{person}.reports_to"))
}

fn around<T: Display>(circle: &[T]) -> String {
    circle.iter().chain(circle.first()).map(ToString::to_string).collect::<Vec<_>>().join(" → ")
}

/// Each circle once, beginning with its smallest member. Steps from each node in order and leaves none twice, so that the
/// cost follows the arrows.
fn circles<T: Copy + Ord + Hash>(arrows: &BTreeMap<T, Vec<T>>) -> Vec<Vec<T>> {
    let mut done: HashMap<T, bool> = HashMap::new();
    let mut circles = Vec::new();
    for &start in arrows.keys() {
        if done.contains_key(&start) {
            continue;
        }
        let mut walk: Vec<(T, usize)> = vec![(start, 0)];
        done.insert(start, false);
        while let Some((at, next)) = walk.last_mut() {
            let Some(&to) = arrows.get(at).and_then(|targets| targets.get(*next)) else {
                done.insert(*at, true);
                walk.pop();
                continue;
            };
            *next += 1;
            match done.get(&to) {
                None => {
                    done.insert(to, false);
                    walk.push((to, 0));
                }
                Some(false) => {
                    let from = walk.iter().position(|(node, _)| *node == to).unwrap_or_default();
                    circles.push(turned(walk[from..].iter().map(|(node, _)| *node).collect()));
                }
                Some(true) => {}
            }
        }
    }
    circles
}

fn turned<T: Copy + Ord>(mut circle: Vec<T>) -> Vec<T> {
    let smallest = circle.iter().enumerate().min_by_key(|(_, node)| **node).map_or(0, |(at, _)| at);
    circle.rotate_left(smallest);
    circle
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(arrows: &[(u32, &[u32])]) -> Vec<Vec<u32>> {
        circles(&arrows.iter().map(|(from, to)| (*from, to.to_vec())).collect())
    }

    #[test]
    fn each_circle_is_said_once() {
        assert_eq!(found(&[(1, &[1])]), [[1]]);
        assert_eq!(found(&[(3, &[5]), (5, &[4]), (4, &[3])]), [[3, 5, 4]]);
        assert_eq!(found(&[(1, &[2]), (2, &[3, 9]), (3, &[2])]), [[2, 3]]);
    }

    #[test]
    fn a_chain_and_a_diamond_are_no_circle() {
        let chain: Vec<(u32, Vec<u32>)> = (0..100_000).map(|at| (at, vec![at + 1])).collect();
        assert_eq!(circles(&chain.into_iter().collect()), Vec::<Vec<u32>>::new());
        assert_eq!(found(&[(1, &[2, 3]), (2, &[4]), (3, &[4])]), Vec::<Vec<u32>>::new());
    }
}
