-- What was said about each version that reviews name.
SELECT
    app_id, app_version, min(local_date) AS first_on, max(local_date) AS last_on,
    count(*) AS n,
    count(rating) AS n_rated,
    avg(rating) AS mean_stars,
    count(sentiment) AS n_coded,
    count(*) FILTER (sentiment = 'negative') AS n_negative,
    count(*) FILTER (sentiment = 'positive') AS n_positive,
    count(*) FILTER (list_contains(string_split(feedback, ','), 'app_problem')) AS n_problems
FROM chosen
WHERE app_version <> ''
GROUP BY app_id, app_version
ORDER BY first_on DESC, app_id, app_version DESC
