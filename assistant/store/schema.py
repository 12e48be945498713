"""The ledger's tables, as numbered migrations. Money is whole picodollars (10^-12 US$), time whole microseconds.

`turns` holds one row a question: it is written before anything is sent and completed when the answer ended, so a row
without an `ending` is under way or was killed. `asked_at` is the time on the clock where it was asked, with its offset
(UTC, with a "Z", in rows of before), `day` the date there: a day's bill stays what it was, in whatever zone it is read.
`spending` is what counts against limits: for each day and tier the cost of what ended, and the reserve of what has not,
or of what may have cost more than is known: `reserved_picodollars` is the most. `clock` is the offset of the clock it
was asked by ("" where it is not known), which tells when its day is over: a turn's row may be gone by then.
"""

_TURNS = """
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL,
    asked_at TEXT NOT NULL,
    day TEXT NOT NULL,
    tier INTEGER NOT NULL,
    confidence REAL NOT NULL,
    reasons TEXT NOT NULL DEFAULT '[]',
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    attempts TEXT NOT NULL DEFAULT '[]',
    max_tokens INTEGER NOT NULL,
    reserved_picodollars INTEGER,
    ending TEXT,
    cause TEXT NOT NULL DEFAULT '',
    input_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    thinking_tokens INTEGER NOT NULL DEFAULT 0,
    usage_estimated INTEGER NOT NULL DEFAULT 0,
    cost_picodollars INTEGER,
    cost_estimated INTEGER NOT NULL DEFAULT 0,
    price_output TEXT,
    price_input TEXT,
    price_entry INTEGER NOT NULL DEFAULT 0,
    first_token_microseconds INTEGER,
    elapsed_microseconds INTEGER,
    process INTEGER,
    prompt TEXT,
    question TEXT,
    answer TEXT
);
"""

# The bill reads this index alone: the rows with their texts are a hundred times its size.
_INDEXES = """
CREATE INDEX turns_by_day ON turns (
    day, tier, provider, model, ending, usage_estimated, cost_estimated, cost_picodollars,
    input_tokens, output_tokens, thinking_tokens, conversation
);
CREATE INDEX turns_by_conversation ON turns (conversation);
"""

_SPENDING = """
CREATE TABLE limits (
    period TEXT NOT NULL,
    tier INTEGER NOT NULL, -- -1: all of them together
    picodollars INTEGER NOT NULL,
    PRIMARY KEY (period, tier)
) WITHOUT ROWID;
CREATE TABLE spending (
    day TEXT NOT NULL,
    tier INTEGER NOT NULL,
    picodollars INTEGER NOT NULL,
    PRIMARY KEY (day, tier)
) WITHOUT ROWID;
CREATE TRIGGER turns_spend AFTER INSERT ON turns
WHEN coalesce(new.cost_picodollars, new.reserved_picodollars, 0) <> 0 BEGIN
    INSERT INTO spending VALUES (new.day, new.tier, coalesce(new.cost_picodollars, new.reserved_picodollars))
    ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars;
END;
CREATE TRIGGER turns_spend_settled AFTER UPDATE OF cost_picodollars, reserved_picodollars ON turns
WHEN coalesce(new.cost_picodollars, new.reserved_picodollars, 0)
  <> coalesce(old.cost_picodollars, old.reserved_picodollars, 0) BEGIN
    INSERT INTO spending VALUES (new.day, new.tier,
        coalesce(new.cost_picodollars, new.reserved_picodollars, 0)
      - coalesce(old.cost_picodollars, old.reserved_picodollars, 0))
    ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars;
END;
"""

