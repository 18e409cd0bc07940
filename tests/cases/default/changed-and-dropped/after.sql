CREATE TABLE t (a integer DEFAULT 2, b text, c text DEFAULT 'y''s \ %');
