/** Actions of every kind, as fast-check makes them: what can be said in a call, and no more. */
import { parseFilter } from '../filter/filter.ts';
import fc from 'fast-check';
import type { Action, MachineAction, StartOptions, TableAction } from '../../model/action.ts';
import { BOOT_DEVICES, CONSOLES, STACK_CHECKS, TOOLS, WINDOW_MANAGERS } from '../../model/action.ts';
import type { Address } from '../../model/address.ts';
import { type CallOptions, LOCATIONS } from '../../model/call-options.ts';
import type { MachineType } from '../../model/machine.ts';
import type { Layout, Output } from '../../model/output.ts';
import { STATES } from '../actions/table-options.ts';
import { FIELDS } from '../tables/fields.ts';

/** Of a record's keys some are there, never one that is undefined. */
const some = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.record(model, { requiredKeys: [] }) as unknown as fc.Arbitrary<Partial<T>>;

/** Everything reserved is likely in it. */
const char = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...',:%=()\\{}_\'"[] $-.') },
  { weight: 5, arbitrary: fc.constantFrom(...'abcXYZ019/é☂') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
);
/** A macro in a value would be replaced: `macro:` cannot be said. */
const text = fc
  .array(char, { minLength: 1, maxLength: 12 })
  .map((chars) => chars.join('').replaceAll('\0', ''))
  .filter((value) => value !== '' && !/macro:/i.test(value));
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,10}$/);
const path = text.map((value) => `/${value}`);
const yes = fc.constant(true as const);
const count = fc.integer({ min: 0, max: 9_999 });
const port = fc.integer({ min: 0, max: 65_535 });
const hex = (digits: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: digits, maxLength: digits })
    .map((all) => all.join(''));
const uuid = hex(32);
const mac = hex(12).map((all) => (all.toUpperCase().match(/../g) ?? []).join(':'));
const lines = fc.array(text, { minLength: 1, maxLength: 3 });

export const address: fc.Arbitrary<Address> = fc.oneof(
  fc.constant({ all: true } as Address),
  some<Required<Omit<Address, 'all'>>>({
    id: text,
    path: text,
    label: text,
    uuid,
    mac,
    tcp: text,
    config: path,
    file: text,
    bases: lines,
    record: count,
  }) as fc.Arbitrary<Address>,
);

const options: fc.Arbitrary<CallOptions> = some<Required<CallOptions>>({
  ambiguous: fc.boolean(),
  dispatch: fc.oneof(
    fc.constant('stack' as const),
    fc.record({ mode: fc.constantFrom('sync' as const, 'async' as const) }),
    fc.record({
      mode: fc.constantFrom('sync' as const, 'async' as const),
      order: fc.constantFrom('sequential' as const, 'parallel' as const),
    }),
    fc.record({ order: fc.constant('parallel' as const), atOnce: fc.integer({ min: 1, max: 99 }) }),
  ),
  nameCache: fc.oneof(
    fc.constant('off' as const),
    fc.record(
      { use: fc.constantFrom('both' as const, 'local' as const, 'remote' as const), only: yes },
      { requiredKeys: ['use'] },
    ),
  ),
  resultCache: fc.oneof(
    fc.constant('off' as const),
    fc.record(
      {
        keep: fc.constantFrom('here' as const, 'everywhere' as const),
        only: yes,
        raw: yes,
        file: fc.record({ way: fc.constantFrom('in' as const, 'out' as const), path: name }),
        lifetime: count,
        auto: yes,
      },
      { requiredKeys: [] },
    ),
  ),
  debug: fc.record(
    {
      bits: count,
      mode: fc.constantFrom('pattern' as const, 'min' as const, 'max' as const),
      subsystems: count,
      warning: count,
      info: count,
      files: fc.record(
        {
          names: fc.array(name, { minLength: 1, maxLength: 3 }),
          way: fc.constantFrom('include' as const, 'exclude' as const),
        },
        { requiredKeys: ['names'] },
      ),
      printFinal: count,
    },
    { requiredKeys: ['bits'] },
  ),
  display: text,
  final: yes,
  force: yes,
  remoteVersion: text,
  geometry: fc.constantFrom('80x24', '1268x994+0-5', '1268x994:A01:ALL', '10x10:4:Layout[0,1]:/x/y'),
  job: fc.constant('20080427015800:0'),
  reuse: fc.constantFrom(0 as const, 1 as const, 2 as const),
  login: name,
  location: fc.constantFrom(...LOCATIONS),
  message: text,
  dryRun: yes,
  databases: fc.array(name, { minLength: 1, maxLength: 3 }),
  resolution: fc.constant('800x600'),
  scope: fc.oneof(
    fc.constantFrom('user' as const, 'group' as const),
    fc.record({
      users: fc.oneof(
        fc.constant('all' as const),
        fc.array(
          name.filter((one) => one.toUpperCase() !== 'ALL'),
          { minLength: 1 },
        ),
      ),
    }),
    fc.record({
      groups: fc.oneof(
        fc.constant('all' as const),
        fc.array(
          name.filter((one) => one.toUpperCase() !== 'ALL'),
          { minLength: 1 },
        ),
      ),
    }),
  ),
  signals: fc.record(
    { use: fc.constantFrom('on' as const, 'off' as const), numbers: fc.array(fc.nat(64), { minLength: 1 }) },
    { requiredKeys: ['numbers'] },
  ),
  types: fc.oneof(fc.constant('all' as const), fc.constant(['XEN', 'QEMU'])),
  workspace: text,
  nested: fc.constantFrom('off' as const, 'star' as const, 'chain' as const),
  terse: yes,
  color: yes,
  forwardAgent: yes,
  pty: fc.constantFrom(0 as const, 1 as const, 2 as const),
  elevation: fc
    .record({ ksu: fc.boolean(), sudo: fc.boolean() }, { requiredKeys: [] })
    .filter((value) => Object.keys(value).length > 0),
}) as fc.Arbitrary<CallOptions>;

