//! The text of an activity on a page.

/// A line of text, and where its first link leads.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TextLine {
    pub text: String,
    pub link: Option<String>,
}

/// Returns the lines of text in `html`, which `<br>` and the ends of blocks part; empty ones are none.
pub(super) fn lines(html: &str) -> Vec<TextLine> {
    let mut lines = Vec::new();
    let mut line = TextLine::default();
    let mut rest = html;
    loop {
        let (text, behind) = rest.split_once('<').unwrap_or((rest, ""));
        push_unescaped(&mut line.text, text);
        if behind.is_empty() {
            break;
        }
        let (tag, after) = behind.split_once('>').unwrap_or((behind, ""));
        let is = |name: &str| name_of(tag).eq_ignore_ascii_case(name);
        if ["br", "div", "/div", "p", "/p"].into_iter().any(is) {
            finish(&mut line, &mut lines);
        } else if line.link.is_none() && is("a") {
            line.link = link(tag);
        }
        rest = after;
    }
    finish(&mut line, &mut lines);
    lines
}

fn finish(line: &mut TextLine, lines: &mut Vec<TextLine>) {
    let TextLine { text: raw, link } = std::mem::take(line);
    // Blanks of all sorts are one: newer pages have a narrow one before `AM`.
    let mut text = String::with_capacity(raw.len());
    for word in raw.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    if !text.is_empty() {
        lines.push(TextLine { text, link });
    }
}

/// Returns the name of a tag, with the slash of one that closes.
fn name_of(tag: &str) -> &str {
    let slash = usize::from(tag.starts_with('/'));
    let end = tag[slash..].find(|c: char| c.is_whitespace() || c == '/');
    end.map_or(tag, |end| &tag[..slash + end])
}

fn link(tag: &str) -> Option<String> {
    let (_, value) = tag.split_once("href=\"")?;
    let (address, _) = value.split_once('"')?;
    let mut plain = String::with_capacity(address.len());
    push_unescaped(&mut plain, address);
    Some(plain)
}

/// Adds `text` with the characters that its entities stand for; an entity that is none is text.
fn push_unescaped(plain: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        plain.push_str(before);
        let entity = behind.split_once(';');
        if let Some((character, after)) =
            entity.and_then(|(name, after)| Some((character(name)?, after)))
        {
            plain.push(character);
            rest = after;
        } else {
            plain.push('&');
            rest = behind;
        }
    }
    plain.push_str(rest);
}

fn character(entity: &str) -> Option<char> {
    let number = match entity {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        "nbsp" => return Some('\u{a0}'),
        "emsp" => return Some('\u{2003}'),
        _ => entity.strip_prefix('#')?,
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_parted_and_their_links_found() {
        let html = "<div x>Watched&nbsp;<a\n href=\"https://x.invalid/?a=1&amp;v=2\">A &lt;b&gt; &#39;&#x2019;\n  c</a><br>\
                    <a href=\"u\">C</a><br/>Mar 3,\u{202f}2026 &bogus; &#xd800;<BR></div>";
        let said: Vec<_> = lines(html)
            .into_iter()
            .map(|line| (line.text, line.link))
            .collect();
        assert_eq!(
            said,
            [
                (
                    "Watched A <b> '’ c".to_owned(),
                    Some("https://x.invalid/?a=1&v=2".to_owned())
                ),
                ("C".to_owned(), Some("u".to_owned())),
                ("Mar 3, 2026 &bogus; &#xd800;".to_owned(), None),
            ]
        );
    }

    #[test]
    fn what_breaks_off_is_no_panic() {
        for html in ["<", "<a href=\"", "&", "&#", "a<br", "</", "&#99999999999;"] {
            let _ = lines(html);
        }
    }
}
