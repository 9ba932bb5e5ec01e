import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { callTool } from './testing/call-tool.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ctys-extract-'));
  vi.stubEnv('XDG_CONFIG_HOME', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('ctys extractMAClst', () => {
  const conf = () => join(folder, 'dhcpd.conf');
  beforeEach(() => {
    writeFileSync(
      conf(),
      `include "more.conf";
host lab01 { hardware ethernet 00:0e:0c:35:f8:49; fixed-address 192.168.1.72; }
host lab00 { hardware ethernet 00:0e:0c:35:f8:48; fixed-address 192.168.1.71; }
`,
    );
  });
  test('records in three orders, and /etc/ethers; what is included is told', async () => {
    expect(await callTool('extractMAClst', conf())).toEqual({
      code: 0,
      out: 'lab00;00:0E:0C:35:F8:48;192.168.1.71;\nlab01;00:0E:0C:35:F8:49;192.168.1.72;\n',
      error: `${conf()} includes more.conf, which is not read: name it in a further call.\n`,
    });
    const quiet = await callTool('extractMAClst', '-q', '-i', conf());
    expect(quiet.out).toMatch(/^192.168.1.71;lab00;00:0E:0C:35:F8:48;\n/);
    expect(quiet.error).toBe('');
    expect((await callTool('extractMAClst', '-m', conf())).out).toMatch(/^00:0E:0C:35:F8:48;lab00;192/);
    expect((await callTool('extractMAClst', '-E', conf())).out).toMatch(/^00:0E:0C:35:F8:48 lab00\n/);
    expect((await callTool('extractMAClst', '-Ei', conf())).out).toMatch(/^00:0E:0C:35:F8:48 192.168.1.71\n/);
  });
  test('-p puts them into a macmap.fdb, whole and with what was there, and leaves nothing else', async () => {
    const at = join(folder, 'db');
    expect(await callTool('extractMAClst', '-q', '-p', at, conf())).toMatchObject({ out: '', error: '' });
    const file = join(at, 'macmap.fdb');
    writeFileSync(file, '# by hand\nold;00:0E:0C:35:F8:48;10.0.0.1;\nx;AA:BB:CC:DD:EE:FF;;');
    chmodSync(file, 0o664);
    const { code, error } = await callTool('extractMAClst', '-p', at, conf());
    expect({ code, error }).toMatchObject({
      code: 0,
      error: expect.stringContaining(`2 records in ${file}\n`),
    });
    expect(readFileSync(file, 'utf8')).toBe(
      '# by hand\nlab00;00:0E:0C:35:F8:48;192.168.1.71;\nx;AA:BB:CC:DD:EE:FF;;\nlab01;00:0E:0C:35:F8:49;192.168.1.72;\n',
    );
    expect(statSync(file).mode & 0o777).toBe(0o664);
    expect(readdirSync(at)).toEqual(['macmap.fdb']);
  });
  test('-P is where macmap looks', async () => {
    await callTool('extractMAClst', '-P', conf());
    expect((await callTool('macmap', '-i', 'f8:49')).out).toBe('192.168.1.72\n');
  });
  test('a damaged file changes nothing; a missing one is told', async () => {
    await callTool('extractMAClst', '-p', folder, conf());
    writeFileSync(conf(), 'host a {\n hardware ethernet 00:0e:0c:35:f8:48;\n');
    await expect(callTool('extractMAClst', '-p', folder, conf())).rejects.toMatchObject({
      code: 'file-damaged',
      message: expect.stringContaining('line 1'),
    });
    expect(readFileSync(join(folder, 'macmap.fdb'), 'utf8')).toContain('lab00;');
    expect(await callTool('extractMAClst', join(folder, 'none'))).toMatchObject({ code: 2 });
  });
  test.each([[[]], [['-n', '-i', 'x']], [['-p', 'x', '-P', 'x']], [['-E', '-P', 'x']], [['a', 'b']]])(
    '%j is refused',
    async (words) => {
      await expect(callTool('extractMAClst', ...words)).rejects.toMatchObject({ code: 'bad-input' });
    },
  );
});