const trials = fc.oneof(fc.constant('off' as const), fc.record({ times: count, seconds: count }));

const start: fc.Arbitrary<StartOptions> = some<Required<StartOptions>>({
  bootMode: fc.record(
    { device: fc.constantFrom(...BOOT_DEVICES), image: text },
    { requiredKeys: ['device'] },
  ),
  install: fc.record(
    {
      boot: text,
      source: text,
      targetMode: text,
      target: text,
      stage: fc.constantFrom('INIT' as const, 'default' as const),
    },
    { requiredKeys: ['boot'] },
  ),
  kernel: fc.record({ image: name, initrd: name, append: name }, { requiredKeys: ['image'] }),
  addArgs: fc.record({ to: fc.constantFrom('client' as const, 'server' as const, 'both' as const), text }),
  folder: text,
  callOptions: text,
  toolkitOptions: text,
  shell: text,
  command: text,
  dashes: fc.constantFrom('double' as const, 'single' as const),
  titleKey: text,
  noTitle: yes,
  paused: yes,
  stub: yes,
  ping: trials,
  sshPing: trials,
  stackCheck: fc.oneof(
    fc.constant('off' as const),
    fc.array(fc.constantFrom(...STACK_CHECKS), { minLength: 1, maxLength: 3 }),
  ),
  waitClient: count,
  waitServer: count,
  desktops: lines,
  windowManager: fc.constantFrom(...WINDOW_MANAGERS),
  bulk: fc.integer({ min: 1, max: 999 }),
  vncBase: port,
  vncPort: port,
  rdpPort: port,
  insecure: text,
}) as fc.Arbitrary<StartOptions>;

const types: readonly MachineType[] = [
  'VNC',
  'CLI',
  'X11',
  'RDP',
  'PM',
  'XEN',
  'QEMU',
  'VMW',
  'VBOX',
  'LIBVIRT',
  'ALL',
];
const type = fc.constantFrom(...types);
const on = fc.record({ host: name, user: name, port }, { requiredKeys: ['host'] });
/** Where and how; an empty record of options is not written, so there is none. */
const called = fc
  .record({ on, type, options }, { requiredKeys: ['type'] })
  .map(({ options: said, ...rest }) =>
    said === undefined || Object.keys(said).length === 0 ? rest : { ...rest, options: said },
  );
const nonEmpty = <T extends object>(value: T): boolean => Object.keys(value).length > 0;

