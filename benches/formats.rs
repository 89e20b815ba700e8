//! How fast each form of text is read, beside CSV: records alone, without what an import does with them.
//!
//! `cargo bench --bench formats`. The bytes of a second tell: of one row, one source says ten times as much as another.

use std::fmt;

use bingetop::formats::content::Content;
use bingetop::formats::context::Context;
use bingetop::formats::dates::DateOrder;
use bingetop::formats::format::Format;
use bingetop::formats::record::Entry;
use bingetop::formats::registry::named;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The rows of each file.
const ROWS: u32 = 20_000;

/// What a source's file looks like.
#[derive(Clone, Copy)]
struct Shape {
    /// The name of its format.
    format: &'static str,
    before: &'static str,
    /// A row, in which `#` is the number of its title, and the rest a moment as `chrono` writes it.
    row: &'static str,
    between: &'static str,
    after: &'static str,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.format)
    }
}

impl Shape {
    const fn lines(format: &'static str, before: &'static str, row: &'static str) -> Self {
        Self {
            format,
            before,
            row,
            between: "\n",
            after: "\n",
        }
    }

    const fn array(format: &'static str, row: &'static str) -> Self {
        Self {
            format,
            before: "[",
            row,
            between: ",\n",
            after: "]",
        }
    }

    fn file(&self) -> Vec<u8> {
        let begin = DateTime::<Utc>::from_timestamp(1_704_488_591, 0).expect("a moment");
        let row = |number: u32| {
            let moment = begin + TimeDelta::seconds(i64::from(number) * 301);
            let row = moment.format(self.row).to_string();
            row.replace('#', &(number % 977).to_string())
        };
        let rows: Vec<String> = (0..ROWS).map(row).collect();
        [self.before, &rows.join(self.between), self.after]
            .concat()
            .into_bytes()
    }
}

