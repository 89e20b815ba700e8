//! Where what stands on a card: the sentence as large as it fits, the crowd as dots, the footing at the bottom.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::item::{LaidOut, Line, Word};
use super::spec::Card;
use crate::export::picture::Rgb;
use crate::export::picture::outline::{CELL_HEIGHT, CELL_WIDTH, at, circle};
use crate::guard::words::People;

/// The room around everything.
const MARGIN: f32 = 45.0;

/// How many times as large as a screen's the letters of a sentence may be, the largest first.
const SCALES: [f32; 12] = [
    3.0, 2.75, 2.5, 2.3, 2.1, 1.9, 1.7, 1.5, 1.35, 1.2, 1.05, 0.9,
];

/// How large those of the footing are at most.
const FOOTING: f32 = 0.85;

/// The distance of two lines, for letters one high.
const LEADING: f32 = 1.08;

/// The share of a card's height that the sentence may take, with the room above it.
const SENTENCE: f32 = 0.66;

/// The most dots of a crowd: of a larger one, each stands for several people.
const MOST_DOTS: u64 = 200;

/// The widest a dot's place is.
const WIDEST_DOT: f32 = 22.0;

/// A word of the sentence, and whether it is of the number or of the name.
type Marked = (String, bool);

/// Lays a card out.
pub(super) fn laid_out(card: &Card<'_>) -> LaidOut {
    let (width, height) = card.shape.size();
    let sentence = card.sentence();
    let room = f32::from(width) - 2.0 * MARGIN;
    let words = marked(&sentence, card);
    let (scale, lines) = fitting(&words, room, f32::from(height) * SENTENCE - MARGIN);
    let mut laid_out = LaidOut {
        title: sentence,
        size: (width, height),
        ground: card.inks.palette.background,
        shapes: Vec::new(),
        lines: Vec::new(),
    };
    let mut top = MARGIN;
    for line in lines {
        laid_out.lines.push(line_of(line, top, scale, card));
        top += scale * CELL_HEIGHT * LEADING;
    }
    let bottom = f32::from(height) - MARGIN;
    let footing = footing(card, room, bottom);
    let above = footing.first().map_or(bottom, |line| line.top);
    laid_out.lines.extend(footing);
    crowd(card, (top + 18.0, above - 16.0), room, &mut laid_out);
    laid_out
}

/// Cuts a sentence into words, those of the number and of the name marked.
fn marked(sentence: &str, card: &Card<'_>) -> Vec<Marked> {
    let number = card.words.how_many(card.published.people());
    let name = card.published.called().unwrap_or_default();
    let lower = sentence.to_lowercase();
    // The number is where the words put it; `About 55` at the start is found whatever its case.
    let of_number = lower
        .find(&number.to_lowercase())
        .map(|start| start..start + number.len());
    let of_name = (!name.is_empty()).then(|| sentence.find(name)).flatten();
    let of_name = of_name.map(|start| start..start + name.len());
    let mut start = 0;
    let words = sentence.split(' ').map(|word| {
        let place = start;
        start += word.len() + 1;
        let is_in = |range: &Option<std::ops::Range<usize>>| {
            range.as_ref().is_some_and(|range| range.contains(&place))
        };
        (word.to_owned(), is_in(&of_number) || is_in(&of_name))
    });
    words.collect()
}

/// How much smaller letters may be so that the last line is no lone word.
const LESS_FOR_EVEN: f32 = 0.8;

/// Returns the largest scale at which the words fit into a room, and their lines, or a somewhat smaller one whose last line is
/// not as short as a lone word; the smallest where none fits.
fn fitting(words: &[Marked], width: f32, height: f32) -> (f32, Vec<Vec<Marked>>) {
    let fits = |(scale, lines): &(f32, Vec<Vec<Marked>>)| {
        let is_whole = words
            .iter()
            .all(|(word, _)| word.width() <= cells(width, *scale));
        is_whole && count(lines.len()) * scale * CELL_HEIGHT * LEADING <= height
    };
    let smallest = SCALES[SCALES.len() - 1];
    let at = |scale: f32| (scale, wrapped(words, cells(width, scale)));
    let mut fitting = SCALES.into_iter().map(at).filter(fits);
    let largest = fitting.next().unwrap_or_else(|| at(smallest));
    if is_even(&largest.1) {
        return largest;
    }
    let mut near = fitting.take_while(|(scale, _)| *scale >= largest.0 * LESS_FOR_EVEN);
    near.find(|(_, lines)| is_even(lines)).unwrap_or(largest)
}