const wakeWay = fc.oneof(
  fc.record({ broadcast: text, port, mac }, { requiredKeys: ['broadcast'] }),
  fc.record({ interface: text, mac }, { requiredKeys: ['interface'] }),
);

const opening = fc
  .record(
    {
      target: address,
      console: fc.constantFrom(...CONSOLES),
      start: start.filter(nonEmpty),
      wake: wakeWay,
      account: text,
    },
    { requiredKeys: ['target'] },
  )
  .chain((common) =>
    fc
      .oneof(
        fc.record(
          {
            verb: fc.constant('start' as const),
            ifRunning: fc.constantFrom('connect' as const, 'reconnect' as const),
          },
          { requiredKeys: ['verb'] },
        ),
        fc.record({ verb: fc.constantFrom('connect' as const, 'unpause' as const) }),
        fc.record({ verb: fc.constant('resume' as const), stateFile: text }, { requiredKeys: ['verb'] }),
        fc.record({ verb: fc.constant('wake' as const), delay: count }, { requiredKeys: ['verb'] }),
      )
      .map((verb) => ({ ...common, ...verb })),
  )
  .chain((action) =>
    action.console === undefined
      ? fc.constant(action)
      : fc
          .option(text, { nil: undefined })
          .map((offer) => ({ ...action, ...(offer !== undefined && { offer }) })),
  );

const stopping = fc.oneof(
  fc.record(
    {
      verb: fc.constantFrom('shutdown' as const, 'poweroff' as const),
      delay: count,
      side: fc.constantFrom('server' as const, 'both' as const),
    },
    { requiredKeys: ['verb'] },
  ),
  fc.record({ verb: fc.constant('shutdown' as const), side: fc.constant('client' as const) }),
  fc.record(
    { verb: fc.constantFrom('reset' as const, 'reboot' as const, 'pause' as const), force: yes, self: yes },
    { requiredKeys: ['verb'] },
  ),
  fc.record(
    { verb: fc.constant('init' as const), level: fc.constantFrom('0', '6', 'S'), force: yes },
    { requiredKeys: ['verb', 'level'] },
  ),
  fc.record(
    { verb: fc.constant('suspend' as const), stateFile: text, force: yes },
    { requiredKeys: ['verb'] },
  ),
);

const renaming = fc.record({ verb: fc.constant('rename' as const), target: address, newName: text });

const stops = fc
  .tuple(
    stopping,
    fc.record(
      {
        target: address,
        timeout: count,
        account: text,
        wake: fc.oneof(
          fc.constant({ arm: true as const }),
          fc.record({ arm: yes, broadcast: text }),
          fc.record({ interface: text }),
        ),
      },
      { requiredKeys: ['target'] },
    ),
  )
  .map(([verb, rest]) => ({ ...rest, ...verb }));

export const machineAction: fc.Arbitrary<MachineAction> = fc
  .tuple(fc.oneof(opening, stops, renaming), called)
  .map(([action, how]) => ({ ...action, ...how }) as MachineAction);

const fieldOf = (verb: TableAction['verb']) => fc.integer({ min: 1, max: FIELDS[verb].length });
const title = fc.stringMatching(/^[A-Za-z0-9.:,()-]{1,8}$/);
const width = fc.integer({ min: 1, max: 999 });

const layout = (verb: TableAction['verb']): fc.Arbitrary<Layout> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('terse' as const),
      fields: fc.oneof(
        fc.constantFrom('all' as const, 'maxkey' as const),
        // Words that are sub-options of their own stand for no field.
        fc.array(
          fieldOf(verb).filter((one) => named(verb, one)),
          { maxLength: 5 },
        ),
      ),
    }),
    fc.record(
      {
        kind: fc.constant('standard' as const),
        widths: fc.array(fc.option(width, { nil: null }), { minLength: 2, maxLength: 5 }),
        byId: yes,
        wide: yes,
      },
      { requiredKeys: ['kind'] },
    ),
    fc.record({
      kind: fc.constant('table' as const),
      columns: fc.array(
        fc.record(
          { field: fieldOf(verb), title, width, cut: fc.constantFrom('left' as const, 'wrap' as const) },
          { requiredKeys: ['field'] },
        ),
        { minLength: 1, maxLength: 5 },
      ),
    }),
    fc.record(
      {
        kind: fc.constantFrom('rec' as const, 'spec' as const, 'xml' as const, 'json' as const),
        fields: fc.array(fieldOf(verb), { minLength: 1, maxLength: 5 }),
      },
      { requiredKeys: ['kind'] },
    ),
  ) as fc.Arbitrary<Layout>;

