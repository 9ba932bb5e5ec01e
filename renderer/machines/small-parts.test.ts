import { describe, expect, test } from 'vitest';
import type { HostStatus } from '../../core/model/host.ts';
import type { Job } from '../../core/model/job.ts';
import type { Machine } from '../../core/model/machine.ts';
import { consoleKey, zoomed } from '../consoles/console-keys.ts';
import { COMBINATIONS, strokes } from '../consoles/key-combinations.ts';
import { isRealGpu } from '../consoles/webgl.ts';
import { justEnded, outcome } from '../jobs/outcomes.ts';
import { resolveTheme } from '../settings/theme.ts';
import { fingerprintsOf, rawFacts } from '../ui/failure.tsx';
import { oneLine } from '../ui/one-line.ts';
import { csv, record } from './export.ts';
import { forgetUse, historyOf, rememberUse, sparkline } from './use-history.ts';
import { hostWord, retryWord } from './host-line.tsx';
import type { KeyPress } from '../commands/chords.ts';
import { tableCommand } from './keys.ts';
import { isStale, lastSeen } from './staleness.ts';

const machine = (more: Partial<Machine> = {}): Machine => ({
  id: 'm',
  host: 'lab00',
  path: '/lab00/qemu/m',
  seen: 1_000,
  type: 'QEMU',
  label: 'm',
  state: 'running',
  configured: true,
  consoles: [],
  ...more,
});
const host = (more: Partial<HostStatus> = {}): HostStatus => ({
  config: { name: 'lab00' },
  origin: 'file',
  state: 'up',
  since: 0,
  ...more,
});

describe('age', () => {
  test('a host that is up vouches for its machines; one that is lost does not', () => {
    expect(lastSeen(machine(), host({ seen: 500_000 }))).toBe(500_000);
    expect(lastSeen(machine(), host({ seen: 500_000, state: 'lost' }))).toBe(1_000);
    expect(isStale(machine(), host({ seen: 500_000 }), 1, 500_000)).toBe(false);
    expect(isStale(machine(), host({ seen: 500_000 }), 1, 600_000)).toBe(true);
    expect(isStale(machine(), host({ seen: 500_000 }), 200, 600_000)).toBe(false);
    expect(isStale(machine({ seen: 600_000 }), host({ state: 'lost' }), 1, 600_000)).toBe(true);
  });

  test('a lost host says since when, and when the next try is', () => {
    const lost = host({ state: 'lost', since: 0, retryAt: 200_000 });
    expect(hostWord(lost, 180_000)).toBe('lost 3 min ago');
    expect(retryWord(lost, 180_000)).toBe('next try in 20 s');
    expect(retryWord(lost, 200_000)).toBe('trying now');
    expect(retryWord(host({ state: 'denied' }), 0)).toBe('');
    expect(hostWord(host({ state: 'new' }), 0)).toBe('not contacted yet');
  });
});

describe('small lines', () => {
  test('hold the last 24 values and start over without one', () => {
    for (let at = 0; at < 30; at += 1) rememberUse([machine({ cpu: at, memoryUsed: at, memoryTotal: 100 })]);
    expect(historyOf('cpu', 'm')).toHaveLength(24);
    expect(historyOf('cpu', 'm').at(-1)).toBe(29);
    expect(historyOf('memory', 'm').at(-1)).toBe(0.29);
    expect(historyOf('memory', 'm', 3)).toHaveLength(3);
    rememberUse([machine()]);
    expect(historyOf('cpu', 'm')).toEqual([]);
    rememberUse([machine({ cpu: 1 })]);
    forgetUse(['m']);
    expect(historyOf('cpu', 'm')).toEqual([]);
  });
  test('stay in their box, the newest at its right end', () => {
    expect(sparkline([], 46, 10)).toBe('');
    expect(sparkline([0, 1, 0.5], 46, 10)).toBe('42.0,10.0 44.0,0.0 46.0,5.0');
    expect(sparkline([4], 46, 10)).toBe('46.0,0.0');
  });
});

describe('export', () => {
  test('values as they are, in the columns shown; what a spreadsheet would take for a formula is text', () => {
    const one = machine({
      label: '=cmd|x',
      cpu: 0.5,
      since: 0,
      marks: { tags: ['a', 'b'], note: 'x, "y"\nz', favourite: true, colour: 'red' },
    });
    const columns = ['machine', 'cst', 'cpu', 'up'] as const;
    expect(csv([record(one, columns)])).toBe(
      `machine,path,uuid,cst,cpu,since,tags,note,favourite,colour\r\n'=cmd|x,${one.path},,S,0.5,1970-01-01T00:00:00.000Z,a b,"x, ""y""\nz",true,red\r\n`,
    );
    expect(csv([])).toBe('\r\n');
  });
});

