-- begun: whether each row begins a viewing (1) or continues the row before (0): the rule of viewings. In this order: the
-- source says of both rows of which viewing they are; no length is known, and the row before is too short to be a play and
-- ended a minute ago at most; positions are known, and the row before stopped before 85 % and not after this one; this row
-- starts half an hour after the one before at most, and both together are no longer than the title.
SELECT f.item, f.viewer, f.started, f.by_day, f.day_no, f.hour_no, f.seconds, f.stopped_at, f.viewing, f.least_seconds, f.place,
       CASE WHEN f.started_before IS NULL THEN 1
            WHEN f.viewing_before IS NOT NULL AND f.viewing IS NOT NULL THEN
                 CASE WHEN f.viewing_before = f.viewing THEN 0 ELSE 1 END
            WHEN f.length_seconds IS NULL THEN
                 CASE WHEN f.by_day_before = 0 AND f.by_day = 0 AND f.seconds_before < f.least_seconds
                       AND f.started - (f.started_before + f.seconds_before) <= 60 THEN 0 ELSE 1 END
            WHEN f.stopped_before IS NOT NULL AND f.stopped_at IS NOT NULL THEN
                 CASE WHEN CAST(f.stopped_before AS BIGINT) * 100 < CAST(f.length_seconds AS BIGINT) * 85
                       AND f.stopped_before <= f.stopped_at THEN 0 ELSE 1 END
            WHEN f.by_day_before = 0 AND f.by_day = 0
             AND f.started - (f.started_before + f.seconds_before) <= 1800
             AND f.seconds_before + f.seconds <= f.length_seconds THEN 0
            ELSE 1 END AS begins
FROM bt_follow f
