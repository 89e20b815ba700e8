//! Why files are held to be of their formats: one test asks about that, and all others about what follows.

/// Returns what an import says, without why each file is of its format.
pub fn without_reasons(said: &str) -> String {
    let lines = said.split_inclusive('\n').map(|line| {
        let why = line
            .find(": read as ")
            .and_then(|read| Some(read + line[read..].find(" (")?));
        why.map_or(line.to_owned(), |why| format!("{}\n", &line[..why]))
    });
    lines.collect()
}
