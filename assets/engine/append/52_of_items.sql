-- {{cells}}: the earlier cells, less those of touched histories before the new days, and with those of the same histories now.
SELECT c.lvl, c.item, {{keys}}, CAST(SUM(c.{{count}}) AS BIGINT) AS {{count}}
FROM (SELECT c.lvl, r.item, {{keys}}, c.{{count}}
      FROM bt_was_{{cells}} c JOIN bt_renumbered r ON r.lvl = c.lvl AND r.item_before = c.item
      UNION ALL
      SELECT c.lvl, c.item, {{keys}}, -c.{{count}} AS {{count}} FROM bt_less_{{cells}} c
      UNION ALL
      SELECT c.lvl, c.item, {{keys}}, c.{{count}} FROM bt_more_{{cells}} c) c
GROUP BY c.lvl, c.item, {{keys}}
HAVING SUM(c.{{count}}) <> 0