/// Returns whether the last line is half as long as the longest, or longer.
fn is_even(lines: &[Vec<Marked>]) -> bool {
    let mut lengths = lines.iter().map(|line| group_cells(line));
    let longest = lengths.clone().max().unwrap_or(0);
    lengths.next_back().unwrap_or(0) * 2 >= longest
}

/// Returns how many letters of a scale fit into a width.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "widths are those of cards"
)]
fn cells(width: f32, scale: f32) -> usize {
    (width / (CELL_WIDTH * scale)) as usize
}

#[expect(clippy::cast_precision_loss, reason = "what is counted here is small")]
fn count(number: usize) -> f32 {
    number as f32
}

/// Puts words into lines of at most so many letters, as few as there can be and these as even; a longer word is cut into several.
fn wrapped(words: &[Marked], cells: usize) -> Vec<Vec<Marked>> {
    let cells = cells.max(1);
    let cut = |(word, is_story): &Marked| {
        let is_story = *is_story;
        let pieces = pieces(word, cells).into_iter();
        pieces.map(move |piece| (piece, is_story))
    };
    let words: Vec<Marked> = words.iter().flat_map(cut).collect();
    let groups = groups(&words, cells);
    let fewest = filled(&groups, cells).len();
    let widest = groups.iter().map(|group| group_cells(group)).max();
    let narrower = widest.unwrap_or(0).min(cells)..=cells;
    let mut lines = narrower.map(|cells| filled(&groups, cells));
    lines
        .find(|lines| lines.len() == fewest)
        .unwrap_or_default()
}

/// Puts groups into lines of so many letters, each as full as it can be.
fn filled(groups: &[&[Marked]], cells: usize) -> Vec<Vec<Marked>> {
    let mut lines: Vec<Vec<Marked>> = vec![Vec::new()];
    let mut taken = 0;
    for group in groups {
        let wide = group_cells(group);
        if taken > 0 && taken + 1 + wide > cells {
            lines.push(Vec::new());
            taken = 0;
        }
        taken += wide + usize::from(taken > 0);
        if let Some(line) = lines.last_mut() {
            line.extend_from_slice(group);
        }
    }
    lines
}

fn group_cells(words: &[Marked]) -> usize {
    let letters: usize = words.iter().map(|(word, _)| word.width()).sum();
    letters + words.len().saturating_sub(1)
}

/// Cuts words into groups that stand on one line, `A Christmas` and `18 days`: a word that leans on the one after it is in its
/// group, where a line has room for both.
fn groups(words: &[Marked], cells: usize) -> Vec<&[Marked]> {
    let mut groups: Vec<&[Marked]> = Vec::new();
    for group in words.chunk_by(|(word, _), _| leans(word)) {
        if group_cells(group) <= cells {
            groups.push(group);
        } else {
            groups.extend(group.chunks(1));
        }
    }
    groups
}

/// Returns whether a word leans on the one after it: an article or another of one or two letters, and a number.
fn leans(word: &str) -> bool {
    let is_short = word.width() <= 2 && word.chars().all(char::is_alphabetic);
    let is_number = word.starts_with(|first: char| first.is_ascii_digit())
        && word.ends_with(|last: char| last.is_ascii_digit());
    is_short || is_number
}

/// Cuts a word into pieces of at most so many letters.
fn pieces(word: &str, cells: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for grapheme in word.graphemes(true) {
        let last = pieces.last().map_or(0, |piece| piece.width());
        if last > 0 && last + grapheme.width() > cells {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(grapheme);
        }
    }
    pieces
}

fn line_of(words: Vec<Marked>, top: f32, scale: f32, card: &Card<'_>) -> Line {
    let mut column = 0;
    let words = words.into_iter().map(|(text, is_story)| {
        let begins = column;
        column += u16::try_from(text.width()).unwrap_or(u16::MAX) + 1;
        let inks = card.inks;
        let ink = if is_story {
            inks.story
        } else {
            inks.palette.foreground
        };
        Word {
            ink,
            column: begins,
            text,
        }
    });
    Line {
        left: MARGIN,
        top,
        scale,
        is_bold: true,
        words: words.collect(),
    }
}

