//! The elements of a JSON array, one by one: a file of any size, with one element of it in memory.

mod bytes;
mod under;

use std::io::BufRead;

use super::limits::LONGEST_ROW;
use super::read_error::ReadError;
use bytes::Bytes;
use under::Under;

/// The elements of the array that an input holds, as they are written.
pub(in crate::formats) struct ArrayItems<R> {
    bytes: Bytes<R>,
    item: Vec<u8>,
    is_open: bool,
    /// Where the arrays are, if the input is not itself one.
    under: Option<Under>,
}

/// How many elements are looked at to tell what an array holds, and how many rows of others.
pub(in crate::formats) const LOOKED_AT: usize = 20;

/// Where in an element the next byte stands.
#[derive(Default)]
struct Within {
    depth: usize,
    is_text: bool,
    is_escaped: bool,
}

/// Where an element ends.
enum End {
    /// Behind this byte.
    After,
    /// Before it.
    Before,
}

impl Within {
    /// Takes the next byte; returns whether the element ends there.
    fn take(&mut self, byte: u8) -> Option<End> {
        if self.is_text {
            let was_escaped = std::mem::take(&mut self.is_escaped);
            self.is_escaped = byte == b'\\' && !was_escaped;
            self.is_text = byte != b'"' || was_escaped;
            return None;
        }
        match byte {
            b'"' => self.is_text = true,
            b'{' | b'[' => self.depth += 1,
            b',' | b']' | b'}' if self.depth == 0 => return Some(End::Before),
            b']' | b'}' => {
                self.depth -= 1;
                return (self.depth == 0).then_some(End::After);
            }
            _ => {}
        }
        None
    }
}

impl<'t> ArrayItems<&'t [u8]> {
    /// Returns whether any of the first elements of the array that `text` begins is one that `fits`: a bad row
    /// or two at the top are for the report of the import.
    pub fn any_of(text: &'t str, fits: impl Fn(&[u8]) -> bool) -> bool {
        Self::new(text.trim_start_matches('\u{feff}').as_bytes()).has_any(fits)
    }

    /// Returns the same of the arrays under `key`.
    pub fn any_under(text: &'t str, key: &'static str, fits: impl Fn(&[u8]) -> bool) -> bool {
        Self::under(text.trim_start_matches('\u{feff}').as_bytes(), key).has_any(fits)
    }

    fn has_any(mut self, fits: impl Fn(&[u8]) -> bool) -> bool {
        (0..LOOKED_AT).any(|_| matches!(self.next_item(), Ok(Some((_, item))) if fits(item)))
    }
}

impl<R: BufRead> ArrayItems<R> {
    /// Returns the elements of the array in `input`.
    pub fn new(input: R) -> Self {
        Self {
            bytes: Bytes::new(input),
            item: Vec::new(),
            is_open: false,
            under: None,
        }
    }

    /// Returns the elements of all arrays in `input` that are the value of `key`, however deep they lie.
    pub fn under(input: R, key: &'static str) -> Self {
        Self {
            under: Some(Under::new(key)),
            ..Self::new(input)
        }
    }

    /// Reads the next element, and returns it with the line on which it starts. What it holds may be no
    /// JSON; that the array has an end is known once there is no other element.
    ///
    /// # Errors
    ///
    /// Fails where reading fails, where the input is no array, or one that breaks off or goes on behind its
    /// end, and where an element is longer than [`LONGEST_ROW`].
    pub fn next_item(&mut self) -> Result<Option<(u64, &[u8])>, ReadError> {
        loop {
            if !self.is_open && !self.open()? {
                return Ok(None);
            }
            self.is_open = true;
            match self.bytes.skip_blanks(b",")? {
                None => {
                    return Err(self
                        .bytes
                        .malformed("the array breaks off; is the file whole?"));
                }
                Some(b']') => {
                    self.is_open = false;
                    self.close()?;
                    if self.under.is_none() {
                        return Ok(None);
                    }
                }
                Some(_) => {
                    let line = self.bytes.line;
                    self.read_item()?;
                    return Ok(Some((line, &self.item)));
                }
            }
        }
    }

