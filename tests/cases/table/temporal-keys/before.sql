CREATE TABLE room (id int4range, during daterange); CREATE TABLE stay (id int4range, room int4range, during daterange);
