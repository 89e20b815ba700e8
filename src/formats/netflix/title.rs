//! The grammar of Netflix's titles: which show an episode belongs to.
//!
//! A title is pieces joined by `: `. An episode has its show, a piece that names the season, and
//! the episode; the season's words follow the language of the profile. Show, season and episode
//! may hold a colon of their own, so the first piece that names a season decides.

mod words;

use crate::domain::name::folded;
use words::{EPISODES, LAST, LIMITED, NUMBER_WORDS, PARTS, SEASONS};

/// Returns the show an episode belongs to, or `None` where `title` is a film's.
pub(super) fn show(title: &str) -> Option<&str> {
    let pieces = pieces(title);
    let show = (1..pieces.len())
        .find(|place| names_season(title, &pieces, *place))
        .map(|place| before(title, &pieces, place))
        .or_else(|| ends_with_episode(title).then(|| first_piece(title, &pieces)));
    show.filter(|show| !show.is_empty())
}

/// Returns where in `title` each piece begins: after every colon with a blank after it.
fn pieces(title: &str) -> Vec<usize> {
    let breaks = memchr::memchr_iter(b':', title.as_bytes()).map(|colon| colon + 1);
    let mut pieces = Vec::with_capacity(4);
    pieces.push(0);
    pieces.extend(breaks.filter(|place| title[*place..].starts_with(char::is_whitespace)));
    pieces
}

/// Returns what stands before a piece, without the colon between.
fn before<'t>(title: &'t str, pieces: &[usize], place: usize) -> &'t str {
    let end = pieces[place].saturating_sub(1);
    title[..end].trim()
}

fn piece<'t>(title: &'t str, pieces: &[usize], place: usize) -> &'t str {
    match pieces.get(place + 1) {
        Some(next) => title[pieces[place]..next - 1].trim(),
        None => title[pieces[place]..].trim(),
    }
}

/// Returns the first piece, without an episode's parentheses where it is the only one.
fn first_piece<'t>(title: &'t str, pieces: &[usize]) -> &'t str {
    if pieces.len() > 1 {
        return before(title, pieces, 1);
    }
    title
        .rfind(['(', '（'])
        .map_or(title, |open| title[..open].trim())
}

fn names_season(title: &str, pieces: &[usize], place: usize) -> bool {
    let words = folded(piece(title, pieces, place));
    if is_numbered(&words, SEASONS) || LIMITED.contains(&words.as_str()) {
        return true;
    }
    let last = place + 1 == pieces.len();
    !last
        && (is_bare_season(&words)
            || is_numbered(&words, PARTS)
            || begins_with_own_name(&title[pieces[place]..], before(title, pieces, place)))
}

/// Returns whether the words are a season's alone, or with "final" beside it.
fn is_bare_season(words: &str) -> bool {
    let mut words = words.split_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some(word), None, None) => SEASONS.contains(&word),
        (Some(one), Some(two), None) => {
            SEASONS.contains(&one) && LAST.contains(&two)
                || LAST.contains(&one) && SEASONS.contains(&two)
        }
        _ => false,
    }
}

/// Returns whether `rest` is a season that goes by the show's name (the same again, or with a
/// number) and an episode.
fn begins_with_own_name(rest: &str, show: &str) -> bool {
    let (rest, show) = (folded(rest), folded(show));
    let tail = rest
        .strip_prefix(&show)
        .and_then(|tail| tail.split_once(": "));
    let Some((tail, _)) = tail.filter(|_| !show.is_empty()) else {
        return false;
    };
    let number = tail.trim_start_matches([',', '-', '–', ' ']).trim_end();
    number.is_empty() || (number.len() < tail.len() && is_season_tail(number))
}

/// Returns whether what follows a show's own name says which season it is.
fn is_season_tail(words: &str) -> bool {
    is_number(words) || is_numbered(words, SEASONS) || is_numbered(words, PARTS)
}

/// Returns whether `words` are one of `kinds` with a number after or before it, and nothing more
/// than a letter, parentheses or a second such pair behind.
fn is_numbered(words: &str, kinds: &[&str]) -> bool {
    // Nearly all words of other languages begin otherwise: a byte tells sooner than all of them.
    let first = words.as_bytes().first();
    let alike = kinds.iter().filter(|kind| kind.as_bytes().first() == first);
    let after = alike.filter_map(|kind| words.strip_prefix(kind));
    let mut tails = after.filter(|rest| rest.starts_with([' ', '#']) || starts_with_number(rest));
    if tails.any(|rest| number_then_nothing(rest.trim_start_matches([' ', '#', '.']))) {
        return true;
    }
    let ordinal = words.strip_prefix('第').unwrap_or(words).trim_start();
    let number = number_length(ordinal);
    let rest = ordinal[number..].trim_start_matches(['.', 'ª', 'º', 'a', 'o', 'ا', '-', ' ']);
    number > 0 && kinds.contains(&rest.trim())
}

fn number_then_nothing(words: &str) -> bool {
    let end = words.find([' ', ',', '(', '-', '–']).unwrap_or(words.len());
    let (number, rest) = words.split_at(end);
    let lettered = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let known = is_number(number) || (number.len() <= lettered.len() + 1 && is_digits(lettered));
    let rest = rest.trim_start_matches([' ', ',', '-', '–']);
    let alone = rest.is_empty() || rest.starts_with('(') || rest.chars().count() == 1;
    known && (alone || is_numbered(rest, PARTS) || is_numbered(rest, SEASONS))
}

fn is_number(word: &str) -> bool {
    let roman =
        (1..=5).contains(&word.len()) && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    is_digits(word) || roman || NUMBER_WORDS.contains(&word) || LAST.contains(&word)
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && number_length(word) == word.len()
}

