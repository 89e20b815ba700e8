-- titles: one row a title, numbered by show and name; it has the name and the show that it was last called by.
SELECT CAST(ROW_NUMBER() OVER (ORDER BY c.show_key, c.title_key) AS INT) AS item,
       CAST(DENSE_RANK() OVER (ORDER BY c.show_key) AS INT) AS show_item,
       c.title_key, c.show_key, c.title, c.show_name, c.named_at, c.kind_no, c.length_seconds,
       COALESCE({{minimum_seconds}}, CASE WHEN c.kind_no >= 4 THEN 30 ELSE 120 END) AS least_seconds
FROM (SELECT s.title_key, s.show_key, s.title, s.show_name, s.latest AS named_at,
             MIN(s.kind_no) OVER (PARTITION BY s.title_key) AS kind_no,
             MAX(s.length_seconds) OVER (PARTITION BY s.title_key) AS length_seconds,
             ROW_NUMBER() OVER (PARTITION BY s.title_key
                                ORDER BY s.latest DESC, s.title DESC, s.show_key DESC, s.show_name DESC) AS place
      FROM bt_spelled s) c
WHERE c.place = 1
