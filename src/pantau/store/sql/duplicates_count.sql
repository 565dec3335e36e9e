-- Counts of the groups that changed. A burst: at least $1 texts within $2, by few known authors.
WITH member AS (
    SELECT
        d.mention_key,
        d.group_id,
        m.author_key,
        count(*) OVER (
            PARTITION BY d.group_id
            ORDER BY m.posted_at
            RANGE BETWEEN $2::INTERVAL PRECEDING AND CURRENT ROW
        ) AS n_close
    FROM near_duplicate AS d
    JOIN mention AS m USING (mention_key)
    SEMI JOIN touched AS t ON t.group_id = d.group_id
),
counted AS (
    SELECT
        group_id,
        count(*) AS n_in_group,
        count(DISTINCT nullif(author_key, '')) AS n_authors,
        max(n_close) AS n_close
    FROM member
    GROUP BY group_id
)
UPDATE near_duplicate AS d
SET n_in_group = c.n_in_group,
    n_authors = c.n_authors,
    is_burst = c.n_close >= $1 AND c.n_authors BETWEEN 1 AND c.n_in_group / 2
FROM counted AS c
WHERE d.group_id = c.group_id
