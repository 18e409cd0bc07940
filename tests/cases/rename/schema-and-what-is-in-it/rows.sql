INSERT INTO a.t VALUES (1, 'y', 'n', 'g'); INSERT INTO a.moves VALUES (1);
