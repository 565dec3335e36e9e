-- What people add: codes of their own for a text, and events that explain a jump on the time axis.
CREATE TABLE annotation (
    mention_key      VARCHAR NOT NULL,
    text_hash        VARCHAR NOT NULL,
    coder            VARCHAR NOT NULL,
    codebook_version VARCHAR NOT NULL,
    sentiment        VARCHAR NOT NULL CHECK (sentiment IN ('negative', 'neutral', 'positive')),
    feedback         VARCHAR[] NOT NULL,
    mode             VARCHAR NOT NULL,
    coded_at         TIMESTAMP NOT NULL
);
COMMENT ON TABLE annotation IS 'What people coded a text as; append-only. The latest code of a text counts, before any model''s.';
COMMENT ON COLUMN annotation.mention_key IS 'The mention.';
COMMENT ON COLUMN annotation.text_hash IS 'The form of the text that was coded; a later form is coded anew.';
COMMENT ON COLUMN annotation.coder IS 'Who coded, as a short name the office chose.';
COMMENT ON COLUMN annotation.codebook_version IS 'Version of the codebook.';
COMMENT ON COLUMN annotation.sentiment IS 'negative, neutral or positive.';
COMMENT ON COLUMN annotation.feedback IS 'Feedback type ids, primary first.';
COMMENT ON COLUMN annotation.mode IS 'Follows from feedback, as in prediction.mode.';
COMMENT ON COLUMN annotation.coded_at IS 'When (UTC).';

CREATE TABLE event (
    event_id   VARCHAR NOT NULL PRIMARY KEY,
    first_on   DATE NOT NULL,
    last_on    DATE NOT NULL,
    title      VARCHAR NOT NULL,
    detail     VARCHAR NOT NULL,
    written_by VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL,
    removed_at TIMESTAMP,
    CHECK (last_on >= first_on)
);
COMMENT ON TABLE event IS 'What staff noted on the time axis: an outage, a protest, a campaign.';
COMMENT ON COLUMN event.event_id IS 'Id of the note.';
COMMENT ON COLUMN event.first_on IS 'First day in Pontianak.';
COMMENT ON COLUMN event.last_on IS 'Last day in Pontianak.';
COMMENT ON COLUMN event.title IS 'Short title, as charts show it.';
COMMENT ON COLUMN event.detail IS 'What happened; may be empty.';
COMMENT ON COLUMN event.written_by IS 'Who wrote it; may be empty.';
COMMENT ON COLUMN event.written_at IS 'When it was written (UTC).';
COMMENT ON COLUMN event.removed_at IS 'When it was taken back (UTC); NULL while it stands.';
