SELECT taken_at, score, n_ratings, n_reviews, n_1_star, n_2_star, n_3_star, n_4_star, n_5_star,
       installs, version, updated_at
FROM app_snapshot
WHERE source = $1 AND app_id = $2 AND ($3::TIMESTAMP IS NULL OR taken_at < $3)
ORDER BY taken_at DESC
LIMIT 1;
