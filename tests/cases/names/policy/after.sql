CREATE TABLE t (a integer, b text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY "it's ""so"".so %s %1$I \n" ON t USING (b = '$$;-- it''s');
CREATE POLICY "a
b" ON t USING (b = '$$;-- it''s');
CREATE POLICY "👩‍👩‍👧 ünï" ON t USING (b = '$$;-- it''s');
CREATE POLICY "select" ON t USING (b = '$$;-- it''s');
CREATE POLICY "$$;--" ON t USING (b = '$$;-- it''s');
CREATE POLICY "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" ON t USING (b = '$$;-- it''s');
CREATE POLICY "éééééééééééééééééééééééééééééééz" ON t USING (b = '$$;-- it''s');
CREATE POLICY "; DROP TABLE t; --" ON t USING (b = '$$;-- it''s');
