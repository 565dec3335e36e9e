UPDATE mention SET text = '', title = '', reply_text = '', url = '', author_key = ''
WHERE mention_key IN (SELECT mention_key FROM expired);
