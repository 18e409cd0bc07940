INSERT INTO t VALUES ('medium'), ('small');
