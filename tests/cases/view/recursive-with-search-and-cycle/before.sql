CREATE TABLE edge (a integer, b integer);
