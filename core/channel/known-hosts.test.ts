import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addKnownHost,
  fileName,
  fingerprint,
  judge,
  namesHost,
  parseKnownHosts,
  readKnownHosts,
} from './known-hosts.ts';
import { makeKey } from './testing/sshd.ts';

let dir: string;
const keys: Record<string, string> = {};
const wire = (name: string): Buffer => Buffer.from(keys[name]?.split(' ')[1] ?? '', 'base64');

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'ctys-known-'));
  for (const name of ['a', 'b', 'ca']) {
    makeKey(join(dir, name));
    keys[name] = readFileSync(join(dir, `${name}.pub`), 'utf8')
      .split(' ')
      .slice(0, 2)
      .join(' ');
  }
  makeKey(join(dir, 'rsa'), 'rsa');
  keys.rsa = readFileSync(join(dir, 'rsa.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Line numbers at which `ssh-keygen -F` finds a name. */
function sshFinds(file: string, name: string): number[] {
  const { stdout } = spawnSync('ssh-keygen', ['-F', name, '-f', file], { encoding: 'utf8' });
  return [...stdout.matchAll(/found: line (\d+)/g)].map(([, line]) => Number(line));
}

const weFind = async (file: string, name: string): Promise<number[]> =>
  (await readKnownHosts([file])).filter((known) => namesHost(known.hosts, name)).map(({ line }) => line);

const NAMES = [
  'plain',
  'PLAIN'.toLowerCase(),
  'other',
  'web1.lab',
  'web22.lab',
  'bad.lab',
  'x.lab',
  '[port.lab]:2222',
  'port.lab',
  '[port.lab]:22',
  '10.0.0.7',
  '::1',
  '[::1]:2200',
  'revoked.lab',
  'ca.lab',
  'sub.ca.lab',
  '',
];

test('finds what ssh-keygen -F finds, plain and hashed', async () => {
  const file = join(dir, 'kh');
  writeFileSync(
    file,
    [
      '# a comment',
      '',
      `plain,other ${keys.a}`,
      `  plain ${keys.rsa} with a comment`,
      `web?.lab ${keys.a}`,
      `*.lab,!bad.lab ${keys.b}`,
      `[port.lab]:2222 ${keys.a}`,
      `10.0.0.* ${keys.a}`,
      `::1,[::1]:2200 ${keys.a}`,
      `@revoked revoked.lab ${keys.b}`,
      `@cert-authority *.ca.lab,ca.lab ${keys.ca}`,
      `Upper.Case ${keys.a}`,
    ].join('\n'),
  );
  for (const name of [...NAMES.filter(Boolean), 'upper.case'])
    expect([name, await weFind(file, name)]).toEqual([name, sshFinds(file, name)]);

  const hashed = join(dir, 'hashed');
  writeFileSync(hashed, `plain,other ${keys.a}\n[port.lab]:2222 ${keys.b}\n`, { mode: 0o600 });
  execFileSync('ssh-keygen', ['-H', '-f', hashed], { stdio: 'ignore' });
  expect(readFileSync(hashed, 'utf8')).not.toContain('plain');
  for (const name of ['plain', 'other', '[port.lab]:2222', 'port.lab', 'nothing'])
    expect([name, await weFind(hashed, name)]).toEqual([name, sshFinds(hashed, name)]);
});

test('lines that hold no key count for nothing', () => {
  const [type, base64] = (keys.a ?? '').split(' ');
  const broken = [
    'broken line',
    'h ssh-ed25519 !!!',
    `h ssh-rsa ${base64}`,
    `h ${type}`,
    `h 1024 35 ${base64}`,
    '@odd h x',
  ];
  expect(parseKnownHosts(broken.join('\n'), 'f')).toEqual([]);
});

test.each([false, true])(
  'what is added is found by ssh-keygen, and removable (hashed: %s)',
  async (hashed) => {
    const file = join(dir, `fresh-${hashed}`, 'known_hosts');
    await addKnownHost(file, fileName('New.Lab', 22), wire('a'), hashed);
    await addKnownHost(file, fileName('new.lab', 2022), wire('rsa'), hashed);
    expect(sshFinds(file, 'new.lab')).toEqual([1]);
    expect(sshFinds(file, '[new.lab]:2022')).toEqual([2]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    expect(readFileSync(file, 'utf8').includes('new.lab')).toBe(!hashed);
    execFileSync('ssh-keygen', ['-R', 'new.lab', '-f', file], { stdio: 'ignore' });
    expect(await weFind(file, 'new.lab')).toEqual([]);
    expect(await weFind(file, '[new.lab]:2022')).toEqual([1]);
  },
);

test('adding keeps the other lines, even without a last newline', async () => {
  const file = join(dir, 'kept');
  const before = `# mine\nplain ${keys.a} me@here`;
  writeFileSync(file, before);
  await addKnownHost(file, 'more', wire('b'), false);
  expect(readFileSync(file, 'utf8')).toBe(`${before}\nmore ${keys.b}\n`);
});

test('fingerprints are those of ssh-keygen', () => {
  for (const name of ['a', 'rsa']) {
    const out = execFileSync('ssh-keygen', ['-lf', join(dir, name)], { encoding: 'utf8' });
    expect(out.split(' ')[1]).toBe(fingerprint(wire(name)));
  }
});

describe('verdict', () => {
  const known = (text: string) => parseKnownHosts(text, 'f');
  test('known, unknown, changed, revoked', () => {
    const lines = known(`h ${keys.a}\n@revoked * ${keys.b}\n@cert-authority h ${keys.ca}\n`);
    expect(judge(wire('a'), lines, ['h']).state).toBe('known');
    expect(judge(wire('a'), lines, ['i']).state).toBe('unknown');
    expect(judge(wire('ca'), lines, ['h'])).toMatchObject({
      state: 'changed',
      known: { file: 'f', line: 1 },
    });
    expect(judge(wire('b'), lines, ['h'])).toMatchObject({ state: 'revoked', known: { line: 2 } });
    expect(judge(wire('rsa'), lines, ['h'])).toMatchObject({ state: 'unknown', others: [{ line: 1 }] });
  });
  test('a key without port may confirm a host on another port, not contradict it', () => {
    const lines = known(`h ${keys.a}`);
    expect(judge(wire('a'), lines, ['[h]:2', 'h']).state).toBe('known');
    expect(judge(wire('b'), lines, ['[h]:2', 'h']).state).toBe('unknown');
    const both = known(`h ${keys.a}\n[h]:2 ${keys.b}`);
    expect(judge(wire('a'), both, ['[h]:2', 'h']).state).toBe('changed');
  });
});
