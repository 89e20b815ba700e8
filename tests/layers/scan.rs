//! Finds the paths in a Rust source: in `use` trees and inline, not in comments and strings.
//!
//! No parser of the language, but enough of its tokens: a path is names joined by `::`, and a
//! brace behind a `::` opens a tree of paths.

use std::iter::Peekable;
use std::str::CharIndices;

/// A path, and where it stands.
#[derive(Debug)]
pub struct Found {
    /// The names of the path.
    names: Vec<String>,
    /// How many modules are opened around it within the file.
    depth: usize,
    /// The line of its last name, from 1.
    pub line: usize,
}

impl Found {
    /// Returns the top-level module of the crate that the path leads to, where it leads through
    /// the root; `modules` is how many modules deep the file is.
    pub fn layer(&self, modules: usize) -> Option<&str> {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let names = match names.as_slice() {
            ["self", rest @ ..] => rest,
            all => all,
        };
        let ups = names.iter().take_while(|name| **name == "super").count();
        let at_root = match names.first() {
            Some(&"crate" | &"bingetop") => 1,
            _ if ups > 0 && ups == modules + self.depth => ups,
            _ => return None,
        };
        names.get(at_root).copied()
    }

    /// Returns the names of the path.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns how many modules are opened around it within the file.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Returns whether the names of `path` stand side by side in this one.
    pub fn mentions(&self, path: &str) -> bool {
        let wanted: Vec<&str> = path.split("::").collect();
        self.names.windows(wanted.len()).any(|part| part == wanted)
    }
}

#[derive(Debug, PartialEq)]
enum Symbol {
    /// An identifier, a keyword, or `*`.
    Name(String),
    /// `::`
    Joint,
    Open,
    Close,
    Other,
}

struct Token {
    symbol: Symbol,
    line: usize,
}

/// Returns every path in `source`, in order.
pub fn paths(source: &str) -> Vec<Found> {
    let mut walk = Walk {
        tokens: tokens(source),
        next: 0,
        found: Vec::new(),
    };
    // For every brace that is open, whether it is a module's.
    let mut braces = Vec::new();
    while let Some(token) = walk.tokens.get(walk.next) {
        match token.symbol {
            Symbol::Name(_) => {
                let depth = braces.iter().filter(|is_module| **is_module).count();
                walk.tree(&[], depth);
                continue;
            }
            Symbol::Open => braces.push(walk.is_behind_mod()),
            Symbol::Close => {
                braces.pop();
            }
            Symbol::Joint | Symbol::Other => {}
        }
        walk.next += 1;
    }
    walk.found
}

struct Walk {
    tokens: Vec<Token>,
    next: usize,
    found: Vec<Found>,
}

impl Walk {
    fn symbol(&self) -> Option<&Symbol> {
        Some(&self.tokens.get(self.next)?.symbol)
    }

    /// Takes one path, or every path of a tree, that begins with the names `before`.
    fn tree(&mut self, before: &[String], depth: usize) {
        let mut names = before.to_vec();
        while let Some(Symbol::Name(name)) = self.symbol() {
            names.push(name.clone());
            self.next += 1;
            if self.symbol() != Some(&Symbol::Joint) {
                break;
            }
            self.next += 1;
            if self.symbol() == Some(&Symbol::Open) {
                self.next += 1;
                return self.branches(&names, depth);
            }
        }
        let line = self.tokens[self.next - 1].line;
        self.found.push(Found { names, depth, line });
    }

    /// Takes the paths between two braces, of which the first is taken.
    fn branches(&mut self, before: &[String], depth: usize) {
        loop {
            match self.symbol() {
                None => return,
                Some(Symbol::Name(name)) if name == "as" => self.next += 2,
                Some(Symbol::Name(_)) => self.tree(before, depth),
                Some(Symbol::Open) => {
                    self.next += 1;
                    self.branches(before, depth);
                }
                Some(Symbol::Close) => {
                    self.next += 1;
                    return;
                }
                Some(Symbol::Joint | Symbol::Other) => self.next += 1,
            }
        }
    }

