//! What columns are called.

use crate::domain::name::folded;
use crate::formats::mapping::Field;

/// How well a name fits, the best first: how much of it is the word, and which word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    part: Part,
    place: usize,
}

/// How much of a name a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    All,
    Last,
    Some,
}

/// Returns how well the name of a column fits `field`.
pub(super) fn fit(name: &str, field: Field) -> Option<Word> {
    let words = of(name);
    let all = words.concat();
    known(field)
        .enumerate()
        .filter_map(|(place, known)| {
            let part = if all == known {
                Part::All
            } else if words.last().is_some_and(|word| word == known) {
                Part::Last
            } else if words.iter().any(|word| word == known) {
                Part::Some
            } else {
                return None;
            };
            Some(Word { part, place })
        })
        .min()
}

/// Returns the words of a name: `msPlayed` and `ms_played` are `ms` and `played`.
pub(super) fn of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        let begins = c.is_uppercase() && was_lower;
        was_lower = c.is_lowercase();
        if begins || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| folded(word)).collect()
}

const VIEWER: &str = "\
    viewer user username profile listener account member who person benutzer nutzer benutzername zuschauer profil \
    konto utilisateur compte utente profilo usuario perfil gebruiker profiel użytkownik uživatel пользователь \
    профиль ユーザー プロフィール 사용자 프로필 用户";

const TITLE: &str = "\
    title titel titre titolo titulo título tytuł název titul название タイトル 제목 标题 track trackname song episode film \
    movie video chapter lied folge chanson morceau épisode brano canzone episodio canción película nummer \
    aflevering utwór odcinek name nom nome nombre naam nazwa what item media";

const SHOW: &str = "\
    show series serie artist band channel podcast program programme grandparent sendung interpret künstler kanal \
    série artiste chaîne émission artista canale programma canal programa artiest kanaal serial wykonawca kanał \
    seriál сериал исполнитель канал アーティスト 番組 아티스트 艺术家";

const START: &str = "\
    start started startedat begin began beginn anfang début debut inizio inicio início begintijd początek začátek \
    начало timestamp datetime date datum data fecha дата 日付 날짜 日期 day tag jour giorno día dia dag dzień den time \
    zeit zeitpunkt uhrzeit heure ora hora tijd czas čas время when wann quand quando cuándo played watched viewed \
    listened gesehen gehört vu visto at ts";

const END: &str = "\
    end ended endedat endtime stop stopped finished ende fin fine fim einde koniec konec конец";

const SECONDS: &str = "\
    seconds duration playtime secs sec sekunden dauer spieldauer durée secondes durata secondi duración segundos \
    duração duur seconden długość trvání délka продолжительность length len länge longueur lunghezza ms millis \
    milliseconds minutes minuten minuti minutos min";

const KIND: &str = "\
    kind type typ tipo art soort rodzaj тип media";

/// Returns what columns for `field` are called, the surest first: in English, German, French, Italian, Spanish,
/// Portuguese, Dutch, Polish, Czech, Russian, Japanese, Korean and Chinese.
fn known(field: Field) -> impl Iterator<Item = &'static str> {
    let words = match field {
        Field::Viewer => VIEWER,
        Field::Title => TITLE,
        Field::Show => SHOW,
        Field::Start => START,
        Field::End => END,
        Field::Seconds => SECONDS,
        Field::Kind => KIND,
        Field::Id | Field::Position | Field::Length | Field::Viewing => "",
    };
    words.split_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("msPlayed", &["ms", "played"])]
    #[case("ms_played", &["ms", "played"])]
    #[case(" Durée (s) ", &["durée", "s"])]
    #[case("track.artists.0.name", &["track", "artists", "0", "name"])]
    #[case("URL", &["url"])]
    #[case("", &[])]
    fn a_name_has_words(#[case] name: &str, #[case] words: &[&str]) {
        assert_eq!(of(name), words);
    }

    #[test]
    fn a_whole_name_fits_better_than_a_part() {
        let fits = |name| fit(name, Field::Title);
        assert!(fits("Titel") < fits("Originaltitel der Folge"));
        assert!(fits("name") < fits("name of it"));
        assert!(fits("Track Name") < fits("Name"));
        assert_eq!(fits("Genre"), None);
    }
}
