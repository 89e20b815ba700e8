-- touched: whose histories are not those of before: viewers with titles (lvl 1), with shows (2), and with everything (0). A show's
-- are others where its titles' are, and where a title has begun or ceased to count for it.
SELECT 1 AS lvl, c.item, c.viewer
FROM bt_changed c
UNION
SELECT 2 AS lvl, s.item, c.viewer
FROM bt_changed c JOIN bt_several s ON s.title_item = c.item
UNION
SELECT 2 AS lvl, m.item, p.viewer
FROM bt_played p JOIN bt_moved m ON m.title_item = p.item
UNION
SELECT 0 AS lvl, 0 AS item, c.viewer
FROM bt_changed c
