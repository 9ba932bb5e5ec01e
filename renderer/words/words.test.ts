/** Words stand in the catalogues: what is written into a component itself is found here. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inside, isNode, type Node, parsed } from '../testing/syntax.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { moment, plural } from './forms.ts';
import { resolveLanguage } from './words.ts';

const RENDERER = fileURLToPath(new URL('..', import.meta.url));
/** Attributes and properties that people read or hear. */
const READ =
  /^(?:title|label|hint|reason|placeholder|help|text|button|alt|message|remedy|aria-label|aria-description|data-tip)$/;
/** Names that are the same in every language: the product's, its licence, a folder, a command, a technology. */
const NAMES = new Set(['ctys', ': Apache-2.0', '~/Nextcloud/ctys', 'npm start -- --demo', 'PM']);

const isWord = (text: unknown): text is string =>
  typeof text === 'string' && /\p{L}{2}/u.test(text) && !NAMES.has(text.trim());

/** Literal text a node gives, where it gives one. */
function written(node: unknown): readonly string[] {
  if (!isNode(node)) return [];
  if (node.type === 'Literal') return isWord(node.value) ? [node.value] : [];
  if (node.type === 'TemplateLiteral')
    return (node.quasis as Node[])
      .map(({ value }) => (value as { cooked: string }).cooked)
      .filter((text) => isWord(text));
  if (node.type === 'ConditionalExpression') return [...written(node.consequent), ...written(node.alternate)];
  if (node.type === 'LogicalExpression') return written(node.right);
  return node.type === 'JSXExpressionContainer' ? written(node.expression) : [];
}

function literals(source: string): readonly string[] {
  const program = parsed(source, 'tsx');
  return [...inside(program)].flatMap((node) => {
    if (node.type === 'JSXText') return isWord(node.value) ? [node.value.trim()] : [];
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      return (node.children as Node[])
        .filter(({ type }) => type === 'JSXExpressionContainer')
        .flatMap((child) => written(child));
    if (node.type === 'Property' && READ.test(String((node.key as Node).name))) return written(node.value);
    if (node.type === 'JSXAttribute' && READ.test(String((node.name as Node).name)))
      return written(node.value);
    return [];
  });
}

const COMPONENTS = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.tsx'),
);

test.each(COMPONENTS)('%s has no words of its own', (file) => {
  expect(literals(readFileSync(join(RENDERER, file), 'utf8'))).toEqual([]);
});

test.each([
  ['<p>Hello there</p>', ['Hello there']],
  ["<p>{ok ? 'Yes, so' : words.no}</p>", ['Yes, so']],
  ['<a title="Hello" className="hello">{`more of it`}</a>', ['Hello', 'more of it']],
  ["[{ label: 'Hello', icon: 'hello' }]", ['Hello']],
  ["<a data-testid='hello'>{words.hello} ×</a>", []],
])('%s', (source, found) => {
  expect([...literals(`const it = ${source};`)].sort()).toEqual(found);
});

/** Each word with its place. */
function flat(value: unknown, place = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${place} ${typeof value}`];
  return Object.entries(value).flatMap(([key, one]) => flat(one, `${place}.${key}`));
}

test('German has every word of English, and none is empty', () => {
  expect(flat(de)).toEqual(flat(en));
  const empty = (value: unknown): boolean =>
    value === '' || (typeof value === 'object' && value !== null && Object.values(value).some(empty));
  expect([en, de].some(empty)).toBe(false);
});

test('plurals, numbers and dates are those of the language', () => {
  const forms = { one: '# machine', other: '# machines' };
  expect(plural('en', 1, forms)).toBe('1 machine');
  expect(plural('de', 12_000, forms)).toBe('12.000 machines');
  expect(plural('en', 12_000, forms)).toBe('12,000 machines');
  expect(moment('de', Date.UTC(2026, 10, 26, 12))).toMatch(/^26\.11\.2026/);
});

test('the system’s first language that is there is taken', () => {
  expect(resolveLanguage('system', ['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(resolveLanguage('system', ['fr'])).toBe('en');
  expect(resolveLanguage('en', ['de'])).toBe('en');
});
