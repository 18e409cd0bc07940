CREATE TABLE above (a integer, b numeric GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE below (b numeric) INHERITS (above);
