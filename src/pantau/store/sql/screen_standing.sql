-- Stars, moods and replies of the chosen, by period.
SELECT
    CASE
        WHEN $grain = 'all' THEN $first
        ELSE date_trunc(CASE WHEN $grain = 'all' THEN 'year' ELSE $grain END, local_date)::DATE
    END AS starts_on,
    count(*) AS n,
    count(*) FILTER (has_text) AS n_texts,
    count(*) FILTER (rating = 1) AS n_1, count(*) FILTER (rating = 2) AS n_2,
    count(*) FILTER (rating = 3) AS n_3, count(*) FILTER (rating = 4) AS n_4,
    count(*) FILTER (rating = 5) AS n_5,
    count(*) FILTER (sentiment = 'negative') AS n_negative,
    count(*) FILTER (sentiment = 'neutral') AS n_neutral,
    count(*) FILTER (sentiment = 'positive') AS n_positive,
    count(*) FILTER (is_unsure AND sentiment = 'negative') AS n_unsure_negative,
    count(*) FILTER (is_unsure AND sentiment = 'neutral') AS n_unsure_neutral,
    count(*) FILTER (is_unsure AND sentiment = 'positive') AS n_unsure_positive,
    count(*) FILTER (kind = 'review') AS n_reviews,
    count(*) FILTER (kind = 'review' AND reply_text <> '') AS n_answered
FROM chosen
GROUP BY ALL
ORDER BY starts_on
