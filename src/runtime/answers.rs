//! Tells the terminal's answers from what is typed between them.

/// What the terminal's background is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Black, or near it.
    Dark,
    /// White, or near it.
    Light,
}

/// What was heard from the terminal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heard {
    /// Its background, if it answered in time.
    pub background: Option<Background>,
    /// What came before the answers: what was typed.
    pub typed: Vec<u8>,
    /// Whether an answer may still come, among what is typed later.
    pub is_answer_due: bool,
}

/// What has come from a terminal that was asked for its background (OSC 11) and for what it is (DA1).
#[derive(Debug, Default)]
pub struct Answers {
    background: Option<Background>,
    typed: Vec<u8>,
    /// The bytes of a sequence that has begun.
    begun: Vec<u8>,
    are_over: bool,
}

/// What the answer to OSC 11 begins with.
const COLOR: &[u8] = b"\x1b]11;";

/// What the answer to DA1 begins with.
const ATTRIBUTES: &[u8] = b"\x1b[?";

/// The longest answer. A sequence that is longer is none.
const LONGEST: usize = 128;

impl Answers {
    /// Takes the next byte in.
    pub fn take(&mut self, byte: u8) {
        const ESCAPE: u8 = 0x1b;
        // An escape within a color is that of its end; anywhere else, something new begins.
        let is_end_of_color = self.begun.starts_with(COLOR) && byte == ESCAPE;
        if byte == ESCAPE && !is_end_of_color {
            self.typed.append(&mut self.begun);
        }
        self.begun.push(byte);
        let begun = self.begun.as_slice();
        let is_color = begun.starts_with(COLOR);
        if is_color && (begun.ends_with(b"\x07") || begun.ends_with(b"\x1b\\")) {
            self.background = background(&begun[COLOR.len()..]);
            self.begun.clear();
        } else if begun.starts_with(ATTRIBUTES) && byte == b'c' {
            self.are_over = true;
            self.begun.clear();
        } else if !self.is_within_one() {
            self.typed.append(&mut self.begun);
        }
    }

    /// Returns whether no other answer will come.
    #[must_use]
    pub fn are_over(&self) -> bool {
        self.are_over
    }

    /// Returns whether what has come last may be the beginning of an answer.
    #[must_use]
    pub fn is_within_one(&self) -> bool {
        let begun = self.begun.as_slice();
        let may_be = |answer: &[u8]| begun.starts_with(answer) || answer.starts_with(begun);
        let is_number = |byte: &u8| byte.is_ascii_digit() || *byte == b';';
        let is_sound =
            !begun.starts_with(ATTRIBUTES) || begun[ATTRIBUTES.len()..].iter().all(is_number);
        let is_begun = !begun.is_empty() && begun.len() <= LONGEST;
        is_begun && is_sound && (may_be(COLOR) || may_be(ATTRIBUTES))
    }

    /// Returns what was heard.
    #[must_use]
    pub fn heard(mut self) -> Heard {
        self.typed.append(&mut self.begun);
        Heard {
            is_answer_due: self.background.is_none() && !self.are_over,
            background: self.background,
            typed: self.typed,
        }
    }
}

/// Returns what a colour is like: `rgb:RRRR/GGGG/BBBB` of one to four digits each, or `rgba:` with one
/// part more.
fn background(answer: &[u8]) -> Option<Background> {
    let text = str::from_utf8(answer).ok()?;
    let text = text.trim_end_matches(['\x07', '\x1b', '\\']);
    let parts = text
        .strip_prefix("rgb:")
        .or_else(|| text.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|digits| {
        let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)? - 1;
        let part = u32::from_str_radix(digits, 16).ok()?;
        (most > 0).then(|| f64::from(part) / f64::from(most))
    });
    let mut next = || parts.next().flatten();
    let (red, green, blue) = (next()?, next()?, next()?);
    // How bright a colour looks, near enough to halve all there are.
    let brightness = 0.299 * red + 0.587 * green + 0.114 * blue;
    Some(if brightness > 0.5 {
        Background::Light
    } else {
        Background::Dark
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn heard(bytes: &[u8]) -> Heard {
        let mut answers = Answers::default();
        for byte in bytes {
            answers.take(*byte);
        }
        answers.heard()
    }

    #[rstest]
    #[case(
        b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c",
        Some(Background::Light)
    )]
    #[case(b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07\x1b[?1;2c", Some(Background::Dark))]
    #[case(b"\x1b]11;rgb:fd/f6/e3\x1b\\\x1b[?6c", Some(Background::Light))]
    #[case(
        b"\x1b]11;rgba:0000/2b2b/3636/ffff\x1b\\\x1b[?6c",
        Some(Background::Dark)
    )]
    #[case(b"\x1b]11;#ffffff\x1b\\\x1b[?6c", None)]
    #[case(b"\x1b[?62;c", None)]
    fn an_answer_is_light_or_dark(#[case] bytes: &[u8], #[case] background: Option<Background>) {
        let all = Heard {
            background,
            typed: vec![],
            is_answer_due: false,
        };
        assert_eq!(heard(bytes), all);
    }

    #[rstest]
    #[case(b"2j\x1b]11;rgb:0/0/0\x07q\x1b[A\x1b[?6c", b"2jq\x1b[A", false)]
    #[case(b"\x1b\x1b]11;rgb:0/0/0\x07\x1b[?6c", b"\x1b", false)]
    #[case(b"\x1b]x\x1b[5~\x1b[?6c", b"\x1b]x\x1b[5~", false)]
    #[case("dé\r".as_bytes(), "dé\r".as_bytes(), true)]
    #[case(b"j\x1b", b"j\x1b", true)]
    #[case(b"\x1b[", b"\x1b[", true)]
    #[case(b"", b"", true)]
    fn what_is_typed_meanwhile_is_kept(
        #[case] bytes: &[u8],
        #[case] typed: &[u8],
        #[case] is_answer_due: bool,
    ) {
        let heard = heard(bytes);
        assert_eq!(heard.typed, typed);
        assert_eq!(heard.is_answer_due, is_answer_due);
    }

    #[test]
    fn only_what_may_be_an_answer_is_waited_for() {
        let is_within = |bytes: &[u8]| {
            let mut answers = Answers::default();
            for byte in bytes {
                answers.take(*byte);
            }
            answers.is_within_one()
        };
        for begun in ["\x1b", "\x1b]1", "\x1b]11;rgb:ff", "\x1b[?62;"] {
            assert!(is_within(begun.as_bytes()), "{begun:?}");
        }
        for typed in ["", "j", "\x1b[A", "\x1bj", "\x1b[?25h"] {
            assert!(!is_within(typed.as_bytes()), "{typed:?}");
        }
    }
}
