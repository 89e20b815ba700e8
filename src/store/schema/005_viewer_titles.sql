-- The titles of each viewer: rows lie by title, so that there is no other way from a viewer to what they played. Derived
-- from `plays`, as cubes are; `cubes` says whether they are there. A log from before this has none until an import or
-- `bingetop rebuild` derives them.

CREATE TABLE IF NOT EXISTS viewer_titles (
    viewer_id INTEGER PRIMARY KEY REFERENCES viewers (id),
    titles    BLOB NOT NULL   -- each title that the viewer played, with the days: checksum, then numbers
);
