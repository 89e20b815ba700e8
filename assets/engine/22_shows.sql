-- shows: one row a show, by its number; a film is a show of its own. It has the name that it was last called by.
SELECT n.show_item AS item, n.show_name, n.named_at
FROM (SELECT t.show_item, COALESCE(s.show_name, s.title) AS show_name, s.latest AS named_at,
             ROW_NUMBER() OVER (PARTITION BY t.show_item
                                ORDER BY s.latest DESC, COALESCE(s.show_name, s.title) DESC) AS place
      FROM bt_spelled s
      JOIN (SELECT DISTINCT i.show_key, i.show_item FROM bt_titles i) t ON t.show_key = s.show_key) n
WHERE n.place = 1
