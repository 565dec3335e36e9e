-- What was said about each version. A review that names none is counted to the version that was on
-- offer when it was written, and counted as inferred.
SELECT
    app_id, attributed AS app_version, min(local_date) AS first_on, max(local_date) AS last_on,
    count(*) AS n,
    count(rating) AS n_rated,
    avg(rating) AS mean_stars,
    count(sentiment) AS n_coded,
    count(*) FILTER (sentiment = 'negative') AS n_negative,
    count(*) FILTER (sentiment = 'positive') AS n_positive,
    count(*) FILTER (list_contains(string_split(feedback, ','), 'app_problem')) AS n_problems,
    count(*) FILTER (is_inferred) AS n_inferred
FROM (
    SELECT
        chosen.*,
        chosen.app_version = '' AS is_inferred,
        CASE WHEN is_inferred THEN released.version ELSE chosen.app_version END AS attributed
    FROM chosen
    ASOF LEFT JOIN (
        SELECT app_id, version, min(coalesce(updated_at, taken_at)) AS released_at
        FROM app_snapshot
        WHERE version <> ''
        GROUP BY ALL
    ) AS released
        ON chosen.app_id = released.app_id AND chosen.posted_at >= released.released_at
)
WHERE coalesce(attributed, '') <> ''
GROUP BY app_id, attributed
ORDER BY first_on DESC, app_id, app_version DESC
