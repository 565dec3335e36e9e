SELECT
    count(*) AS n_mentions,
    count(*) FILTER (text <> '' OR sentiment IS NOT NULL) AS n_texts,
    count(sentiment) AS n_labelled,
    (SELECT count(*) FROM mention_revision) AS n_revisions,
    min(local_date) AS first,
    max(local_date) AS last
FROM mention
WHERE deleted_at IS NULL;
