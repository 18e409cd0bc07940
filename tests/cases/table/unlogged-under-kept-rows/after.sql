CREATE TABLE book (a integer);
CREATE TABLE shelf (b book[], c integer);
COMMENT ON TABLE book IS 'one';
