//! Pictures held against what they are pictures of.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use rstest::rstest;

use super::outline::{Piece, Point, Step, at};
use super::raster::Band;
use super::{Format, Palette, Picture, Rgb, ansi, html, is_drawn, plain, png, shape, svg};

const INK: Rgb = Rgb(255, 255, 255);
const GROUND: Rgb = Rgb(0, 0, 0);

/// A cell in pixels.
const WIDTH: usize = 20;
const HEIGHT: usize = 40;

/// The room around a picture, in pixels.
const PADDING: usize = 40;

/// Returns which pixels of a cell a character's shape fills.
fn filled(c: char) -> Vec<Vec<bool>> {
    let shape = shape::of(&c.to_string()).unwrap_or_else(|| panic!("{c} is no shape"));
    let mut band = Band::new(WIDTH, HEIGHT, GROUND);
    for piece in &shape.pieces {
        band.fill(piece, INK);
    }
    let rows = band.pixels().chunks(WIDTH);
    rows.map(|row| row.iter().map(|pixel| pixel.0 > 127).collect())
        .collect()
}

/// Returns which sides of the cell a shape reaches: left, top, right, bottom.
fn sides(c: char) -> [bool; 4] {
    let filled = filled(c);
    [
        filled.iter().any(|row| row[0]),
        filled[0].contains(&true),
        filled.iter().any(|row| row[WIDTH - 1]),
        filled[HEIGHT - 1].contains(&true),
    ]
}

fn points(piece: &Piece) -> Vec<Point> {
    match piece {
        Piece::Rect(rect) => vec![at(rect.left, rect.top), at(rect.right, rect.bottom)],
        Piece::Outline(steps) => {
            let mut points = Vec::new();
            for step in steps {
                step.mapped(|to| {
                    points.push(to);
                    to
                });
            }
            points
        }
    }
}

fn all_shapes() -> impl Iterator<Item = char> {
    let ranges = [
        '\u{2010}'..='\u{206f}',
        '\u{2500}'..='\u{25ff}',
        '\u{2800}'..='\u{28ff}',
    ];
    let chars = ranges.into_iter().flatten();
    chars.filter(|c| shape::of(&c.to_string()).is_some())
}

#[test]
fn no_shape_leaves_its_cell_and_none_is_empty() {
    assert!(all_shapes().count() > 380);
    for c in all_shapes().filter(|c| *c != '\u{2800}') {
        let pieces = shape::of(&c.to_string()).expect("a shape").pieces;
        assert!(!pieces.is_empty(), "{c}");
        for point in pieces.iter().flat_map(points) {
            let is_inside = (0.0..=10.0).contains(&point.x) && (0.0..=20.0).contains(&point.y);
            assert!(is_inside, "{c}: {point:?}");
        }
        assert!(filled(c).concat().contains(&true), "{c} is not seen");
    }
}

#[test]
fn no_two_shapes_are_alike_but_shades() {
    let mut seen = std::collections::BTreeMap::new();
    for c in all_shapes().filter(|c| !('░'..='▓').contains(c)) {
        if let Some(other) = seen.insert(filled(c), c) {
            panic!("{c} looks like {other}");
        }
    }
}

/// How many of the pixels a block fills.
#[rstest]
#[case('▁', 1, 8)]
#[case('▂', 2, 8)]
#[case('▃', 3, 8)]
#[case('▄', 4, 8)]
#[case('▅', 5, 8)]
#[case('▆', 6, 8)]
#[case('▇', 7, 8)]
#[case('█', 8, 8)]
#[case('▌', 4, 8)]
#[case('▎', 2, 8)]
#[case('▊', 6, 8)]
#[case('▐', 4, 8)]
#[case('▀', 4, 8)]
#[case('▔', 1, 8)]
#[case('▖', 1, 4)]
#[case('▝', 1, 4)]
#[case('▙', 3, 4)]
#[case('▞', 2, 4)]
fn blocks_fill_their_share(#[case] c: char, #[case] share: usize, #[case] of: usize) {
    let count = filled(c).concat().into_iter().filter(|is| *is).count();
    assert_eq!(count * of, WIDTH * HEIGHT * share, "{c}");
}

/// Where blocks lie, by quarters: upper left, upper right, lower left, lower right.
#[rstest]
#[case('▀', [true, true, false, false])]
#[case('▄', [false, false, true, true])]
#[case('▌', [true, false, true, false])]
#[case('▐', [false, true, false, true])]
#[case('▖', [false, false, true, false])]
#[case('▗', [false, false, false, true])]
#[case('▘', [true, false, false, false])]
#[case('▙', [true, false, true, true])]
#[case('▚', [true, false, false, true])]
#[case('▛', [true, true, true, false])]
#[case('▜', [true, true, false, true])]
#[case('▝', [false, true, false, false])]
#[case('▞', [false, true, true, false])]
#[case('▟', [false, true, true, true])]
fn quarters_lie_where_their_names_say(#[case] c: char, #[case] wanted: [bool; 4]) {
    let filled = filled(c);
    let quarters = [(10, 5), (10, 15), (30, 5), (30, 15)];
    assert_eq!(quarters.map(|(y, x)| filled[y][x]), wanted);
}

