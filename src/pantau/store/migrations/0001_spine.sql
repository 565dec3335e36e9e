-- The spine: what was read, what it said before, how each run went, what the classifier made of it.
-- Times are UTC TIMESTAMP; local_date is the day in Pontianak. No foreign keys and no secondary
-- indexes: DuckDB refuses later ALTERs on tables that have them.

CREATE TABLE mention (
    mention_key   VARCHAR NOT NULL PRIMARY KEY,
    source        VARCHAR NOT NULL,
    kind          VARCHAR NOT NULL CHECK (kind IN ('review', 'post', 'comment', 'article', 'report')),
    scope         VARCHAR NOT NULL CHECK (scope IN ('own', 'peer')),
    app_id        VARCHAR NOT NULL,
    channel       VARCHAR NOT NULL,
    external_id   VARCHAR NOT NULL,
    author_key    VARCHAR NOT NULL,
    title         VARCHAR NOT NULL,
    text          VARCHAR NOT NULL,
    language      VARCHAR NOT NULL,
    rating        TINYINT CHECK (rating BETWEEN 1 AND 5),
    app_version   VARCHAR NOT NULL,
    reply_text    VARCHAR NOT NULL,
    reply_at      TIMESTAMP,
    n_likes       INTEGER NOT NULL,
    url           VARCHAR NOT NULL,
    is_official   BOOLEAN NOT NULL,
    posted_at     TIMESTAMP NOT NULL,
    local_date    DATE NOT NULL,
    edited_at     TIMESTAMP,
    text_hash     VARCHAR NOT NULL,
    content_hash  VARCHAR NOT NULL,
    revision      INTEGER NOT NULL CHECK (revision >= 1),
    known_from    TIMESTAMP NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    last_seen_at  TIMESTAMP NOT NULL,
    first_run_id  VARCHAR NOT NULL,
    last_run_id   VARCHAR NOT NULL,
    deleted_at    TIMESTAMP,
    -- The label that counts now stands beside the text: a year of a million mentions then answers in
    -- 4 ms, a join with a table of labels took 120 ms. Lists are comma-joined, because DuckDB
    -- rewrites the whole row when a LIST column is updated, and strings only in place.
    sentiment        VARCHAR CHECK (sentiment IN ('negative', 'neutral', 'positive')),
    sentiment_score  FLOAT,
    feedback         VARCHAR,
    primary_feedback VARCHAR,
    feedback_score   FLOAT,
    topics           VARCHAR,
    mode             VARCHAR,
    is_unsure        BOOLEAN,
    model            VARCHAR,
    model_version    VARCHAR,
    codebook_version VARCHAR,
    labelled_at      TIMESTAMP
);
COMMENT ON TABLE mention IS 'One public text (review, post, comment, article, report) as it stands now.';
COMMENT ON COLUMN mention.mention_key IS 'Key: 32 hex digits of SHA-256 over source, app_id and external_id.';
COMMENT ON COLUMN mention.source IS 'Connector that brought it, such as google_play, rss, file.';
COMMENT ON COLUMN mention.kind IS 'review, post, comment, article or report.';
COMMENT ON COLUMN mention.scope IS 'own: counts for the city; peer: an app it is compared with.';
COMMENT ON COLUMN mention.app_id IS 'App id at the store; empty for what is not about one app.';
COMMENT ON COLUMN mention.channel IS 'Feed, page or channel within the source.';
COMMENT ON COLUMN mention.external_id IS 'The id the source gave, or a hash of the content where it gave none.';
COMMENT ON COLUMN mention.author_key IS 'Pseudonym: HMAC-SHA256 of source and author; empty where no author is known.';
COMMENT ON COLUMN mention.title IS 'Title, redacted; empty where there is none.';
COMMENT ON COLUMN mention.text IS 'Text, redacted; empty for a rating without words.';
COMMENT ON COLUMN mention.language IS 'Language the source was asked in or says; not detected.';
COMMENT ON COLUMN mention.rating IS 'Stars, 1 to 5; NULL where the source has none.';
COMMENT ON COLUMN mention.app_version IS 'App version the review names; empty where the source gave none.';
COMMENT ON COLUMN mention.reply_text IS 'The developer''s or office''s reply, redacted; empty where none.';
COMMENT ON COLUMN mention.reply_at IS 'When the reply was given (UTC).';
COMMENT ON COLUMN mention.n_likes IS 'Likes or "helpful" votes when last read.';
COMMENT ON COLUMN mention.url IS 'Public link to the text; empty where there is none.';
COMMENT ON COLUMN mention.is_official IS 'Written by the office itself: kept apart, not counted as citizens'' feedback.';
COMMENT ON COLUMN mention.posted_at IS 'When it was written, as the source says (UTC); the last edit where only that is given.';
COMMENT ON COLUMN mention.local_date IS 'Day of posted_at in Pontianak (UTC+7).';
COMMENT ON COLUMN mention.edited_at IS 'Last edit, where the source tells it apart (UTC).';
COMMENT ON COLUMN mention.text_hash IS 'Hash of the text alone; labels hang on it.';
COMMENT ON COLUMN mention.content_hash IS 'Hash of all that a reader sees; a change makes a revision.';
COMMENT ON COLUMN mention.revision IS '1 for the first form we saw, then one more per change.';
COMMENT ON COLUMN mention.known_from IS 'When we first saw this form (UTC).';
COMMENT ON COLUMN mention.first_seen_at IS 'When we first saw the mention in any form (UTC).';
COMMENT ON COLUMN mention.last_seen_at IS 'When this form was stored or changed last (UTC); not moved by an unchanged read.';
COMMENT ON COLUMN mention.first_run_id IS 'Run that brought it.';
COMMENT ON COLUMN mention.last_run_id IS 'Run that changed it last.';
COMMENT ON COLUMN mention.deleted_at IS 'When it was found gone at the source (UTC); NULL while it stands.';
COMMENT ON COLUMN mention.sentiment IS 'Label that counts now: negative, neutral or positive; NULL until this text is labelled.';
COMMENT ON COLUMN mention.sentiment_score IS 'Probability of that sentiment, 0 to 1.';
COMMENT ON COLUMN mention.feedback IS 'Feedback type ids joined by commas, primary first.';
COMMENT ON COLUMN mention.primary_feedback IS 'The primary feedback type.';
COMMENT ON COLUMN mention.feedback_score IS 'Probability of the primary type, 0 to 1.';
COMMENT ON COLUMN mention.topics IS 'Topic ids joined by commas; empty where none applies.';
COMMENT ON COLUMN mention.mode IS 'co_assessment, co_delivery, co_design, co_commissioning or none.';
COMMENT ON COLUMN mention.is_unsure IS 'Under the model''s cut-off: counted apart.';
COMMENT ON COLUMN mention.model IS 'Name of the model (tier) that gave the label.';
COMMENT ON COLUMN mention.model_version IS 'Version of the model.';
COMMENT ON COLUMN mention.codebook_version IS 'Version of the codebook.';
COMMENT ON COLUMN mention.labelled_at IS 'When the label was given (UTC).';

