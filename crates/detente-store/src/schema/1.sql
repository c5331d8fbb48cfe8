-- Dates are ISO 8601 text, offsets count Unicode code points as SQLite's substr() does, lists are JSON unless said otherwise.

CREATE TABLE documents (
  document        INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  version         INTEGER NOT NULL,
  content         TEXT NOT NULL,
  original        INTEGER NOT NULL,
  title           TEXT,
  published       TEXT,
  publisher       TEXT,
  url             TEXT,
  language        TEXT,
  dateline_place  TEXT,
  dateline_agency TEXT,
  dateline_start  INTEGER,
  dateline_end    INTEGER,
  warnings        TEXT NOT NULL,
  given_title     TEXT,
  given_published TEXT,
  given_warnings  INTEGER NOT NULL,
  text            TEXT NOT NULL
);
CREATE INDEX documents_content ON documents (content);
CREATE INDEX documents_original ON documents (original);

CREATE TABLE document_versions (
  document INTEGER NOT NULL REFERENCES documents,
  version  INTEGER NOT NULL,
  content  TEXT NOT NULL,
  replaced TEXT NOT NULL,
  record   TEXT NOT NULL,
  PRIMARY KEY (document, version)
);
CREATE INDEX document_versions_content ON document_versions (content);

CREATE TABLE ledger (
  report   TEXT PRIMARY KEY,
  source   TEXT NOT NULL,
  outcome  TEXT NOT NULL CHECK (outcome IN ('coded', 'same', 'failed')),
  reason   TEXT,
  content  TEXT,
  document INTEGER REFERENCES documents,
  engine   TEXT NOT NULL,
  model    TEXT NOT NULL,
  options  TEXT NOT NULL,
  read     TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ledger_document ON ledger (document);

CREATE TABLE entities (
  document INTEGER NOT NULL REFERENCES documents,
  entity   TEXT NOT NULL,
  n        INTEGER NOT NULL,
  name     TEXT NOT NULL,
  kind     TEXT NOT NULL,
  country  TEXT,
  sectors  TEXT NOT NULL,
  wikidata TEXT,
  mentions TEXT NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;

CREATE TABLE sentences (
  sentence INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents,
  "start"  INTEGER NOT NULL,
  "end"    INTEGER NOT NULL
);
CREATE INDEX sentences_document ON sentences (document);

CREATE TABLE events (
  event         INTEGER PRIMARY KEY,
  document      INTEGER NOT NULL REFERENCES documents,
  id            TEXT NOT NULL,
  event_type    TEXT NOT NULL,
  mode          TEXT,
  quad          TEXT NOT NULL,
  score         REAL NOT NULL,
  cameo         TEXT NOT NULL,
  contexts      TEXT NOT NULL,
  status        TEXT NOT NULL,
  day           TEXT,
  date_start    TEXT,
  date_end      TEXT,
  date_text     TEXT,
  place         TEXT,
  place_country TEXT,
  lat           REAL,
  lon           REAL,
  geonames      INTEGER,
  trigger       TEXT NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end   INTEGER NOT NULL,
  sentence      INTEGER NOT NULL REFERENCES sentences,
  attribution   TEXT NOT NULL,
  confidence    REAL NOT NULL,
  contested_by  TEXT,
  own_types     TEXT,
  story         INTEGER,
  words         BLOB
);
CREATE INDEX events_document ON events (document);
CREATE INDEX events_day ON events (day, event_type);
CREATE INDEX events_story ON events (story);
CREATE INDEX events_sentence ON events (sentence);

CREATE TABLE participants (
  event   INTEGER NOT NULL REFERENCES events,
  side    TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
  n       INTEGER NOT NULL,
  entity  TEXT NOT NULL,
  name    TEXT NOT NULL,
  country TEXT,
  sectors TEXT NOT NULL,
  "start" INTEGER NOT NULL,
  "end"   INTEGER NOT NULL,
  PRIMARY KEY (event, side, n)
) WITHOUT ROWID;
CREATE INDEX participants_country ON participants (country, side);

CREATE TABLE dyad_events (
  actor     TEXT NOT NULL,
  recipient TEXT NOT NULL,
  day       TEXT NOT NULL,
  event     INTEGER NOT NULL REFERENCES events,
  mutual    INTEGER NOT NULL,
  PRIMARY KEY (actor, recipient, day, event)
) WITHOUT ROWID;

CREATE TABLE dyad_days (
  actor      TEXT NOT NULL,
  recipient  TEXT NOT NULL,
  day        TEXT NOT NULL,
  event_type TEXT NOT NULL,
  status     TEXT NOT NULL,
  mutual     INTEGER NOT NULL,
  events     INTEGER NOT NULL,
  score      REAL NOT NULL,
  PRIMARY KEY (actor, recipient, day, event_type, status, mutual)
) WITHOUT ROWID;

CREATE TABLE statements (
  statement     INTEGER PRIMARY KEY,
  document      INTEGER NOT NULL REFERENCES documents,
  id            TEXT NOT NULL,
  day           TEXT,
  speakers      TEXT NOT NULL,
  cue_start     INTEGER,
  cue_end       INTEGER,
  sentence      INTEGER NOT NULL REFERENCES sentences,
  content_start INTEGER NOT NULL,
  content_end   INTEGER NOT NULL,
  contents      TEXT NOT NULL,
  quoted        TEXT NOT NULL,
  about         TEXT NOT NULL,
  events        TEXT NOT NULL,
  ties          TEXT NOT NULL
);
CREATE INDEX statements_document ON statements (document);

CREATE TABLE dyad_statements (
  speaker   TEXT NOT NULL,
  about     TEXT NOT NULL,
  day       TEXT NOT NULL,
  statement INTEGER NOT NULL REFERENCES statements,
  PRIMARY KEY (speaker, about, day, statement)
) WITHOUT ROWID;

CREATE TABLE ties (
  tie          INTEGER PRIMARY KEY,
  document     INTEGER NOT NULL REFERENCES documents,
  id           TEXT NOT NULL,
  kind         TEXT NOT NULL,
  day          TEXT,
  from_sides   TEXT NOT NULL,
  to_sides     TEXT NOT NULL,
  mutual       INTEGER NOT NULL,
  goods        TEXT NOT NULL,
  amount       REAL,
  unit         TEXT,
  period_start TEXT,
  period_end   TEXT,
  period_text  TEXT,
  trend        TEXT,
  status       TEXT NOT NULL,
  anchor_start INTEGER NOT NULL,
  anchor_end   INTEGER NOT NULL,
  sentence     INTEGER NOT NULL REFERENCES sentences,
  attribution  TEXT NOT NULL,
  confidence   REAL NOT NULL
);
CREATE INDEX ties_document ON ties (document);

CREATE TABLE dyad_ties (
  "from" TEXT NOT NULL,
  "to"   TEXT NOT NULL,
  kind   TEXT NOT NULL,
  valued INTEGER NOT NULL,
  day    TEXT NOT NULL,
  tie    INTEGER NOT NULL REFERENCES ties,
  PRIMARY KEY ("from", "to", kind, valued, day, tie)
) WITHOUT ROWID;

CREATE TABLE quantities (
  document INTEGER NOT NULL REFERENCES documents,
  n        INTEGER NOT NULL,
  amount   REAL NOT NULL,
  upper    REAL,
  unit     TEXT,
  kind     TEXT NOT NULL,
  "start"  INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  PRIMARY KEY (document, n)
) WITHOUT ROWID;

CREATE TABLE stories (
  story          INTEGER PRIMARY KEY,
  family         TEXT NOT NULL,
  actors         TEXT NOT NULL,
  recipients     TEXT NOT NULL,
  event_type     TEXT NOT NULL,
  place          TEXT,
  place_country  TEXT,
  first_day      TEXT NOT NULL,
  last_day       TEXT NOT NULL,
  events         INTEGER NOT NULL,
  reports        INTEGER NOT NULL,
  publishers     INTEGER NOT NULL,
  first_report   TEXT,
  last_report    TEXT,
  example        INTEGER NOT NULL,
  counts         TEXT NOT NULL,
  counts_agree   INTEGER
);
CREATE INDEX stories_key ON stories (family, actors, recipients, first_day);

CREATE TABLE dyad_stories (
  actor     TEXT NOT NULL,
  recipient TEXT NOT NULL,
  reports   INTEGER NOT NULL,
  story     INTEGER NOT NULL REFERENCES stories,
  day       TEXT NOT NULL,
  PRIMARY KEY (actor, recipient, reports, story)
) WITHOUT ROWID;
CREATE INDEX dyad_stories_story ON dyad_stories (story);

CREATE TABLE shingle_bands (
  band     INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES documents,
  PRIMARY KEY (band, document)
) WITHOUT ROWID;

CREATE VIEW evidence AS
  SELECT s.sentence, s.document, s."start", s."end", substr(d.text, s."start" + 1, s."end" - s."start") AS text
  FROM sentences s JOIN documents d USING (document);

CREATE VIRTUAL TABLE document_search USING fts5 (
  title, text, content = 'documents', content_rowid = 'document', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE evidence_search USING fts5 (
  text, content = 'evidence', content_rowid = 'sentence', tokenize = 'porter unicode61 remove_diacritics 2');

CREATE VIEW event_table AS
  SELECT e.event, e.id, d.id AS document, d.published, d.publisher, d.title, d.url,
    e.day, e.event_type, e.mode, e.quad, e.score, e.cameo, e.contexts, e.status,
    (SELECT group_concat(name, ';') FROM (SELECT name FROM participants p
      WHERE p.event = e.event AND side = 'actor' ORDER BY n)) AS actors,
    (SELECT group_concat(coalesce(country, ''), ';') FROM (SELECT country FROM participants p
      WHERE p.event = e.event AND side = 'actor' ORDER BY n)) AS actor_countries,
    (SELECT group_concat(name, ';') FROM (SELECT name FROM participants p
      WHERE p.event = e.event AND side = 'recipient' ORDER BY n)) AS recipients,
    (SELECT group_concat(coalesce(country, ''), ';') FROM (SELECT country FROM participants p
      WHERE p.event = e.event AND side = 'recipient' ORDER BY n)) AS recipient_countries,
    e.date_start, e.date_end, e.date_text, e.place, e.place_country, e.lat, e.lon, e.geonames,
    (SELECT group_concat(coalesce(json_extract(value, '$.name'), ''), ';') FROM json_each(e.attribution)) AS attributed_to,
    e.trigger, substr(d.text, s."start" + 1, s."end" - s."start") AS evidence, e.confidence, e.story
  FROM events e JOIN documents d USING (document) JOIN sentences s USING (sentence);

CREATE VIEW statement_table AS
  SELECT t.statement, t.id, d.id AS document, d.published, d.publisher, t.day,
    (SELECT group_concat(json_extract(value, '$.name'), ';') FROM json_each(t.speakers)) AS speakers,
    substr(d.text, t.cue_start + 1, t.cue_end - t.cue_start) AS cue, t.quoted,
    substr(d.text, t.content_start + 1, t.content_end - t.content_start) AS content,
    substr(d.text, s."start" + 1, s."end" - s."start") AS evidence
  FROM statements t JOIN documents d USING (document) JOIN sentences s USING (sentence);

CREATE VIEW tie_table AS
  SELECT t.tie, t.id, d.id AS document, d.published, d.publisher, t.day, t.kind,
    (SELECT group_concat(json_extract(value, '$.name'), ';') FROM json_each(t.from_sides)) AS from_names,
    (SELECT group_concat(coalesce(json_extract(value, '$.country'), ''), ';') FROM json_each(t.from_sides)) AS from_countries,
    (SELECT group_concat(json_extract(value, '$.name'), ';') FROM json_each(t.to_sides)) AS to_names,
    (SELECT group_concat(coalesce(json_extract(value, '$.country'), ''), ';') FROM json_each(t.to_sides)) AS to_countries,
    t.mutual, t.goods, t.amount, t.unit, t.period_start, t.period_end, t.trend, t.status,
    substr(d.text, t.anchor_start + 1, t.anchor_end - t.anchor_start) AS anchor,
    substr(d.text, s."start" + 1, s."end" - s."start") AS evidence, t.confidence
  FROM ties t JOIN documents d USING (document) JOIN sentences s USING (sentence);

CREATE VIEW dyad_months AS
  SELECT actor, recipient, substr(day, 1, 7) AS month, event_type, status, sum(events) AS events, sum(score) AS score
  FROM dyad_days GROUP BY actor, recipient, month, event_type, status;
