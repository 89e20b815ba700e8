-- Notes that a viewer, or a title, is another one under another name, and counts as it. `plays` has the rows as they
-- then count; `alias_rows` has them as they came, so that an alias can be undone.
--
-- Nothing here names anybody: a log whose viewers are hashed has their hashes alone.

CREATE TABLE IF NOT EXISTS viewer_aliases (
    alias_id   INTEGER PRIMARY KEY REFERENCES viewers (id),
    counts_as  INTEGER NOT NULL REFERENCES viewers (id) -- perhaps an alias itself
);

CREATE TABLE IF NOT EXISTS title_aliases (
    alias_id   INTEGER PRIMARY KEY REFERENCES titles (id),
    counts_as  INTEGER NOT NULL REFERENCES titles (id)  -- perhaps an alias itself
);

-- The rows of each viewer and title of which one is an alias, or has one: under the numbers they came with.
CREATE TABLE IF NOT EXISTS alias_rows (
    title_id   INTEGER NOT NULL REFERENCES titles (id),
    viewer_id  INTEGER NOT NULL REFERENCES viewers (id),
    started_at INTEGER NOT NULL, -- this and the following as in `plays`
    nth        INTEGER NOT NULL,
    seconds    INTEGER,
    position   INTEGER,
    is_private INTEGER NOT NULL,
    source_id  INTEGER NOT NULL REFERENCES sources (id),
    PRIMARY KEY (title_id, viewer_id, started_at, nth)
) WITHOUT ROWID;
