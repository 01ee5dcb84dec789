-- One SQLite file a workspace. Opens in Datasette as it is. Lists are JSON arrays; intervals count code points.
-- A box is [x0, top, x1, bottom] in points, origin at the top left of the page as shown; regions are a list of
-- [page, x0, top, x1, bottom], one a line of print.
PRAGMA application_id = 1380994382;  -- "RPMN": says whose file this is
PRAGMA user_version = 6;             -- version of this schema; store/schema.py knows how to raise older ones
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every input file that was ever found and is still there: exactly one status each.
CREATE TABLE files (
  path TEXT PRIMARY KEY,          -- absolute
  file TEXT NOT NULL,             -- shown to people: relative to the folder given
  root TEXT NOT NULL,             -- the folder or file that was given
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  report_id TEXT NOT NULL,        -- empty if the file could not be hashed
  status TEXT NOT NULL,
  stage TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  remedy TEXT NOT NULL DEFAULT '',
  n_pages INTEGER NOT NULL DEFAULT 0,
  duplicate_of TEXT NOT NULL DEFAULT '',  -- report_id; of files with the same bytes the first by name is the report
  key TEXT NOT NULL               -- hash of all that the result depends on beside the bytes
);
CREATE INDEX files_report ON files (report_id);
CREATE INDEX files_sha256 ON files (sha256);

CREATE TABLE reports (
  report_id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL, report_type TEXT NOT NULL, area TEXT NOT NULL, area_code TEXT NOT NULL,
  publisher TEXT NOT NULL, published TEXT NOT NULL, review_start TEXT NOT NULL, review_end TEXT NOT NULL,
  licence TEXT NOT NULL, source_url TEXT NOT NULL, conflicts TEXT NOT NULL,
  n_pages INTEGER NOT NULL, n_pages_ok INTEGER NOT NULL, n_words INTEGER NOT NULL, n_sentences INTEGER NOT NULL,
  ocr INTEGER NOT NULL, language TEXT NOT NULL, metadata TEXT NOT NULL, text TEXT NOT NULL,
  coder TEXT NOT NULL, model TEXT NOT NULL
);

CREATE TABLE pages (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  page INTEGER NOT NULL, label TEXT NOT NULL, width REAL NOT NULL, height REAL NOT NULL, status TEXT NOT NULL,
  engine TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, n_chars INTEGER NOT NULL,
  n_blocks INTEGER NOT NULL, ocr INTEGER NOT NULL, warnings TEXT NOT NULL,
  PRIMARY KEY (report_id, page)
) WITHOUT ROWID;