describe('keys', () => {
  const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...more,
  });
  test.each([
    ['j', { do: 'move', by: 1 }],
    ['ArrowUp', { do: 'move', by: -1 }],
    ['PageDown', { do: 'move', by: 9 }],
    ['s', { do: 'start' }],
    ['x', { do: 'stop' }],
    ['Enter', { do: 'open' }],
    ['q', null],
  ] as const)('%s in the table', (key, command) => expect(tableCommand(press(key), 9)).toEqual(command));
  test('with a modifier it is none of the table', () => {
    expect(tableCommand(press('a', { ctrlKey: true }), 9)).toEqual({ do: 'all' });
    expect(tableCommand(press('ArrowUp', { shiftKey: true }), 9)).toEqual({
      do: 'move',
      by: -1,
      extend: true,
    });
    expect(tableCommand(press('PageDown', { shiftKey: true }), 9)).toEqual({
      do: 'move',
      by: 9,
      extend: true,
    });
    expect(tableCommand(press('s', { ctrlKey: true }), 9)).toBeNull();
  });

  const stroke = (code: string, shiftKey: boolean) => ({
    code,
    shiftKey,
    ctrlKey: true,
    altKey: false,
    metaKey: false,
  });
  test('in a console only Ctrl+Shift is ours', () => {
    expect(consoleKey(stroke('KeyC', true))).toBe('copy');
    expect(consoleKey(stroke('KeyC', false))).toBeNull();
    expect(consoleKey({ ...stroke('KeyC', true), altKey: true })).toBeNull();
    expect(consoleKey(stroke('KeyQ', true))).toBeNull();
    expect([zoomed(48, 'larger'), zoomed(6, 'smaller'), zoomed(20, 'normal')]).toEqual([48, 6, 13]);
  });
  test('combinations are released in the opposite order', () => {
    const [first] = COMBINATIONS;
    expect(strokes(first?.keys ?? []).map(([, code, down]) => `${code} ${down}`)).toEqual([
      'ControlLeft true',
      'AltLeft true',
      'Delete true',
      'Delete false',
      'AltLeft false',
      'ControlLeft false',
    ]);
  });
});

describe('failures', () => {
  const failure = {
    code: 'host-key-changed',
    message: 'The key changed.',
    data: { expected: 'SHA256:a', offered: 'SHA256:b', line: 3, stderr: 'one\ntwo' },
  } as const;
  test('both fingerprints, or none', () => {
    expect(fingerprintsOf(failure)).toEqual(['SHA256:a', 'SHA256:b']);
    expect(fingerprintsOf({ ...failure, data: { offered: 'SHA256:b' } })).toBeNull();
  });
  test('raw facts as text', () => {
    expect(rawFacts(failure)).toContain('line: 3\nstderr:\none\ntwo');
    expect(rawFacts({ code: 'bug', message: 'x' })).toBe('');
  });
});

describe('outcomes', () => {
  const job = (more: Partial<Job>): Job => ({
    id: '1',
    action: { verb: 'start', target: {} },
    call: 'ctys',
    machine: 'm',
    path: '/lab00/qemu/tst100',
    state: 'running',
    started: 0,
    ...more,
  });
  const table = (...jobs: Job[]) => new Map(jobs.map((one) => [one.id, one]));
  test('only what was seen running is news', () => {
    const done = job({ state: 'done', ended: 4_000 });
    expect(justEnded(table(job({})), table(done))).toEqual([done]);
    expect(justEnded(table(done), table(done))).toEqual([]);
    expect(justEnded(table(), table(done))).toEqual([]);
  });
  test('say what, to what, how long', () => {
    expect(outcome(job({ state: 'done', ended: 4_000 })).title).toBe('Start tst100: done in 4.0 s');
    const failed = outcome(
      job({ state: 'failed', failure: { code: 'timeout', message: 'No answer.', remedy: 'Wait.' } }),
    );
    expect(failed).toMatchObject({ title: 'Start tst100 failed: No answer.', text: 'Wait.', failed: true });
    expect(failed.actions?.map(({ label }) => label)).toEqual(['Retry', 'Log']);
  });
});

test('control and direction characters of a label are shown, not obeyed', () => {
  expect(oneLine('a\nb\x1b[31m\x7f\u202e')).toBe('a␊b␛[31m␡\ufffd');
  expect(oneLine('x'.repeat(10_000))).toHaveLength(300);
});

test('software renderers are no real graphics', () => {
  expect(isRealGpu('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device), SwiftShader driver)')).toBe(false);
  expect(isRealGpu('llvmpipe (LLVM 15.0.6, 256 bits)')).toBe(false);
  expect(isRealGpu('')).toBe(false);
  expect(isRealGpu('ANGLE (Intel, Mesa Intel(R) UHD Graphics 620)')).toBe(true);
});

test('the theme follows the system unless one was chosen', () => {
  expect(resolveTheme('system', true, false)).toBe('dark');
  expect(resolveTheme('system', false, true)).toBe('contrast');
  expect(resolveTheme('light', true, true)).toBe('light');
});
