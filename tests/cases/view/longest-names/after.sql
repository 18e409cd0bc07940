CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa63 (
  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb63 integer);
-- 63 bytes of two-byte and one-byte letters; the second differs in the last byte only.
CREATE VIEW "äääääääääääääääääääääääääääääää1" AS
  SELECT bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb63
  FROM aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa63;
CREATE VIEW "äääääääääääääääääääääääääääääää2" AS SELECT * FROM "äääääääääääääääääääääääääääääää1";
