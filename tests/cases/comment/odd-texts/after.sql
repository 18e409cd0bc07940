CREATE TABLE t (a integer, b integer, c integer, d integer);
COMMENT ON TABLE t IS 'it''s $$ a $tag$ 100 % %s {x} ; -- not a comment /* nor this';
COMMENT ON COLUMN t.a IS E'two\nlines\r\nand \\ more';
COMMENT ON COLUMN t.b IS '  blanks around  ';
COMMENT ON COLUMN t.c IS '😀 äöü Ω';
COMMENT ON COLUMN t.d IS '''';
