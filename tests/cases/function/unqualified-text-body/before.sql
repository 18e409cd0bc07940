-- The body is checked when the function is made, with the search_path of that session.
CREATE TABLE t (a integer);
