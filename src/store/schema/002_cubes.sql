-- What the plays amount to, counted ahead: derived from `plays`, and derived anew by
-- `bingetop rebuild` whenever it is missing or damaged.

CREATE TABLE cubes (
    id   INTEGER PRIMARY KEY, -- kind of cube * 2^40 + item * 2^8 + piece
    body BLOB NOT NULL        -- version, checksum, length, columns of little-endian numbers
);

CREATE TABLE viewer_days (
    viewer_id INTEGER PRIMARY KEY REFERENCES viewers (id),
    days      BLOB NOT NULL   -- the viewer's active days over all titles, with plays and titles
);
