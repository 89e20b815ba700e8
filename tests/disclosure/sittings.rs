//! What the sittings of a show tell an attacker who reads its page.

use bingetop::guard::page::PageNumbers;
use bingetop::query::page::ItemPage;
use proptest::prelude::*;

use super::intervals::{Interval, System};
use super::reader::{Checked, Hidden, MANY, Reader, interval};

impl Reader {
    /// Everyone who played the show stopped at one of its titles; of those who played a title, the others went on.
    pub fn reads_sittings(&self, page: &ItemPage, numbers: &PageNumbers) -> Checked {
        let (Some(truth), Some(shown)) = (&page.sittings, &numbers.sittings) else {
            return Ok(());
        };
        let mut system = System::default();
        let mut hidden = Vec::new();
        let mut parts = Vec::new();
        for stop in &shown.stops {
            let named = |name: &_| page.episodes.iter().find(|of| of.name == *name);
            let episode = stop.name.as_ref().and_then(named);
            let title = episode.map(|episode| episode.row.item);
            let viewers = truth.stops.iter().find(|of| of.title == title);
            let viewers = u64::from(viewers.map_or(0, |of| of.viewers));
            let known = stop.viewers.map(u64::from);
            prop_assert!(known.is_none_or(|known| known == viewers));
            let what = stop.name.as_ref().map_or("several", |name| &name.name);
            let place = system.number(known.map_or(Interval::between(0, MANY), Interval::exactly));
            parts.push(place);
            hidden.push(Hidden {
                place,
                truth: viewers,
                what: format!("those who stopped at {what}"),
            });
            let Some(episode) = episode else { continue };
            let told = numbers.episodes.iter().find(|of| of.name == episode.name);
            let told = told
                .and_then(|of| of.numbers)
                .map(|of| u64::from(of.viewers));
            let all = system.number(told.map_or(Interval::between(1, MANY), Interval::exactly));
            let others = system.number(Interval::between(0, MANY));
            system.sum(&[place, others], all);
            hidden.push(Hidden {
                place: others,
                truth: u64::from(episode.row.viewers) - viewers,
                what: format!("those who went on from {what}"),
            });
            hidden.push(Hidden {
                place: all,
                truth: episode.row.viewers.into(),
                what: format!("those who played {what}"),
            });
        }
        let all = system.number(Interval::exactly(numbers.viewers.into()));
        system.sum(&parts, all);
        self.none_is_known(&mut system, &hidden)?;
        self.reads_binges(page, numbers)
    }

    /// Who binged was active, and has played something three times: next to all of these may be told, or few.
    fn reads_binges(&self, page: &ItemPage, numbers: &PageNumbers) -> Checked {
        let sittings = numbers.sittings.as_ref().and_then(|all| all.binges);
        let (Some(shown), Some(truth)) = (sittings, &page.sittings) else {
            return Ok(());
        };
        let bingers: u32 = truth.bingers.iter().map(|of| of.viewers).sum();
        let often = truth.bingers.iter().filter(|of| of.binges > 1);
        let often: u32 = often.map(|of| of.viewers).sum();
        let mut system = System::default();
        let binged = system.number(interval(shown.viewers));
        let mut hidden = vec![Hidden {
            place: binged,
            truth: bingers.into(),
            what: "those who binged".to_owned(),
        }];
        let wholes = [numbers.viewers, page.survival.first().copied().unwrap_or(0)];
        for whole in wholes.into_iter().filter(|whole| *whole >= bingers) {
            let all = system.number(Interval::exactly(whole.into()));
            let others = system.number(Interval::between(0, MANY));
            system.sum(&[binged, others], all);
            hidden.push(Hidden {
                place: others,
                truth: u64::from(whole - bingers),
                what: "those who did not".to_owned(),
            });
        }
        self.none_is_known(&mut system, &hidden)?;
        if let (Some(viewers), Some(binges)) = (shown.viewers.exact(), shown.binges.exact()) {
            let is_one = binges == viewers + 1 && u64::from(often) < self.minimum;
            prop_assert!(!is_one, "one viewer binged twice");
        }
        Ok(())
    }
}
