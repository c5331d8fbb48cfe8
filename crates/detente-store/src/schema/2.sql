-- Addresses that reports are fetched from.
CREATE TABLE feeds (
  address  TEXT PRIMARY KEY,
  etag     TEXT,
  modified TEXT,
  asked    TEXT NOT NULL,
  answered TEXT,
  failures INTEGER NOT NULL,
  problem  TEXT
) WITHOUT ROWID;

-- Events that other projects have coded, to compare and extend.
CREATE TABLE imported_events (
  source            TEXT NOT NULL,
  id                TEXT NOT NULL,
  n                 INTEGER NOT NULL,
  day               TEXT NOT NULL,
  event_type        TEXT NOT NULL,
  mode              TEXT,
  quad              TEXT NOT NULL,
  score             REAL NOT NULL,
  cameo             TEXT NOT NULL,
  label             TEXT,
  contexts          TEXT NOT NULL,
  actor             TEXT,
  actor_country     TEXT,
  actor_sectors     TEXT NOT NULL,
  recipient         TEXT,
  recipient_country TEXT,
  recipient_sectors TEXT NOT NULL,
  place             TEXT,
  place_country     TEXT,
  lat               REAL,
  lon               REAL,
  geonames          INTEGER,
  mentions          INTEGER,
  publisher         TEXT,
  published         TEXT,
  url               TEXT,
  PRIMARY KEY (source, id, n)
) WITHOUT ROWID;
CREATE INDEX imported_events_pair ON imported_events (actor_country, recipient_country, day, source, event_type, score);

CREATE TABLE imports (
  file     TEXT NOT NULL,
  source   TEXT NOT NULL,
  imported TEXT NOT NULL,
  rows     INTEGER NOT NULL,
  kept     INTEGER NOT NULL
);

CREATE VIEW dyad_sources AS
  SELECT 'detente' AS source, actor, recipient, substr(day, 1, 7) AS month, event_type, status,
    sum(events) AS events, sum(score) AS score
  FROM dyad_days GROUP BY actor, recipient, month, event_type, status
  UNION ALL
  SELECT source, actor_country, recipient_country, substr(day, 1, 7) AS month, event_type, 'actual',
    count(*), sum(score)
  FROM imported_events WHERE actor_country IS NOT NULL AND recipient_country IS NOT NULL
  GROUP BY source, actor_country, recipient_country, month, event_type;
