import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openReach, pingArgv, type Reach, readPing } from './reach.ts';

const ONCE = { trials: 1, timeout: 1 };

let reach: Reach;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ctys-reach-'));
  const config = join(folder, 'ssh_config');
  writeFileSync(config, 'Host lab\n  HostName 10.9.9.9\n');
  reach = openReach(new AbortController().signal, { ...process.env, CTYS_SSH_CONFIG: config });
});
afterEach(() => {
  vi.unstubAllEnvs();
  reach.close();
  rmSync(folder, { recursive: true });
});

describe('what ping says', () => {
  const said = (code: number, stdout = '', stderr = '') => readPing({ code, stdout, stderr });
  test('an answer, none, and no network', () => {
    expect(said(0, '64 bytes from 10.0.0.1: icmp_seq=1')).toBe(true);
    expect(
      said(1, 'PING 10.0.0.9\n\n--- 10.0.0.9 ping statistics ---\n1 packets transmitted, 0 received'),
    ).toBe(false);
    expect(said(2, '', 'ping: connect: Network is unreachable')).toBe(false);
    // A packet filter's refusal is no missing right.
    expect(said(1, 'PING 10.0.0.9 56(84) bytes', 'ping: sendmsg: Operation not permitted')).toBe(false);
  });
  test.each([
    [127, 'env: ‘ping’: No such file or directory', 'tool-missing', 'iputils-ping'],
    [2, 'ping: socktype: SOCK_RAW\nping: socket: Operation not permitted', 'rights-missing', 'setcap'],
    [1, 'ping: permission denied (are you root?)', 'rights-missing', 'setcap'],
  ])('%i %s cannot ping', (code, stderr, failure, remedy) => {
    expect(said(code, '', stderr)).toMatchObject({ code: failure, remedy: expect.stringContaining(remedy) });
  });
  test('a second is a second everywhere', () => {
    expect(pingArgv('10.0.0.1', 2, 'linux').slice(-3)).toEqual(['-W', '2', '10.0.0.1']);
    expect(pingArgv('10.0.0.1', 2, 'darwin').slice(-3)).toEqual(['-t', '2', '10.0.0.1']);
    expect(pingArgv('10.0.0.1', 2, 'win32').slice(-3)).toEqual(['-w', '2000', '10.0.0.1']);
  });
});

test('this machine answers; an address that is nobody does not', async () => {
  expect(await reach.ping('127.0.0.1', ONCE)).toBe(true);
  expect(await reach.ping('255.255.255.255', { trials: 2, timeout: 1 })).toBe(false);
});

test('without ping a refused connection proves a host, and the remedy is told', async () => {
  vi.stubEnv('PATH', folder);
  expect(await reach.ping('127.0.0.1', ONCE)).toBe(true);
  expect(await reach.ping('255.255.255.255', ONCE)).toBe(false);
  expect(reach.pingFault).toMatchObject({
    code: 'tool-missing',
    remedy: expect.stringContaining('iputils-ping'),
  });
});

test('addresses are those ssh would connect to', async () => {
  expect(await reach.address({ name: 'lab' })).toBe('10.9.9.9');
  expect(await reach.address({ name: 'other', address: 'lab' })).toBe('10.9.9.9');
  expect(await reach.address({ name: 'lab', address: '10.9.9.8' })).toBe('10.9.9.8');
  expect(await reach.address({ name: 'localhost' })).toBe('127.0.0.1');
  await expect(reach.address({ name: 'nix.invalid' })).rejects.toMatchObject({ code: 'no-such-host' });
  await expect(reach.address({ name: '-oProxyCommand=x' })).rejects.toMatchObject({ code: 'bad-input' });
});
