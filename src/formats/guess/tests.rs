//! Names and values that tell what a column holds, and those that do not.

use rstest::rstest;

use super::*;

/// Columns as `name: value | value`, one a line; each is named by its name.
fn columns(text: &str) -> Vec<Column> {
    let columns = text.lines().map(|line| {
        let (name, values) = line.split_once(':').unwrap();
        let values = values.split('|').map(|value| value.trim().to_owned());
        Column {
            named: Some(name.trim().to_owned()),
            name: name.trim().to_owned(),
            values: values.collect(),
        }
    });
    columns.collect()
}

#[rstest]
#[case::english(
    "user: a\ntitle: x\nwhen: 2024-01-05 21:03\nlen: 60",
    "viewer=user,title=title,start=when,seconds=len' --times-in Europe/Rome"
)]
#[case::french(
    "Profil: a\nTitre: x\nDate de début: 2024-01-05T21:03:11Z\nDurée: 00:41:02",
    "viewer=Profil,title=Titre,start=Date de début,seconds=Durée'"
)]
#[case::german(
    "Nutzer: a\nSendung: s\nTitel: x\nDatum: 5.1.2024",
    "viewer=Nutzer,title=Titel,show=Sendung,start=Datum'"
)]
#[case::italian(
    "utente: a\nartista: s\nbrano: x\ndata: 2024-01-05",
    "viewer=utente,title=brano,show=artista,start=data'"
)]
#[case::spanish(
    "Título: x\nFecha: 25/12/2024",
    "title=Título,start=Fecha' --dates day-first"
)]
#[case::american(
    "Title: x|y\nDate: 12/25/24|1/5/24",
    "title=Title,start=Date' --dates month-first"
)]
#[case::japanese("タイトル: x\n日付: 2024/01/05", "title=タイトル,start=日付'")]
#[case::start_and_end(
    "what: x\nstarted: 1704488591\nended: 1704488691",
    "title=what,start=started,end=ended'"
)]
#[case::an_end_alone(
    "endTime: 2024-01-05T21:03Z\nartistName: s\ntrackName: x\nmsPlayed: 201000",
    "title=trackName,show=artistName,end=endTime,seconds=msPlayed:ms'"
)]
#[case::long_lengths(
    "film: x|y|z\ndate: 2024-01-05\nduration: 201000|180000|90000",
    "title=film,start=date,seconds=duration:ms'"
)]
#[case::minutes(
    "film: x\ndate: 2024-01-05\nminutes: 90",
    "title=film,start=date,seconds=minutes:min'"
)]
#[case::by_content(
    "a: 1|2|3\nb: Pier|Pier|Fog\nc: x|y|z\nd: 2024-01-05|2024-01-06|2024-01-07",
    "title=c,start=d'"
)]
#[case::text_before_numbers(
    "a: 1704488591|1704488592\nb: 2024-01-05|2024-01-06\nc: x|y",
    "title=c,start=b'"
)]
#[case::a_kind(
    "type: film|episode\nname: x|y\ndate: 2024-01-05|2024-01-06",
    "title=name,kind=type,start=date'"
)]
#[case::no_kind(
    "type: DVD|film\nname: x|y\ndate: 2024-01-05|2024-01-06",
    "title=name,start=date'"
)]
#[case::a_title_of_a_show(
    "show.title: s|s\ntitle: x|y\nwatched_at: 2024-01-05|2024-01-06",
    "title=title,show=show.title,start=watched_at'"
)]
fn names_and_values_tell(#[case] text: &str, #[case] expected: &str) {
    let guess = guess(&columns(text)).unwrap().to_string();
    assert_eq!(guess, format!("--map '{expected}"));
}

#[rstest]
#[case::no_time("title: x\nyear: 1999")]
#[case::no_title("date: 2024-01-05\nnumber: 7")]
#[case::a_column_for_both("date of title: 2024-01-05")]
#[case::nothing("")]
fn what_tells_too_little_is_no_guess(#[case] text: &str) {
    assert_eq!(guess(&columns(text)), None);
}

#[test]
fn a_column_that_cannot_be_named_is_passed_over() {
    let mut columns = columns("title: x\nname: y\nwhen: 2024-01-05");
    columns[0].named = None;
    assert_eq!(
        guess(&columns).unwrap().to_string(),
        "--map 'title=name,start=when'"
    );
    assert!(guess(&columns).unwrap().doubts().is_empty());
}
