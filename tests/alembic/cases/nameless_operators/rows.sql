INSERT INTO word (said) VALUES ('First'), ('Many'), ('some');
