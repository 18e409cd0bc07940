import { expect, test } from 'vitest';
import { tokens } from '../../src/parts/sql';

const kinds = (sql: string): string[] => tokens(sql).filter((t) => t.text.trim()).map((t) => `${t.kind}:${t.text}`);

test.each([
  'ALTER TABLE "drop" ADD COLUMN a int DEFAULT \'it\'\'s\' NOT NULL; -- ALTER',
  'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $body$ SELECT 1; -- \' $body$;',
  "unfinished 'string",
  '/* unfinished',
  '',
  '<script>alert(1)</script>',
])('the pieces are the text again: %s', (sql) => {
  expect(tokens(sql).map((t) => t.text).join('')).toBe(sql);
});

test('a keyword inside a string, a comment or a quoted name is none', () => {
  expect(kinds(`SELECT 'DROP' "TABLE" -- DROP`)).toEqual(['keyword:SELECT', "string:'DROP'", 'name:"TABLE"', 'comment:-- DROP']);
  expect(kinds('$$ DROP $$')).toEqual(['string:$$ DROP $$']);
});

test('long input takes no long time', () => {
  const begin = performance.now();
  tokens("x'".repeat(50_000));
  expect(performance.now() - begin).toBeLessThan(2000);
});
