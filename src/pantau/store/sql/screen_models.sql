-- Which models gave the labels that count now.
SELECT
    model, model_version, codebook_version, count(*) AS n,
    count(*) FILTER (is_unsure) AS n_unsure, max(labelled_at) AS last_at
FROM mention
WHERE sentiment IS NOT NULL
GROUP BY ALL
ORDER BY n DESC, model
