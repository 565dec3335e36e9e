, offered AS (
    SELECT 'version' AS field, app_version AS value FROM chosen WHERE app_version <> ''
    UNION ALL
    SELECT 'topic', unnest(string_split(topics, ',')) FROM chosen WHERE topics <> ''
)
-- Versions and topics that occur among the chosen, the most frequent first.
SELECT field, value, count(*) AS n
FROM offered
GROUP BY ALL
ORDER BY field, n DESC, value
