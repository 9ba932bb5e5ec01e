import { describe, expect, test } from 'vitest';
import { nearest } from './nearest.ts';
import { parseHosts } from './parse.ts';

const names = (text: string): string[] =>
  (parseHosts(text, 'hosts.yaml').hosts ?? []).map((host) => host.config.name);
const config = (text: string, name: string) =>
  parseHosts(text, 'hosts.yaml').hosts?.find((host) => host.config.name === name)?.config;

describe('what a host gets', () => {
  const text = `
version: 1
defaults: { user: nobody, port: 22, labels: [all] }
groups:
  lab: { user: acue, jump: gate, elevation: sudo, hosts: [lab01] }
  far: { user: far, port: 2222, labels: [slow], transport: openssh }
hosts:
  gate:
  lab00: { groups: [far, lab], labels: [mine] }
  lab01: { user: me, groups: [far], jump: [a, b] }
`;
  test('host before groups in order before defaults; labels add up', () => {
    expect(config(text, 'gate')).toEqual({ name: 'gate', user: 'nobody', port: 22, labels: ['all'] });
    expect(config(text, 'lab00')).toEqual({
      name: 'lab00',
      user: 'far',
      port: 2222,
      jump: ['gate'],
      elevation: 'sudo',
      transport: 'openssh',
      labels: ['mine', 'slow', 'all'],
      groups: ['far', 'lab'],
    });
    expect(config(text, 'lab01')).toMatchObject({
      user: 'me',
      port: 2222,
      jump: ['a', 'b'],
      groups: ['far', 'lab'],
    });
  });
  test('an empty file has no hosts and no problems', () => {
    for (const empty of ['', '# nothing yet\n', 'version: 1\n', 'hosts:\n'])
      expect(parseHosts(empty, 'hosts.yaml')).toMatchObject({ hosts: [], problems: [] });
  });
});

describe('errors name line and column, and the rest works', () => {
  const only = (text: string) => {
    const { problems } = parseHosts(text, 'hosts.yaml');
    expect(problems).toHaveLength(1);
    return problems[0]?.failure;
  };
  test('a wrong value: its host is shown with the reason, the others as ever', () => {
    const text = 'hosts:\n  a: { user: x }\n  b:\n    port: 99999\n    user: y\n  c:\n';
    expect(only(text)).toMatchObject({
      message: 'hosts.yaml, line 4, column 11: "port" of b cannot be "99999".',
      remedy: 'Give a number from 1 to 65535.',
      data: { line: 4, column: 11 },
    });
    const { hosts } = parseHosts(text, 'hosts.yaml');
    expect(hosts?.map(({ config, failure }) => [config.name, failure?.code])).toEqual([
      ['a', undefined],
      ['b', 'bad-input'],
      ['c', undefined],
    ]);
  });
  test('deep inside a value', () => {
    expect(only('hosts:\n  a:\n    bmc: { address: b, kind: ilo }\n')).toMatchObject({
      message: 'hosts.yaml, line 3, column 30: "bmc.kind" of a cannot be "ilo".',
      remedy: 'Give one of ipmi, redfish.',
    });
    expect(only('hosts:\n  a:\n    labels: [x, 5]\n')).toMatchObject({
      message: 'hosts.yaml, line 3, column 17: "labels.1" of a cannot be "5".',
    });
  });
  test('an unknown word: what was probably meant', () => {
    expect(only('hosts:\n  a:\n    adress: 10.0.0.1\n')).toMatchObject({
      message: 'hosts.yaml, line 3, column 5: "adress" is not known in a.',
      remedy: 'Did you mean "address"?',
    });
    expect(only('host:\n  a:\n')?.remedy).toBe('Did you mean "hosts"?');
    expect(only('groups: { lab: { hosts: [lab0] } }\nhosts: { lab00: }\n')?.remedy).toBe(
      'Did you mean "lab00"?',
    );
  });
  test('a name twice: the first counts', () => {
    const text = 'hosts:\n  a: { user: x }\n  a: { user: y }\n';
    expect(only(text)).toMatchObject({ data: { line: 3, column: 3 } });
    expect(config(text, 'a')?.user).toBe('x');
  });
  test('names and addresses can never be options of a command', () => {
    expect(names('hosts:\n  "-oProxyCommand=x":\n  ok:\n')).toEqual(['ok']);
    for (const key of ['address', 'user', 'jump'])
      expect(only(`hosts:\n  a: { ${key}: "-oProxyCommand=x" }\n`)?.remedy).toMatch(
        /does not start with "-"|Give a host/,
      );
  });
  test('an error in a group stops the hosts in it, and only them', () => {
    const { hosts } = parseHosts(
      'groups:\n  g: { port: no }\nhosts:\n  a: { groups: [g] }\n  b:\n',
      'hosts.yaml',
    );
    expect(hosts?.map(({ failure }) => failure?.data?.line)).toEqual([2, undefined]);
  });
});

