-- less_counted: rows of plays of touched histories as they were before the new days.
SELECT c.lvl, c.item, c.viewer, c.day_no, c.part
FROM bt_old_counted c JOIN bt_touched t ON t.lvl = c.lvl AND t.item = c.item AND t.viewer = c.viewer
