-- When each version of the city's apps came out: the store's own date, else the first night it was on
-- offer. The first version ever seen is older than our watch and is left out.
WITH seen AS (
    SELECT app_id, version, min(coalesce(updated_at + INTERVAL 7 HOUR, taken_at + INTERVAL 7 HOUR))::DATE AS released_on,
        min(taken_at) AS first_seen_at
    FROM app_snapshot
    WHERE scope = 'own' AND version <> ''
    GROUP BY ALL
)
SELECT app_id, version, released_on
FROM seen
WHERE first_seen_at > (SELECT min(taken_at) FROM app_snapshot s WHERE s.app_id = seen.app_id)
    AND released_on BETWEEN $first AND $last
ORDER BY released_on, version
