-- Texts that their source's terms no longer let us keep: gone at the source, or not read again for so long.
-- A complete walk of the channel (a healthy run without `since`) has read each of its texts again.
CREATE OR REPLACE TEMP TABLE expired AS
SELECT m.mention_key
FROM mention AS m
LEFT JOIN (
    SELECT source, target, max(started_at) AS walked_at
    FROM run
    WHERE since IS NULL AND verdict IN ('new', 'quiet')
    GROUP BY source, target
) AS r
    ON r.source = m.source AND r.target = m.channel
WHERE m.source = $source AND (m.text <> '' OR m.title <> '' OR m.reply_text <> '')
  AND (m.deleted_at IS NOT NULL OR greatest(m.last_seen_at, coalesce(r.walked_at, m.last_seen_at)) < $oldest);
