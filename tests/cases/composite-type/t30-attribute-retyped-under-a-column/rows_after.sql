INSERT INTO t VALUES ((1, 'b'), ARRAY[(2, 'd')::c]);