const SHAPES: [Shape; 20] = [
    Shape::lines(
        "csv",
        "viewer,title,show,kind,started_at,seconds\n",
        "ann,The Tide of Day #,The Pier,episode,%Y-%m-%dT%H:%M:%SZ,2400",
    ),
    Shape::lines(
        "jsonl",
        "",
        r#"{"viewer":"ann","title":"The Tide of Day #","show":"The Pier","kind":"episode","started_at":"%Y-%m-%dT%H:%M:%SZ","seconds":2400}"#,
    ),
    Shape::array(
        "json",
        r#"{"viewer":"ann","title":"The Tide of Day #","show":"The Pier","kind":"episode","started_at":"%Y-%m-%dT%H:%M:%SZ","seconds":2400}"#,
    ),
    Shape::lines(
        "netflix",
        "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type,Bookmark,Latest Bookmark,Country\n",
        "Ann,%Y-%m-%d %H:%M:%S,00:30:00,,The Pier: Season 2: The Tide of Day # (Episode 3),,Chrome PC (Cadmium),00:32:00,00:32:00,NL (Netherlands)",
    ),
    Shape::lines(
        "netflix-history",
        "Title,Date\n",
        r#""The Pier: Season 2: The Tide of Day #","%-m/%-d/%y""#,
    ),
    Shape::lines(
        "letterboxd",
        "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n",
        "%Y-%m-%d,The Tide of Day #,2001,https://example.invalid/a,4,Yes,,%Y-%m-%d",
    ),
    Shape::array(
        "spotify-account",
        r#"{"endTime":"%Y-%m-%d %H:%M","artistName":"The Piers","trackName":"The Tide of Day #","msPlayed":201500}"#,
    ),
    Shape::array(
        "spotify-extended",
        r#"{"ts":"%Y-%m-%dT%H:%M:%SZ","platform":"Android OS 9","ms_played":201999,"conn_country":"IT","ip_addr":"192.0.2.1","master_metadata_track_name":"The Tide of Day #","master_metadata_album_artist_name":"The Piers","master_metadata_album_album_name":"Ebb","spotify_track_uri":"spotify:track:A#","episode_name":null,"episode_show_name":null,"spotify_episode_uri":null,"reason_start":"trackdone","reason_end":"trackdone","shuffle":false,"skipped":null,"offline":false,"offline_timestamp":1512000000,"incognito_mode":false}"#,
    ),
    Shape::array(
        "youtube",
        r#"{"header":"YouTube","title":"Watched The Tide of Day #","titleUrl":"https://www.youtube.com/watch?v\u003da#","subtitles":[{"name":"The Piers","url":"https://www.youtube.com/channel/UC1"}],"time":"%Y-%m-%dT%H:%M:%S.123Z","products":["YouTube"],"activityControls":["YouTube watch history"]}"#,
    ),
    Shape {
        format: "youtube-html",
        before: "<!DOCTYPE html><html><head><style>.mdl-grid{}</style></head><body>",
        row: "<div class=\"outer-cell mdl-cell\"><div class=\"mdl-grid\"><div class=\"header-cell\"><p class=\"mdl-typography--title\">YouTube<br></p></div><div class=\"content-cell mdl-typography--body-1\">Watched\u{a0}<a href=\"https://www.youtube.com/watch?v=a#\">The Tide of Day #</a><br><a href=\"https://www.youtube.com/channel/UC1\">The Piers</a><br>%b %-d, %Y, %-I:%M:%S\u{202f}%p PST<br></div><div class=\"content-cell mdl-typography--caption\"><b>Products:</b><br>&emsp;YouTube<br></div></div></div>",
        between: "",
        after: "</body></html>",
    },
    Shape::lines(
        "lastfm",
        "",
        "The Piers,Ebb,The Tide of Day #,%d %b %Y %H:%M",
    ),
    Shape {
        format: "lastfmstats",
        before: r#"{"username":"ann","scrobbles":["#,
        row: r#"{"track":"The Tide of Day #","artist":"The Piers","album":"Ebb","albumId":"","date":%s000}"#,
        between: ",",
        after: "]}",
    },
    Shape::lines(
        "listenbrainz",
        "",
        r#"{"inserted_at":%s.5,"listened_at":%s,"track_metadata":{"artist_name":"The Piers","track_name":"The Tide of Day #","release_name":"Ebb","additional_info":{"duration_ms":201000}}}"#,
    ),
    Shape::array(
        "trakt",
        r#"{"id":9,"watched_at":"%Y-%m-%dT%H:%M:%S.000Z","action":"scrobble","type":"episode","episode":{"title":"The Tide of Day #","season":1,"number":2,"ids":{"trakt":3#}},"show":{"title":"The Pier","year":2001,"ids":{"trakt":4}}}"#,
    ),
    Shape::lines(
        "apple-music",
        "Apple ID Number,Artist Name,Container Artist Name,Content Name,Song Name,Event End Timestamp,Event Start Timestamp,Event Type,Media Duration In Milliseconds,Media Type,Play Duration Milliseconds,UTC Offset In Seconds\n",
        "1,The Piers,,,The Tide of Day #,%Y-%m-%dT%H:%M:%S.250Z,%Y-%m-%dT%H:%M:%S.250Z,PLAY_END,201000,AUDIO,201000,3600",
    ),
    Shape::lines(
        "prime-video",
        "\"Marketplace\",\"Playback Hour\",\"City\",\"Title\"\n",
        r#""Amazon.com","%-m/%-d/%Y %H:00:00","X","The Pier Season #""#,
    ),
    Shape {
        format: "tautulli-history",
        before: r#"{"response":{"result":"success","message":null,"data":{"recordsTotal":20000,"data":["#,
        row: r#"{"reference_id":1,"row_id":%s,"id":%s,"date":%s,"started":%s,"stopped":%s,"play_duration":3000,"paused_counter":0,"user_id":11,"user":"ann.h","friendly_name":"Ann","ip_address":"192.0.2.7","media_type":"movie","rating_key":5#,"title":"The Tide of Day #","full_title":"The Tide of Day #","parent_title":"","grandparent_title":"","year":2001,"percent_complete":95,"watched_status":1,"group_count":1,"group_ids":"1","state":null,"session_key":null}"#,
        between: ",\n",
        after: "]}}}",
    },
    Shape {
        format: "jellystat",
        before: r#"[{"jf_users":[{"Id":"u1","Name":"Ann"}]},{"jf_playback_activity":["#,
        row: r#"{"Id":"%s","IsPaused":false,"UserId":"u1","UserName":"Ann","Client":"Web","DeviceName":"Firefox","NowPlayingItemId":"f#","NowPlayingItemName":"The Tide of Day #","SeasonId":null,"SeriesName":null,"EpisodeId":null,"PlaybackDuration":"3000","ActivityDateInserted":"%Y-%m-%dT%H:%M:%S.250Z","PlayMethod":"DirectPlay","RemoteEndPoint":"192.0.2.7","ServerId":"s1","imported":false}"#,
        between: ",",
        after: "]}]",
    },
    Shape::lines(
        "jellystat-lines",
        "{\"type\":\"table\",\"table\":\"jf_playback_activity\"}\n",
        r#"{"type":"row","table":"jf_playback_activity","data":{"Id":"%s","UserId":"u1","UserName":"Ann","NowPlayingItemId":"f#","NowPlayingItemName":"The Tide of Day #","SeriesName":null,"EpisodeId":null,"PlaybackDuration":"3000","ActivityDateInserted":"%Y-%m-%dT%H:%M:%S.250Z"}}"#,
    ),
    Shape::lines(
        "playback-reporting-backup",
        "",
        "%Y-%m-%d %H:%M:%S.1234567\ta1\tf#\tMovie\tThe Tide of Day #\tDirectPlay\tWeb\tFirefox\t3000",
    ),
];

/// Returns how many rows `format` makes of a file.
fn rows(format: &dyn Format, context: &Context, file: &[u8]) -> u32 {
    let mut rows = 0;
    let mut take = |entry: Entry<'_>| {
        rows += u32::from(matches!(black_box(entry), Entry::Row(_)));
        true
    };
    format
        .read(Content::of_bytes(file), context, &mut take)
        .expect("it is of this format");
    rows
}

/// Records of 20,000 rows in memory.
#[divan::bench(args = SHAPES, sample_count = 20)]
fn read(bencher: Bencher, shape: &Shape) {
    let file = shape.file();
    let format = named(shape.format).expect("there is such a format");
    let context = Context {
        times_in: Some(Tz::UTC),
        dates: Some(DateOrder::MonthFirst),
        ..Context::default()
    };
    assert_eq!(rows(format, &context, &file), ROWS, "{shape}");
    bencher
        .counter(BytesCount::of_slice(&file))
        .bench(|| rows(format, &context, &file));
}