CREATE TABLE mention_revision (
    mention_key  VARCHAR NOT NULL,
    revision     INTEGER NOT NULL,
    title        VARCHAR NOT NULL,
    text         VARCHAR NOT NULL,
    rating       TINYINT,
    app_version  VARCHAR NOT NULL,
    reply_text   VARCHAR NOT NULL,
    reply_at     TIMESTAMP,
    posted_at    TIMESTAMP NOT NULL,
    local_date   DATE NOT NULL,
    edited_at    TIMESTAMP,
    is_official  BOOLEAN NOT NULL,
    text_hash    VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    known_from   TIMESTAMP NOT NULL,
    known_until  TIMESTAMP NOT NULL,
    run_id       VARCHAR NOT NULL,
    PRIMARY KEY (mention_key, revision)
);
COMMENT ON TABLE mention_revision IS 'Every earlier form of a mention, append-only; the present form stands in mention.';
COMMENT ON COLUMN mention_revision.mention_key IS 'The mention.';
COMMENT ON COLUMN mention_revision.revision IS 'Number of this earlier form.';
COMMENT ON COLUMN mention_revision.title IS 'Title then.';
COMMENT ON COLUMN mention_revision.text IS 'Text then, redacted.';
COMMENT ON COLUMN mention_revision.rating IS 'Stars then.';
COMMENT ON COLUMN mention_revision.app_version IS 'App version named then.';
COMMENT ON COLUMN mention_revision.reply_text IS 'Reply then, redacted.';
COMMENT ON COLUMN mention_revision.reply_at IS 'When that reply was given (UTC).';
COMMENT ON COLUMN mention_revision.posted_at IS 'posted_at as the source gave it then (UTC).';
COMMENT ON COLUMN mention_revision.local_date IS 'Day of that posted_at in Pontianak.';
COMMENT ON COLUMN mention_revision.edited_at IS 'edited_at then (UTC).';
COMMENT ON COLUMN mention_revision.is_official IS 'is_official then.';
COMMENT ON COLUMN mention_revision.text_hash IS 'Hash of the text then.';
COMMENT ON COLUMN mention_revision.content_hash IS 'Hash of the visible content then.';
COMMENT ON COLUMN mention_revision.known_from IS 'When we first saw this form (UTC).';
COMMENT ON COLUMN mention_revision.known_until IS 'When we saw the next form (UTC).';
COMMENT ON COLUMN mention_revision.run_id IS 'Run that found the next form.';

