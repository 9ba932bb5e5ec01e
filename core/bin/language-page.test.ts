/** The language reference is what the parser reads, word by word. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languagePage } from './language-page.ts';

test('docs/language.md is what its tables say: npm run docs', () => {
  expect(readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8')).toBe(languagePage());
});
