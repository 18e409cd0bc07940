CREATE TYPE e AS ENUM ('it''s', 'a', 'a\b', 'x
y', '%', '👍', '$$;--', ' ');
