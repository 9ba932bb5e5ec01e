import { naturalKey } from '../../core/ctys/tables/order.ts';
import { describe, expect, test } from 'vitest';
import type { HostStatus } from '../../core/model/host.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Session } from '../../core/model/session.ts';
import { boundedWidth, COLUMNS, fittingColumns, reordered } from './columns.ts';
import { createMatching } from './matching.ts';
import { buildRows, holdOrder, rowsAbove, type RowsInput, sameRows } from './rows.ts';
import { comparer, indexOf } from './search.ts';
import { namedAction, nextAction, shorten } from './verbs.ts';

const machine = (label: string, more: Partial<Machine> = {}): Machine => ({
  id: label,
  host: 'lab00',
  path: `/lab00/qemu/${label}`,
  seen: 0,
  type: 'QEMU',
  label,
  state: 'running',
  configured: true,
  consoles: [],
  ...more,
});
const pm = (host: string, more: Partial<Machine> = {}): Machine =>
  machine(host, { id: `pm:${host}`, host, type: 'PM', path: `/${host}`, ...more });
const host = (name: string, more: Partial<HostStatus> = {}): HostStatus => ({
  config: { name },
  origin: 'file',
  state: 'up',
  since: 0,
  ...more,
});
const session = (id: string, on: string, state: Session['state'] = 'attached'): Session => ({
  id,
  role: 'C',
  machine: on,
  console: 'serial0',
  kind: 'tty',
  title: 'Serial',
  state,
  since: 0,
});
const input = (machines: readonly Machine[], more: Partial<RowsInput> = {}): RowsInput => ({
  machines: new Map(machines.map((m) => [m.id, m])),
  hosts: new Map(),
  sessions: new Map(),
  view: { kind: 'all' },
  source: 'all',
  filter: '',
  grouping: 'none',
  sort: 'machine',
  descending: false,
  favouritesFirst: false,
  folded: new Set(),
  ...more,
});
const keys = (more: RowsInput): string[] => buildRows(more).rows.map(({ key }) => key);

describe('a filter that is typed', () => {
  const typed = 'state:run tst1 or -tst12 "a b" mem:>1G (tst not off)';

  test('finds at every key what it finds at once', () => {
    const machines = Array.from({ length: 40 }, (_, at) =>
      machine(`tst${at}`, { state: at % 3 === 0 ? 'off' : 'running', memoryTotal: at * 2 ** 28 }),
    );
    const all = input(machines);
    const match = createMatching();
    for (let end = 0; end <= typed.length; end += 1) {
      const now = { ...all, filter: typed.slice(0, end) };
      expect(buildRows(now, match).rows.map(({ key }) => key)).toEqual(keys(now));
    }
  });

  test('is looked for anew when the machines, the view or the source changed', () => {
    const match = createMatching();
    const first = input([machine('tst1'), machine('tst2', { state: 'off' })], { filter: 'ts' });
    const count = (more: RowsInput): number => buildRows(more, match).matching;
    expect(count({ ...first, source: 'list' })).toBe(1);
    expect(count({ ...first, filter: 'tst' })).toBe(2);
    expect(count({ ...first, view: { kind: 'off' } })).toBe(1);
    expect(count({ ...first, filter: 'tst' })).toBe(2);
    expect(count(input([machine('tst3')], { filter: 'tst3' }))).toBe(1);
  });
});

describe('order', () => {
  test('digits count as numbers, missing values come last both ways, equal ones by name', () => {
    expect(naturalKey('vm9') < naturalKey('VM10')).toBe(true);
    const items = [
      machine('b', { cpu: 1 }),
      machine('c'),
      machine('a', { cpu: 1 }),
      machine('d', { cpu: 2 }),
    ];
    const sorted = (descending: boolean) =>
      items
        .map(indexOf)
        .sort(comparer('cpu', descending))
        .map(({ machine: { label } }) => label);
    expect(sorted(false)).toEqual(['a', 'b', 'd', 'c']);
    expect(sorted(true)).toEqual(['d', 'a', 'b', 'c']);
  });
});

