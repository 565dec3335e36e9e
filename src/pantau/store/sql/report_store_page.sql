-- The own apps' counters on the first and the last night within the quarter.
SELECT
    app_id, local_date, score, n_ratings,
    [n_1_star, n_2_star, n_3_star, n_4_star, n_5_star] AS histogram, installs, version
FROM app_snapshot
WHERE scope = 'own' AND taken_at <= $as_of AND local_date BETWEEN $first AND $last
QUALIFY row_number() OVER (PARTITION BY app_id ORDER BY taken_at) = 1
    OR row_number() OVER (PARTITION BY app_id ORDER BY taken_at DESC) = 1
ORDER BY app_id, taken_at
