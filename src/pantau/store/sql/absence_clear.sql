DELETE FROM absence WHERE mention_key IN (SELECT mention_key FROM temp.seen_key);
