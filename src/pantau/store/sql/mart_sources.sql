SELECT
    source,
    count(*) FILTER (NOT is_official AND kind <> 'article' AND deleted_at IS NULL) AS n,
    count(*) FILTER (
        NOT is_official AND kind <> 'article' AND deleted_at IS NULL
        AND (text <> '' OR sentiment IS NOT NULL)
    ) AS n_texts,
    count(*) FILTER (is_official AND deleted_at IS NULL) AS n_official,
    count(*) FILTER (NOT is_official AND kind = 'article' AND deleted_at IS NULL) AS n_articles,
    count(*) FILTER (deleted_at IS NOT NULL) AS n_gone,
    min(local_date) AS first,
    max(local_date) AS last
FROM mention
WHERE scope = $scope AND local_date BETWEEN $first AND $last
GROUP BY source
ORDER BY n DESC, source;
