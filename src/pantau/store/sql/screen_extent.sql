-- What there is to choose from among the citizens' voice of the city's own apps.
SELECT
    min(local_date), max(local_date), count(*),
    coalesce(list(DISTINCT source ORDER BY source), []),
    coalesce(list(DISTINCT app_id ORDER BY app_id) FILTER (app_id <> ''), [])
FROM mention
WHERE scope = 'own' AND NOT is_official AND kind <> 'article' AND deleted_at IS NULL