describe('rows', () => {
  const guests = [machine('tst10'), machine('tst9', { state: 'off' }), pm('lab00'), pm('lab01')];

  test('flat, by type, and by host with the host at the head', () => {
    expect(keys(input(guests))).toEqual(['m:pm:lab00', 'm:pm:lab01', 'm:tst9', 'm:tst10']);
    expect(keys(input(guests, { grouping: 'type' }))).toEqual([
      'g:PM',
      'm:pm:lab00',
      'm:pm:lab01',
      'g:QEMU',
      'm:tst9',
      'm:tst10',
    ]);
    expect(keys(input(guests, { grouping: 'host' }))).toEqual([
      'm:pm:lab00',
      'm:tst9',
      'm:tst10',
      'm:pm:lab01',
    ]);
  });

  test('by owner and by the groups of their host, each machine once; favourites first where that is asked for', () => {
    const owned = [
      machine('b', { user: 'acue' }),
      machine('a', { marks: { favourite: true } }),
      machine('c'),
    ];
    expect(keys(input(owned, { grouping: 'owner' }))).toEqual(['g:acue', 'm:b', 'g:None', 'm:a', 'm:c']);
    const hosts = new Map([
      ['lab00', host('lab00', { config: { name: 'lab00', groups: ['xen', 'metal'] } })],
    ]);
    expect(keys(input(owned, { grouping: 'group', hosts }))).toEqual(['g:metal, xen', 'm:a', 'm:b', 'm:c']);
    const sorting = { sort: 'machine', descending: true } as const;
    expect(keys(input(owned, sorting))).toEqual(['m:c', 'm:b', 'm:a']);
    expect(keys(input(owned, { ...sorting, favouritesFirst: true }))).toEqual(['m:a', 'm:c', 'm:b']);
  });

  test('a folded row hides what is below it; the count stays', () => {
    const folded = buildRows(input(guests, { grouping: 'host', folded: new Set(['m:pm:lab00']) }));
    expect(folded.rows.map(({ key }) => key)).toEqual(['m:pm:lab00', 'm:pm:lab01']);
    expect(folded.matching).toBe(4);
  });

  test('what a row stands below, to be unfolded', () => {
    const { rows } = buildRows(
      input(guests, { grouping: 'host', sessions: new Map([['s1', session('s1', 'tst9')]]) }),
    );
    expect([...(rowsAbove(rows, 's:s1') ?? [])]).toEqual(['m:tst9', 'm:pm:lab00']);
    expect(rowsAbove(rows, 'm:pm:lab01')?.size).toBe(0);
    expect(rowsAbove(rows, 'm:gone')).toBeNull();
  });

  test('the host of a matching guest stays as context and is not counted', () => {
    const found = buildRows(input(guests, { grouping: 'host', filter: 'tst9' }));
    expect(found.rows.map(({ key, context }) => [key, context])).toEqual([
      ['m:pm:lab00', true],
      ['m:tst9', false],
    ]);
    expect(found.matching).toBe(1);
  });

  test('open sessions stand below their machine, closed ones do not', () => {
    const sessions = new Map([
      ['1', session('1', 'tst10')],
      ['2', session('2', 'tst10', 'closed')],
    ]);
    expect(keys(input([machine('tst10')], { sessions }))).toEqual(['m:tst10', 's:1']);
  });

  test('a host nothing is known of has a row, unless the view or filter is about others', () => {
    const hosts = new Map([['lab07', host('lab07', { state: 'lost' })]]);
    expect(keys(input(guests, { hosts, grouping: 'host' }))).toContain('h:lab07');
    expect(keys(input(guests, { hosts, grouping: 'host', view: { kind: 'lost' } }))).toEqual(['h:lab07']);
    expect(keys(input(guests, { hosts, grouping: 'host', filter: 'tst' }))).not.toContain('h:lab07');
    expect(keys(input(guests, { hosts, grouping: 'host', view: { kind: 'running' } }))).not.toContain(
      'h:lab07',
    );
  });

  test('views', () => {
    const hosts = new Map([['lab00', host('lab00', { config: { name: 'lab00', groups: ['metal'] } })]]);
    expect(keys(input(guests, { view: { kind: 'off' } }))).toEqual(['m:tst9']);
    expect(keys(input(guests, { hosts, view: { kind: 'group', name: 'metal' } }))).not.toContain(
      'm:pm:lab01',
    );
    expect(keys(input(guests, { view: { kind: 'host', name: 'lab01' } }))).toEqual(['m:pm:lab01']);
  });
});

