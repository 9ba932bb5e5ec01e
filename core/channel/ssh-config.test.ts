import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseHop } from './dial.ts';
import { sshOptions } from './ssh-config.ts';
import { listHosts } from './ssh-hosts.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'ctys-config-'));
  mkdirSync(join(dir, 'conf.d'));
  writeFileSync(
    join(dir, 'config'),
    [
      `Include ${dir}/conf.d/*.conf`,
      'Include missing.conf',
      'Host lab01 "lab two" *.pattern !not',
      '  HostName 10.77.0.11',
      '  User acue',
      '  Port 2222',
      '  IdentityFile ~/.ssh/lab_%h',
      '  IdentitiesOnly yes',
      '  IdentityAgent none',
      '  UserKnownHostsFile /tmp/kh1 /tmp/kh2',
      '  StrictHostKeyChecking accept-new',
      '  HostKeyAlias alias01',
      '  HashKnownHosts yes',
      'Host far',
      '  ProxyJump one,two:2022',
      'Host proxied',
      '  ProxyCommand nc %h %p # %% %r',
      '  HostName far.example',
      'Match host lab03 user bob',
      '  Port 33',
    ].join('\n'),
  );
  writeFileSync(join(dir, 'circle'), `Host round\nInclude ${dir}/circle ${dir}/conf.d/b.conf\n`);
  writeFileSync(join(dir, 'conf.d', 'a.conf'), 'Host=first second\n  Port 7\n');
  writeFileSync(join(dir, 'conf.d', 'b.conf'), 'Host third\n');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const of = (host: Parameters<typeof sshOptions>[0]) =>
  sshOptions(host, {
    file: join(dir, 'config'),
    env: { ...process.env, HOME: dir, SSH_AUTH_SOCK: '/run/agent' },
  });

test('ssh itself resolves, the inventory overrides', async () => {
  expect(await of({ name: 'lab01' })).toMatchObject({
    hostname: '10.77.0.11',
    user: 'acue',
    port: 2222,
    identityFiles: [`${dir}/.ssh/lab_10.77.0.11`],
    identitiesOnly: true,
    agent: null,
    userKnownHosts: ['/tmp/kh1', '/tmp/kh2'],
    strict: 'accept-new',
    hostKeyAlias: 'alias01',
    hashKnownHosts: true,
    jumps: [],
  });
  expect(
    await of({ name: 'x', address: 'lab01', user: 'root', port: 1, identity: '~/k', jump: ['j'] }),
  ).toMatchObject({
    hostname: '10.77.0.11',
    user: 'root',
    port: 1,
    identityFiles: [`${dir}/k`, `${dir}/.ssh/lab_10.77.0.11`],
    jumps: ['j'],
  });
  expect((await of({ name: 'far' })).jumps).toEqual(['one', 'two:2022']);
  expect((await of({ name: 'far' })).agent).toBe('/run/agent');
  expect((await of({ name: 'lab03', user: 'bob' })).port).toBe(33);
  expect((await of({ name: 'lab03', user: 'eve' })).port).toBe(22);
});

test('proxy commands get their tokens, but never hostile ones', async () => {
  expect((await of({ name: 'proxied', user: 'u' })).proxyCommand).toMatch(/^nc far\.example 22/);
  expect((await of({ name: 'proxied', jump: ['j'] })).proxyCommand).toBeUndefined();
  await expect(of({ name: 'proxied', user: '$(id)' })).rejects.toMatchObject({ code: 'bad-input' });
});

test('what is no host name, or no configuration, is said', async () => {
  await expect(of({ name: '-oProxyCommand=id' })).rejects.toMatchObject({ code: 'bad-input' });
  await expect(of({ name: 'a b' })).rejects.toMatchObject({ code: 'bad-input' });
  writeFileSync(join(dir, 'broken'), 'Host x\n  NoSuchThing 1\n');
  await expect(sshOptions({ name: 'x' }, { file: join(dir, 'broken') })).rejects.toMatchObject({
    code: 'bad-input',
    data: { stderr: expect.stringContaining('line 2') },
  });
});

test('lists concrete aliases, includes followed, circles ended', async () => {
  expect(await listHosts(join(dir, 'config'))).toEqual([
    'first',
    'second',
    'third',
    'lab01',
    'far',
    'proxied',
  ]);
  expect(await listHosts(join(dir, 'circle'))).toEqual(['round', 'third']);
  expect(await listHosts(join(dir, 'nothing'))).toEqual([]);
});

test('jump hosts', () => {
  expect(parseHop('bob@gate:2022')).toEqual({
    name: 'bob@gate:2022',
    address: 'gate',
    user: 'bob',
    port: 2022,
  });
  expect(parseHop('[fe80::1]:22')).toMatchObject({ address: 'fe80::1', port: 22 });
  expect(() => parseHop('a b')).toThrow('jump host');
});
