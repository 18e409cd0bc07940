CREATE TABLE member (b integer);
CREATE TABLE heir () INHERITS (member);
CREATE TABLE keeps ();
CREATE TABLE two (b integer) INHERITS (keeps);
