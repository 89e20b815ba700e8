-- What was published of the log: each number once, before anybody saw it. Rows are only ever added, by `bingetop publish`;
-- each holds the hash of the one before, under a key that is not in the log. No true count is ever here.
CREATE TABLE IF NOT EXISTS ledger (
    seq        INTEGER PRIMARY KEY, -- 1, 2, 3, …
    kind       TEXT    NOT NULL,    -- said, suggested, approved
    question   TEXT    NOT NULL,    -- in canonical form: what is asked again has the same one
    asked      TEXT    NOT NULL,    -- as it is written for people
    shows      TEXT    NOT NULL,    -- the keys of the shows it is charged to, a JSON array
    from_day   INTEGER NOT NULL,    -- days since 1970-01-01, inclusive
    to_day     INTEGER NOT NULL,
    cost       INTEGER NOT NULL,    -- 1/100,000 of ρ; charged to each year in which one of the days lies
    estimate   INTEGER,             -- viewers and noise; NULL of what says no number, as the three below
    deviation  INTEGER,             -- the standard deviation of the noise, in hundredths of a viewer
    shown      INTEGER,             -- what may be said, rounded; NULL where that is too few, too
    chosen_by  INTEGER,             -- of a number: the suggestion that chose it; NULL where it was chosen by hand
    chosen     TEXT,                -- of a suggestion: the canonical question that it chose
    approves   INTEGER,             -- of an approval: which row
    said_on    INTEGER NOT NULL,    -- the day it was written, by the log's zone and day rule
    said_by    TEXT    NOT NULL,    -- who wrote it, as they call themselves
    previous   BLOB    NOT NULL,    -- the hash of the row before
    hash       BLOB    NOT NULL     -- of all above, keyed
);
