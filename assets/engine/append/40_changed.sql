-- changed: viewers with titles whose rows, by day and by what they count as, are not those of before. Rows only come, so that those of
-- now hold one that was not there before.
SELECT DISTINCT c.item, c.viewer
FROM (SELECT p.item, p.viewer, p.day_no, p.part FROM bt_again_played p
      EXCEPT ALL
      SELECT o.item, o.viewer, o.day_no, o.part
      FROM bt_old_played o JOIN bt_again a ON a.item = o.item AND a.viewer = o.viewer) c
