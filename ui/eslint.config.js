import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const onlyThroughIpc = {
  patterns: [
    { group: ['@tauri-apps/*'], message: 'Only src/ipc speaks to the shell.' },
    { group: ['**/ipc/bindings', '**/ipc/tauri', '**/bindings'], message: 'Use src/ipc.' },
  ],
};

export default ts.config(
  { ignores: ['dist/', 'dist-mock/', 'test-output/', 'node_modules/', 'src/ipc/bindings.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      'no-restricted-imports': ['error', onlyThroughIpc],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text nodes only: names and messages come from databases.' },
        { property: 'outerHTML', message: 'Text nodes only: names and messages come from databases.' },
        { property: 'insertAdjacentHTML', message: 'Text nodes only.' },
      ],
      'no-eval': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // Collections that live inside one computation are values, not state.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  { files: ['src/ipc/**', 'src/main.ts'], rules: { 'no-restricted-imports': 'off' } },
);
