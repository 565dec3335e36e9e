INSERT INTO app_snapshot (
    source, app_id, scope, taken_at, local_date, score, n_ratings, n_reviews, n_1_star, n_2_star,
    n_3_star, n_4_star, n_5_star, installs, version, updated_at, run_id
)
VALUES (
    $source, $app_id, $scope, $taken_at, $local_date, $score, $n_ratings, $n_reviews, $n_1_star,
    $n_2_star, $n_3_star, $n_4_star, $n_5_star, $installs, $version, $updated_at, $run_id
)
ON CONFLICT DO NOTHING;
