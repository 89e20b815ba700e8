//! What was played, as Playback Reporting names it.

use crate::domain::Kind;

/// What was played.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::formats) struct Item<'a> {
    pub title: &'a str,
    pub show: Option<&'a str>,
    pub kind: Option<Kind>,
}

/// What the plugin writes where it does not know the series, the artist or the album.
const NOT_KNOWN: &str = "Not Known";

impl<'a> Item<'a> {
    /// Returns what is called `name`: `Show - s02e04 - Title`, `Artist - Track (Album)`, or a title alone.
    pub fn of(name: &'a str, item_type: Option<&str>) -> Self {
        let known = |show: &'a str| Some(show.trim()).filter(|show| *show != NOT_KNOWN);
        if let Some((show, title)) = episode(name) {
            return Self {
                title,
                show: known(show),
                kind: Some(Kind::Episode),
            };
        }
        let kind = match item_type {
            Some("Movie") => Kind::Film,
            Some("Episode") => Kind::Episode,
            Some("Audio") => Kind::Track,
            Some("AudioBook") => Kind::Audiobook,
            Some(_) => Kind::Video,
            None => {
                return Self {
                    title: name,
                    show: None,
                    kind: None,
                };
            }
        };
        let (show, title) = match name.split_once(" - ") {
            Some((artist, track)) if kind == Kind::Track => (known(artist), without_album(track)),
            _ => (None, name),
        };
        Self {
            title,
            show,
            kind: Some(kind),
        }
    }
}

/// Splits the name of an episode at its numbers; an episode without a title is called by them. The name of a show may
/// itself have a ` - `.
fn episode(name: &str) -> Option<(&str, &str)> {
    name.match_indices(" - s").find_map(|(place, _)| {
        let numbers = &name[place + " - ".len()..];
        let length = numbers.find(' ').unwrap_or(numbers.len());
        let (season, number) = numbers[1..length].split_once('e')?;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(season) || !is_number(number) {
            return None;
        }
        let title = match numbers[length..].strip_prefix(" -").map(str::trim) {
            Some("") | None if numbers[length..].len() <= " - ".len() => &numbers[..length],
            title => title?,
        };
        Some((&name[..place], title))
    })
}

/// Takes the album off the end of `Track (Album)`; either may have brackets of its own.
fn without_album(name: &str) -> &str {
    let mut depth = 0;
    for (place, byte) in name.bytes().enumerate().rev() {
        match byte {
            b')' => depth += 1,
            b'(' => depth -= 1,
            _ if depth == 0 => return name,
            _ => {}
        }
        if depth == 0 {
            let track = name[..place].trim_end();
            return if track.is_empty() { name } else { track };
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Harbour - s02e04 - The Pier", "Episode", "The Pier", Some("Harbour"))]
    #[case(
        "Harbour - Nights - s10e123 - Fog - Two",
        "Episode",
        "Fog - Two",
        Some("Harbour - Nights")
    )]
    #[case("Harbour - s00e00 - The Pier", "Episode", "The Pier", Some("Harbour"))]
    #[case("Harbour - s01e01 - ", "Episode", "s01e01", Some("Harbour"))]
    #[case("Harbour - s01e01", "Episode", "s01e01", Some("Harbour"))]
    #[case("Not Known - s01e01 - Pilot", "Episode", "Pilot", None)]
    #[case("Pier - see - Low", "Movie", "Pier - see - Low", None)]
    #[case("Pier - s1ex - Low", "Movie", "Pier - s1ex - Low", None)]
    #[case("The Piers - Low Tide (Ebb)", "Audio", "Low Tide", Some("The Piers"))]
    #[case(
        "The Piers - Low (Live) (Ebb (Deluxe))",
        "Audio",
        "Low (Live)",
        Some("The Piers")
    )]
    #[case("Not Known - Low Tide (Not Known)", "Audio", "Low Tide", None)]
    #[case("The Piers - (Ebb)", "Audio", "(Ebb)", Some("The Piers"))]
    #[case("The Piers - Low) Tide", "Audio", "Low) Tide", Some("The Piers"))]
    #[case("Low Tide", "Audio", "Low Tide", None)]
    fn a_name_is_taken_apart(
        #[case] name: &str,
        #[case] item_type: &str,
        #[case] title: &str,
        #[case] show: Option<&str>,
    ) {
        let item = Item::of(name, Some(item_type));
        assert_eq!((item.title, item.show), (title, show));
    }

    #[rstest]
    #[case("Movie", Some(Kind::Film))]
    #[case("Audio", Some(Kind::Track))]
    #[case("AudioBook", Some(Kind::Audiobook))]
    #[case("TvChannel", Some(Kind::Video))]
    fn the_type_says_what_it_is(#[case] item_type: &str, #[case] kind: Option<Kind>) {
        assert_eq!(Item::of("Low", Some(item_type)).kind, kind);
        assert_eq!(Item::of("Low", None).kind, None);
        let episode = Item::of("A - s01e02 - B", None);
        assert_eq!(episode.kind, Some(Kind::Episode));
    }
}