/// Lines reach the sides that their names say: left, top, right, bottom.
#[rstest]
#[case("─━╼╾", "lr")]
#[case("│┃╽╿", "tb")]
#[case("┌┏┍┎╭", "rb")]
#[case("┐┓┑┒╮", "lb")]
#[case("└┗┕┖╰", "tr")]
#[case("┘┛┙┚╯", "lt")]
#[case("├┣┝┠┡┢", "trb")]
#[case("┤┫┥┨┩┪", "ltb")]
#[case("┬┳┭┮┯┰", "lrb")]
#[case("┴┻┵┶┷┸", "ltr")]
#[case("┼╋┽╀╁╂╃╄╅╆╇╈╉╊", "ltrb")]
#[case("╴╸", "l")]
#[case("╵╹", "t")]
#[case("╶╺", "r")]
#[case("╷╻", "b")]
fn lines_reach_their_sides(#[case] chars: &str, #[case] wanted: &str) {
    for c in chars.chars() {
        let named = "ltrb".chars().zip(sides(c)).filter(|(_, is)| *is);
        let named: String = named.map(|(side, _)| side).collect();
        assert_eq!(named, wanted, "{c}");
    }
}

#[test]
fn thick_lines_are_thicker_than_thin_ones() {
    let ink = |c| filled(c).concat().into_iter().filter(|is| *is).count();
    for (thin, thick) in ["─━", "│┃", "┌┏", "╴╸", "┼╋", "┄┅"].map(|pair| {
        let mut chars = pair.chars();
        (chars.next().expect("thin"), chars.next().expect("thick"))
    }) {
        assert!(ink(thin) > 0 && ink(thick) > ink(thin), "{thin}{thick}");
    }
}

#[test]
fn corners_have_no_gaps() {
    // Each filled pixel of a corner can be reached from each other one.
    for c in "┌┏┐┓└┗┘┛╭╮╯╰┍┒┕┚".chars() {
        let filled = filled(c);
        let start = (0..WIDTH * HEIGHT).find(|place| filled[place / WIDTH][place % WIDTH]);
        let mut reached = vec![false; WIDTH * HEIGHT];
        let mut waiting: Vec<usize> = start.into_iter().collect();
        while let Some(place) = waiting.pop() {
            let (y, x) = (place / WIDTH, place % WIDTH);
            if reached[place] || !filled[y][x] {
                continue;
            }
            reached[place] = true;
            waiting.extend((x > 0).then(|| place - 1));
            waiting.extend((x + 1 < WIDTH).then(|| place + 1));
            waiting.extend((y > 0).then(|| place - WIDTH));
            waiting.extend((y + 1 < HEIGHT).then(|| place + WIDTH));
        }
        assert_eq!(reached, filled.concat(), "{c}");
    }
}

#[rstest]
#[case('⠁', (5, 5))]
#[case('⠂', (15, 5))]
#[case('⠄', (25, 5))]
#[case('⠈', (5, 15))]
#[case('⠐', (15, 15))]
#[case('⠠', (25, 15))]
#[case('⡀', (35, 5))]
#[case('⢀', (35, 15))]
fn dots_stand_where_braille_has_them(#[case] c: char, #[case] (y, x): (usize, usize)) {
    let filled = filled(c);
    assert!(filled[y][x]);
    let count = filled.concat().into_iter().filter(|is| *is).count();
    let all = self::filled('⣿')
        .concat()
        .into_iter()
        .filter(|is| *is)
        .count();
    assert_eq!(8 * count, all);
}

#[test]
fn a_ring_is_hollow_and_a_dot_is_not() {
    assert!(!filled('○')[20][10] && filled('●')[20][10]);
    assert!(filled('▶')[20][16] && !filled('▶')[12][16]);
}

/// Cells with everything that pictures have to bear.
fn hostile() -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, 24, 5));
    let red = Style::new().fg(Color::Rgb(255, 0, 0));
    buf.set_string(0, 0, "a<b & \"c\" ]]>", red);
    buf.set_string(0, 1, "日本 שלום e\u{301} 👧", Style::new().bg(Color::Blue));
    buf.set_string(0, 2, "┏━▇▇░▒▓⣿▶", red);
    let all = Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED | Modifier::DIM;
    buf.set_string(0, 3, "styled", Style::new().add_modifier(all));
    buf.set_string(10, 3, "turned", red.add_modifier(Modifier::REVERSED));
    buf[(0, 4)].set_symbol("\u{1b}");
    buf[(1, 4)].set_symbol("\u{ffff}");
    buf
}