describe('a held order', () => {
  const rows = (labels: readonly string[]) => buildRows(input(labels.map((label) => machine(label)))).rows;
  const named = (list: ReturnType<typeof rows>): string[] => list.map(({ id }) => id);

  test('moves nothing, drops what is gone, puts new rows behind the one they follow', () => {
    const before = [...rows(['a', 'b', 'c'])].reverse();
    expect(named(holdOrder(before, rows(['a', 'b', 'b2', 'c']), () => false))).toEqual(['c', 'b', 'b2', 'a']);
    expect(named(holdOrder(before, rows(['a', 'c']), () => false))).toEqual(['c', 'a']);
    expect(named(holdOrder(before, rows(['a', 'c']), () => true))).toEqual(['c', 'b', 'a']);
    expect(named(holdOrder([], rows(['a', 'c']), () => false))).toEqual(['a', 'c']);
  });

  test('rows that look the same are the same', () => {
    expect(sameRows(rows(['a', 'b']), rows(['a', 'b']))).toBe(true);
    expect(sameRows(rows(['a', 'b']), rows(['a']))).toBe(false);
    expect(sameRows(rows(['a']), rows(['b']))).toBe(false);
  });
});

describe('next action', () => {
  const consoles = [
    { id: 'serial0', kind: 'tty', title: 'Serial', blocked: 'held' },
    { id: 'vnc', kind: 'rfb', title: 'Screen' },
  ] as const;
  test.each([
    ['off', 'start'],
    ['crashed', 'start'],
    ['suspended', 'resume'],
    ['paused', 'unpause'],
    ['running', 'connect'],
    ['starting', 'connect'],
    ['lost', 'connect'],
  ] as const)('of a machine that is %s is %s', (state, verb) => {
    expect(nextAction(machine('a', { state, consoles })).verb).toBe(verb);
  });
  test('connects to the first console that is not blocked', () => {
    expect(nextAction(machine('a', { consoles })).offer).toBe('vnc');
  });
  test('buttons name their target', () => {
    expect(namedAction('poweroff', [machine('tst100')])).toBe('Power off tst100');
    expect(namedAction('shutdown', [machine('a'), machine('b')])).toBe('Shut down 2 machines');
    expect(shorten('a'.repeat(10_000))).toHaveLength(39);
  });
});

describe('columns', () => {
  test('give way by priority; the name never does', () => {
    expect(fittingColumns(2000, [], {}).size).toBe(COLUMNS.length);
    expect(fittingColumns(2000, ['machine', 'cpu'], {})).not.toContain('cpu');
    expect([...fittingColumns(10, [], {})]).toEqual(['machine']);
    const narrow = fittingColumns(760, [], {});
    expect(narrow).toContain('state');
    expect(narrow).not.toContain('cst');
  });
  test('chosen widths count, above the least', () => {
    const room = COLUMNS.reduce((sum, { width }) => sum + width, 0);
    expect(fittingColumns(room, [], { type: 10 })).toContain('cst');
    expect(fittingColumns(room, [], { type: 200 })).not.toContain('cst');
    const [, type] = COLUMNS;
    expect(type && [boundedWidth(type, 10), boundedWidth(type, 99.6), boundedWidth(type, 9_999)]).toEqual([
      48, 100, 600,
    ]);
  });
  test('one takes the place of the other, and none that of the first', () => {
    const order = ['machine', 'type', 'state', 'cst', 'host'];
    expect(reordered(order, 'type', 'cst')).toEqual(['machine', 'state', 'cst', 'type', 'host']);
    expect(reordered(order, 'host', 'type')).toEqual(['machine', 'host', 'type', 'state', 'cst']);
    expect(reordered(order, 'cst', 'machine')).toEqual(['machine', 'cst', 'type', 'state', 'host']);
    expect(reordered(order, 'cst', 'cst')).toEqual(order);
  });
});
