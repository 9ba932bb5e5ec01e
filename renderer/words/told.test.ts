/** What the core tells is known in every language: its sentences are read from its source. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inside, type Node, parsed } from '../testing/syntax.ts';
import { template, toldTexts } from '../testing/told-texts.ts';
import { desktopWords, newsText } from './desktop.ts';
import { inGerman } from './told/german.ts';
import { toldInGerman } from './told/de/index.ts';
import { translator } from './told.ts';

const CORE = fileURLToPath(new URL('../../core', import.meta.url));

/** Texts, and names of facts. */
const texts = (program: Node): readonly string[] =>
  [...inside(program)].flatMap(
    (node) => template(node) ?? (node.type === 'Property' ? String((node.key as Node).name) : []),
  );

/** The command line alone shows these, developers read them, or a person never does. */
const APART = /\/(?:bin|testing|engine\/log|ctys\/tables)\/|\.(?:test|types)\.ts$/;

const programs = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
  .map((path) => join(CORE, path))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .map((path) => ({
    path,
    program: parsed(readFileSync(path, 'utf8'), 'ts'),
  }));

test('whatever the core tells a person has its German', () => {
  const missing = programs
    .filter(({ path }) => !APART.test(path))
    .flatMap(({ program }) => toldTexts(program))
    .filter((text) => toldInGerman[text] === undefined);
  expect([...new Set(missing)]).toEqual([]);
});

test('nothing is kept that the core does not say any more', () => {
  const all = new Set(programs.flatMap(({ program }) => texts(program)));
  expect(Object.keys(toldInGerman).filter((key) => !all.has(key))).toEqual([]);
});

test('each has the holes of its English', () => {
  const holes = (text: string): readonly string[] => [...new Set(text.match(/\{\d+/g))].sort();
  for (const [english, german] of Object.entries(toldInGerman))
    expect(holes(german), english).toEqual(holes(english));
});

test('filled in, told again within, joined, by lines; what is nobody’s sentence stays', () => {
  const german = translator(
    {
      '{0} does not answer.': '{0} antwortet nicht.',
      'The connection to {0} was lost: {1}.': 'Die Verbindung zu {0} ging verloren: {1}.',
      'it no longer answers': 'er antwortet nicht mehr',
      'Refresh the host.': 'Den Host neu abfragen.',
      '{0} port {1}': '{0} Port {1}',
      'There is no macro “{0}”{1}.': 'Ein Makro „{0}“ gibt es nicht{1}.',
      '{0} is {1}.': '{0} {1:is}.',
      'the zone {0}{1}': 'die Zone {0} nicht{1}',
    },
    { is: (word) => (word === 'off' ? 'ist aus' : `ist ${word}`) },
  );
  expect(german('lab00 does not answer.')).toBe('lab00 antwortet nicht.');
  expect(german('The connection to lab00 was lost: it no longer answers.')).toBe(
    'Die Verbindung zu lab00 ging verloren: er antwortet nicht mehr.',
  );
  expect(german('lab00 does not answer. Refresh the host.')).toBe(
    'lab00 antwortet nicht. Den Host neu abfragen.',
  );
  expect(german('lab00 port 22 does not answer.\nRefresh the host.')).toBe(
    'lab00 Port 22 antwortet nicht.\nDen Host neu abfragen.',
  );
  expect(german('There is no macro “F_X”.')).toBe('Ein Makro „F_X“ gibt es nicht.');
  expect(german('the zone example.org (REFUSED)')).toBe('die Zone example.org nicht (REFUSED)');
  // None of its sentences is told half.
  expect(german('The key of lab08 is another.')).toBe('The key of lab08 is another.');
  expect(german('lab03 is not known yet.')).toBe('lab03 is not known yet.');
  expect(german('tst100 is off.')).toBe('tst100 ist aus.');
  expect(german('qemu-system-x86_64: no such file')).toBe('qemu-system-x86_64: no such file');
});

test('what goes wrong in tests and pictures of the window is worded as the core words it', () => {
  const source = readFileSync(join(CORE, '../renderer/testing/fake-data.ts'), 'utf8');
  const said = toldTexts(parsed(source, 'ts')).filter((text) => text.endsWith('.'));
  expect(said.length).toBeGreaterThan(8);
  expect(said.filter((text) => inGerman(text) === text)).toEqual([]);
});

test('messages of the system tell it, too', () => {
  const about = [{ kind: 'lost', path: '/lab00', text: 'lab00 does not answer.' }] as const;
  const { body } = newsText(desktopWords('de', []), { kind: 'lost', about });
  expect(body).toMatch(/^lab00: lab00 antwortet nicht\.$/);
});