fn picture(cells: &Buffer) -> Picture<'_> {
    Picture {
        cells,
        palette: Palette::DARK,
        title: "<Tom & \u{1} Jerry>",
    }
}

fn pixels(bytes: &[u8]) -> (usize, usize, Vec<Rgb>) {
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(bytes))
        .read_info()
        .expect("a PNG");
    let mut raw = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut raw).expect("pixels");
    let pixels = raw.chunks(3).map(|rgb| Rgb(rgb[0], rgb[1], rgb[2]));
    (info.width as usize, info.height as usize, pixels.collect())
}

/// Returns the pixels of a cell in a PNG.
fn cell_of(bytes: &[u8], column: usize, row: usize) -> Vec<Rgb> {
    let (width, _, pixels) = pixels(bytes);
    let (left, top) = (PADDING + column * WIDTH, PADDING + row * HEIGHT);
    let row_of = |y: usize| pixels[y * width + left..][..WIDTH].to_vec();
    (top..top + HEIGHT).flat_map(row_of).collect()
}

#[test]
fn a_png_has_the_colours_of_its_cells() {
    let buf = hostile();
    let bytes = png(&picture(&buf));
    let (width, height, all) = pixels(&bytes);
    assert_eq!(width, 24 * WIDTH + 2 * PADDING);
    assert_eq!(height, 5 * HEIGHT + 2 * PADDING);
    assert_eq!(all[0], Palette::DARK.background);
    assert_eq!(all[all.len() - 1], Palette::DARK.background);
    // A blank on blue, a bar, a shade, and a turned letter.
    assert!(
        cell_of(&bytes, 4, 1)
            .iter()
            .all(|pixel| *pixel == Rgb(0, 0, 0xee))
    );
    let bar = cell_of(&bytes, 2, 2);
    assert_eq!(
        (bar[0], bar[WIDTH * 5]),
        (Palette::DARK.background, Rgb(255, 0, 0))
    );
    let shade = super::color::mixed(Palette::DARK.background, Rgb(255, 0, 0), 0.5);
    assert!(cell_of(&bytes, 5, 2).iter().all(|pixel| *pixel == shade));
    let turned = cell_of(&bytes, 10, 3);
    assert_eq!(turned[0], Rgb(255, 0, 0));
    assert!(turned.contains(&Palette::DARK.background));
}

#[test]
fn what_the_font_lacks_is_a_hollow_box_in_a_png() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
    buf.set_string(0, 0, "日a", Style::new());
    let bytes = png(&picture(&buf));
    let ink = Palette::DARK.foreground;
    let (left, right) = (cell_of(&bytes, 0, 0), cell_of(&bytes, 1, 0));
    // Its upper side goes through both cells, and its middle is empty.
    assert_eq!((left[7 * WIDTH + 10], right[7 * WIDTH + 10]), (ink, ink));
    assert_eq!(left[20 * WIDTH + 10], Palette::DARK.background);
    assert!(!is_drawn("日") && is_drawn("a") && is_drawn("┏") && is_drawn(" "));
    // A letter has no such side.
    assert_ne!(cell_of(&bytes, 2, 0)[7 * WIDTH + 10], ink);
}

#[test]
fn bold_letters_have_more_ink_and_underlines_are_drawn() {
    let ink = |style: Style| {
        let mut buf = Buffer::empty(Rect::new(0, 0, 1, 1));
        buf.set_string(0, 0, "H", style);
        let cell = cell_of(&png(&picture(&buf)), 0, 0);
        let lit = cell.iter().filter(|pixel| pixel.0 > 127).count();
        (lit, cell[37 * WIDTH].0 > 127)
    };
    let (plain, bold) = (ink(Style::new()), ink(Style::new().bold()));
    assert!(bold.0 > plain.0 && plain.0 > 0);
    assert_eq!((plain.1, ink(Style::new().underlined()).1), (false, true));
}

