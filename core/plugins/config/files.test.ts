/** Configurations of a real file system, walked by the real script. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { folder, localChannel } from '../testing/local.ts';
import { filesAt, filesBelow } from './files.ts';

const work = folder();
const on = await localChannel();
afterAll(() => {
  on.close();
  work.remove();
});

test('only files that may configure a machine, with whose they are', async () => {
  const base = join(work.path, 'few');
  const keys = work.write('few/a b/it\'s "x".ctys', 'native = 1\n#@#MAGICID-QEMU\n#@#LABEL = "a"');
  work.write('few/plain.sh', 'echo qemu\n');
  const script = work.write('few/start.sh', '#!/bin/sh\nexec qemu-system-x86_64 -m 1\n', 0o755);
  work.write('few/.git/hidden.ctys', '#@#LABEL = "x"\n');
  work.write('few/empty.ctys', '');
  work.write('few/big.args', `${'x'.repeat(70_000)}\n`);
  work.write('few/evil\nO 0 root 755 /etc/passwd\n.ctys', '#@#LABEL = "evil"\n');
  symlinkSync(keys, join(base, 'link.ctys'));
  const found = await filesBelow(on, [base]);
  const byPath = new Map(found.map((file) => [file.path, file]));
  expect([...byPath.keys()].sort()).toEqual([keys, script].sort());
  expect(byPath.get(keys)).toMatchObject({
    uid: process.getuid?.(),
    executable: false,
    content: '#@#MAGICID-QEMU\n#@#LABEL = "a"',
  });
  expect(byPath.get(script)).toMatchObject({ executable: true, content: expect.stringContaining('exec') });
  expect(await filesAt(on, [script, join(base, 'none.sh')])).toEqual([byPath.get(script)]);
});

test('10,000 files in one pass', async () => {
  const base = join(work.path, 'many');
  for (let group = 0; group < 100; group++) {
    mkdirSync(join(base, `${group}`), { recursive: true });
    for (let one = 0; one < 100; one++)
      writeFileSync(
        join(base, `${group}`, `vm${one}.ctys`),
        `#@#MAGICID-QEMU\n#@#LABEL = "vm${group}-${one}"\n${'#@#USTRG = "text"\n'.repeat(20)}`,
      );
  }
  const found = await filesBelow(on, [base]);
  expect(found).toHaveLength(10_000);
  expect(new Set(found.map(({ content }) => /LABEL = "(.*)"/.exec(content)?.[1])).size).toBe(10_000);
});
