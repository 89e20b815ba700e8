-- spelled: each spelling of a title, and what the earlier rows and those of the new days say of the title.
SELECT s.title_key, s.show_key, s.title, s.show_name,
       MIN(s.kind_no) AS kind_no, MAX(s.length_seconds) AS length_seconds, MAX(s.latest) AS latest
FROM (SELECT w.title_key, w.show_key, w.title, w.show_name, w.kind_no, w.length_seconds, w.latest FROM bt_was_spelled w
      UNION ALL
      SELECT n.title_key, n.show_key, n.title, n.show_name, n.kind_no, n.length_seconds, n.latest FROM bt_new_spelled n) s
GROUP BY s.title_key, s.show_key, s.title, s.show_name
