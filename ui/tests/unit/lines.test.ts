import { expect, test } from 'vitest';
import { lines } from '../../src/parts/lines';

const text = (before: string, after: string): string => lines(before, after).map((line) => line.sign + line.text).join('\n');

test('common lines stand once, removals before additions', () => {
  expect(text('a\nb\nc', 'a\nx\nc')).toBe(' a\n-b\n+x\n c');
});

test('an insertion in the middle moves nothing else', () => {
  expect(text('a\nb\nc\nd', 'a\nb\nnew\nc\nd')).toBe(' a\n b\n+new\n c\n d');
});

test('each side is whole again without the other’s lines', () => {
  const before = 'SELECT\n  a,\n  b\nFROM t\nWHERE x\nGROUP BY a';
  const after = 'SELECT\n  b,\n  a\nFROM t\nJOIN u\nGROUP BY b';
  const found = lines(before, after);
  expect(found.filter((line) => line.sign !== '+').map((line) => line.text).join('\n')).toBe(before);
  expect(found.filter((line) => line.sign !== '-').map((line) => line.text).join('\n')).toBe(after);
});

test('texts of thousands of different lines come out whole and soon', () => {
  const side = (name: string): string => Array.from({ length: 5000 }, (_, i) => `${name} ${i}`).join('\n');
  const started = performance.now();
  expect(lines(side('a'), side('b'))).toHaveLength(10_000);
  expect(performance.now() - started).toBeLessThan(1000);
});
