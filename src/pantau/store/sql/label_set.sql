-- The hash keeps a label from a text that was edited while the model was at work.
UPDATE mention AS m
SET sentiment = n.sentiment,
    sentiment_score = n.sentiment_score,
    feedback = array_to_string(n.feedback, ','),
    primary_feedback = n.feedback[1],
    feedback_score = n.feedback_score,
    topics = array_to_string(n.topics, ','),
    mode = n.mode,
    is_unsure = n.is_unsure,
    model = $1,
    model_version = $2,
    codebook_version = $3,
    labelled_at = $4
FROM labelled AS n
WHERE m.mention_key = n.mention_key AND m.text_hash = n.text_hash;