fn starts_with_number(words: &str) -> bool {
    number_length(words) > 0
}

/// Returns the length in bytes of the number `words` begin with.
fn number_length(words: &str) -> usize {
    let digit = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
    words.find(|c| !digit(c)).unwrap_or(words.len())
}

/// Returns whether the title ends in parentheses that number an episode.
fn ends_with_episode(title: &str) -> bool {
    let words = folded(title);
    let Some((_, inner)) = words
        .strip_suffix(')')
        .and_then(|words| words.rsplit_once('('))
    else {
        return false;
    };
    is_numbered(inner.trim(), EPISODES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Harbour: Season 2: The Pier (Episode 4)", "Harbour")]
    #[case("Harbour: Series 12: Fog", "Harbour")]
    #[case("Harbour: Limited Series: Fog", "Harbour")]
    #[case("Harbour: Part 1: Fog", "Harbour")]
    #[case("Harbour: Volume II: Fog", "Harbour")]
    #[case("Harbour: Book Three: Water: Fog", "Harbour")]
    #[case("Harbour: Chapter One: Fog", "Harbour")]
    #[case("Harbour: Collection 5: Cakes", "Harbour")]
    #[case("Harbour: Season 4 Part 2: Fog", "Harbour")]
    #[case("Harbour: Season 4 (Vol. 2): Fog", "Harbour")]
    #[case("Harbour: Season 4B: Fog", "Harbour")]
    #[case("Harbour: The Final Season: Fog", "Harbour")]
    #[case("Harbour: Season 3", "Harbour")]
    #[case("Harbour: Lights: Season 1: Fog", "Harbour: Lights")]
    #[case("Harbour: Season 1: Part 2: Fog", "Harbour")]
    #[case("Harbour: Temporada 1: A névoa", "Harbour")]
    #[case("Harbour: 1ª Temporada: A névoa", "Harbour")]
    #[case("Harbour: Parte 3: Niebla", "Harbour")]
    #[case("Harbour: Minissérie: A névoa", "Harbour")]
    #[case("Harbour: Saison 1: Brume", "Harbour")]
    #[case("Harbour\u{a0}: Saison\u{a0}1\u{a0}: Brume", "Harbour")]
    #[case("Harbour: Partie 2: Brume", "Harbour")]
    #[case("Harbour: Sezon 1: Mgła", "Harbour")]
    #[case("Harbour: Sezon finałowy: Mgła", "Harbour")]
    #[case("Harbour: Część 2: Mgła", "Harbour")]
    #[case("Harbour: Księga 1: Mgła", "Harbour")]
    #[case("Harbour: Miniserial: Mgła", "Harbour")]
    #[case("Harbour: Seizoen 2: Mist", "Harbour")]
    #[case("Harbour: Deel 2: Mist", "Harbour")]
    #[case("Harbour: Miniserie: Mist", "Harbour")]
    #[case("Harbour: Sæson 2: Tåge", "Harbour")]
    #[case("Harbour: Staffel 2: Nebel", "Harbour")]
    #[case("Harbour: Stagione 2: Nebbia", "Harbour")]
    #[case("Harbour: 1. řada: Mlha", "Harbour")]
    #[case("Harbour: 1. Sezon: Sis", "Harbour")]
    #[case("Harbour: 2. évad: Köd", "Harbour")]
    #[case("Гавань: Сезон 1: Туман", "Гавань")]
    #[case("港: シーズン1: 霧", "港")]
    #[case("港: パート1: 霧", "港")]
    #[case("港: 第２シーズン: 霧", "港")]
    #[case("港: 第一季: 雾", "港")]
    #[case("항구: 시즌 1: 안개", "항구")]
    #[case(
        "Stranger Things: Stranger Things 4: Chapter One: Fog",
        "Stranger Things"
    )]
    #[case("Stranger Things: stranger things: Fog", "Stranger Things")]
    #[case("Ocean’s: Ocean's 2: Fog", "Ocean’s")]
    #[case("Harbour: Lights: Harbour: Lights 2: Fog", "Harbour: Lights")]
    #[case("Harbour: Lights: Fog (Episode 12)", "Harbour")]
    #[case("Harbour: A névoa (Episódio 12)", "Harbour")]
    #[case("Harbour: Mgła (Odcinek 12)", "Harbour")]
    #[case("Harbour: Mist (Aflevering 12)", "Harbour")]
    #[case("Harbour (Episode 3)", "Harbour")]
    #[case::placeholder("Harbour: SEASON: VideoEpisode", "Harbour")]
    fn episodes_belong_to_a_show(#[case] title: &str, #[case] expected: &str) {
        assert_eq!(show(title), Some(expected));
    }

    #[rstest]
    #[case("A Winter Prince")]
    #[case("Glass Harbour: A Mystery of Knives")]
    #[case("The Long Games: The Jay: Part 1")]
    #[case("Kill Phil: Vol. 2")]
    #[case("John Reed: Chapter 2")]
    #[case("Harbour: Partners: Fog")]
    #[case("Harbour: Season of Mists: Fog")]
    #[case("Harbour: Seasoned 1: Fog")]
    #[case("Harbour: Harbour 2")]
    #[case("Harbour 2:1 down")]
    #[case("Season 1: Fog")]
    #[case("Series 7 (The Contenders)")]
    #[case(": Season 1: Fog")]
    #[case(": ")]
    #[case("")]
    fn films_belong_to_none(#[case] title: &str) {
        assert_eq!(show(title), None);
    }

    proptest! {
        #[test]
        fn every_title_has_a_show_or_none(title in "(Harbour|Season|[(:) 1一.第季]|\\PC){0,20}") {
            if let Some(show) = show(&title) {
                prop_assert!(title.contains(show) && !show.is_empty());
            }
        }
    }
}