CREATE TABLE run (
    run_id         VARCHAR NOT NULL PRIMARY KEY,
    night_id       VARCHAR NOT NULL,
    source         VARCHAR NOT NULL,
    target         VARCHAR NOT NULL,
    app_id         VARCHAR NOT NULL,
    scope          VARCHAR NOT NULL,
    mode           VARCHAR NOT NULL CHECK (mode IN ('nightly', 'backfill', 'import')),
    started_at     TIMESTAMP NOT NULL,
    ended_at       TIMESTAMP,
    local_date     DATE NOT NULL,
    since          TIMESTAMP,
    stop_reason    VARCHAR NOT NULL,
    verdict        VARCHAR NOT NULL,
    message        VARCHAR NOT NULL,
    n_requests     INTEGER NOT NULL,
    n_pages        INTEGER NOT NULL,
    n_fetched      INTEGER NOT NULL,
    n_new          INTEGER NOT NULL,
    n_revised      INTEGER NOT NULL,
    n_unchanged    INTEGER NOT NULL,
    n_rejected     INTEGER NOT NULL,
    n_late         INTEGER NOT NULL,
    evidence       VARCHAR NOT NULL,
    code_version   VARCHAR NOT NULL
);
COMMENT ON TABLE run IS 'One reading of one target: what came, why it stopped, what that means.';
COMMENT ON COLUMN run.run_id IS 'Id of the run.';
COMMENT ON COLUMN run.night_id IS 'Id shared by all runs started together.';
COMMENT ON COLUMN run.source IS 'Connector.';
COMMENT ON COLUMN run.target IS 'App, feed or file that was read.';
COMMENT ON COLUMN run.app_id IS 'App id, empty where the target is no app.';
COMMENT ON COLUMN run.scope IS 'own or peer.';
COMMENT ON COLUMN run.mode IS 'nightly, backfill or import.';
COMMENT ON COLUMN run.started_at IS 'Start (UTC).';
COMMENT ON COLUMN run.ended_at IS 'End (UTC); NULL for a run that was killed or is under way.';
COMMENT ON COLUMN run.local_date IS 'Day of the start in Pontianak.';
COMMENT ON COLUMN run.since IS 'How far back the walk meant to read (UTC); NULL for all.';
COMMENT ON COLUMN run.stop_reason IS 'Why the walk stopped; empty while it is under way.';
COMMENT ON COLUMN run.verdict IS 'new, quiet, suspect_empty, partial, blocked, layout_changed, unreachable; empty while under way.';
COMMENT ON COLUMN run.message IS 'What went wrong and what to do, without secrets; empty for a healthy run.';
COMMENT ON COLUMN run.n_requests IS 'HTTP requests sent, retries included.';
COMMENT ON COLUMN run.n_pages IS 'Pages read.';
COMMENT ON COLUMN run.n_fetched IS 'Items read from the pages.';
COMMENT ON COLUMN run.n_new IS 'Items not known before.';
COMMENT ON COLUMN run.n_revised IS 'Known items whose content changed.';
COMMENT ON COLUMN run.n_unchanged IS 'Known items that had not changed.';
COMMENT ON COLUMN run.n_rejected IS 'Items that could not be read.';
COMMENT ON COLUMN run.n_late IS 'New items older than the previous healthy run: the source had held them back.';
COMMENT ON COLUMN run.evidence IS 'JSON of what the verdict rests on.';
COMMENT ON COLUMN run.code_version IS 'Version of Pantau.';

