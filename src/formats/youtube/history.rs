//! `watch-history.json` and `MyActivity.json`: one array of what somebody did, newest first.
//!
//! Files and folders have names in the language of the account. `MyActivity.json` reaches further back, and
//! has searches and likes as well; where both are imported, a play of both is one.

use serde::Deserialize;

use super::activity::Activity;
use super::address::is_search;
use super::words::Words;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::identity::Identity;
use crate::formats::json_array::ArrayItems;
use crate::formats::json_rows::{Items, named, parse, whole};
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::sink::Sink;

/// The history of one account as JSON, read as [`ME`](crate::formats::generic::ME)'s.
pub struct History;

/// Whose rows they are.
const SOURCE: &str = "YouTube";

/// A row, as far as it is of use.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    header: Option<String>,
    title: Option<String>,
    title_url: Option<String>,
    subtitles: Option<Vec<Subtitle>>,
    time: Option<String>,
    details: Option<Vec<Subtitle>>,
}

/// A row of any product of Google.
#[derive(Deserialize)]
struct Foreign {
    header: String,
    title: String,
    time: String,
    products: Vec<String>,
}

impl Foreign {
    fn is_whole(&self) -> bool {
        let texts = [&self.header, &self.title, &self.time];
        !self.products.is_empty() && texts.iter().all(|text| !text.is_empty())
    }
}

/// A line below a title.
#[derive(Deserialize)]
struct Subtitle {
    name: Option<String>,
    url: Option<String>,
}

impl Row {
    fn read(bytes: &[u8]) -> Result<(Activity, Option<String>), String> {
        let mut row: Self = parse(bytes, SOURCE)?;
        let lines = row.subtitles.unwrap_or_default();
        // Other lines say at which time of day, or in which place.
        let channel = lines.into_iter().find(|line| line.url.is_some());
        let activity = Activity {
            product: named(&mut row.header).unwrap_or_default(),
            sentence: named(&mut row.title)
                .unwrap_or_default()
                .replace('\u{a0}', " "),
            url: named(&mut row.title_url),
            channel: channel.and_then(|mut line| named(&mut line.name)),
            is_ad: row.details.unwrap_or_default().iter().any(is_ad),
        };
        Ok((activity, named(&mut row.time)))
    }
}

/// Returns whether a detail says that Google showed it: `From Google Ads`, `Von Google Anzeigen`.
fn is_ad(detail: &Subtitle) -> bool {
    let name = detail.name.as_deref();
    name.is_some_and(|name| name.contains("Google"))
}

/// Returns the words of the file that begins with `text`.
fn words(text: &str) -> Words {
    let mut items = ArrayItems::new(text.as_bytes());
    let (mut sentences, mut is_mixed) = (Vec::new(), false);
    while let Ok(Some((_, item))) = items.next_item() {
        let Ok((activity, _)) = Row::read(item) else {
            continue;
        };
        is_mixed |= activity.url.as_deref().is_some_and(is_search);
        if activity.video_id().is_some() && !activity.is_ad {
            sentences.push(activity.sentence);
        }
    }
    Words::of(sentences.iter().map(String::as_str), is_mixed)
}

impl Format for History {
    fn name(&self) -> &'static str {
        "youtube"
    }

    fn about(&self) -> About {
        About {
            what: "YouTube and YouTube Music, Google's Takeout as JSON",
            files: "watch-history.json, MyActivity.json, or the ZIP",
            get: "takeout.google.com: YouTube, history only, and JSON among Multiple formats",
            lacks: "how long anything was watched",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::Start,
            zone: Zone::Utc,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn caveat(&self) -> Option<&'static str> {
        Some(super::CAVEAT)
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let is_activity = |bytes: &[u8]| {
            Row::read(bytes).is_ok_and(|(activity, time)| {
                activity.is_of_youtube() && !activity.sentence.is_empty() && time.is_some()
            })
        };
        let is_mine = context.mapping.is_empty() && ArrayItems::any_of(probe.text()?, is_activity);
        is_mine.then(|| {
            Recognised::because("it is an array of objects with a title and a time of YouTube")
        })
    }

    fn no_log(&self, probe: &Probe<'_>, context: &Context) -> Option<&'static str> {
        let is_activity =
            |bytes: &[u8]| parse::<Foreign>(bytes, SOURCE).is_ok_and(|foreign| foreign.is_whole());
        let is_other = context.mapping.is_empty() && ArrayItems::any_of(probe.text()?, is_activity);
        is_other.then_some(
            "this is what Google has of another product; import watch-history.json of YouTube and YouTube Music, \
             MyActivity.json of YouTube, or the ZIP as it comes",
        )
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let words = words(input.probe().text().unwrap_or_default());
        let clock = self.facts().clock(context);
        Items::Array(ArrayItems::new(input.stream()?)).send_each(sink, whole, |bytes| {
            let (activity, time) = Row::read(bytes)?;
            activity.entry(words, || {
                let time = time.ok_or("states no time")?;
                let moment = clock.moment(&time);
                moment.map_err(|error| format!("time `{time}` {error}"))
            })
        })
    }
}

#[cfg(test)]
mod tests;
