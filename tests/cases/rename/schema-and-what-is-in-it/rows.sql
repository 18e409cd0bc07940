INSERT INTO a.t VALUES (1, 'y', 'g'); INSERT INTO a.moves VALUES (1);
