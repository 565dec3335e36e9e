-- Who said how much, with which stars and in which mood, by month or week: few rows, from which all shares
-- of stars and sentiment are summed.
SELECT
    starts_on, scope, CASE WHEN scope = 'peer' THEN app_id ELSE '' END AS peer, source, kind,
    is_counted, is_official, is_gone, has_text, sentiment IS NOT NULL AS is_coded,
    coalesce(is_unsure, false) AS is_unsure, rating, coalesce(sentiment, '') AS sentiment,
    count(*) AS n
FROM report_form
GROUP BY ALL
ORDER BY ALL
