CREATE TABLE other (n integer);
CREATE TABLE above (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE below (b integer GENERATED ALWAYS AS (a * 2) STORED, a integer, c text);
ALTER TABLE below INHERIT above;
