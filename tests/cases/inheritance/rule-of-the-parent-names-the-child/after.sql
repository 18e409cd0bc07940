CREATE TABLE attachment (file integer, class integer NOT NULL);
CREATE TABLE kept_attachment (CONSTRAINT kept CHECK (class = 1)) INHERITS (attachment);
CREATE TABLE lost_attachment (CONSTRAINT lost CHECK (class = 2)) INHERITS (attachment);
CREATE TABLE zoned_attachment (zone text) INHERITS (kept_attachment);
CREATE RULE keep AS ON INSERT TO attachment WHERE new.class = 1
    DO INSTEAD INSERT INTO kept_attachment VALUES (new.file, new.class);
CREATE RULE zone AS ON INSERT TO attachment WHERE new.class = 3
    DO INSTEAD INSERT INTO zoned_attachment VALUES (new.file, 1, 'north');
