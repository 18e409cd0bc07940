-- The second grant is given by app, who may pass it on, not by the owner.
CREATE TABLE t (id integer);
GRANT SELECT ON t TO app WITH GRANT OPTION;