describe('syntax errors', () => {
  test.each([
    ['an open bracket', '    labels: [x, y\n'],
    ['an open quote', '    note: "x\n'],
    ['a tab', '\tuser: x\n'],
    ['no colon', '    user\n    port: 5\n'],
    ['bad indentation', '    user: x\n      port: 5\n'],
  ])('%s in one host does not lose the others', (_what, line) => {
    const text = `version: 1\nhosts:\n  a:\n    user: x\n  bad:\n${line}  c:\n    user: z\n`;
    const { hosts, problems } = parseHosts(text, 'hosts.yaml');
    expect(hosts?.map((host) => host.config.name).sort()).toEqual(['a', 'bad', 'c']);
    expect(config(text, 'a')).toEqual({ name: 'a', user: 'x' });
    expect(config(text, 'c')).toEqual({ name: 'c', user: 'z' });
    expect(hosts?.find((host) => host.config.name === 'bad')?.failure?.code).toBe('bad-input');
    expect(problems).toHaveLength(1);
    const at = Number(problems[0]?.failure.data?.line);
    expect(at).toBeGreaterThanOrEqual(5);
    expect(at).toBeLessThanOrEqual(8);
    expect(problems[0]?.failure.message).toMatch(/^hosts\.yaml, line \d+, column \d+: /);
  });
  test('where nothing can be made of it there are no hosts, not none: the last good ones stay', () => {
    const { hosts, problems } = parseHosts('version: [1\nhosts:\n  a:\n', 'hosts.yaml');
    expect(hosts).toBeNull();
    expect(problems[0]?.failure.data?.line).toBeGreaterThan(0);
    expect(parseHosts('- a\n- b\n', 'hosts.yaml').problems).toHaveLength(1);
  });
  test('aliases to nothing and bombs are errors of their entry', () => {
    const bomb =
      'x: &a [1,1,1,1,1,1,1,1,1,1]\ny: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nz: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n';
    const { hosts } = parseHosts(
      `${bomb}hosts:\n  a: { labels: *c }\n  b: { labels: *nowhere }\n  c:\n`,
      'hosts.yaml',
    );
    expect(hosts?.map(({ config, failure }) => [config.name, failure?.code])).toEqual([
      ['a', 'bad-input'],
      ['b', 'bad-input'],
      ['c', undefined],
    ]);
  });
});

test('an alias to what it stands in is an error like any other', () => {
  const { hosts, problems } = parseHosts('hosts:\n  a: &x\n    user: *x\n  b:\n', 'hosts.yaml');
  expect(problems[0]?.failure.message).toBe(
    'hosts.yaml, line 3, column 11: "user" of a cannot be this mapping.',
  );
  expect(hosts?.map(({ failure }) => failure?.code)).toEqual(['bad-input', undefined]);
});

test('the nearest word is near', () => {
  expect(nearest('elevaton', ['address', 'elevation'])).toBe('elevation');
  expect(nearest('zzzzzz', ['address', 'user'])).toBeUndefined();
});
