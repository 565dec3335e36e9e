-- Texts that were copied: campaigns, reposts, the same words sent twice. Every text that was looked at
-- has a row, alone in its group where nothing is like it, so that a night looks only at what is new.
CREATE TABLE near_duplicate (
    mention_key VARCHAR NOT NULL PRIMARY KEY,
    text_hash   VARCHAR NOT NULL,
    group_id    VARCHAR NOT NULL,
    n_in_group  INTEGER NOT NULL CHECK (n_in_group >= 1),
    n_authors   INTEGER NOT NULL CHECK (n_authors >= 0),
    is_burst    BOOLEAN NOT NULL
);
COMMENT ON TABLE near_duplicate IS 'Nearly the same text within 90 days, by whomever: one row per text that was looked at.';
COMMENT ON COLUMN near_duplicate.mention_key IS 'The mention.';
COMMENT ON COLUMN near_duplicate.text_hash IS 'The form of its text that was looked at.';
COMMENT ON COLUMN near_duplicate.group_id IS 'The group: the key of the first text found in it.';
COMMENT ON COLUMN near_duplicate.n_in_group IS 'Texts in the group; 1 where nothing is like it.';
COMMENT ON COLUMN near_duplicate.n_authors IS 'Different authors known in the group; 0 where none is known.';
COMMENT ON COLUMN near_duplicate.is_burst IS 'At least 5 texts of the group within 7 days, by at most half as many authors as the group has texts.';
