-- {{cells}}: the earlier cells, less those of touched histories before the new days, and with those of the same histories now.
SELECT {{keys}}, CAST(SUM(c.{{count}}) AS BIGINT) AS {{count}}
FROM (SELECT {{keys}}, c.{{count}} FROM bt_was_{{cells}} c
      UNION ALL
      SELECT {{keys}}, -c.{{count}} AS {{count}} FROM bt_less_{{cells}} c
      UNION ALL
      SELECT {{keys}}, c.{{count}} FROM bt_more_{{cells}} c) c
GROUP BY {{keys}}
HAVING SUM(c.{{count}}) <> 0
