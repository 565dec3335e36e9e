-- Each app's counters on the last night of every period that has any.
SELECT
    CASE
        WHEN $grain = 'all' THEN $first
        ELSE date_trunc(CASE WHEN $grain = 'all' THEN 'year' ELSE $grain END, local_date)::DATE
    END AS starts_on,
    source, app_id, scope, taken_at, score, n_ratings, n_reviews,
    [n_1_star, n_2_star, n_3_star, n_4_star, n_5_star] AS stars, installs, version
FROM app_snapshot
WHERE local_date BETWEEN $first AND $last
QUALIFY row_number() OVER (PARTITION BY starts_on, source, app_id ORDER BY taken_at DESC) = 1
ORDER BY starts_on, scope, source, app_id
