//! `watch-history.html` and `MyActivity.html`: what somebody did, on a page for reading, newest first.
//!
//! Dates are written in the language of the account. Only English ones are read: for others Google writes
//! JSON, where times are the same in all languages.

use std::borrow::Cow;

use memchr::memmem;

use super::activity::Activity;
use super::blocks::Blocks;
use super::markup::{TextLine, lines};
use super::words::Words;
use super::written_time::{Unread, moment};
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::identity::Identity;
use crate::formats::probe::Probe;
use crate::formats::read_error::{At, ReadError};
use crate::formats::recognised::Recognised;
use crate::formats::refusal::refusal;
use crate::formats::sink::{Sink, send};
use crate::formats::time::{Clock, MomentError};

/// The history of one account as a page, read as [`ME`](crate::formats::generic::ME)'s.
pub struct HistoryPage;

/// How many dates that are not English it takes, with no English one before, to give a page up.
const FOREIGN: u64 = 3;

/// What is known of the dates of a page.
struct Dates {
    clock: Clock,
    /// The same with no other zone than the one that the user has named for these very times.
    named: Clock,
    english: u64,
    /// The first that is not English, its line, and how many there are.
    foreign: Option<(u64, String, u64)>,
}

impl Dates {
    fn read(&mut self, line: u64, text: &str) -> Result<Result<i64, String>, ReadError> {
        let malformed = |problem| ReadError::Malformed { line, problem };
        match moment(text, self.clock, self.named) {
            Ok(moment) => {
                self.english += 1;
                Ok(Ok(moment))
            }
            Err(Unread::NoMoment(MomentError::NoZone)) => Err(ReadError::NoZone {
                at: At::Line(line),
                value: text.to_owned(),
            }),
            Err(Unread::NoMoment(error)) => Ok(Err(format!("`{text}` {error}"))),
            Err(Unread::UnknownZone(zone)) => Err(malformed(format!(
                "`{zone}` in `{text}` may be several time zones; name yours with --times-in, for example \
                 --times-in America/Chicago, or ask Google for JSON"
            ))),
            Err(Unread::NotEnglish) => {
                let first = self.foreign.get_or_insert((line, text.to_owned(), 0));
                first.2 += 1;
                if first.2 >= FOREIGN {
                    self.check()?;
                }
                Ok(Err(format!("`{text}` is no date in English")))
            }
        }
    }

    /// Fails where there was no English date among others.
    fn check(&self) -> Result<(), ReadError> {
        match &self.foreign {
            Some((line, text, _)) if self.english == 0 => Err(ReadError::Malformed {
                line: *line,
                problem: format!(
                    "`{text}` is no date in English; ask Google's Takeout for the history as JSON instead of \
                     HTML, which is read in every language"
                ),
            }),
            _ => Ok(()),
        }
    }
}

/// Returns the activity in `html`, and the text of its date.
fn activity(html: &str) -> (Activity, String) {
    let part = |class: &str| {
        let place = memmem::find(html.as_bytes(), class.as_bytes())?;
        let (_, inside) = html[place..].split_once('>')?;
        Some(inside)
    };
    let before_end = |inside: &str| {
        let (inside, _) = inside.split_once("</div>").unwrap_or((inside, ""));
        lines(inside)
    };
    let product = part("mdl-typography--title").map(before_end);
    let product = product.and_then(|lines| lines.into_iter().next());
    let mut content = part("mdl-typography--body-1")
        .map(before_end)
        .unwrap_or_default();
    let date = content.pop().unwrap_or_default();
    let mut content = content.into_iter();
    let TextLine { text, link } = content.next().unwrap_or_default();
    let is_of_ads = |html: &str| {
        // Most say nothing of the sort, and need not be taken apart.
        html.contains("Ads")
            && lines(html)
                .iter()
                .any(|line| line.text.contains("Google Ads"))
    };
    let activity = Activity {
        product: product.unwrap_or_default().text,
        sentence: text,
        url: link,
        channel: content
            .find(|line| line.link.is_some())
            .map(|line| line.text),
        is_ad: part("mdl-typography--caption").is_some_and(is_of_ads),
    };
    (activity, date.text)
}

impl Format for HistoryPage {
    fn name(&self) -> &'static str {
        "youtube-html"
    }

    fn about(&self) -> About {
        About {
            what: "YouTube and YouTube Music, Google's Takeout as a page",
            files: "watch-history.html, or the ZIP",
            get: "takeout.google.com: YouTube, history only; better as JSON",
            lacks: "how long anything was watched; dates in other languages than English",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::Start,
            zone: Zone::Asked,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn caveat(&self) -> Option<&'static str> {
        Some(super::CAVEAT)
    }

    /// The styles alone are longer than what is seen of a page before it is read.
    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let has = |text: &[u8]| memmem::find(probe.bytes(), text).is_some();
        let is_mine = context.mapping.is_empty()
            && has(b"<html")
            && (has(b"class=\"outer-cell") || has(b"<style") && has(b".mdl-"));
        is_mine.then(|| Recognised::because("it is a page in the style of Google's activities"))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let clock = self.facts().clock(context);
        let mut dates = Dates {
            clock,
            named: Clock {
                zone: context.times_in,
                ..clock
            },
            english: 0,
            foreign: None,
        };
        let mut blocks = Blocks::new(input.stream()?);
        while let Some((line, html)) = blocks.next_block()? {
            // Nearly all are text as it should be, which is seen faster than what is not.
            let text =
                str::from_utf8(html).map_or_else(|_| String::from_utf8_lossy(html), Cow::Borrowed);
            let (activity, date) = activity(&text);
            // In which language the page is shows in the dates of videos, whatever was done with them.
            let when = match activity.video_id() {
                Some(_) if activity.is_of_youtube() && !activity.is_ad => {
                    dates.read(line, &date)?
                }
                _ => Err("states no date".to_owned()),
            };
            let entry = activity.entry(Words::ENGLISH, || when);
            send(
                sink,
                entry.unwrap_or_else(|reason| refusal(line, &reason, html)),
            )?;
        }
        dates.check()
    }
}

#[cfg(test)]
mod tests;
