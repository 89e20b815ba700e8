//! What a report is about: the lines above its panels.

use crate::domain::format::counted;
use crate::export::report::{Panel, Report};
use crate::guard::Shown;
use crate::guard::frame::plays_of_log;
use crate::guard::headline::sentence;
use crate::store::reduced::PSEUDONYMOUS;

/// Returns what the report is about: its title, and lines below it.
pub(crate) fn header(report: &Report<'_>) -> (String, Vec<String>) {
    let (facts, frame) = (report.facts, report.frame);
    let window = frame.window;
    let mut log = Vec::new();
    log.extend(facts.viewer.as_ref().map(|name| format!("{name} alone")));
    if let Shown::Exact(plays) = plays_of_log(facts, frame) {
        log.push(counted(plays, "play", "plays"));
    }
    if facts.viewer.is_none() {
        log.extend(report.log_viewers.map(Shown::viewers));
    }
    log.extend(facts.days.map(|days| days.to_string()));
    let mut asked = vec![
        window.to_string(),
        counted(u64::from(window.days()), "day", "days"),
    ];
    if facts.days.is_some_and(|days| days.to() == window.to()) {
        asked.insert(2, "to the newest day".to_owned());
    }
    let mut lines = vec![
        log.join(" · "),
        asked.join(" · "),
        format!("In this log, {}.", report.day_rule()),
    ];
    // The dashboard's sentence, where the list it comes from is reported.
    let callout = frame
        .callouts
        .first()
        .filter(|_| report.panels.contains(&Panel::Streaks));
    if let Some(callout) = callout {
        lines.insert(0, sentence(&callout.into(), report.yesterday));
    }
    if facts.is_synthetic {
        lines.push("Made up: no viewer, no play and no number here is real.".to_owned());
    }
    if facts.is_reduced {
        lines.push(format!("This log is {PSEUDONYMOUS}."));
    }
    if !report.filter.is_empty() {
        lines.push(format!(
            "The lists hold only names with \"{}\".",
            report.filter
        ));
    }
    if let Shown::Below(minimum) = report.guard.viewers(1) {
        lines.push(format!(
            "<{minimum} stands for fewer than {minimum} viewers, and · for what would tell about them; a name \
             without numbers has as few. --exact shows all."
        ));
    }
    if frame.totals.rows == Shown::Exact(0) {
        lines.push("The log holds no row of these days.".to_owned());
    }
    (report.source.to_owned(), lines)
}
