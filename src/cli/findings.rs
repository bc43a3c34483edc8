//! Findings with their places worked out, ready to print.

use crate::finding::Finding;
use crate::source::Sources;
use crate::store::{Places, Snapshot};
use crate::view::{Problem, Related, Unreadable};

/// Findings with their places worked out.
pub(super) fn problems(snapshot: &Snapshot, findings: &[Finding]) -> Vec<Problem> {
    placed(&snapshot.sources, findings)
}

/// Findings with their places worked out in some texts; each text is read once, however many findings it has.
pub(super) fn placed(sources: &Sources, findings: &[Finding]) -> Vec<Problem> {
    let mut places = Places::new(sources);
    let mut place = |finding: &Finding| {
        let at = places.of(&finding.place);
        let mut related = Vec::with_capacity(finding.related.len());
        for (other, why) in &finding.related {
            let at = places.of(other);
            related.push(Related {
                message: why.clone(),
                path: at.path.to_owned(),
                line: at.start.line,
                column: at.start.column,
                end_line: at.end.line,
                end_column: at.end.column,
                excerpt: at.lines.map(str::to_owned),
            });
        }
        Problem {
            code: finding.code.to_owned(),
            alias: crate::checks::find(finding.code).and_then(|rule| rule.meta().aliases.first().copied()),
            severity: finding.severity,
            message: finding.message.clone(),
            argument: finding.argument,
            path: at.path.to_owned(),
            line: at.start.line,
            column: at.start.column,
            end_line: at.end.line,
            end_column: at.end.column,
            excerpt: at.lines.filter(|_| finding.argument.is_none()).map(str::to_owned),
            pointer: at.pointer,
            help: finding.help.clone(),
            related,
            fixable: finding.fix.is_some(),
        }
    };
    findings.iter().map(&mut place).collect()
}

/// The records of a snapshot that could not be read, as a view tells them.
pub(super) fn unreadable(snapshot: &Snapshot) -> Vec<Unreadable> {
    let one = |broken: crate::store::Unreadable| Unreadable {
        path: broken.path,
        line: broken.position.line,
        column: broken.position.column,
        message: broken.message,
    };
    snapshot.unreadable().into_iter().map(one).collect()
}
