-- A play log: who played which title when. The views at the end are for any SQL tool.

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (
    id          INTEGER PRIMARY KEY,
    name        TEXT,             -- the file it came from, without its folder; where names are kept
    format      TEXT    NOT NULL, -- the reader that read it
    account     TEXT,             -- keeps apart viewers of the same name; where names are kept
    imported_at INTEGER NOT NULL, -- Unix seconds
    rows        INTEGER NOT NULL  -- rows it added to the log
);

CREATE TABLE viewers (
    id    INTEGER PRIMARY KEY,
    hash  BLOB NOT NULL UNIQUE,   -- keyed hash of account and name, 16 bytes
    label TEXT                    -- the name itself, only where names are kept
);

CREATE TABLE shows (
    id       INTEGER PRIMARY KEY,
    key      TEXT    NOT NULL UNIQUE, -- what makes it this show: its folded name; a film's is U+001F and its title's key
    name     TEXT    NOT NULL,        -- its most recent spelling
    named_at INTEGER NOT NULL         -- when that spelling was played, Unix seconds
);

CREATE TABLE titles (
    id             INTEGER PRIMARY KEY,
    key            TEXT    NOT NULL UNIQUE, -- what makes it this title: '#id', or folded show and name
    show_id        INTEGER NOT NULL REFERENCES shows (id),
    is_own_show    INTEGER NOT NULL,        -- 1 for a film: it belongs to nothing but itself
    name           TEXT    NOT NULL,        -- its most recent spelling
    named_at       INTEGER NOT NULL,        -- when that spelling was played, Unix seconds
    kind           TEXT,                    -- film, episode, video, track, podcast, audiobook
    length_seconds INTEGER                  -- its known runtime
);

CREATE INDEX titles_of_show ON titles (show_id);

CREATE TABLE plays (
    title_id   INTEGER NOT NULL REFERENCES titles (id),
    viewer_id  INTEGER NOT NULL REFERENCES viewers (id),
    started_at INTEGER NOT NULL, -- Unix seconds, UTC
    nth        INTEGER NOT NULL, -- tells apart rows that start in the same second, from 0
    day        INTEGER NOT NULL, -- days since 1970-01-01 by the log's zone and day rule
    role       INTEGER NOT NULL, -- 0 too short to count, 1 first row of a play, 2 continues a play
    seconds    INTEGER,          -- how long it lasted; NULL where unknown
    position   INTEGER,          -- where in the title it stopped, in seconds; NULL where unknown
    is_private INTEGER NOT NULL, -- 1 where the viewer hid it
    source_id  INTEGER NOT NULL REFERENCES sources (id),
    PRIMARY KEY (title_id, viewer_id, started_at, nth)
) WITHOUT ROWID;

-- One line a row, in words.
CREATE VIEW play_log AS
SELECT p.viewer_id,
       v.label                                  AS viewer,
       t.name                                   AS title,
       iif(t.is_own_show, NULL, s.name)         AS show,
       t.kind,
       datetime(p.started_at, 'unixepoch')      AS started_at_utc,
       date(p.day * 86400, 'unixepoch')         AS day,
       p.seconds,
       p.position,
       CASE p.role WHEN 0 THEN 'too short' WHEN 1 THEN 'play' ELSE 'continuation' END AS counts_as
FROM plays p
JOIN titles t ON t.id = p.title_id
JOIN shows s ON s.id = t.show_id
JOIN viewers v ON v.id = p.viewer_id;

-- Per title over the whole log: the longest streak in days, viewers with one of three days or more,
-- and those of them whose streak reaches the log's last day.
CREATE VIEW streaks AS
WITH active AS (SELECT DISTINCT title_id, viewer_id, day FROM plays WHERE role > 0),
     island AS (
         SELECT title_id, viewer_id, day,
                day - row_number() OVER (PARTITION BY title_id, viewer_id ORDER BY day) AS run
         FROM active
     ),
     streak AS (
         SELECT title_id, viewer_id, count(*) AS days, max(day) AS last_day
         FROM island
         GROUP BY title_id, viewer_id, run
     ),
     best AS (
         SELECT title_id, viewer_id, max(days) AS longest,
                max(iif(last_day = (SELECT max(day) FROM plays), days, 0)) AS running
         FROM streak
         GROUP BY title_id, viewer_id
     )
SELECT t.name                           AS title,
       iif(t.is_own_show, NULL, s.name) AS show,
       max(longest)                     AS longest,
       sum(longest >= 3)                AS viewers,
       sum(running >= 3)                AS running
FROM best
JOIN titles t ON t.id = best.title_id
JOIN shows s ON s.id = t.show_id
GROUP BY best.title_id
HAVING max(longest) >= 2
ORDER BY viewers DESC, longest DESC, title, best.title_id;

-- Per title over the whole log: plays, viewers, and plays beyond each viewer's first.
CREATE VIEW rewatched AS
WITH played AS (
    SELECT title_id, viewer_id, count(*) AS plays
    FROM plays
    WHERE role = 1
    GROUP BY title_id, viewer_id
)
SELECT t.name                           AS title,
       iif(t.is_own_show, NULL, s.name) AS show,
       sum(plays)                       AS plays,
       count(*)                         AS viewers,
       sum(plays) - count(*)            AS rewatches,
       sum(plays >= 2)                  AS rewatchers,
       max(plays)                       AS most_by_one
FROM played
JOIN titles t ON t.id = played.title_id
JOIN shows s ON s.id = t.show_id
GROUP BY played.title_id
ORDER BY rewatches DESC, plays DESC, title, played.title_id;

-- Viewers whose best streak of days with any play at all is at least so many days.
CREATE VIEW cohorts AS
WITH ladder (at_least) AS (VALUES (2), (3), (5), (7), (10), (14), (18), (21), (30), (60), (90)),
     active AS (SELECT DISTINCT viewer_id, day FROM plays WHERE role > 0),
     island AS (
         SELECT viewer_id, day - row_number() OVER (PARTITION BY viewer_id ORDER BY day) AS run
         FROM active
     ),
     streak AS (SELECT viewer_id, count(*) AS days FROM island GROUP BY viewer_id, run),
     best AS (SELECT viewer_id, max(days) AS longest FROM streak GROUP BY viewer_id)
SELECT at_least, (SELECT count(*) FROM best WHERE longest >= at_least) AS viewers
FROM ladder
ORDER BY at_least;

-- Plays and active viewers of each day that has any.
CREATE VIEW timeline AS
SELECT date(day * 86400, 'unixepoch') AS day,
       sum(role = 1)                  AS plays,
       count(DISTINCT viewer_id)      AS viewers
FROM plays
WHERE role > 0
GROUP BY plays.day
ORDER BY plays.day;

-- The sums of the whole log.
CREATE VIEW totals AS
SELECT count(*)                                       AS rows,
       coalesce(sum(role = 1), 0)                     AS plays,
       count(DISTINCT iif(role > 0, viewer_id, NULL)) AS viewers,
       count(DISTINCT iif(role = 1, title_id, NULL))  AS titles,
       (SELECT coalesce(sum(rewatches), 0) FROM rewatched) AS rewatches
FROM plays;