CREATE TABLE blocks (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  number INTEGER NOT NULL, kind TEXT NOT NULL, part TEXT NOT NULL, level INTEGER, marker TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, page INTEGER NOT NULL, regions TEXT NOT NULL, section TEXT NOT NULL,
  notes TEXT NOT NULL DEFAULT '[]',  -- marks of footnotes in its text: [[at, mark, number of the footnote's block], ...]
  PRIMARY KEY (report_id, number)
) WITHOUT ROWID;

CREATE TABLE tables (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  number INTEGER NOT NULL, block INTEGER NOT NULL, page INTEGER NOT NULL, box TEXT NOT NULL, caption TEXT NOT NULL,
  rows TEXT NOT NULL,
  PRIMARY KEY (report_id, number)
) WITHOUT ROWID;

CREATE TABLE sentences (
  id INTEGER PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  number INTEGER NOT NULL,
  finding_id TEXT NOT NULL UNIQUE,
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_hash TEXT NOT NULL,        -- ids.hash_text: equal for sentences that repeat word for word
  block INTEGER NOT NULL, page INTEGER NOT NULL, regions TEXT NOT NULL, section TEXT NOT NULL,  -- headings joined by ' > '
  polarity TEXT NOT NULL, polarity_probability REAL NOT NULL, strength TEXT NOT NULL, voice TEXT NOT NULL,
  is_recommendation INTEGER NOT NULL, best_pattern TEXT NOT NULL, best_score REAL NOT NULL,
  themes TEXT NOT NULL DEFAULT '[]',  -- ids of the themes that it is about
  UNIQUE (report_id, number)
);
CREATE INDEX sentences_hash ON sentences (text_hash);
CREATE INDEX sentences_polarity ON sentences (polarity);
CREATE INDEX sentences_themes ON sentences (themes) WHERE themes <> '[]';

CREATE TABLE tags (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  sentence INTEGER NOT NULL, pattern_id TEXT NOT NULL, theme_id TEXT NOT NULL, polarity TEXT NOT NULL,
  probability REAL NOT NULL, threshold REAL NOT NULL, accepted INTEGER NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (report_id, sentence, pattern_id)
) WITHOUT ROWID;
CREATE INDEX tags_pattern ON tags (pattern_id);
CREATE INDEX tags_theme ON tags (theme_id);

-- For each report and pattern the sentence with the highest probability: evidence for silences.
CREATE TABLE nearest (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  pattern_id TEXT NOT NULL, sentence INTEGER NOT NULL, probability REAL NOT NULL,
  not_tagged TEXT NOT NULL,       -- why it was not tagged though it reached the threshold; else empty
  PRIMARY KEY (report_id, pattern_id)
) WITHOUT ROWID;

-- Codes that people gave, beside the machine's tags. Tied to no report's row: they outlive every new run.
CREATE TABLE codings (
  coder TEXT NOT NULL,
  coder_kind TEXT NOT NULL CHECK (coder_kind IN ('person', 'model')),
  finding_id TEXT NOT NULL, report_id TEXT NOT NULL, text TEXT NOT NULL,
  text_hash TEXT NOT NULL,        -- ids.hash_text: finds the sentence again where a new version gave it another id
  patterns TEXT NOT NULL, themes TEXT NOT NULL,
  polarity TEXT NOT NULL,         -- as stated; empty where it follows from the patterns
  is_recommendation INTEGER,      -- null where nothing is stated
  comment TEXT NOT NULL,
  stratum TEXT NOT NULL,          -- why it was read; see classify.sampling; empty for a row added by hand
  weight REAL, drawn_from INTEGER,  -- sentences that a random row stands for, and those it was drawn from; else null
  machine TEXT NOT NULL,          -- name@version of the tagger whose tags stood there when it was read in
  imported TEXT NOT NULL,         -- ISO date
  trained TEXT NOT NULL DEFAULT '[]',  -- versions of the heads in whose training it had a part
  PRIMARY KEY (coder, finding_id)
) WITHOUT ROWID;

CREATE TABLE entities (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  number INTEGER NOT NULL, sentence INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
  label TEXT NOT NULL, canonical TEXT NOT NULL, code_system TEXT NOT NULL, code TEXT NOT NULL, score REAL NOT NULL,
  candidates TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (report_id, number)
) WITHOUT ROWID;

CREATE TABLE themes (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  number INTEGER NOT NULL, sentence INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
  theme_id TEXT NOT NULL, rule TEXT NOT NULL, negated INTEGER NOT NULL, hedged INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
CREATE INDEX themes_theme ON themes (theme_id);

-- What reports quote, count and want done. Intervals count in the report's text; pages from 1, 0 without pages.
CREATE TABLE quotes (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  number INTEGER NOT NULL, sentence INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
  page INTEGER NOT NULL, regions TEXT NOT NULL, speech TEXT NOT NULL, speaker TEXT NOT NULL, kind TEXT NOT NULL,
  role TEXT NOT NULL, organisation TEXT NOT NULL, cue TEXT NOT NULL,
  PRIMARY KEY (report_id, number)
) WITHOUT ROWID;

CREATE TABLE statistics (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  number INTEGER NOT NULL, sentence INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
  value REAL NOT NULL, value_to REAL, unit TEXT NOT NULL, period TEXT NOT NULL, measure TEXT NOT NULL,
  comparator TEXT NOT NULL, comparator_value REAL, direction TEXT NOT NULL, judgement TEXT NOT NULL,
  area TEXT NOT NULL, area_code TEXT NOT NULL,
  PRIMARY KEY (report_id, number)
) WITHOUT ROWID;

CREATE TABLE recommendations (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  number INTEGER NOT NULL,        -- in order of the text; the printed one is `label`
  label TEXT NOT NULL, advice TEXT NOT NULL, page INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  text TEXT NOT NULL, regions TEXT NOT NULL, section TEXT NOT NULL, sentence INTEGER NOT NULL,
  addressee TEXT NOT NULL, addressee_code TEXT NOT NULL, themes TEXT NOT NULL, deadline TEXT NOT NULL,
  also_on TEXT NOT NULL,
  PRIMARY KEY (report_id, number)
) WITHOUT ROWID;

CREATE TABLE answers (
  report_id TEXT NOT NULL REFERENCES reports ON DELETE CASCADE,
  number INTEGER NOT NULL, label TEXT NOT NULL, recommendation TEXT NOT NULL, kind TEXT NOT NULL, page INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (report_id, number)
) WITHOUT ROWID;

-- The source of truth for vectors; the memory-mapped array beside the database is rebuilt from here.
CREATE TABLE vectors (
  report_id TEXT PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
  encoder TEXT NOT NULL, n INTEGER NOT NULL, dim INTEGER NOT NULL,
  data BLOB NOT NULL              -- float32 little-endian (n, dim), unit rows, by sentence number
);
CREATE INDEX vectors_encoder ON vectors (encoder, dim) WHERE n > 0;  -- tells the encoder without touching the vectors

CREATE VIRTUAL TABLE sentences_fts USING fts5 (
  text, section, content='sentences', content_rowid='id', tokenize="porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER sentences_insert AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_fts (rowid, text, section) VALUES (new.id, new.text, new.section);
END;
CREATE TRIGGER sentences_delete AFTER DELETE ON sentences BEGIN
  INSERT INTO sentences_fts (sentences_fts, rowid, text, section) VALUES ('delete', old.id, old.text, old.section);
END;

-- Counts the changes to vectors, so that the memory-mapped array beside the database is known to be current.
CREATE TRIGGER vectors_insert AFTER INSERT ON vectors BEGIN
  INSERT INTO meta (key, value) VALUES ('vectors_generation', '1')
  ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1;
END;
CREATE TRIGGER vectors_delete AFTER DELETE ON vectors BEGIN
  INSERT INTO meta (key, value) VALUES ('vectors_generation', '1')
  ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1;
END;
