import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNotices } from '../notices.ts';
import { createTables } from '../tables.ts';
import { followTables } from './follow.ts';
import { openLog } from './log.ts';
import { problemReport } from './problem.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctys-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('lines carry time and level, and nothing secret; what hosts say cannot write lines of its own', async () => {
  const log = openLog(folder);
  log.write('error', 'password=hunter2\n2026-01-01 info all is well\u001b[2J');
  await log.close();
  const text = await readFile(join(folder, 'ctys.log'), 'utf8');
  expect(text).toMatch(
    /^\d{4}-\d\d-\d\dT[\d:.]+Z error .*\[removed\] \| 2026-01-01 info all is well \[2J\n$/,
  );
  expect(text).not.toContain('hunter2');
  expect((await stat(join(folder, 'ctys.log'))).mode & 0o777).toBe(0o600);
});

test('three files at most, the oldest goes, and the tail spans them', async () => {
  const log = openLog(folder, 400);
  for (let index = 0; index < 100; index += 1) log.write('info', `line ${index}`);
  await log.close();
  expect((await readdir(folder)).sort()).toEqual(['ctys.1.log', 'ctys.2.log', 'ctys.log']);
  for (const name of await readdir(folder)) expect((await stat(join(folder, name))).size).toBeLessThan(500);
  const tail = (await log.tail(500)).trimEnd().split('\n');
  expect(tail.at(-1)).toContain('line 99');
  expect(tail.length).toBeGreaterThan(5);
  expect(tail[0]).toMatch(/^\d{4}-/);
});

test('what is written at the end of a process is there at once, and a folder that cannot be is no end of anything', async () => {
  openLog(folder).writeNow('error', 'the end');
  expect(await readFile(join(folder, 'ctys.log'), 'utf8')).toContain('error the end');
  const impossible = openLog(join(folder, 'ctys.log', 'within'));
  impossible.writeNow('error', 'x');
  impossible.write('error', 'x');
  await impossible.close();
});

test('jobs, hosts and notices stand in it once a change; the report has them all, redacted', async () => {
  const tables = createTables();
  const log = openLog(folder);
  const stop = followTables(tables, log);
  const failure = { code: 'timeout', message: 'lab00 token=hunter2 is slow.' } as const;
  const host = { config: { name: 'lab00' }, origin: 'file', since: 0 } as const;
  tables.hosts.put({ ...host, state: 'up' });
  tables.hosts.put({ ...host, state: 'up', seen: 5 });
  tables.hosts.put({ ...host, state: 'lost', failure });
  const job = {
    id: 'j1',
    action: { verb: 'start', target: {} },
    call: 'ctys -a create',
    machine: 'm',
    path: '/m',
    started: 0,
  } as const;
  tables.jobs.put({ ...job, state: 'running' });
  tables.jobs.put({ ...job, state: 'failed', failure });
  createNotices(tables.notices).raise('n', 'warning', { code: 'file-damaged', message: 'A file.' });
  stop();
  tables.hosts.put({ ...host, state: 'up' });
  const stored = { own: { theme: 'dark' }, groups: {}, hosts: { secretname: { scrollback: 9 } }, keys: {} };
  const text = await problemReport({ version: '1.2.3', tables, log, stored: async () => stored })();
  const lines = (await log.tail(10_000))
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^\S+ /, ''));
  expect(lines).toEqual([
    'info host lab00 up',
    'warning host lab00 lost: timeout: lab00 token=[removed] is slow.',
    'info job j1 running: ctys -a create',
    'error job j1 failed: ctys -a create: timeout: lab00 token=[removed] is slow.',
    'warning file-damaged: A file.',
  ]);
  expect(text).toContain('ctys 1.2.3');
  expect(text).toContain('theme: "dark"');
  expect(text).toContain('hosts.(name).scrollback: 9');
  expect(text).toContain('1 up');
  expect(text).toContain('job j1 failed');
  expect(text).not.toMatch(/hunter2|secretname/);
});
