import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { removeHost, saveHost } from './edit.ts';
import { parseHosts } from './parse.ts';
import { hostsJsonSchema } from './schema.ts';

const TEXT = `# my hosts
version: 1

# everyone
defaults:
  user: acue # the usual one
groups:
  lab:
    jump: gate # the only way in
    labels: [lab]
    hosts: [lab00, lab01]
hosts:
  # the door
  gate:
    address: gate.example.org

  # the first
  lab00:
    address: 10.0.9.10 # static
    port: 22
    labels: [fast] # really
  lab01:
`;
const get = (text: string, name: string) => {
  const found = parseHosts(text, 'f').hosts?.find((host) => host.config.name === name)?.config;
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe('save', () => {
  test('a changed value changes its line and no other', () => {
    const saved = saveHost(TEXT, 'f', { ...get(TEXT, 'lab00'), port: 2222, labels: ['fast', 'lab', 'new'] });
    const wanted = TEXT.replace('port: 22', 'port: 2222').replace(
      '[fast] # really',
      '[ fast, new ] # really',
    );
    expect(saved.replaceAll('[ ', '[').replaceAll(' ]', ']')).toBe(
      wanted.replaceAll('[ ', '[').replaceAll(' ]', ']'),
    );
  });
  test('the same again changes nothing', () => {
    for (const name of ['gate', 'lab00', 'lab01']) {
      const saved = saveHost(TEXT, 'f', get(TEXT, name));
      expect(get(saved, name)).toEqual(get(TEXT, name));
      expect(comments(saved)).toEqual(comments(TEXT));
    }
  });
  test('what groups and defaults give is not written down', () => {
    const saved = saveHost(TEXT, 'f', { ...get(TEXT, 'lab01'), note: 'spare' });
    expect(saved.slice(saved.indexOf('lab01:\n'))).toBe('lab01:\n    note: spare\n');
  });
  test('a new host comes last; reading it back gives what was saved', () => {
    const host = {
      name: 'new',
      address: '::1',
      jump: ['gate'],
      bmc: { address: 'b', kind: 'ipmi' as const },
    };
    const saved = saveHost(TEXT, 'f', host);
    expect(get(saved, 'new')).toEqual({ ...host, user: 'acue' });
    expect(comments(saved)).toEqual(comments(TEXT));
    expect(get(saveHost('', 'f', host), 'new')).toEqual(host);
    expect(get(saveHost('# only a comment\n', 'f', host), 'new')).toEqual(host);
  });
  test('a value taken away goes', () => {
    const { port: _, ...rest } = get(TEXT, 'lab00');
    expect(get(saveHost(TEXT, 'f', rest), 'lab00')).toEqual(rest);
  });
  test('a file with an error is left alone', () => {
    expect(() => saveHost('hosts:\n  a: [\n', 'f', { name: 'x' })).toThrow(/line \d+, column \d+/);
  });
  test('no name or value that would be an option', () => {
    expect(() => saveHost(TEXT, 'f', { name: '-x' })).toThrow(/no host name/);
    expect(() => saveHost(TEXT, 'f', { name: 'x', address: '-oProxyCommand=y' })).toThrow(/address of x/);
  });
});

describe('remove', () => {
  test('takes the host, and out of its groups', () => {
    const removed = removeHost(TEXT, 'f', 'lab00');
    expect(parseHosts(removed, 'f').hosts?.map((host) => host.config.name)).toEqual(['gate', 'lab01']);
    expect(parseHosts(removed, 'f').problems).toEqual([]);
    expect(comments(removed)).toEqual(
      expect.arrayContaining(['# my hosts', '# everyone', '# the only way in', '# the door']),
    );
  });
  test('what is not there', () => {
    expect(() => removeHost(TEXT, 'f', 'nobody')).toThrow(/no host nobody/);
  });
});

test('the published schema is the current one', () => {
  const file = new URL('../../../assets/hosts.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(hostsJsonSchema()));
});

const comments = (text: string): string[] => text.match(/#.*$/gm) ?? [];