    /// Returns whether the two tokens before the next are `mod` and a name.
    fn is_behind_mod(&self) -> bool {
        let before = self.next.checked_sub(2).map(|at| &self.tokens[at].symbol);
        before == Some(&Symbol::Name("mod".to_owned()))
    }
}

fn tokens(source: &str) -> Vec<Token> {
    let mut reader = Reader {
        source,
        chars: source.char_indices().peekable(),
    };
    let mut tokens = Vec::new();
    let (mut line, mut counted) = (1, 0);
    while let Some(&(at, c)) = reader.chars.peek() {
        line += source[counted..at].matches('\n').count();
        counted = at;
        if let Some(symbol) = reader.symbol(c) {
            tokens.push(Token { symbol, line });
        }
    }
    tokens
}

struct Reader<'a> {
    source: &'a str,
    chars: Peekable<CharIndices<'a>>,
}

impl<'a> Reader<'a> {
    /// Takes one token that begins with `c`; `None` for blanks, comments and literals.
    fn symbol(&mut self, c: char) -> Option<Symbol> {
        let rest = self.rest();
        if rest.starts_with("//") {
            self.skip_past("\n");
            return None;
        }
        if rest.starts_with("/*") {
            self.skip_comment();
            return None;
        }
        if let Some(hashes) = raw_string(rest) {
            self.skip_past("\"");
            self.skip_past(&format!("\"{}", "#".repeat(hashes)));
            return None;
        }
        if c.is_alphabetic() || c == '_' {
            return Some(Symbol::Name(self.name()));
        }
        self.chars.next();
        match c {
            '"' => self.skip_quoted('"'),
            '\'' if is_char(rest) => self.skip_quoted('\''),
            ':' if rest.starts_with("::") => {
                self.chars.next();
                return Some(Symbol::Joint);
            }
            '*' => return Some(Symbol::Name("*".to_owned())),
            '{' => return Some(Symbol::Open),
            '}' => return Some(Symbol::Close),
            _ if c.is_whitespace() => {}
            _ => return Some(Symbol::Other),
        }
        None
    }

    fn rest(&mut self) -> &'a str {
        let at = self.chars.peek().map_or(self.source.len(), |(at, _)| *at);
        &self.source[at..]
    }

    fn name(&mut self) -> String {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let mut name = String::new();
        while let Some((_, c)) = self.chars.next_if(|(_, c)| is_part(*c)) {
            name.push(c);
        }
        name
    }

    /// Skips to behind the next `end`, or to the end of the source.
    fn skip_past(&mut self, end: &str) {
        let rest = self.rest();
        let bytes = rest.find(end).map_or(rest.len(), |at| at + end.len());
        let chars = rest[..bytes].chars().count();
        self.chars.by_ref().take(chars).for_each(drop);
    }

    /// Skips a comment between `/*` and `*/`, and those within it.
    fn skip_comment(&mut self) {
        let mut open = 0_u32;
        while self.chars.peek().is_some() {
            let rest = self.rest();
            let step = match rest {
                _ if rest.starts_with("/*") => 1,
                _ if rest.starts_with("*/") => -1,
                _ => 0,
            };
            open = open.saturating_add_signed(step);
            self.chars.next();
            if step != 0 {
                self.chars.next();
            }
            if open == 0 {
                return;
            }
        }
    }

    /// Skips the rest of a literal that ends with `quote`.
    fn skip_quoted(&mut self, quote: char) {
        while let Some((_, c)) = self.chars.next() {
            if c == '\\' {
                self.chars.next();
            } else if c == quote {
                return;
            }
        }
    }
}

/// Returns the number of `#` of the raw string that `rest` begins with, if it does.
fn raw_string(rest: &str) -> Option<usize> {
    let behind = ["r", "br", "cr"]
        .iter()
        .find_map(|prefix| rest.strip_prefix(prefix))?;
    let quoted = behind.trim_start_matches('#');
    quoted
        .starts_with('"')
        .then_some(behind.len() - quoted.len())
}

/// Returns whether the quote that `rest` begins with opens a character, not a lifetime.
fn is_char(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    match chars.next() {
        Some('\\') => true,
        _ => chars.next() == Some('\''),
    }
}