#[test]
fn an_svg_is_well_formed_whatever_it_shows() {
    let buf = hostile();
    let svg = svg(&picture(&buf));
    let document = roxmltree::Document::parse(&svg).expect("XML");
    let title = document
        .descendants()
        .find(|node| node.has_tag_name("title"));
    assert_eq!(
        title.and_then(|node| node.text()),
        Some("<Tom & \u{fffd} Jerry>")
    );
    let words = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    let words: Vec<(String, String, String)> = words
        .map(|node| {
            let of = |name| node.attribute(name).unwrap_or_default().to_owned();
            (
                of("x"),
                of("textLength"),
                node.text().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let has = |x: &str, length: &str, text: &str| {
        words.contains(&(x.to_owned(), length.to_owned(), text.to_owned()))
    };
    assert!(has("0", "130", "a<b & \"c\" ]]>"), "{words:?}");
    assert!(has("0", "20", "日") && has("20", "20", "本"), "{words:?}");
    assert!(
        has("50", "40", "שלום") && has("100", "10", "e\u{301}"),
        "{words:?}"
    );
    assert!(has("100", "60", "turned"), "{words:?}");
    let is_shape = |c: char| shape::of(&c.to_string()).is_some();
    assert!(
        !words.iter().any(|(.., text)| text.contains(is_shape)),
        "{words:?}"
    );
}

#[test]
fn neighbours_of_one_colour_are_one_rectangle() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 6, 2));
    buf.set_string(1, 0, "    ", Style::new().bg(Color::Rgb(1, 2, 3)));
    buf.set_string(0, 1, "▂▂▂", Style::new());
    let svg = svg(&picture(&buf));
    assert!(
        svg.contains("<path fill=\"#010203\" d=\"M10 0H50V20H10Z\"/>"),
        "{svg}"
    );
    assert!(svg.contains("d=\"M0 35H30V40H0Z\""), "{svg}");
}

#[test]
fn words_end_where_blanks_or_looks_do() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 20, 1));
    buf.set_string(0, 0, "one two  three", Style::new());
    buf.set_string(14, 0, "!", Style::new().bold());
    let svg = svg(&picture(&buf));
    for word in [">one two<", ">three<", ">!<"] {
        assert!(svg.contains(word), "{word}: {svg}");
    }
}

#[test]
fn html_escapes_and_keeps_its_columns() {
    let buf = hostile();
    let html = html(&picture(&buf));
    assert!(
        html.contains("<title>&lt;Tom &amp; \u{fffd} Jerry&gt;</title>"),
        "{html}"
    );
    assert!(html.contains("a&lt;b &amp; &quot;c&quot; ]]&gt;"), "{html}");
    assert!(
        html.contains("<bdi class=\"w\" style=\"width:2ch\">日</bdi>"),
        "{html}"
    );
    assert!(
        html.contains("<bdi class=\"w\" style=\"width:4ch\">שלום</bdi>"),
        "{html}"
    );
    assert!(
        !html.contains("<script") && !html.contains('\u{1b}'),
        "{html}"
    );
    assert!(html.contains("font-weight:bold;font-style:italic;text-decoration:underline"));
    let pre = html
        .split("<pre>")
        .nth(1)
        .and_then(|rest| rest.split("</pre>").next());
    assert_eq!(pre.expect("a block").lines().count(), 5);
}

#[test]
fn text_has_no_colours_and_no_blanks_at_the_ends() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 8, 2));
    buf.set_string(1, 0, "日 x", Style::new().fg(Color::Red));
    assert_eq!(plain(&buf), " 日 x\n\n");
}

#[test]
fn coloured_text_says_colours_as_they_stand() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 9, 2));
    buf.set_string(0, 0, "a", Style::new().fg(Color::Indexed(39)).bold());
    buf.set_string(
        1,
        0,
        "b",
        Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::LightRed),
    );
    buf.set_string(2, 0, "c", Style::new());
    buf.set_string(0, 1, "d", Style::new().fg(Color::Red).reversed());
    buf.set_string(1, 1, "  ", Style::new().bg(Color::Indexed(24)));
    let wanted = "\x1b[0;1;38;5;39ma\x1b[0;38;2;1;2;3;101mb\x1b[0mc\n\
                  \x1b[0;7;31md\x1b[0;48;5;24m  \x1b[0m\n";
    assert_eq!(ansi(&buf), wanted);
}

#[rstest]
fn the_same_cells_make_the_same_bytes(
    #[values(Format::Svg, Format::Png, Format::Html, Format::Txt, Format::Ansi)] format: Format,
) {
    let buf = hostile();
    let bytes = format.bytes(&picture(&buf));
    assert_eq!(bytes, format.bytes(&picture(&buf)));
    assert!(!bytes.is_empty());
    let name = format!("a.b.{}", format.extension().to_uppercase());
    assert_eq!(Format::of_path(name.as_ref()), Some(format));
}

#[test]
fn other_names_say_no_format() {
    for name in ["a", "svg", ".png", "a.jpg", "a.png/b"] {
        assert_eq!(Format::of_path(name.as_ref()), None, "{name}");
    }
}

#[test]
fn steps_are_moved_with_all_of_their_points() {
    let step = Step::Cubic(at(1.0, 2.0), at(3.0, 4.0), at(5.0, 6.0));
    let moved = step.mapped(|to| to.moved(at(10.0, 20.0)));
    assert_eq!(
        moved,
        Step::Cubic(at(11.0, 22.0), at(13.0, 24.0), at(15.0, 26.0))
    );
}
