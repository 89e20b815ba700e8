-- The rows that viewers hid, so that whether there are any is known without reading the others.
CREATE INDEX plays_hidden ON plays (viewer_id) WHERE is_private = 1;

-- A position from 2^31 on is no place in a title: it is the number that a source gave a viewing. People need not see it.
DROP VIEW play_log;

CREATE VIEW play_log AS
SELECT p.viewer_id,
       v.label                                       AS viewer,
       t.name                                        AS title,
       iif(t.is_own_show, NULL, s.name)              AS show,
       t.kind,
       datetime(p.started_at, 'unixepoch')           AS started_at_utc,
       date(p.day * 86400, 'unixepoch')              AS day,
       p.seconds,
       iif(p.position < 2147483648, p.position, NULL) AS position,
       CASE p.role WHEN 0 THEN 'too short' WHEN 1 THEN 'play' ELSE 'continuation' END AS counts_as
FROM plays p
JOIN titles t ON t.id = p.title_id
JOIN shows s ON s.id = t.show_id
JOIN viewers v ON v.id = p.viewer_id;