CREATE TABLE checkpoint (
    source     VARCHAR NOT NULL,
    target     VARCHAR NOT NULL,
    mode       VARCHAR NOT NULL,
    high_water_at TIMESTAMP,
    state      VARCHAR NOT NULL,
    saved_at   TIMESTAMP NOT NULL,
    run_id     VARCHAR NOT NULL,
    PRIMARY KEY (source, target, mode)
);
COMMENT ON TABLE checkpoint IS 'How far each target has been read; moved only after a real end.';
COMMENT ON COLUMN checkpoint.source IS 'Connector.';
COMMENT ON COLUMN checkpoint.target IS 'Target within the source.';
COMMENT ON COLUMN checkpoint.mode IS 'nightly or backfill.';
COMMENT ON COLUMN checkpoint.high_water_at IS 'posted_at of the newest item of the last complete read (UTC).';
COMMENT ON COLUMN checkpoint.state IS 'JSON of what the connector needs next time (ETag, resume cursor).';
COMMENT ON COLUMN checkpoint.saved_at IS 'When it was saved (UTC).';
COMMENT ON COLUMN checkpoint.run_id IS 'Run that saved it.';

CREATE TABLE rejected (
    run_id      VARCHAR NOT NULL,
    source      VARCHAR NOT NULL,
    target      VARCHAR NOT NULL,
    reason      VARCHAR NOT NULL,
    item        VARCHAR NOT NULL,
    rejected_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE rejected IS 'Items that could not be read, each with its reason; the rest of the page went in.';
COMMENT ON COLUMN rejected.run_id IS 'Run.';
COMMENT ON COLUMN rejected.source IS 'Connector.';
COMMENT ON COLUMN rejected.target IS 'Target.';
COMMENT ON COLUMN rejected.reason IS 'Why, naming field or line.';
COMMENT ON COLUMN rejected.item IS 'Excerpt without personal data.';
COMMENT ON COLUMN rejected.rejected_at IS 'When (UTC).';

CREATE TABLE prediction (
    mention_key      VARCHAR NOT NULL,
    text_hash        VARCHAR NOT NULL,
    model            VARCHAR NOT NULL,
    model_version    VARCHAR NOT NULL,
    codebook_version VARCHAR NOT NULL,
    sentiment        VARCHAR NOT NULL CHECK (sentiment IN ('negative', 'neutral', 'positive')),
    sentiment_score  FLOAT NOT NULL,
    feedback         VARCHAR[] NOT NULL,
    primary_feedback VARCHAR NOT NULL,
    feedback_score   FLOAT NOT NULL,
    topics           VARCHAR[] NOT NULL,
    mode             VARCHAR NOT NULL,
    is_unsure        BOOLEAN NOT NULL,
    predicted_at     TIMESTAMP NOT NULL
);
-- No primary key: its index took 110 MB and two thirds of the insert's time at a million rows. One row
-- per mention_key, text_hash, model, model_version and codebook_version is kept by the insert itself.
COMMENT ON TABLE prediction IS 'What a model made of a mention''s text; append-only. The label that counts stands in mention.';
COMMENT ON COLUMN prediction.mention_key IS 'The mention.';
COMMENT ON COLUMN prediction.text_hash IS 'The form of the text that was labelled.';
COMMENT ON COLUMN prediction.model IS 'Name of the model (tier).';
COMMENT ON COLUMN prediction.model_version IS 'Version of the model.';
COMMENT ON COLUMN prediction.codebook_version IS 'Version of the codebook.';
COMMENT ON COLUMN prediction.sentiment IS 'negative, neutral or positive.';
COMMENT ON COLUMN prediction.sentiment_score IS 'The model''s probability of that sentiment, 0 to 1.';
COMMENT ON COLUMN prediction.feedback IS 'Feedback type ids, primary first.';
COMMENT ON COLUMN prediction.primary_feedback IS 'The primary feedback type.';
COMMENT ON COLUMN prediction.feedback_score IS 'The model''s probability of the primary type, 0 to 1.';
COMMENT ON COLUMN prediction.topics IS 'Topic ids, possibly none.';
COMMENT ON COLUMN prediction.mode IS 'co_assessment, co_delivery, co_design, co_commissioning or none.';
COMMENT ON COLUMN prediction.is_unsure IS 'Under the model''s cut-off: counted apart.';
COMMENT ON COLUMN prediction.predicted_at IS 'When (UTC).';

CREATE TABLE app_snapshot (
    source     VARCHAR NOT NULL,
    app_id     VARCHAR NOT NULL,
    scope      VARCHAR NOT NULL,
    taken_at   TIMESTAMP NOT NULL,
    local_date DATE NOT NULL,
    score      DOUBLE,
    n_ratings  BIGINT,
    n_reviews  BIGINT,
    n_1_star   BIGINT,
    n_2_star   BIGINT,
    n_3_star   BIGINT,
    n_4_star   BIGINT,
    n_5_star   BIGINT,
    installs   VARCHAR NOT NULL,
    version    VARCHAR NOT NULL,
    updated_at TIMESTAMP,
    run_id     VARCHAR NOT NULL,
    PRIMARY KEY (source, app_id, taken_at)
);
COMMENT ON TABLE app_snapshot IS 'An app''s own counters on its store page, once a night; ratings without text included.';
COMMENT ON COLUMN app_snapshot.source IS 'Connector.';
COMMENT ON COLUMN app_snapshot.app_id IS 'App id.';
COMMENT ON COLUMN app_snapshot.scope IS 'own or peer.';
COMMENT ON COLUMN app_snapshot.taken_at IS 'When (UTC).';
COMMENT ON COLUMN app_snapshot.local_date IS 'Day in Pontianak.';
COMMENT ON COLUMN app_snapshot.score IS 'Mean stars as the store shows it.';
COMMENT ON COLUMN app_snapshot.n_ratings IS 'All ratings, with and without text.';
COMMENT ON COLUMN app_snapshot.n_reviews IS 'Ratings with text, as the store counts them.';
COMMENT ON COLUMN app_snapshot.n_1_star IS 'Ratings of one star.';
COMMENT ON COLUMN app_snapshot.n_2_star IS 'Ratings of two stars.';
COMMENT ON COLUMN app_snapshot.n_3_star IS 'Ratings of three stars.';
COMMENT ON COLUMN app_snapshot.n_4_star IS 'Ratings of four stars.';
COMMENT ON COLUMN app_snapshot.n_5_star IS 'Ratings of five stars.';
COMMENT ON COLUMN app_snapshot.installs IS 'Installs as the store words it.';
COMMENT ON COLUMN app_snapshot.version IS 'Version on offer.';
COMMENT ON COLUMN app_snapshot.updated_at IS 'When the app was last updated (UTC).';
COMMENT ON COLUMN app_snapshot.run_id IS 'Run that took it.';

CREATE VIEW label AS
SELECT mention_key, text_hash, model, model_version, codebook_version, sentiment, sentiment_score,
       string_split(feedback, ',') AS feedback, primary_feedback, feedback_score,
       CASE WHEN topics = '' THEN []::VARCHAR[] ELSE string_split(topics, ',') END AS topics,
       mode, is_unsure, labelled_at
FROM mention
WHERE sentiment IS NOT NULL;
COMMENT ON VIEW label IS 'The labels of mention, with feedback and topics as lists.';
COMMENT ON COLUMN label.mention_key IS 'The mention.';
COMMENT ON COLUMN label.text_hash IS 'The form of the text that was labelled.';
COMMENT ON COLUMN label.model IS 'Name of the model (tier).';
COMMENT ON COLUMN label.model_version IS 'Version of the model.';
COMMENT ON COLUMN label.codebook_version IS 'Version of the codebook.';
COMMENT ON COLUMN label.sentiment IS 'negative, neutral or positive.';
COMMENT ON COLUMN label.sentiment_score IS 'Probability of that sentiment, 0 to 1.';
COMMENT ON COLUMN label.feedback IS 'Feedback type ids, primary first.';
COMMENT ON COLUMN label.primary_feedback IS 'The primary feedback type.';
COMMENT ON COLUMN label.feedback_score IS 'Probability of the primary type, 0 to 1.';
COMMENT ON COLUMN label.topics IS 'Topic ids, possibly none.';
COMMENT ON COLUMN label.mode IS 'co_assessment, co_delivery, co_design, co_commissioning or none.';
COMMENT ON COLUMN label.is_unsure IS 'Under the model''s cut-off: counted apart.';
COMMENT ON COLUMN label.labelled_at IS 'When (UTC).';
