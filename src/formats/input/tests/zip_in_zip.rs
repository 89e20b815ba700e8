//! ZIPs in ZIPs, as Takeout in parts is when somebody packs its folder.

use super::*;

fn names(content: &[u8]) -> Result<Vec<String>, String> {
    let parts = parts(content, None)?;
    Ok(parts.into_iter().map(|(name, ..)| name).collect())
}

#[test]
fn a_zip_in_a_zip_is_looked_into() {
    let inner = zipped(&[("a/plays.csv", CSV), ("readme.txt", b"hi")]);
    let other = zipped(&[("picture.png", b"\x89PNG")]);
    let outer = zipped(&[
        ("takeout-010.zip", &inner),
        ("takeout-2.zip", &inner),
        ("z.csv", CSV),
        ("other.zip", &other),
        ("empty.zip", &zipped(&[])),
    ]);
    let expected = [
        "log: takeout-2.zip: a/plays.csv",
        "log: takeout-010.zip: a/plays.csv",
        "log: z.csv",
    ];
    assert_eq!(names(&outer).unwrap(), expected);
    for (_, format, content) in parts(&outer, Some("csv")).unwrap() {
        assert_eq!((format, &*content), ("csv", CSV));
    }
}

#[test]
fn a_third_zip_is_left_alone() {
    let inner = zipped(&[("plays.csv", CSV)]);
    let middle = zipped(&[("inner.zip", &inner)]);
    let error = names(&zipped(&[("middle.zip", &middle)])).unwrap_err();
    let expected = "log: no member of the ZIP is a play log (1 looked at: middle.zip)";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn members_that_lie_on_each_other_are_an_error() {
    let mut bytes = zipped(&[("a.csv", CSV), ("b.csv", CSV)]);
    assert_eq!(names(&bytes).unwrap().len(), 2);
    // Where the second begins, as the table at the end says.
    let second = bytes
        .windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .unwrap();
    bytes[second + 42..second + 46].fill(0);
    let error = names(&bytes).unwrap_err();
    assert!(error.contains("its members lie on each other"), "{error}");
}

#[test]
fn one_that_is_cut_is_an_error() {
    let inner = zipped(&[("plays.csv", CSV)]);
    let outer = zipped(&[("a.csv", CSV), ("cut.zip", &inner[..inner.len() - 30])]);
    let error = names(&outer).unwrap_err();
    assert!(
        error.starts_with("log: cut.zip: invalid Zip archive"),
        "{error}"
    );
}