    /// Goes into the next array; returns `false` where there is none.
    fn open(&mut self) -> Result<bool, ReadError> {
        if let Some(under) = &mut self.under {
            return under.enter(&mut self.bytes);
        }
        match self.bytes.skip_blanks(b"")? {
            Some(b'[') => self.bytes.input.consume(1),
            _ => return Err(self.bytes.malformed("is no JSON array")),
        }
        Ok(true)
    }

    /// Leaves an array behind its last element.
    fn close(&mut self) -> Result<(), ReadError> {
        self.bytes.input.consume(1);
        if let Some(under) = &mut self.under {
            under.leave();
            return Ok(());
        }
        match self.bytes.skip_blanks(b"")? {
            None => Ok(()),
            Some(_) => Err(self.bytes.malformed("the file goes on behind its array")),
        }
    }

    fn read_item(&mut self) -> Result<(), ReadError> {
        self.item.clear();
        let mut within = Within::default();
        loop {
            let bytes = self.bytes.input.fill_buf()?;
            let mut ends =
                (0..)
                    .zip(bytes)
                    .filter_map(|(place, byte)| match within.take(*byte)? {
                        End::Before => Some(place),
                        End::After => Some(place + 1),
                    });
            let end = ends.next();
            let taken = end.unwrap_or(bytes.len());
            self.item.extend_from_slice(&bytes[..taken]);
            let feeds = memchr::memchr_iter(b'\n', &bytes[..taken]).count();
            self.bytes.line += feeds as u64;
            self.bytes.input.consume(taken);
            if taken == 0 && self.item.is_empty() {
                return Err(self.bytes.malformed("a bracket closes nothing"));
            }
            if self.item.len() > LONGEST_ROW {
                return Err(self
                    .bytes
                    .malformed("an element of the array is longer than 1 MiB"));
            }
            if end.is_some() {
                return Ok(());
            }
            if taken == 0 {
                return Err(self
                    .bytes
                    .malformed("the array breaks off; is the file whole?"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;
    use rstest::rstest;

    /// Returns each element as `line: text`, and how the reading ended.
    fn items(text: &[u8], buffer: usize) -> (Vec<String>, Option<String>) {
        let mut items = ArrayItems::new(BufReader::with_capacity(buffer, text));
        let mut read = Vec::new();
        loop {
            match items.next_item() {
                Ok(Some((line, item))) => {
                    read.push(format!("{line}: {}", String::from_utf8_lossy(item)));
                }
                Ok(None) => return (read, None),
                Err(error) => return (read, Some(error.to_string())),
            }
        }
    }

    #[rstest]
    #[case::empty(" [ ] ", &[])]
    #[case::objects("[{\"a\":1},\n {\"b\":{\"c\":[2]}}]", &["1: {\"a\":1}", "2: {\"b\":{\"c\":[2]}}"])]
    #[case::over_lines("[\n{\n\"a\": 1\n}\n,\n{}\n]\n", &["2: {\n\"a\": 1\n}", "6: {}"])]
    #[case::brackets_in_texts(r#"[{"a":"}],\"{"},{"b":"\\"}]"#, &[r#"1: {"a":"}],\"{"}"#, r#"1: {"b":"\\"}"#])]
    #[case::others("[1,\"x,y\",null,[2]]", &["1: 1", "1: \"x,y\"", "1: null", "1: [2]"])]
    fn elements_come_one_by_one_whatever_is_read_at_once(
        #[case] text: &str,
        #[case] expected: &[&str],
    ) {
        for buffer in [1, 2, 7, 1 << 10] {
            let (read, error) = items(text.as_bytes(), buffer);
            assert_eq!(
                (&read[..], error),
                (
                    &expected.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()[..],
                    None
                )
            );
        }
    }

    #[rstest]
    #[case::object("{}", "line 1: is no JSON array")]
    #[case::nothing("", "line 1: is no JSON array")]
    #[case::broken("[{}\n,", "line 2: the array breaks off; is the file whole?")]
    #[case::broken_within("[{}\n,{\"a\":", "line 2: the array breaks off; is the file whole?")]
    #[case::broken_in_a_text("[\"a", "line 1: the array breaks off; is the file whole?")]
    #[case::two("[]\n[]", "line 2: the file goes on behind its array")]
    #[case::bracket("[}]", "line 1: a bracket closes nothing")]
    fn what_is_no_whole_array_is_an_error(#[case] text: &str, #[case] expected: &str) {
        for buffer in [1, 1 << 10] {
            assert_eq!(items(text.as_bytes(), buffer).1.as_deref(), Some(expected));
        }
    }

    fn items_under(text: &str, buffer: usize) -> (Vec<String>, Option<String>) {
        let input = BufReader::with_capacity(buffer, text.as_bytes());
        let mut items = ArrayItems::under(input, "rows");
        let mut read = Vec::new();
        loop {
            match items.next_item() {
                Ok(Some((line, item))) => {
                    read.push(format!("{line}: {}", String::from_utf8_lossy(item)));
                }
                Ok(None) => return (read, None),
                Err(error) => return (read, Some(error.to_string())),
            }
        }
    }

    #[rstest]
    #[case::deep(r#"{"a":{"n":-1.5e3,"rows":[{"rows":[1]},2],"t":true},"b":[]}"#, &[r#"1: {"rows":[1]}"#, "1: 2"])]
    #[case::several("[{\"rows\" :\n [1]},{\"other\":[2]},{\"rows\":[]},{\"rows\":[3]}]", &["2: 1", "2: 3"])]
    #[case::texts(r#"{"a":"rows","rows":"x","b\"":["rows"],"c":"\"rows\":[9]","rows":[1]}"#, &["1: 1"])]
    #[case::longer_and_shorter_keys(r#"{"row":[1],"rowss":[2],"":[3],"rows":[4]}"#, &["1: 4"])]
    fn elements_under_a_key_come_wherever_it_is(#[case] text: &str, #[case] expected: &[&str]) {
        for buffer in [1, 2, 7, 1 << 10] {
            let (read, error) = items_under(text, buffer);
            assert_eq!(
                (read, error),
                (expected.iter().map(|s| (*s).to_owned()).collect(), None)
            );
        }
    }

    #[rstest]
    #[case::nothing("", "line 1: there is no array of `rows`")]
    #[case::none("{\"a\":[1]}", "line 1: there is no array of `rows`")]
    #[case::no_array("{\"rows\":7}", "line 1: there is no array of `rows`")]
    #[case::broken_before("{\"a\":[\n1", "line 2: the file breaks off; is it whole?")]
    #[case::broken_in_a_text("{\"a", "line 1: the file breaks off; is it whole?")]
    #[case::broken_within("{\"rows\":[1,", "line 1: the array breaks off; is the file whole?")]
    #[case::broken_behind("{\"rows\":[1]", "line 1: the file breaks off; is it whole?")]
    #[case::bracket("{\"a\":1]", "line 1: a bracket closes nothing")]
    fn what_has_no_whole_array_under_the_key_is_an_error(
        #[case] text: &str,
        #[case] expected: &str,
    ) {
        for buffer in [1, 1 << 10] {
            assert_eq!(items_under(text, buffer).1.as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_is_nested_without_end_is_refused() {
        let (_, error) = items_under(&"[".repeat(10_000), 1 << 10);
        assert_eq!(error.unwrap(), "line 1: is nested too deep");
    }

    #[test]
    fn an_element_without_end_stops_at_the_longest_row() {
        let text = [b"[\"", &vec![b'a'; LONGEST_ROW + (1 << 11)][..]].concat();
        let (read, error) = items(&text, 1 << 10);
        assert!(read.is_empty());
        assert_eq!(
            error.unwrap(),
            "line 1: an element of the array is longer than 1 MiB"
        );
    }
}
