//! HTML: a page of its own, with colours in a style sheet and no scripts.

use std::fmt::Write as _;

use super::Picture;
use super::drawing::is_western;
use super::look::{self, Look, Seen};
use super::markup::{FONTS, escaped};

/// Returns a picture as a page.
#[must_use]
pub fn html(picture: &Picture<'_>) -> String {
    let mut looks: Vec<Look> = Vec::new();
    let mut text = String::new();
    for cells in look::rows(picture.cells) {
        row(&cells, picture, &mut looks, &mut text);
        text.push('\n');
    }
    let title = escaped(picture.title);
    let (ink, ground) = (picture.palette.foreground, picture.palette.background);
    let mut html = String::new();
    let _ = write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n<style>\n\
         body{{margin:0;background:{ground};color:{ink}}}\n\
         pre{{margin:0;padding:20px;font:16px/1.2 {FONTS};font-variant-ligatures:none;\
         font-variant-emoji:text}}\n\
         i{{font-style:normal}}\n\
         .w{{display:inline-block;white-space:pre}}\n"
    );
    for (place, look) in looks.iter().enumerate() {
        let _ = writeln!(html, ".s{place}{{{}}}", rules(look, picture));
    }
    let _ = write!(
        html,
        "</style>\n</head>\n<body>\n<pre>{text}</pre>\n</body>\n</html>\n"
    );
    html
}

/// Writes the cells of a row, those that look the same together.
fn row(cells: &[Seen<'_>], picture: &Picture<'_>, looks: &mut Vec<Look>, text: &mut String) {
    let palette = picture.palette;
    let plain = Look {
        ink: palette.foreground,
        ground: palette.background,
        is_bold: false,
        is_italic: false,
        is_underlined: false,
    };
    for alike in cells.chunk_by(|a, b| Look::of(a.cell, palette) == Look::of(b.cell, palette)) {
        let look = alike
            .first()
            .map_or(plain, |seen| Look::of(seen.cell, palette));
        if look == plain {
            write(alike, text);
            continue;
        }
        let known = looks.iter().position(|other| *other == look);
        let place = known.unwrap_or_else(|| {
            looks.push(look);
            looks.len() - 1
        });
        let _ = write!(text, "<i class=\"s{place}\">");
        write(alike, text);
        text.push_str("</i>");
    }
}

/// Writes cells that look the same. What another font or direction could move out of its columns gets
/// a box as wide as these.
fn write(cells: &[Seen<'_>], text: &mut String) {
    let is_alike = |a: &Seen<'_>, b: &Seen<'_>| {
        is_western(a) == is_western(b) && a.columns == 1 && b.columns == 1
    };
    for together in cells.chunk_by(is_alike) {
        let words: String = together.iter().map(|seen| seen.symbol).collect();
        let words = escaped(&words);
        if together.iter().all(is_western) {
            text.push_str(&words);
        } else {
            let columns: u16 = together.iter().map(|seen| seen.columns).sum();
            let _ = write!(
                text,
                "<bdi class=\"w\" style=\"width:{columns}ch\">{words}</bdi>"
            );
        }
    }
}

fn rules(look: &Look, picture: &Picture<'_>) -> String {
    let mut rules = format!("color:{}", look.ink);
    if look.ground != picture.palette.background {
        let _ = write!(rules, ";background:{}", look.ground);
    }
    let others = [
        (look.is_bold, ";font-weight:bold"),
        (look.is_italic, ";font-style:italic"),
        (look.is_underlined, ";text-decoration:underline"),
    ];
    rules.extend(others.iter().filter(|(is, _)| *is).map(|(_, rule)| *rule));
    rules
}
