-- Sources whose terms don't allow their texts in the city's figures (yet). Written from the configuration
-- before each publishing, so that a snapshot carries the rule its figures follow.
CREATE TABLE kept_apart (
    source VARCHAR NOT NULL PRIMARY KEY
);
COMMENT ON TABLE kept_apart IS 'Sources that are collected and shown, but not counted: their terms have not been accepted.';
COMMENT ON COLUMN kept_apart.source IS 'Connector, such as youtube.';
