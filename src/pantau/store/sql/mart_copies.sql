-- The moods of the chosen texts with each group of near-duplicates counted once, by the first that
-- stands; and how many copies, groups and bursts there are.
, said AS MATERIALIZED (
    SELECT
        chosen.sentiment,
        chosen.posted_at,
        chosen.mention_key,
        d.group_id,
        coalesce(d.is_burst, false) AS is_burst
    FROM chosen
    LEFT JOIN near_duplicate AS d
        ON d.mention_key = chosen.mention_key AND d.text_hash = chosen.text_hash
    WHERE has_text
),

counted AS (
    SELECT sentiment, group_id, is_burst, true AS is_first
    FROM said
    WHERE group_id IS NULL
    UNION ALL
    SELECT
        sentiment,
        group_id,
        is_burst,
        row_number() OVER (PARTITION BY group_id ORDER BY posted_at, mention_key) = 1 AS is_first
    FROM said
    WHERE group_id IS NOT NULL
)

SELECT
    count(*) FILTER (sentiment IS NOT NULL AND is_first) AS n_texts,
    count(*) FILTER (sentiment = 'negative' AND is_first) AS n_negative,
    count(*) FILTER (sentiment = 'neutral' AND is_first) AS n_neutral,
    count(*) FILTER (sentiment = 'positive' AND is_first) AS n_positive,
    count(*) FILTER (NOT is_first) AS n_copies,
    count(DISTINCT CASE WHEN is_burst THEN group_id END) AS n_bursts
FROM counted
