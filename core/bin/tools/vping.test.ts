import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callTool } from './testing/call-tool.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ctys-vping-'));
  for (const name of ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'HOME'])
    vi.stubEnv(name, folder);
  const put = (path: string, text: string): void => {
    mkdirSync(join(folder, 'ctys', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'ctys', path), text);
  };
  put(
    'hosts.yaml',
    'version: 1\nhosts:\n  near: { address: 127.0.0.1 }\n  nobody: { address: 255.255.255.255 }\n',
  );
  put('groups/all', 'near nobody\n');
  put('db/default/macmap.fdb', 'other;02:00:00:00:00:01;127.0.0.1;\nnobody;02:00:00:00:00:02;;\n');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('a group as a table; the exit code tells that not all are there', async () => {
  const { code, out } = await callTool('vping', '-t', '-m', 'all');
  expect(out).toBe(
    `Name  |IP             |MAC              |Ping
near  |127.0.0.1      |02:00:00:00:00:01|ok
nobody|255.255.255.255|02:00:00:00:00:02|-
`,
  );
  expect(code).toBe(5);
});

test('those that are reachable, for a further call', async () => {
  expect(await callTool('vping', '-X', 'all', 'localhost')).toMatchObject({
    code: 5,
    out: 'near localhost\n',
  });
  expect(await callTool('vping', '-X', '-i', 'near')).toMatchObject({ code: 0, out: '127.0.0.1\n' });
  expect(await callTool('vping', '-X', 'nobody')).toMatchObject({ code: 5, out: '' });
});

test('this machine lets itself in; a name that nobody has is told', async () => {
  expect(await callTool('vping', '-s', '-n', 'localhost')).toMatchObject({
    code: 0,
    out: 'Name     |Ping|SSH\nlocalhost|ok  |ok\n',
  });
  const missing = await callTool('vping', 'nix.invalid');
  expect(missing).toMatchObject({ code: 5, out: 'Name       |IP|Ping\nnix.invalid|  |-\n' });
  expect(missing.error).toBe(
    'ctys: nix.invalid: No host is known by the name nix.invalid. Check its address.\n',
  );
});

test('extractARPlst tells who is no neighbour', async () => {
  const found = await callTool('extractARPlst', 'near');
  expect(found).toMatchObject({ code: 3, out: '' });
  expect(found.error).toContain('near: 127.0.0.1 is no neighbour of this machine.');
  expect((await callTool('extractARPlst', '-q', 'near')).error).toBe('');
});

test.each([
  [[], 'wanted'],
  [['--threads=0', 'near'], '--threads takes a number from 1 to 64'],
  [['--ping-timeout=x', 'near'], '--ping-timeout'],
])('%j is refused', async (words, message) => {
  await expect(callTool('vping', ...words)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining(message),
  });
});
