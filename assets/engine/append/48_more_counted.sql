-- more_counted: rows of plays of touched histories as they are now.
SELECT c.lvl, c.item, c.viewer, c.day_no, c.part
FROM bt_counted c JOIN bt_touched t ON t.lvl = c.lvl AND t.item = c.item AND t.viewer = c.viewer
