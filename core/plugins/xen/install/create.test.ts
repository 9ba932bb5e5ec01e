/** What is made without a host: archives as the kernel and other tools read them, and the mark of how far it has come. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cpioOf, isoOf } from './archive.ts';
import { type Mark, parseFound, parseMark, printMark } from './mark.ts';
import { APPEND, BEGIN, FINISH, GO_ON, IMAGE, IS_WRITTEN, LOOK, NOT_OURS, PLACE, REMOVE } from './scripts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ctys-create-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: readonly string[]): string => join(folder, ...names);
function sh(
  script: string,
  words: readonly string[],
  input: string | Buffer = '',
): { code: number; out: string } {
  try {
    return {
      code: 0,
      out: execFileSync('sh', ['-c', script, 'sh', ...words], { input, stdio: 'pipe' }).toString(),
    };
  } catch (caught) {
    return { code: (caught as { status: number }).status, out: '' };
  }
}

const mark: Mark = {
  template: 'small',
  label: 'tst110',
  uuid: 'u',
  phase: 'begun',
  token: 'tok-1',
  boot: 'b',
};

test('a script behind a ramdisk is unpacked like the rest of it', () => {
  const files = [
    { name: 'ks.cfg', text: 'url --url http://x\n' },
    { name: 'preseed.cfg', text: '' },
  ];
  // Of a length that wants filling up to where the kernel looks for the next archive.
  writeFileSync(at('ramdisk'), 'abcde');
  expect(sh(APPEND, [at('ramdisk')], cpioOf(files)).code).toBe(0);
  const whole = readFileSync(at('ramdisk'));
  expect(whole.subarray(0, 14).toString('latin1')).toBe('abcde\0\0\x00070701');
  writeFileSync(at('only.cpio'), whole.subarray(8));
  execFileSync('sh', ['-c', 'cd "$1" && cpio -i --quiet <only.cpio', 'sh', folder]);
  expect(readFileSync(at('ks.cfg'), 'utf8')).toBe('url --url http://x\n');
  expect(readFileSync(at('preseed.cfg'), 'utf8')).toBe('');
});

test('the disk of a script has the name cloud-init looks for, and its files', () => {
  const long = 'x'.repeat(5000);
  const iso = isoOf('CIDATA', [
    { name: 'user-data', text: `#cloud-config\n${long}` },
    { name: 'meta-data', text: 'instance-id: 1\n' },
  ]);
  writeFileSync(at('seed.iso'), iso);
  const told = execFileSync('blkid', ['-p', '-o', 'export', at('seed.iso')]).toString();
  expect(told).toMatch(/^LABEL=CIDATA$/m);
  expect(told).toMatch(/^TYPE=iso9660$/m);
  expect(iso.length % 2048).toBe(0);
  expect(iso.toString('latin1')).toContain('USER-DATA;1');
});

test('an image is sparse or allocated, begins as another, and is never cut', () => {
  const blocks = (name: string): readonly number[] =>
    execFileSync('stat', ['-c', '%s %b', at(name)])
      .toString()
      .trim()
      .split(' ')
      .map(Number);
  const size = 8 * 2 ** 20;
  expect(sh(IMAGE, [at('sparse'), String(size), 'sparse', '']).code).toBe(0);
  expect(blocks('sparse')).toEqual([size, 0]);
  expect(sh(IS_WRITTEN, [at('sparse')]).code).not.toBe(0);
  expect(sh(IMAGE, [at('full'), String(size), 'allocated', '']).code).toBe(0);
  expect(blocks('full')[0]).toBe(size);
  expect(blocks('full')[1]).toBeGreaterThanOrEqual(size / 512);
  writeFileSync(at('other'), 'a system');
  expect(sh(IMAGE, [at('begun'), String(size), 'sparse', at('other')]).code).toBe(0);
  expect(blocks('begun')[0]).toBe(size);
  expect(readFileSync(at('begun')).subarray(0, 8).toString()).toBe('a system');
  expect(sh(IS_WRITTEN, [at('begun')]).code).toBe(0);
  expect(sh(IMAGE, [at('begun'), '4', 'sparse', at('other')]).code).toBe(0);
  expect(readFileSync(at('begun'), 'utf8')).toBe('a system');
  expect(sh(IMAGE, [at('none'), '4', 'sparse', at('nowhere')]).code).not.toBe(0);
});

test('a guest is begun once, gone on with by one, and removed only by whom it is', () => {
  const work = at('xen', '.tst110.ctys-new');
  const home = at('xen', 'tst110');
  const look = () => parseFound(sh(LOOK, [home, work]).out);
  expect(look()).toMatchObject({ folder: null, work: null });
  expect(sh(BEGIN, [work], printMark(mark)).code).toBe(0);
  expect(sh(BEGIN, [work], printMark({ ...mark, token: 'tok-2' })).code).not.toBe(0);
  expect(look()).toMatchObject({ folder: null, work: mark });
  expect(sh(GO_ON, [work, 'tok-9'], printMark(mark)).code).toBe(NOT_OURS);
  expect(sh(GO_ON, [work, 'tok-1'], printMark({ ...mark, token: 'tok-2' })).code).toBe(0);
  expect(sh(PLACE, [work, 'tok-1', home]).code).toBe(NOT_OURS);
  expect(sh(PLACE, [work, 'tok-2', home]).code).toBe(0);
  expect(look()).toMatchObject({ folder: { token: 'tok-2' }, work: null });
  expect(sh(REMOVE, [home, 'tok-1']).code).toBe(NOT_OURS);
  expect(look()?.folder).not.toBeNull();
  expect(sh(REMOVE, [home, 'tok-2']).code).toBe(0);
  expect(look()).toMatchObject({ folder: null, work: null });
});

test('what is there without a mark is foreign, and stays', () => {
  execFileSync('mkdir', ['-p', at('xen', 'tst110')]);
  expect(parseFound(sh(LOOK, [at('xen', 'tst110'), at('xen', 'none')]).out)?.folder).toBe('foreign');
  expect(sh(REMOVE, [at('xen', 'tst110'), 'tok-1']).code).toBe(NOT_OURS);
  writeFileSync(at('xen', 'tst110', '.ctys-create.json'), '{"version":1,"label":"tst110"}\n');
  expect(parseFound(sh(LOOK, [at('xen', 'tst110'), at('xen', 'none')]).out)?.folder).toBe('foreign');
});

test('at the end it is a machine, and the files of its installer are gone but for what it boots', () => {
  const put = (name: string, text: string): void => writeFileSync(at(name), text);
  put('.ctys-create.json', printMark(mark));
  put('t.conf', '#@#MAGICID-IGNORE\n#@#LABEL = "t"\nkernel = "/x/install-kernel"\n');
  for (const name of ['install-kernel', 'install-ramdisk', 'xvda.img']) put(name, 'x');
  const words = [folder, 'tok-1', at('t.conf'), at('t.ctys'), 'install-kernel', 'install-ramdisk'];
  expect(sh(FINISH, words).code).toBe(0);
  expect(readFileSync(at('t.conf'), 'utf8')).toMatch(/^#@#MAGICID-XEN\n#@#LABEL/);
  expect(execFileSync('ls', ['-A', folder]).toString().trim().split('\n')).toEqual([
    'install-kernel',
    't.conf',
    'xvda.img',
  ]);
});

test.each(['', 'null', '[]', '{}', '{"version":2}', JSON.stringify({ version: 1, ...mark, phase: 'x' })])(
  '%s is no mark',
  (text) => expect(parseMark(text)).toBeNull(),
);