# A row is in the full-text index if and only if it has ended: its texts change no more.
_SEARCH = """
CREATE VIRTUAL TABLE turns_words USING fts5 (
    prompt, answer, content = 'turns', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER turns_words_inserted AFTER INSERT ON turns WHEN new.ending IS NOT NULL BEGIN
    INSERT INTO turns_words (rowid, prompt, answer) VALUES (new.id, new.prompt, new.answer);
END;
CREATE TRIGGER turns_words_changed AFTER UPDATE OF prompt, answer, ending ON turns
WHEN old.ending IS NOT NULL OR new.ending IS NOT NULL BEGIN
    INSERT INTO turns_words (turns_words, rowid, prompt, answer)
    SELECT 'delete', old.id, old.prompt, old.answer WHERE old.ending IS NOT NULL;
    INSERT INTO turns_words (rowid, prompt, answer)
    SELECT new.id, new.prompt, new.answer WHERE new.ending IS NOT NULL;
END;
CREATE TRIGGER turns_words_deleted AFTER DELETE ON turns WHEN old.ending IS NOT NULL BEGIN
    INSERT INTO turns_words (turns_words, rowid, prompt, answer)
    VALUES ('delete', old.id, old.prompt, old.answer);
END;
"""

# The built-in gateway costs nothing: its turns count against no limit. `withdrawn` marks a turn that does not stand in
# its conversation: it was taken back, asked again, or is to take a place and no word of its answer came. It stays on the
# bill and in the log, but is no part of what is sent.
_DEMO_AND_WITHDRAWN = """
ALTER TABLE turns ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
UPDATE spending SET picodollars = picodollars - (
    SELECT coalesce(sum(coalesce(cost_picodollars, reserved_picodollars, 0)), 0) FROM turns INDEXED BY turns_by_day
    WHERE turns.day = spending.day AND turns.tier = spending.tier AND turns.provider = 'demo'
);
DROP TRIGGER turns_spend;
DROP TRIGGER turns_spend_settled;
CREATE TRIGGER turns_spend AFTER INSERT ON turns
WHEN new.provider <> 'demo' AND coalesce(new.cost_picodollars, new.reserved_picodollars, 0) <> 0 BEGIN
    INSERT INTO spending VALUES (new.day, new.tier, coalesce(new.cost_picodollars, new.reserved_picodollars))
    ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars;
END;
CREATE TRIGGER turns_spend_settled AFTER UPDATE OF cost_picodollars, reserved_picodollars ON turns
WHEN new.provider <> 'demo' AND coalesce(new.cost_picodollars, new.reserved_picodollars, 0)
  <> coalesce(old.cost_picodollars, old.reserved_picodollars, 0) BEGIN
    INSERT INTO spending VALUES (new.day, new.tier,
        coalesce(new.cost_picodollars, new.reserved_picodollars, 0)
      - coalesce(old.cost_picodollars, old.reserved_picodollars, 0))
    ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars;
END;
"""

# `cost_estimated` is 2 where the input is no part of the cost, for its price is not known; 1 is any other estimate.
_WITHOUT_INPUT = """
UPDATE turns SET cost_estimated = 2
WHERE cost_estimated = 1 AND cost_picodollars IS NOT NULL AND input_tokens > 0 AND price_input IS NULL;
"""

# A reserve that is left when a turn has ended is the most it may have cost, and what counts. What ended before has none.
_RESERVE_FIRST = """
UPDATE turns SET reserved_picodollars = NULL WHERE cost_picodollars IS NOT NULL AND reserved_picodollars IS NOT NULL;
DROP TRIGGER turns_spend;
DROP TRIGGER turns_spend_settled;
CREATE TRIGGER turns_spend AFTER INSERT ON turns
WHEN new.provider <> 'demo' AND coalesce(new.reserved_picodollars, new.cost_picodollars, 0) <> 0 BEGIN
    INSERT INTO spending VALUES (new.day, new.tier, coalesce(new.reserved_picodollars, new.cost_picodollars))
    ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars;
END;
CREATE TRIGGER turns_spend_settled AFTER UPDATE OF cost_picodollars, reserved_picodollars ON turns
WHEN new.provider <> 'demo' AND coalesce(new.reserved_picodollars, new.cost_picodollars, 0)
  <> coalesce(old.reserved_picodollars, old.cost_picodollars, 0) BEGIN
    INSERT INTO spending VALUES (new.day, new.tier,
        coalesce(new.reserved_picodollars, new.cost_picodollars, 0)
      - coalesce(old.reserved_picodollars, old.cost_picodollars, 0))
    ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars;
END;
"""

