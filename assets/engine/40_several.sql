-- several: the titles of shows of which two titles or more were played. Any other show counts as its one title.
SELECT m.item AS title_item, m.show_item AS item
FROM (SELECT t.item, t.show_item, COUNT(*) OVER (PARTITION BY t.show_item) AS active_titles
      FROM bt_titles t
      JOIN (SELECT DISTINCT p.item FROM bt_played p WHERE p.part > 0) a ON a.item = t.item) m
WHERE m.active_titles > 1
