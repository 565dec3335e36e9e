-- When each version of the city's apps came out: the store's own date, else the first night it was on
-- offer. The first version ever seen is older than our watch and is left out. The same rule as in
-- screen_releases.sql, as known at $as_of.
WITH page AS (
    SELECT app_id, version, taken_at, coalesce(updated_at, taken_at) + INTERVAL 7 HOUR AS released_at
    FROM app_snapshot
    WHERE scope = 'own' AND version <> '' AND taken_at <= $as_of
),
seen AS (
    SELECT app_id, version, min(released_at)::DATE AS released_on, min(taken_at) AS first_seen_at
    FROM page
    GROUP BY ALL
)
SELECT version, released_on
FROM seen
WHERE first_seen_at > (SELECT min(taken_at) FROM page WHERE page.app_id = seen.app_id)
    AND released_on BETWEEN $first AND $last
ORDER BY released_on, version