/// Returns the lines of the footing, which ends at `bottom`.
fn footing(card: &Card<'_>, room: f32, bottom: f32) -> Vec<Line> {
    let words: Vec<Marked> = card
        .published
        .footing()
        // A line ends with the dot between two facts, and never begins with it.
        .replace(" ·", "\u{a0}·")
        .split(' ')
        .map(|word| (word.replace('\u{a0}', " "), false))
        .collect();
    let lines = wrapped(&words, cells(room, FOOTING));
    let height = FOOTING * CELL_HEIGHT * LEADING;
    let top = bottom - count(lines.len()) * height;
    let lines = lines.into_iter().enumerate().map(|(place, words)| {
        let mut line = line_of(words, top + count(place) * height, FOOTING, card);
        line.is_bold = false;
        for word in &mut line.words {
            word.ink = card.inks.faint;
        }
        line
    });
    lines.collect()
}

/// Draws the crowd between two heights, a dot for each person, or for ten, or more: as many as were published.
fn crowd(card: &Card<'_>, (top, bottom): (f32, f32), room: f32, laid_out: &mut LaidOut) {
    let (People::About(people) | People::Exactly(people)) = card.published.people();
    let each = each(people);
    let dots = usize::try_from(people.div_ceil(each)).unwrap_or(0);
    let says = dots_in_words(each);
    let caption = FOOTING * CELL_HEIGHT;
    let height = bottom - top - if says.is_some() { caption } else { 0.0 };
    let Some((place, columns)) = places(dots, room, height) else {
        return;
    };
    let ink: Rgb = card.inks.story;
    for dot in 0..dots {
        let x = MARGIN + (count(dot % columns) + 0.5) * place;
        let y = top + (count(dot / columns) + 0.5) * place;
        laid_out.shapes.push((ink, circle(at(x, y), place * 0.34)));
    }
    let rows = dots.div_ceil(columns);
    if let Some(says) = says {
        let below = top + count(rows) * place + 2.0;
        let words = vec![(says, false)];
        let mut line = line_of(words, below, FOOTING * 0.9, card);
        line.is_bold = false;
        for word in &mut line.words {
            word.ink = card.inks.faint;
        }
        laid_out.lines.push(line);
    }
}

/// Returns how many people a dot stands for: one, ten, a hundred…
fn each(people: u64) -> u64 {
    let mut each = 1;
    while people.div_ceil(each) > MOST_DOTS {
        each *= 10;
    }
    each
}

/// Says what a dot stands for, where that is more than one.
fn dots_in_words(each: u64) -> Option<String> {
    let number = crate::domain::format::thousands(each);
    (each > 1).then(|| format!("● = {number}"))
}

/// Returns the side of a dot's place, and how many stand in a row; `None` where there is no room.
fn places(dots: usize, width: f32, height: f32) -> Option<(f32, usize)> {
    let mut place = WIDEST_DOT;
    while place >= 4.0 {
        let columns = cells(width, place / CELL_WIDTH);
        if columns > 0 && count(dots.div_ceil(columns)) * place <= height {
            return Some((place, columns));
        }
        place -= 0.5;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn lines(sentence: &str, cells: usize) -> Vec<String> {
        let words: Vec<Marked> = sentence
            .split(' ')
            .map(|word| (word.to_owned(), false))
            .collect();
        let joined = |line: Vec<Marked>| {
            let words: Vec<String> = line.into_iter().map(|(word, _)| word).collect();
            words.join(" ")
        };
        wrapped(&words, cells).into_iter().map(joined).collect()
    }

    const TWEET: &str =
        "About 55 people watched A Christmas Prince every day for the past 18 days.";

    #[test]
    fn an_article_and_a_number_stand_with_their_word() {
        for cells in 12..80 {
            for line in lines(TWEET, cells) {
                let is_torn = line.ends_with(" A") || line.ends_with(" 55") || line.ends_with("18");
                assert!(!is_torn, "{cells}: {line}");
            }
        }
    }

    #[rstest]
    #[case::even("one two three four five six", 20, &["one two three", "four five six"])]
    #[case::no_room_for_both("a remarkable title", 10, &["a", "remarkable", "title"])]
    #[case::a_long_word("Donaudampfschiff", 6, &["Donaud", "ampfsc", "hiff"])]
    #[case::wide_letters("君の名は。 fin", 6, &["君の名", "は。", "fin"])]
    #[case::nothing("", 6, &[""])]
    fn lines_are_even_and_hold_all(
        #[case] sentence: &str,
        #[case] cells: usize,
        #[case] expected: &[&str],
    ) {
        assert_eq!(lines(sentence, cells), expected);
    }
}
