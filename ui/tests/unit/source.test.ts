import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ids } from '../../src/testids';

const SRC = join(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte)$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(SRC, name), 'utf8') }));

describe('the source', () => {
  test('there is something to look at', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  // Names, comments, labels and messages come from databases.
  test.each(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', 'eval(', 'new Function'])('nowhere %s', (word) => {
    expect(files.filter((f) => f.text.includes(word)).map((f) => f.name)).toEqual([]);
  });

  test('nowhere {@html}', () => {
    expect(files.filter((f) => f.name.endsWith('.svelte') && f.text.includes('@html')).map((f) => f.name)).toEqual([]);
  });

  // The policy `style-src 'self'` forbids them; `style:` directives go through the object model.
  test('no style attribute', () => {
    expect(files.filter((f) => f.name.endsWith('.svelte') && /\sstyle=/.test(f.text)).map((f) => f.name)).toEqual([]);
  });

  test('only src/ipc speaks to the shell', () => {
    const outside = files.filter((f) => !f.name.startsWith('ipc') && /@tauri-apps|ipc\/(bindings|tauri)'/.test(f.text));
    expect(outside.map((f) => f.name)).toEqual(['main.ts']);
  });
});

test('a name for tests holds no quote and no space', () => {
  expect(ids.profile.open('a "b" \\ c\n')).toMatch(/^[^"'\\\s]+$/);
});
