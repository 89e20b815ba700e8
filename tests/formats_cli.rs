//! `bingetop formats`: every format, and what is to be known of it.

#[path = "support/home.rs"]
mod home;

use bingetop::formats::registry::FORMATS;
use home::Home;

fn told(home: &Home, args: &[&str]) -> String {
    let output = home.bingetop().arg("formats").args(args).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).expect("text")
}

#[test]
fn every_format_and_preset_is_listed() {
    let home = Home::new();
    std::fs::write(
        home.path("c.toml"),
        "[formats.my-tv]\nabout = \"My \u{1b}TV\"\nmap = \"title=name,start=when\"\n[formats.bad]\nmap = \"x\"\n",
    )
    .expect("a file");
    let text = told(&home, &["--config", "c.toml"]);
    let json = told(&home, &["--format", "json", "--config", "c.toml"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["schema"], "bingetop.formats/1");
    let listed = json["formats"].as_array().expect("a list");
    let names: Vec<&str> = listed.iter().filter_map(|it| it["name"].as_str()).collect();
    let own = FORMATS.iter().map(|format| format.name());
    let expected: Vec<&str> = own.chain(["rockbox", "my-tv"]).collect();
    assert_eq!(names, expected);
    for name in expected {
        assert!(text.lines().any(|line| line == name), "{name}: {text}");
    }
    assert!(!text.contains('\u{1b}'));
    assert_eq!(
        listed.last().expect("it")["preset"]["map"],
        "title=name,start=when"
    );
    let netflix = &listed[0];
    assert_eq!(netflix["times"], "start");
    assert_eq!(netflix["zone"], "UTC");
    assert_eq!(netflix["minimum_seconds"], 0);
    let faults = home
        .bingetop()
        .args(["formats", "--config", "c.toml"])
        .assert();
    faults.stderr(predicates::str::contains(
        "c.toml, line 5, `formats.bad.map`: ",
    ));
}

#[test]
fn one_format_is_told_with_how_it_is_read() {
    let home = Home::new();
    let text = told(&home, &["playback-reporting"]);
    assert!(text.starts_with("playback-reporting\n"), "{text}");
    assert!(text.contains("zone asked for"), "{text}");
    assert!(text.contains("--format playback-reporting"), "{text}");
    assert!(told(&home, &["rockbox"]).contains("show=1, title=3"));
    let none = home.bingetop().args(["formats", "vhs"]).assert().code(2);
    none.stderr(predicates::str::starts_with(
        "bingetop: no format is called `vhs`; formats known: netflix, ",
    ));
}
