//! The keys of a JSON object, with the ways to those of the objects and arrays in it.

use std::fmt::Write as _;

use serde_json::Value;

/// How deep in an object keys are looked for.
const DEEPEST: usize = 4;

/// How many keys are returned at most.
const MOST: usize = 60;

/// Returns the keys of `object` with their values, in its order, as `--map` names them: `name`, `track.name`,
/// `artists.0.name`. Of an array the first element is looked at; empty objects and arrays are left out.
pub(in crate::formats) fn paths(object: &serde_json::Map<String, Value>) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (key, value) in object {
        add(&mut found, key.clone(), value, DEEPEST);
    }
    found
}

fn add<'v>(found: &mut Vec<(String, &'v Value)>, path: String, value: &'v Value, depth: usize) {
    let mut below = |key: &str, value: &'v Value| {
        let mut path = path.clone();
        let _ = write!(path, ".{key}");
        add(found, path, value, depth - 1);
    };
    match value {
        Value::Object(object) if depth > 0 => object.iter().for_each(|(key, it)| below(key, it)),
        Value::Array(array) if depth > 0 => array.iter().take(1).for_each(|it| below("0", it)),
        _ if found.len() < MOST => found.push((path, value)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_with_the_way_to_them() {
        let object =
            r#"{"b":1,"a":{"x":null,"e":{}},"s":[{"name":"N"},{"late":1}],"l":[],"t":["u"]}"#;
        let object: serde_json::Map<_, _> = serde_json::from_str(object).unwrap();
        let mut names: Vec<String> = paths(&object).into_iter().map(|(path, _)| path).collect();
        names.sort();
        assert_eq!(names, ["a.x", "b", "s.0.name", "t.0"]);
    }

    #[test]
    fn there_is_an_end_to_it() {
        let deep = format!("{{\"a\":{}1{}}}", "{\"a\":".repeat(50), "}".repeat(50));
        let object: serde_json::Map<_, _> = serde_json::from_str(&deep).unwrap();
        assert_eq!(paths(&object)[0].0, "a.a.a.a.a");
        let wide: Vec<String> = (0..1000).map(|key| format!("\"{key}\":1")).collect();
        let wide = format!("{{{}}}", wide.join(","));
        let object: serde_json::Map<_, _> = serde_json::from_str(&wide).unwrap();
        assert_eq!(paths(&object).len(), MOST);
    }
}
