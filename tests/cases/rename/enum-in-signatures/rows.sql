INSERT INTO person VALUES (1, 'happy', '{sad}'), (2, 'sad', NULL);
