CREATE TABLE t (a integer, b text);
CREATE TYPE "it's ""so"".so %s %1$I \n" AS ENUM ('it''s', 'a\b', 'x
y', '%', '👍', '$$;--', ' ', '');
CREATE TYPE "a
b" AS ENUM ('it''s', 'a\b', 'x
y', '%', '👍', '$$;--', ' ', '');
CREATE TYPE "👩‍👩‍👧 ünï" AS ENUM ('it''s', 'a\b', 'x
y', '%', '👍', '$$;--', ' ', '');
CREATE TYPE "select" AS ENUM ('it''s', 'a\b', 'x
y', '%', '👍', '$$;--', ' ', '');
CREATE TYPE "$$;--" AS ENUM ('it''s', 'a\b', 'x
y', '%', '👍', '$$;--', ' ', '');
CREATE TYPE "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" AS ENUM ('it''s', 'a\b', 'x
y', '%', '👍', '$$;--', ' ', '');
CREATE TYPE "éééééééééééééééééééééééééééééééz" AS ENUM ('it''s', 'a\b', 'x
y', '%', '👍', '$$;--', ' ', '');
CREATE TYPE "; DROP TABLE t; --" AS ENUM ('it''s', 'a\b', 'x
y', '%', '👍', '$$;--', ' ', '');
CREATE TABLE u (c0 "it's ""so"".so %s %1$I \n" DEFAULT 'it''s', c1 "a
b" DEFAULT 'it''s', c2 "👩‍👩‍👧 ünï" DEFAULT 'it''s', c3 "select" DEFAULT 'it''s', c4 "$$;--" DEFAULT 'it''s', c5 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" DEFAULT 'it''s', c6 "éééééééééééééééééééééééééééééééz" DEFAULT 'it''s', c7 "; DROP TABLE t; --" DEFAULT 'it''s');
