-- spelled: each spelling of a title, and what its rows say of the title.
SELECT e.title_key, e.show_key, e.title, e.show_name,
       MIN(e.kind_no) AS kind_no, MAX(e.length_seconds) AS length_seconds, MAX(e.started) AS latest
FROM bt_ev e
GROUP BY e.title_key, e.show_key, e.title, e.show_name