# The standing instruction that a question was asked with, where it was not the usual one: it is asked again with it.
_SYSTEM = "ALTER TABLE turns ADD COLUMN system TEXT;"

# Thinking that came, and was shown, as the opening of an answer: where a model may be misread, no word is lost.
_THOUGHT = "ALTER TABLE turns ADD COLUMN thought TEXT;"

# What counts against limits knows the clock it was asked by, whatever becomes of the turn.
_CLOCKS = """
DROP TRIGGER turns_spend;
DROP TRIGGER turns_spend_settled;
CREATE TRIGGER turns_spend AFTER INSERT ON turns
WHEN new.provider <> 'demo' AND coalesce(new.reserved_picodollars, new.cost_picodollars, 0) <> 0 BEGIN
    INSERT INTO spending VALUES (new.day || substr(new.asked_at, 24), new.tier,
        coalesce(new.reserved_picodollars, new.cost_picodollars))
    ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars;
END;
CREATE TRIGGER turns_spend_settled AFTER UPDATE OF cost_picodollars, reserved_picodollars ON turns
WHEN new.provider <> 'demo' AND coalesce(new.reserved_picodollars, new.cost_picodollars, 0)
  <> coalesce(old.reserved_picodollars, old.cost_picodollars, 0) BEGIN
    INSERT INTO spending VALUES (new.day || substr(new.asked_at, 24), new.tier,
        coalesce(new.reserved_picodollars, new.cost_picodollars, 0)
      - coalesce(old.reserved_picodollars, old.cost_picodollars, 0))
    ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars;
END;
"""

# A process that was there before reads the sum of plain days, and is to see what is spent now.
_CLOCK_COLUMN = """
CREATE TABLE spending_by_clock (
    day TEXT NOT NULL,
    tier INTEGER NOT NULL,
    clock TEXT NOT NULL,
    picodollars INTEGER NOT NULL,
    PRIMARY KEY (day, tier, clock)
) WITHOUT ROWID;
INSERT INTO spending_by_clock
SELECT substr(day, 1, 10), tier, substr(day, 11), sum(picodollars) FROM spending GROUP BY 1, 2, 3;
DROP TRIGGER turns_spend;
DROP TRIGGER turns_spend_settled;
DROP TABLE spending;
ALTER TABLE spending_by_clock RENAME TO spending;
CREATE TRIGGER turns_spend AFTER INSERT ON turns
WHEN new.provider <> 'demo' AND coalesce(new.reserved_picodollars, new.cost_picodollars, 0) <> 0 BEGIN
    INSERT INTO spending VALUES (new.day, new.tier, substr(new.asked_at, 24),
        coalesce(new.reserved_picodollars, new.cost_picodollars))
    ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars;
END;
CREATE TRIGGER turns_spend_settled AFTER UPDATE OF cost_picodollars, reserved_picodollars ON turns
WHEN new.provider <> 'demo' AND coalesce(new.reserved_picodollars, new.cost_picodollars, 0)
  <> coalesce(old.reserved_picodollars, old.cost_picodollars, 0) BEGIN
    INSERT INTO spending VALUES (new.day, new.tier, substr(new.asked_at, 24),
        coalesce(new.reserved_picodollars, new.cost_picodollars, 0)
      - coalesce(old.reserved_picodollars, old.cost_picodollars, 0))
    ON CONFLICT DO UPDATE SET picodollars = picodollars + excluded.picodollars;
END;
"""

# What each model had of a turn, where more than one was paid for it: the other columns hold the sum.
_SHARES = """
ALTER TABLE turns ADD COLUMN shares TEXT;
CREATE INDEX turns_parted ON turns (day) WHERE shares IS NOT NULL;
"""

# Each entry brings a file from the version before (its place in the tuple) to the next. Never change one: add one.
MIGRATIONS: tuple[str, ...] = (
    _TURNS + _INDEXES + _SPENDING + _SEARCH,
    _DEMO_AND_WITHDRAWN,
    _WITHOUT_INPUT,
    _RESERVE_FIRST,
    _SYSTEM,
    _THOUGHT,
    _CLOCKS,
    _CLOCK_COLUMN,
    _SHARES,
)
