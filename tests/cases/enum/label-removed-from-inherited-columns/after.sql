CREATE TYPE mood AS ENUM ('good', 'fair');
CREATE TYPE pair AS (a bigint, b text);
CREATE TABLE parent (m mood DEFAULT 'good' NOT NULL, p pair DEFAULT NULL::pair);
CREATE TABLE heir () INHERITS (parent);
ALTER TABLE heir ALTER COLUMN m SET DEFAULT 'fair';
CREATE TABLE whole (k integer, m mood, p pair) PARTITION BY LIST (k);
CREATE TABLE part PARTITION OF whole DEFAULT;
