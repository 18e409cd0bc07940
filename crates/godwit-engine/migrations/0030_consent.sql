-- Projects whose code a person allowed to be run.
CREATE TABLE consent (
    root TEXT PRIMARY KEY,
    given_at TEXT NOT NULL
) STRICT;
