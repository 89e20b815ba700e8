-- The bare log, as a file of columns: nothing is known of days, titles or viewers yet.
CREATE TABLE log (
    viewer     VARCHAR,
    title      VARCHAR,
    "show"     VARCHAR,
    kind       VARCHAR,
    started_at TIMESTAMP,
    seconds    INTEGER
);
COPY log FROM $csv (FORMAT csv, HEADER, DELIMITER ',');
CHECKPOINT;
