/** Every plugin has a page, every page is in the index, and no page leads nowhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { plugins } from './registry.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const pages = readdirSync(new URL('docs', ROOT)).filter(
  (name) => name.endsWith('.md') && name !== 'README.md',
);
const index = read('docs/README.md');

test.each(plugins.map(({ type }) => type))('%s has a page in the index', (type) => {
  expect(index).toMatch(new RegExp(`\\]\\([\\w-]+\\.md\\).*\\(${type}\\)`));
});

test.each(pages)('%s is in the index', (name) => {
  expect(index).toContain(`](${name})`);
});

test.each(['README.md', 'docs/README.md', ...pages.map((name) => `docs/${name}`)])(
  'links of %s lead somewhere',
  (path) => {
    const links = [...read(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
    const own = links.filter((link) => !/^[a-z]+:/.test(link));
    const lost = own.filter((link) => !existsSync(fileURLToPath(new URL(link, new URL(path, ROOT)))));
    expect(lost).toEqual([]);
  },
);
