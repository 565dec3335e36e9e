UPDATE mention_revision SET text = '', title = '', reply_text = ''
WHERE mention_key IN (SELECT mention_key FROM expired);
