CREATE TABLE target (id integer PRIMARY KEY);
CREATE TABLE event (id integer, at integer, target integer) PARTITION BY LIST (at);
CREATE TABLE event_1 PARTITION OF event FOR VALUES IN (1);
