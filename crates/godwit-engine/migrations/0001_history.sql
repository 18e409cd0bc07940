-- Documents are JSON text in the form their crate gives them; columns beside them are for search.
CREATE TABLE profile (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE plan (
    seal TEXT PRIMARY KEY,
    profile TEXT NOT NULL,
    created_at TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE backup (
    id TEXT PRIMARY KEY,
    seal TEXT,
    profile TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE run (
    id TEXT PRIMARY KEY,
    seal TEXT NOT NULL,
    profile TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    state TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

-- What was about to happen and what happened, one row each, written before the next thing is done.
CREATE TABLE journal (
    run TEXT NOT NULL REFERENCES run (id),
    sequence INTEGER NOT NULL,
    at TEXT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (run, sequence)
) STRICT;
