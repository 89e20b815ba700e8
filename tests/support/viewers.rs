//! Viewers, told apart by what they played: the hash of one is another in each log.

/// The beginning of a query: `named (id, n)` numbers the viewers of any log of the same plays alike.
pub const NAMED: &str = "
    WITH named (id, n) AS (
        SELECT viewer_id, dense_rank() OVER (ORDER BY played)
        FROM (
            SELECT p.viewer_id,
                   group_concat(concat_ws(' ', t.key, p.started_at, p.nth, p.seconds, p.position), ','
                                ORDER BY t.key, p.started_at, p.nth) AS played
            FROM plays p
            JOIN titles t ON t.id = p.title_id
            GROUP BY p.viewer_id
        )
    )
";
