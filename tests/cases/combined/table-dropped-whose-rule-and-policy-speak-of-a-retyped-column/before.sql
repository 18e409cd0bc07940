CREATE TABLE item (a text, b text, c text);
CREATE TABLE source (n text);
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER noted AFTER INSERT ON source FOR EACH ROW EXECUTE FUNCTION noted();
CREATE RULE gone AS ON DELETE TO source DO DELETE FROM item WHERE item.a = old.n;
CREATE POLICY known ON source USING (EXISTS (SELECT FROM item WHERE item.b = source.n));
CREATE VIEW listed AS SELECT c FROM item;
CREATE RULE listed_too AS ON UPDATE TO source DO SELECT c FROM listed;
