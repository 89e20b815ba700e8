//! The table of formats.

use super::format::Format;
use super::{
    apple_music, generic, jellystat, lastfm, letterboxd, listenbrainz, netflix, playback_reporting,
    plex, prime_video, spotify, tautulli, trakt, youtube,
};

/// Every format, the most particular first: the first that recognises a file reads it.
pub static FORMATS: &[&dyn Format] = &[
    &netflix::ViewingActivity,
    &netflix::ViewingHistory,
    &letterboxd::Diary,
    &spotify::AccountData,
    &spotify::ExtendedHistory,
    &youtube::History,
    &youtube::HistoryPage,
    &lastfm::Export,
    &lastfm::Stats,
    &listenbrainz::Listens,
    &trakt::History,
    &apple_music::PlayActivity,
    &prime_video::ViewingHistory,
    &tautulli::Database,
    &tautulli::History,
    &jellystat::Backup,
    &jellystat::Lines,
    &playback_reporting::Database,
    &playback_reporting::Backup,
    &plex::Library,
    &generic::Parquet,
    &generic::JsonLines,
    &generic::JsonArray,
    &generic::Table,
    &lastfm::HomeMade,
];

/// The formats of files whose columns the user may name.
pub static GENERIC: &[&dyn Format] = &[
    &generic::Parquet,
    &generic::JsonLines,
    &generic::JsonArray,
    &generic::Table,
];

/// Returns the format called `name`, if there is one.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// Names of formats.
type Names = &'static [&'static str];

/// Formats, and others that can tell of the same plays where nothing says that they are the same: ids, names or times differ. In a log
/// with both, such plays count twice.
const RETOLD: [(Names, Names); 5] = [
    (&["netflix"], &["netflix-history"]),
    (&["tautulli", "tautulli-history"], &["plex"]),
    (
        &["jellystat", "jellystat-lines"],
        &["playback-reporting", "playback-reporting-backup"],
    ),
    // Programs that play report to these.
    (
        &["lastfm", "lastfmstats", "scrobbles", "listenbrainz"],
        &["spotify-account", "spotify-extended"],
    ),
    (
        &["trakt"],
        &[
            "tautulli",
            "tautulli-history",
            "plex",
            "jellystat",
            "jellystat-lines",
            "playback-reporting",
            "playback-reporting-backup",
        ],
    ),
];

/// Two formats that tell of the same plays, so that one can be known by the other.
#[derive(Debug)]
pub struct Retelling {
    /// The format whose rows are left out where the other one has them.
    pub lesser: &'static str,
    /// The format that knows more of them.
    pub better: &'static str,
}

/// Formats whose rows can be known as those of another: of one viewer and one length, with an end in one minute.
pub const RETELLINGS: [Retelling; 1] = [Retelling {
    lesser: "spotify-account",
    better: "spotify-extended",
}];

/// Returns the formats among `all` that can tell of the plays of `one`, too, so that these count twice.
pub fn retelling<'a>(one: &str, all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let others = |&(left, right): &(Names, Names)| -> Names {
        match (left.contains(&one), right.contains(&one)) {
            (true, _) => right,
            (_, true) => left,
            _ => &[],
        }
    };
    let others: Vec<&str> = RETOLD.iter().flat_map(others).copied().collect();
    all.filter(|other| others.contains(other)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_tell_the_same_are_formats() {
        let retold = RETOLD
            .iter()
            .flat_map(|(left, right)| left.iter().chain(*right));
        let retellings = RETELLINGS.iter();
        for name in retold.chain(retellings.flat_map(|of| [&of.lesser, &of.better])) {
            assert!(named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn either_names_the_other() {
        let all = ["csv", "plex", "spotify-account", "tautulli", "trakt"];
        let of = |one| retelling(one, all.into_iter());
        assert_eq!(of("tautulli"), ["plex", "trakt"]);
        assert_eq!(of("trakt"), ["plex", "tautulli"]);
        assert_eq!(of("lastfm"), ["spotify-account"]);
        assert!(of("csv").is_empty());
    }
}
