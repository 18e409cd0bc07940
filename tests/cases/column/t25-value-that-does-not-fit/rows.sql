INSERT INTO t VALUES ('twelve');
