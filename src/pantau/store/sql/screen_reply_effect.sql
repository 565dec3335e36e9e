-- Stars of the chosen reviews before and after the office replied, where both forms were seen: the last
-- form without a reply against the present one.
, before AS (
    SELECT mention_key, arg_max(rating, revision) AS rating
    FROM mention_revision
    WHERE reply_text = '' AND rating IS NOT NULL
    GROUP BY mention_key
)
SELECT
    count(*) AS n,
    count(*) FILTER (chosen.rating > before.rating) AS n_raised,
    count(*) FILTER (chosen.rating < before.rating) AS n_lowered,
    avg(before.rating) AS mean_before,
    avg(chosen.rating) AS mean_after
FROM chosen JOIN before USING (mention_key)
WHERE chosen.kind = 'review' AND chosen.reply_text <> '' AND chosen.rating IS NOT NULL
