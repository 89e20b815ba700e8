-- moved: titles and shows that they count for now and did not before, or did before and do not now.
SELECT b.title_item, b.item
FROM (SELECT s.title_item, s.item FROM bt_several s
      UNION ALL
      SELECT o.title_item, o.item FROM bt_old_several o) b
GROUP BY b.title_item, b.item
HAVING COUNT(*) = 1
