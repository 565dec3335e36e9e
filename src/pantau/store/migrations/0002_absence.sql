-- Known mentions that a complete walk of their target did not bring back. Two such walks make a
-- tombstone (mention.deleted_at); one return clears the row.
CREATE TABLE absence (
    mention_key     VARCHAR NOT NULL PRIMARY KEY,
    n_walks         INTEGER NOT NULL CHECK (n_walks >= 1),
    first_missed_at TIMESTAMP NOT NULL,
    last_missed_at  TIMESTAMP NOT NULL,
    run_id          VARCHAR NOT NULL
);
COMMENT ON TABLE absence IS 'Known mentions that complete walks missed; two make a tombstone in mention.deleted_at.';
COMMENT ON COLUMN absence.mention_key IS 'The mention.';
COMMENT ON COLUMN absence.n_walks IS 'Complete walks in a row that did not bring it back.';
COMMENT ON COLUMN absence.first_missed_at IS 'First of them (UTC).';
COMMENT ON COLUMN absence.last_missed_at IS 'Last of them (UTC).';
COMMENT ON COLUMN absence.run_id IS 'Run of the last of them.';
