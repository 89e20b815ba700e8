-- estimate: how large the result can become, before any work is done: upper bounds, which logs of many plays a title come near.
SELECT e.row_count, e.days, e.titles, e.viewers,
       LEAST(e.row_count, e.titles * e.days) AS plays_cells_at_most,
       LEAST(e.row_count, e.titles * e.days * (e.days + 1) / 2) AS repeats_cells_at_most,
       CAST(CEIL((6.0 * LEAST(e.row_count, e.titles * e.days)
                  + 4.0 * 4.0 * LEAST(e.row_count, e.titles * e.days * (e.days + 1) / 2)) / 1000000.0) AS BIGINT) AS megabytes_at_most
FROM (SELECT COUNT(*) AS row_count, COUNT(DISTINCT s.day_no) AS days, APPROX_COUNT_DISTINCT(s.title_key) AS titles,
             APPROX_COUNT_DISTINCT(s.viewer) AS viewers
      FROM bt_ev s) e
