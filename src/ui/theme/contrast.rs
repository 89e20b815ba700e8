//! Every theme can be read: contrasts as WCAG 2 measures them.

use ratatui::style::{Color, Modifier, Style};
use rstest::rstest;
use strum::IntoEnumIterator as _;

use super::{Depth, Theme};
use crate::app::theme_name::ThemeName;
use crate::ui::role::{Ground, Role};

/// Sixteen million colours, and 256.
const DEPTHS: [Depth; 2] = [Depth::TrueColor, Depth::Indexed];

fn roles() -> impl Iterator<Item = Role> {
    (0..).map_while(Role::from_repr)
}

fn grounds() -> impl Iterator<Item = Ground> {
    (0..).map_while(Ground::from_repr)
}

/// Returns red, green and blue, of the 256 as xterm and all that follow it have them; `None` for the
/// terminal's own colours.
fn rgb(color: Color) -> Option<[u8; 3]> {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match color {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(place @ 16..=231) => {
            let place = usize::from(place - 16);
            Some([place / 36, place / 6 % 6, place % 6].map(|level| LEVELS[level]))
        }
        Color::Indexed(place @ 232..) => Some([8 + (place - 232) * 10; 3]),
        _ => None,
    }
}

fn luminance(color: [u8; 3]) -> f64 {
    let linear = color.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns the contrast of a style on a screen of this background, whose text is `text`.
fn read(style: Style, background: [u8; 3], text: [u8; 3]) -> f64 {
    let background = style.bg.and_then(rgb).unwrap_or(background);
    contrast(style.fg.and_then(rgb).unwrap_or(text), background)
}

/// The backgrounds that a theme is for, each with the text of a terminal that has it.
fn screens(name: ThemeName) -> Vec<([u8; 3], [u8; 3])> {
    match name {
        ThemeName::Dark => vec![
            ([0; 3], [0xcc; 3]),
            ([0x12; 3], [0xcc; 3]),
            ([0x1e; 3], [0xcc; 3]),
        ],
        ThemeName::Light => vec![([0xff; 3], [0; 3]), ([0xf5; 3], [0x33; 3])],
        // Whatever the terminal's are: it sets its own.
        _ => vec![([0x80; 3], [0x80; 3])],
    }
}

fn is_heat(role: Role) -> bool {
    Role::HEAT.contains(&role)
}

#[test]
fn contrasts_are_those_of_the_standard() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([0x77; 3], [255; 3]) - 4.48).abs() < 0.01);
    assert_eq!(rgb(Color::Indexed(75)), Some([95, 175, 255]));
    assert_eq!(rgb(Color::Indexed(245)), Some([138; 3]));
}

#[rstest]
#[case(ThemeName::Dark, 4.5)]
#[case(ThemeName::Light, 4.5)]
#[case(ThemeName::Projector, 7.0)]
fn all_text_can_be_read_on_all_it_stands_on(#[case] name: ThemeName, #[case] least: f64) {
    for (depth, (background, text)) in DEPTHS
        .into_iter()
        .flat_map(|depth| screens(name).into_iter().map(move |screen| (depth, screen)))
    {
        let theme = Theme::of(name, depth);
        for (role, ground) in roles().flat_map(|role| grounds().map(move |ground| (role, ground))) {
            // The line of a border is no text, and shades of days have a test of their own.
            let is_border = matches!(ground, Ground::Border | Ground::FocusedBorder);
            if is_heat(role) || (is_border && role == Role::Text) {
                continue;
            }
            let contrast = read(theme.style(role, ground), background, text);
            assert!(
                contrast >= least,
                "{role:?} on {ground:?}, {depth:?}, {background:?}: {contrast:.2}"
            );
        }
    }
}

#[rstest]
#[case(ThemeName::Dark)]
#[case(ThemeName::Light)]
#[case(ThemeName::Projector)]
fn the_shades_of_days_are_a_ramp_away_from_the_background(#[case] name: ThemeName) {
    for (depth, (background, text)) in DEPTHS
        .into_iter()
        .flat_map(|depth| screens(name).into_iter().map(move |screen| (depth, screen)))
    {
        let theme = Theme::of(name, depth);
        let ramp = Role::HEAT.map(|role| read(theme.style(role, Ground::Screen), background, text));
        assert!(
            ramp.is_sorted_by(|low, high| low * 1.15 < *high),
            "{depth:?}: {ramp:.2?}"
        );
        // The lowest is no plays at all: a dot that steps back, and still is none of the blanks around.
        assert!(ramp[0] >= 1.35 && ramp[1] >= 3.0, "{depth:?}: {ramp:.2?}");
    }
}

#[test]
fn the_border_of_the_focused_panel_stands_out() {
    for (name, depth) in [ThemeName::Dark, ThemeName::Light, ThemeName::Projector]
        .into_iter()
        .flat_map(|name| DEPTHS.map(|depth| (name, depth)))
    {
        let theme = Theme::of(name, depth);
        for (background, text) in screens(name) {
            let line = |ground| read(theme.style(Role::Text, ground), background, text);
            assert!(line(Ground::FocusedBorder) >= 4.5 && line(Ground::Border) >= 1.5);
            assert!(line(Ground::FocusedBorder) > 1.5 * line(Ground::Border));
        }
    }
}

#[test]
fn only_the_projector_has_a_background_of_its_own() {
    for (name, depth) in ThemeName::iter().flat_map(|name| DEPTHS.map(|depth| (name, depth))) {
        let screen = Theme::of(name, depth).style(Role::Text, Ground::Screen);
        assert_eq!(screen.bg.is_some(), name == ThemeName::Projector);
        assert_eq!(screen.fg.is_some(), name == ThemeName::Projector);
    }
}

/// Returns all that a theme shows.
fn styles(theme: &Theme) -> Vec<Style> {
    let pairs = roles().flat_map(|role| grounds().map(move |ground| (role, ground)));
    pairs
        .map(|(role, ground)| theme.style(role, ground))
        .collect()
}

#[test]
fn without_colours_there_is_none() {
    for style in styles(&Theme::of(ThemeName::Mono, Depth::TrueColor)) {
        assert_eq!((style.fg, style.bg), (None, None));
        let modifiers = Modifier::BOLD | Modifier::DIM | Modifier::UNDERLINED;
        assert!(modifiers.contains(style.add_modifier));
    }
}

#[test]
fn of_sixteen_colours_only_those_with_a_name_are_used() {
    for style in ThemeName::iter().flat_map(|name| styles(&Theme::of(name, Depth::Named))) {
        for color in [style.fg, style.bg].into_iter().flatten() {
            let is_named = !matches!(color, Color::Rgb(..) | Color::Indexed(_));
            assert!(is_named, "{color:?}");
        }
    }
}

#[test]
fn colour_has_three_jobs() {
    for (name, depth) in [
        ThemeName::Dark,
        ThemeName::Light,
        ThemeName::Projector,
        ThemeName::Ansi16,
    ]
    .into_iter()
    .flat_map(|name| DEPTHS.map(|depth| (name, depth)))
    {
        let theme = Theme::of(name, depth);
        let of = |role| theme.style(role, Ground::Screen);
        let jobs = [Role::Bar, Role::Story, Role::Up, Role::Down].map(|role| of(role).fg);
        for (place, color) in jobs.iter().enumerate() {
            assert!(color.is_some() && !jobs[..place].contains(color));
        }
        for neutral in [Role::Strong, Role::Heading, Role::Key] {
            let is_bold = of(neutral).add_modifier.contains(Modifier::BOLD);
            assert!(is_bold && of(neutral).fg == of(Role::Text).fg);
        }
    }
}