const named = (verb: TableAction['verb'], one: number): boolean => FIELDS[verb][one - 1]?.words[0] !== 'USER';

const output = (verb: TableAction['verb']): fc.Arbitrary<Output> =>
  fc.record(
    {
      layout: layout(verb),
      titles: fc.constantFrom('names' as const, 'numbers' as const, 'letters' as const),
      sort: fc.record(
        {
          over: fc.constantFrom('all' as const, 'each' as const),
          unique: yes,
          reverse: yes,
          column: fc.integer({ min: 1, max: 99 }),
        },
        { requiredKeys: ['over'] },
      ),
      tcp: fc.constantFrom('ip' as const, 'dns' as const),
    },
    { requiredKeys: ['layout'] },
  ) as fc.Arbitrary<Output>;

const filter = text.filter((some) => parseFilter(some).problem === undefined);
const packages = fc.array(type, { minLength: 1, maxLength: 3 });
const listing = fc.record(
  {
    verb: fc.constant('list' as const),
    output: output('list'),
    packages,
    site: fc.constantFrom('client' as const, 'server' as const, 'tunnel' as const),
    filter,
    account: text,
    watch: yes,
  },
  { requiredKeys: ['verb', 'output'] },
);
const enumerating = fc.record(
  {
    verb: fc.constant('enumerate' as const),
    output: output('enumerate'),
    packages,
    bases: lines,
    states: fc.oneof(
      fc.array(fc.constantFrom(...STATES), { minLength: 1, maxLength: 3 }),
      text.map((own) => ['ACTIVE', 'CUSTOM', own]),
    ),
    filter,
    account: text,
    watch: yes,
  },
  { requiredKeys: ['verb', 'output'] },
);
const reports = fc.record(
  { verb: fc.constantFrom('show' as const, 'info' as const), json: yes },
  { requiredKeys: ['verb'] },
);
const queries = fc.record({
  verb: fc.constantFrom('port' as const, 'active' as const),
  // ALL alone would be a label.
  target: address.filter((value) => nonEmpty(value) && !value.all),
});

const calledAction: fc.Arbitrary<Action> = fc
  .tuple(fc.oneof(listing, enumerating, reports, queries), called)
  .map(([action, how]) => ({ ...action, ...how }) as Action);

const placed = fc
  .tuple(fc.oneof(machineAction, calledAction), on)
  .map(([action, place]) => ({ ...action, on: place }) as Action);
const members = (of: fc.Arbitrary<Action>) => fc.array(of, { minLength: 1, maxLength: 3 });
const batches: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ verb: fc.constantFrom('task' as const, 'group' as const), members: members(placed) }),
  fc.record({
    verb: fc.constant('task' as const),
    members: members(fc.record({ verb: fc.constant('group' as const), members: members(placed) })),
  }),
  fc.record({
    verb: fc.constant('stack' as const),
    members: members(
      fc
        .tuple(opening, called, on)
        .map(([action, how, place]) => ({ ...action, ...how, on: place }) as Action),
    ),
  }),
) as fc.Arbitrary<Action>;

const others: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ verb: fc.constant('help' as const), topics: fc.tuple(name) }, { requiredKeys: ['verb'] }),
  fc.record(
    { verb: fc.constant('version' as const), detail: fc.constantFrom(2 as const, 3 as const), terse: yes },
    { requiredKeys: ['verb'] },
  ),
  fc.record({
    verb: fc.constant('tool' as const),
    tool: fc.constantFrom(...TOOLS),
    words: fc.array(text, { maxLength: 4 }),
  }),
) as fc.Arbitrary<Action>;

export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: machineAction },
  { weight: 4, arbitrary: calledAction },
  { weight: 2, arbitrary: batches },
  { weight: 1, arbitrary: others },
);
