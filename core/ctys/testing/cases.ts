/**
 * The 102 calls of the reference's chapter 10, as written there (OCR mended as chapter 0 says), and the actions each
 * must be. `$HOME` stands as a shell would leave it in single quotes.
 */
import type { Action, MachineAction, TableAction } from '../../model/action.ts';
import type { Column } from '../../model/output.ts';

export interface Case {
  /** Number in chapter 10. */
  readonly number: number;
  readonly call: string;
  readonly actions: readonly Action[];
}

const KSU = { options: { elevation: { ksu: true } } } as const;
const LAB00 = { on: { host: 'lab00' } } as const;
const LAB01 = { on: { host: 'lab01' } } as const;
const FILE = 'xen/tst-ctys/tst100/tst100.conf';
const PATH = '$HOME/xen/tst-ctys/tst100/tst100.conf';

const xen = (
  verb: MachineAction['verb'],
  target: MachineAction['target'],
  more: Partial<MachineAction> = {},
): MachineAction => ({ verb, target, type: 'XEN', ...more });
const connect = (target: MachineAction['target']): MachineAction =>
  xen('connect', target, { console: 'CLI', ...LAB00, ...KSU });
const onLab01 = (
  verb: MachineAction['verb'],
  more: Partial<MachineAction> = {},
  label = 'tst100',
): MachineAction => xen(verb, { label }, { ...LAB01, ...more });
const CACHES_OFF = { options: { nameCache: 'off', resultCache: 'off' } } as const;

const one = (number: number, call: string, ...actions: readonly Action[]): Case => ({
  number,
  call,
  actions,
});

const column = (field: number, title?: string, width?: number, cut?: Column['cut']): Column => ({
  field,
  ...(title !== undefined && { title }),
  ...(width !== undefined && { width }),
  ...(cut !== undefined && { cut }),
});

const TAB_CPORT = {
  layout: {
    kind: 'table',
    columns: [
      column(3, 'Label', 10),
      column(2, 'stype', 8),
      column(9, 'cport', 5),
      column(1, 'PM', 10),
      column(6, 'MAC', 17),
      column(7, 'TCP', 15),
    ],
  },
} as const;

const table = (
  verb: TableAction['verb'],
  hosts: readonly string[],
  output: TableAction['output'] = { layout: { kind: 'standard' } },
  more: Partial<TableAction> = {},
): readonly TableAction[] =>
  (hosts.length === 0 ? [undefined] : hosts).map((host) => ({
    verb,
    output,
    ...(host !== undefined && { on: { host } }),
    type: 'ALL',
    ...more,
  }));
const MACHINE = { kind: 'terse', fields: 'all' } as const;

const report = (
  verb: 'show' | 'info',
  type: Action['type' & keyof Action] | 'ALL' | 'XEN',
  host: string,
): Action => ({
  verb,
  type: type as 'ALL' | 'XEN',
  on: { host },
});

const tool = (name: Extract<Action, { verb: 'tool' }>['tool'], ...words: readonly string[]): Action => ({
  verb: 'tool',
  tool: name,
  words,
});

const vnc = (
  verb: MachineAction['verb'],
  target: MachineAction['target'],
  more: Partial<MachineAction> = {},
): MachineAction => ({ verb, target, type: 'VNC', ...more });
const cli = (target: MachineAction['target'], more: Partial<MachineAction> = {}): MachineAction => ({
  verb: 'start',
  target,
  type: 'CLI',
  ...more,
});
const x11 = (start: MachineAction['start'], more: Partial<MachineAction> = {}): MachineAction => ({
  verb: 'start',
  target: { label: 'tstx11' },
  type: 'X11',
  ...(start !== undefined && { start }),
  ...LAB00,
  ...more,
});
const guest = (
  type: 'QEMU' | 'VMW' | 'VBOX',
  verb: MachineAction['verb'],
  target: MachineAction['target'],
  host: string,
  more: Partial<MachineAction> = {},
): MachineAction => ({ verb, target, type, on: { host }, ...more });

const CLI_SYNC = { pty: 2, dispatch: { mode: 'sync', order: 'sequential' } } as const;
const headless = (file: string, host: string, options: MachineAction['options']): MachineAction =>
  xen('start', { file }, { console: 'NONE', on: { host }, ...(options !== undefined && { options }) });
const FILE101 = 'xen/tst-ctys/tst101/tst101.conf';

const XEN_CREATE: readonly Case[] = [
  one(
    1,
    `ctys -t xen -a create=f:${FILE},CONSOLE:cli -z 2 -b 0,2 lab00'(-Z KSU)'`,
    xen(
      'start',
      { file: FILE },
      {
        console: 'CLI',
        ...LAB00,
        options: { ...CLI_SYNC, elevation: { ksu: true } },
      },
    ),
  ),
  one(
    2,
    `ctys -t xen -a create=f:${FILE},CONSOLE:cli lab00'(-Z KSU)'`,
    xen('start', { file: FILE }, { console: 'CLI', ...LAB00, ...KSU }),
  ),
  one(
    3,
    "ctys -t xen -a create=l:tst100,CONSOLE:none lab00'(-Z KSU)'",
    xen('start', { label: 'tst100' }, { console: 'NONE', ...LAB00, ...KSU }),
  ),
  one(4, `ctys -t xen -a create=p:'${PATH}',CONSOLE:cli,connect lab00'(-Z KSU)'`, connect({ config: PATH })),
  ...[FILE, 'tst-ctys/tst100/tst100.conf', 'tst100/tst100.conf'].map((file, index) =>
    one(5 + index, `ctys -t xen -a create=f:${file},CONSOLE:cli,connect lab00'(-Z KSU)'`, connect({ file })),
  ),
  one(8, `ctys -t xen -a create=i:'${PATH}',CONSOLE:cli,connect lab00'(-Z KSU)'`, connect({ id: PATH })),
  one(9, "ctys -t xen -a create=l:tst100,CONSOLE:cli,connect lab00'(-Z KSU)'", connect({ label: 'tst100' })),
  one(
    10,
    "ctys -t xen -a create=u:6842caf91e3e43249ed596b8b9f2c5c2,CONSOLE:cli,connect lab00'(-Z KSU)'",
    connect({ uuid: '6842caf91e3e43249ed596b8b9f2c5c2' }),
  ),
  one(
    11,
    "ctys -t xen -a create=m:00:50:56:13:11:40,CONSOLE:cli,connect lab00'(-Z KSU)'",
    connect({ mac: '00:50:56:13:11:40' }),
  ),
  one(
    12,
    "ctys -t xen -a create=t:192.168.1.220,CONSOLE:cli,connect lab00'(-Z KSU)'",
    connect({ tcp: '192.168.1.220' }),
  ),
  ...(['XTERM', 'GTERM', 'EMACS', 'VNC'] as const).map((console, index) =>
    one(
      13 + index,
      `ctys -t xen -a create=f:${FILE},CONSOLE:${console.toLowerCase()} lab00'(-Z KSU)'`,
      xen('start', { file: FILE }, { console, ...LAB00, ...KSU }),
    ),
  ),
  one(
    17,
    `ctys -t xen -a create=f:${FILE},CONSOLE:vnc -L CF lab00'(-Z KSU)'`,
    xen(
      'start',
      { file: FILE },
      {
        console: 'VNC',
        ...LAB00,
        options: { location: 'connection', elevation: { ksu: true } },
      },
    ),
  ),
  one(
    18,
    `ctys -t xen -a create=f:${FILE},CONSOLE:none lab00'(-Z KSU)'`,
    xen('start', { file: FILE }, { console: 'NONE', ...LAB00, ...KSU }),
  ),
  one(
    19,
    'ctys -t xen -a create=l:tst100,RESUME:mystate.stat lab01',
    onLab01('resume', { stateFile: 'mystate.stat' }),
  ),
  one(20, 'ctys -t xen -a create=l:tst100,RESUME,CONSOLE:VNC lab01', onLab01('resume', { console: 'VNC' })),
  one(
    21,
    'ctys -t xen -a create=l:tst100,RESUME,CONSOLE:EMACS lab01',
    onLab01('resume', { console: 'EMACS' }),
  ),
  one(
    22,
    `ctys -t xen -- '(-Z KSU)' lab00'(-a create=f:${FILE},CONSOLE:none)' lab00'(-a create=f:${FILE101},CONSOLE:none)'`,
    headless(FILE, 'lab00', KSU.options),
    headless(FILE101, 'lab00', KSU.options),
  ),
  one(
    23,
    `ctys -t xen -- '(-Z KSU)' lab00'(-a create=f:${FILE},CONSOLE:none)' lab00'(-a create=f:${FILE101},CONSOLE:none -Z SUDO)'`,
    headless(FILE, 'lab00', KSU.options),
    headless(FILE101, 'lab00', { elevation: { ksu: true, sudo: true } }),
  ),
  ...(['lab00', 'lab01'] as const).map((second, index) =>
    one(
      24 + index,
      `ctys -t xen -- lab00'(-a create=f:${FILE},CONSOLE:none -Z KSU)' ${second}'(-a create=f:${FILE101},CONSOLE:none -Z SUDO)'`,
      headless(FILE, 'lab00', KSU.options),
      headless(FILE101, second, { elevation: { sudo: true } }),
    ),
  ),
];

const XEN_CANCEL: readonly Case[] = [
  one(
    26,
    "ctys -t xen -a cancel=poweroff:0,p:/homen/acue/xen/tst-ctys/tst100/tst100.conf lab00'(-Z KSU)'",
    xen(
      'shutdown',
      { config: '/homen/acue/xen/tst-ctys/tst100/tst100.conf' },
      { delay: 0, ...LAB00, ...KSU },
    ),
  ),
  one(27, 'ctys -t xen -a cancel=l:tst100,POWEROFF:0 lab01', onLab01('shutdown', { delay: 0 })),
  one(
    28,
    'ctys-vhost -o machine -s -M all lab00 XEN tst100',
    tool('vhost', '-o', 'machine', '-s', '-M', 'all', 'lab00', 'XEN', 'tst100'),
  ),
  one(
    29,
    'ctys -t xen -a cancel=l:tst100,POWEROFF:0 -C off lab01',
    onLab01('shutdown', { delay: 0, options: { resultCache: 'off' } }),
  ),
  one(
    30,
    'ctys -t xen -a cancel=l:tst100,POWEROFF:0 -c off -C off lab01',
    onLab01('shutdown', { delay: 0, ...CACHES_OFF }),
  ),
  one(31, 'ctys -t xen -a cancel=l:tst100,RESET -c off -C off lab01', onLab01('reset', CACHES_OFF)),
  one(
    32,
    'ctys -t xen -a cancel=l:tst100,FORCE,RESET -c off -C off lab01',
    onLab01('reset', { force: true, ...CACHES_OFF }),
  ),
  one(33, 'ctys -t xen -a cancel=l:tst100,REBOOT -c off -C off lab01', onLab01('reboot', CACHES_OFF)),
  one(
    34,
    'ctys -t xen -a cancel=l:tst100,FORCE,REBOOT -c off -C off lab01',
    onLab01('reboot', { force: true, ...CACHES_OFF }),
  ),
  one(
    35,
    'ctys -t xen -a cancel=FORCE,REBOOT,p:/homen/chkusr/xen/tst-ctys/tst100/tst100.conf -c off -C off lab01',
    xen(
      'reboot',
      { config: '/homen/chkusr/xen/tst-ctys/tst100/tst100.conf' },
      {
        force: true,
        ...LAB01,
        ...CACHES_OFF,
      },
    ),
  ),
  one(36, 'ctys -t xen -a cancel=l:tst100,PAUSE lab01', onLab01('pause')),
  one(36, 'ctys -t xen -a cancel=l:tst100,FORCE,PAUSE lab01', onLab01('pause', { force: true })),
  one(36, 'ctys -t xen -a cancel=l:tst100,SUSPEND lab01', onLab01('suspend')),
  one(36, 'ctys -t xen -a cancel=l:tst100,FORCE,SUSPEND lab01', onLab01('suspend', { force: true })),
  one(
    37,
    'ctys -t xen -a cancel=l:tst100,INIT:0 lab00',
    xen('init', { label: 'tst100' }, { level: '0', ...LAB00 }),
  ),
  one(
    38,
    'ctys -t xen -a cancel=l:tst100,FORCE,INIT:6 lab00',
    xen('init', { label: 'tst100' }, { level: '6', force: true, ...LAB00 }),
  ),
];

const TABLES: readonly Case[] = [
  one(
    39,
    'ctys -t xen -a list=machine,titleidx lab00',
    ...table('list', ['lab00'], { layout: MACHINE, titles: 'numbers' }, { type: 'XEN' }),
  ),
  one(40, 'ctys -a list lab01', ...table('list', ['lab01'])),
  one(41, 'ctys -t xen -a list lab01', ...table('list', ['lab01'], undefined, { type: 'XEN' })),
  one(
    42,
    'ctys -t xen -a list localhost lab01',
    ...table('list', ['localhost', 'lab01'], undefined, { type: 'XEN' }),
  ),
  one(43, 'ctys -a list', ...table('list', [])),
  one(44, 'ctys -a list localhost lab00', ...table('list', ['localhost', 'lab00'])),
  one(
    45,
    'ctys -a list=macro:TAB_CPORT localhost lab00',
    ...table('list', ['localhost', 'lab00'], TAB_CPORT),
  ),
  one(
    46,
    'ctys -t xen -a enumerate=machine,title,b:xen localhost lab00',
    ...table(
      'enumerate',
      ['localhost', 'lab00'],
      { layout: MACHINE, titles: 'names' },
      {
        type: 'XEN',
        bases: ['xen'],
      },
    ),
  ),
  one(
    47,
    'ctys -a enumerate=macro:TAB_CPORT,b:xen%/etc/ctys.d localhost lab00',
    ...table('enumerate', ['localhost', 'lab00'], TAB_CPORT, { bases: ['xen', '/etc/ctys.d'] }),
  ),
  one(48, 'ctys -t xen -a show lab00', report('show', 'XEN', 'lab00')),
  one(48, 'ctys -a show lab00', report('show', 'ALL', 'lab00')),
  one(49, 'ctys -t xen -a info lab01', report('info', 'XEN', 'lab01')),
  one(49, 'ctys -a info lab01', report('info', 'ALL', 'lab01')),
  one(
    50,
    'ctys -a list=tab_tcp,id ws2 lab00 lab01',
    ...table('list', ['ws2', 'lab00', 'lab01'], { layout: { kind: 'standard', byId: true } }),
  ),
  one(51, 'ctys -a list=spec', ...table('list', [], { layout: { kind: 'spec' } })),
  ...(['rec', 'xml'] as const).map((kind) =>
    one(51, `ctys -a list=${kind}:1%%3%%21`, ...table('list', [], { layout: { kind, fields: [1, 3, 21] } })),
  ),
  one(
    51,
    'ctys -a list=tab:1%%3%%21',
    ...table('list', [], { layout: { kind: 'table', columns: [column(1), column(3), column(21)] } }),
  ),
  one(52, 'ctys -a info -W delphi', { verb: 'info', type: 'ALL', options: { workspace: 'delphi' } }),
  one(52, 'ctys -a show -W delphi', { verb: 'show', type: 'ALL', options: { workspace: 'delphi' } }),
  one(
    53,
    'ctys -a enumerate=macro:TAB_CPORT,b:vmware/tst-ctys',
    ...table('enumerate', [], TAB_CPORT, { bases: ['vmware/tst-ctys'] }),
  ),
  one(
    54,
    'ctys macro:listconnpid lab00',
    ...table('list', ['lab00'], {
      layout: {
        kind: 'table',
        columns: [
          column(3, 'label', 10),
          column(2, 'stype', 8),
          column(14, 'cst', 1),
          column(8, 'DISP', 4),
          column(9, 'cport', 5, 'left'),
          column(10, 'sport', 5, 'left'),
          column(11, 'pid', 5),
          column(1, 'PM', 15),
          column(7, 'TCP', 15),
        ],
      },
    }),
  ),
  one(
    54,
    'ctys -t qemu macro:listconn lab00',
    ...table(
      'list',
      ['lab00'],
      {
        layout: {
          kind: 'table',
          columns: [
            column(3, 'label', 10),
            column(2, 'stype', 8),
            column(8, 'DISP', 4),
            column(9, 'cport', 5, 'left'),
            column(10, 'sport', 5, 'left'),
            column(1, 'PM', 15),
            column(33, 'if', 7),
            column(7, 'TCP', 15),
          ],
        },
      },
      { type: 'QEMU' },
    ),
  ),
  one(
    55,
    'ctys -t qemu -a enumerate=b:qemu/tst lab00',
    ...table('enumerate', ['lab00'], undefined, { type: 'QEMU', bases: ['qemu/tst'] }),
  ),
  one(
    56,
    'ctys -a list localhost app2 olymp lab00',
    ...table('list', ['localhost', 'app2', 'olymp', 'lab00']),
  ),
];

const PM: readonly Case[] = [
  one(57, 'ctys -t pm -a create=wol,t:hostX,broadcast:hostXDirectedCast lab01', {
    verb: 'wake',
    target: { tcp: 'hostX' },
    type: 'PM',
    wake: { broadcast: 'hostXDirectedCast' },
    ...LAB01,
  }),
  one(58, 'ctys -t pm -a create=CONSOLE:cli', { verb: 'start', target: {}, type: 'PM', console: 'CLI' }),
  one(59, 'ctys -t pm -a cancel=l:tst100,POWEROFF:0 lab01', onLab01('shutdown', { delay: 0, type: 'PM' })),
  one(60, 'ctys -t xen -a cancel=l:tst100,force,POWEROFF:0 lab01', onLab01('poweroff', { delay: 0 })),
  one(61, 'ctys -t xen -a cancel=l:tst100,POWEROFF,wol lab01', onLab01('shutdown', { wake: { arm: true } })),
  one(
    62,
    'ctys -t xen -a cancel=l:tst100,POWEROFF,wol,broadcast:192.168.3.255 lab01',
    onLab01('shutdown', { wake: { arm: true, broadcast: '192.168.3.255' } }),
  ),
  one(63, 'ctys -t pm -a cancel=l:tst001,REBOOT lab01', onLab01('reboot', { type: 'PM' }, 'tst001')),
  one(
    64,
    'ctys -t pm -a cancel=l:tst001,REBOOT,SELF lab01',
    onLab01('reboot', { type: 'PM', self: true }, 'tst001'),
  ),
  one(65, 'ctys -t xen -a cancel=l:tst100,REBOOT,FORCE lab01', onLab01('reboot', { force: true })),
  one(66, 'ctys -t PM -a cancel=l:tst100,INIT:0 lab01', onLab01('init', { type: 'PM', level: '0' })),
];

const SESSIONS: readonly Case[] = [
  one(67, 'ctys -t VNC -a create=l:test', vnc('start', { label: 'test' })),
  one(67, 'ctys -a create=l:test', vnc('start', { label: 'test' })),
  one(
    68,
    'ctys -t vnc -a create=l:tst1 -L DF lab00',
    vnc('start', { label: 'tst1' }, { ...LAB00, options: { location: 'display' } }),
  ),
  one(68, 'ctys -t vnc -a create=l:tst1 lab00', vnc('start', { label: 'tst1' }, LAB00)),
  one(
    69,
    'ctys -t vnc -a create=l:tst -L CF lab00',
    vnc('start', { label: 'tst' }, { ...LAB00, options: { location: 'connection' } }),
  ),
  one(
    70,
    'ctys -t vnc -a create=bulk:3,l:tst lab00',
    vnc('start', { label: 'tst' }, { start: { bulk: 3 }, ...LAB00 }),
  ),
  one(
    71,
    'ctys -t vnc -a cancel=l:tst000,l:tst001,l:tst002 app2',
    ...['tst000', 'tst001', 'tst002'].map((label) => vnc('shutdown', { label }, { on: { host: 'app2' } })),
  ),
  one(
    71,
    'ctys -t vnc -a cancel=i:2,i:3,i:4 app2',
    ...['2', '3', '4'].map((id) => vnc('shutdown', { id }, { on: { host: 'app2' } })),
  ),
  one(71, 'ctys -t vnc -a cancel=all app2', vnc('shutdown', { all: true }, { on: { host: 'app2' } })),
  one(72, 'ctys -t CLI -a create=l:test lab00', cli({ label: 'test' }, LAB00)),
  one(72, 'ctys -t CLI -A 1 -a create=l:test', cli({ label: 'test' }, { options: { ambiguous: true } })),
  one(
    73,
    'ctys -t CLI -a create=l:test,cmd:uname%-a lab00',
    cli({ label: 'test' }, { start: { command: 'uname -a' }, ...LAB00 }),
  ),
  one(
    74,
    'ctys -t CLI -a create=cmd:uname%-a -b 1 lab00 lab01',
    ...['lab00', 'lab01'].map((host) =>
      cli({}, { start: { command: 'uname -a' }, on: { host }, options: { dispatch: { mode: 'async' } } }),
    ),
  ),
  one(
    75,
    'ctys -t cli -a create=l:hop0,cmd:ctys%-t%cli%-a%create=l:hop1%lab00 lab01',
    cli({ label: 'hop0' }, { start: { command: 'ctys -t cli -a create=l:hop1 lab00' }, ...LAB01 }),
  ),
  one(
    76,
    'ctys -t cli -a create=l:tstcall,s:tcsh%-c,cmd:xterm%-e%tcsh -b 1 lab00',
    cli(
      { label: 'tstcall' },
      {
        start: { shell: 'tcsh -c', command: 'xterm -e tcsh' },
        ...LAB00,
        options: { dispatch: { mode: 'async' } },
      },
    ),
  ),
  one(77, 'ctys -t x11 -a create=l:tstx11 lab00', x11(undefined)),
  one(77, 'ctys -t x11 -a create=l:tstx11,console:xterm lab00', x11(undefined, { console: 'XTERM' })),
  one(77, 'ctys -t x11 -a create=l:tstx11,cmd:xterm,sh lab00', x11({ command: 'xterm', dashes: 'single' })),
  one(
    77,
    'ctys -t x11 -a create=l:tstx11,cmd:xterm,c:bash%-i,sh lab00',
    x11({ command: 'xterm', callOptions: 'bash -i', dashes: 'single' }),
  ),
  one(77, 'ctys -t x11 -a create=l:tstx11,console:gterm lab00', x11(undefined, { console: 'GTERM' })),
  one(77, 'ctys -t x11 -a create=l:tstx11,dh lab00', x11({ dashes: 'double' })),
  one(
    78,
    'ctys -t x11 -a create=l:tstx1,console:emacs,cd:/var/tmp app1',
    x11({ folder: '/var/tmp' }, { target: { label: 'tstx1' }, console: 'EMACS', on: { host: 'app1' } }),
  ),
  one(
    79,
    'ctys -t x11 -a create=l:tstx11,cmd:xclock,titlekey:name,sh lab00',
    x11({ command: 'xclock', titleKey: 'name', dashes: 'single' }),
  ),
  one(
    79,
    'ctys -t x11 -a create=l:tstx11,cmd:xclock,notitle lab00',
    x11({ command: 'xclock', noTitle: true }),
  ),
  one(80, 'ctys -t RDP -a create=l:tst1,RDPPORT:3389', {
    ...{ verb: 'start', target: { label: 'tst1' }, type: 'RDP', start: { rdpPort: 3389 } },
  } as MachineAction),
  one(80, 'ctys -t RDP -a create=l:tst1,INSECURE:lab02', {
    ...{ verb: 'start', target: { label: 'tst1' }, type: 'RDP', start: { insecure: 'lab02' } },
  } as MachineAction),
  one(80, 'ctys -t RDP -a create=l:tst1,INSECURE:lab02 lab05', {
    ...{ verb: 'start', target: { label: 'tst1' }, type: 'RDP', start: { insecure: 'lab02' } },
    on: { host: 'lab05' },
  } as MachineAction),
  one(81, 'ctys -t rdp -a create=l:tst -L CF lab00', {
    verb: 'start',
    target: { label: 'tst' },
    type: 'RDP',
    ...LAB00,
    options: { location: 'connection' },
  }),
];

const ARM = '$HOME/qemu/tst/arm-test/arm-test.ctys';

const GUESTS: readonly Case[] = [
  ...(['VNC', 'SDL', 'CLI'] as const).map((console) =>
    one(
      82,
      `ctys -t qemu -a create=p:'${ARM}',reuse,console:${console.toLowerCase()} lab00`,
      guest('QEMU', 'start', { config: ARM }, 'lab00', { ifRunning: 'connect', console }),
    ),
  ),
  one(
    83,
    `ctys -t qemu -a cancel=p:'${ARM}',force,poweroff:0 lab00`,
    guest('QEMU', 'poweroff', { config: ARM }, 'lab00', { delay: 0 }),
  ),
  ...['tst117.vmx', 't'].map((end) =>
    one(
      84,
      `ctys -t vmw -a create=f:vmware/tst-ctys/tst117/${end},reuse app2`,
      guest('VMW', 'start', { file: `vmware/tst-ctys/tst117/${end}` }, 'app2', { ifRunning: 'connect' }),
    ),
  ),
  one(
    85,
    'ctys -t vmw -a create=l:tst117,console:vnc,connect app2',
    guest('VMW', 'connect', { label: 'tst117' }, 'app2', { console: 'VNC' }),
  ),
  one(
    85,
    'ctys -t vmw -a create=f:vmware/tst-ctys/tst112/t,reuse -L CF olymp',
    guest('VMW', 'start', { file: 'vmware/tst-ctys/tst112/t' }, 'olymp', {
      ifRunning: 'connect',
      options: { location: 'connection' },
    }),
  ),
  one(
    85,
    'ctys -t vmw -a cancel=f:vmware/tst-ctys/tst117/t,poweroff:0 app2',
    guest('VMW', 'shutdown', { file: 'vmware/tst-ctys/tst117/t' }, 'app2', { delay: 0 }),
  ),
  one(
    86,
    "ctys -t vbox -a create=l:vbox001,b:'$VMDIRPATH',console:vbox lab02",
    guest('VBOX', 'start', { label: 'vbox001', bases: ['$VMDIRPATH'] }, 'lab02', { console: 'VBOX' }),
  ),
  one(
    86,
    'ctys -t vbox -a cancel=l:vbox001,poweroff:0 lab02',
    guest('VBOX', 'shutdown', { label: 'vbox001' }, 'lab02', { delay: 0 }),
  ),
  one(
    87,
    'ctys -t XEN -a create=l:myApp,reconnect -g 100x100+100+100',
    xen('start', { label: 'myApp' }, { ifRunning: 'reconnect', options: { geometry: '100x100+100+100' } }),
  ),
];

const info = (host: string, debug?: number): Action => ({
  verb: 'info',
  type: 'ALL',
  on: { host },
  ...(debug !== undefined && { options: { debug: { bits: debug } } }),
});

const TOOLS: readonly Case[] = [
  one(
    88,
    'ctys-vhost -o pm,label,ids app2 vmw acue tst-ctys',
    tool('vhost', '-o', 'pm,label,ids', 'app2', 'vmw', 'acue', 'tst-ctys'),
  ),
  one(
    89,
    "ctys-vhost -o cport,l -M all '59[0-9][0-9]'",
    tool('vhost', '-o', 'cport,l', '-M', 'all', '59[0-9][0-9]'),
  ),
  one(
    90,
    'ctys-vhost -o sort:1 tst00 and not f:2:PM and tst103 or tst00 or tst00',
    tool('vhost', '-o', 'sort:1', ...'tst00 and not f:2:PM and tst103 or tst00 or tst00'.split(' ')),
  ),
  one(91, "ctys-macmap -n -m '00:50:56:.3:..:.9'", tool('macmap', '-n', '-m', '00:50:56:.3:..:.9')),
  one(92, 'ctys-plugins -T all -E', tool('plugins', '-T', 'all', '-E')),
  one(92, 'ctys-plugins -d 64,P -T all -E', tool('plugins', '-d', '64,P', '-T', 'all', '-E')),
  one(
    92,
    'ctys-plugins -E -T all --quick-list localhost',
    tool('plugins', '-E', '-T', 'all', '--quick-list', 'localhost'),
  ),
  one(
    93,
    "ctys-vdbgen --cacheDB=/home/tstusr/.ctys/db/tmp --append --base=qemu lab00'(-d 2,s:16,w:0,p)'",
    tool(
      'vdbgen',
      '--cacheDB=/home/tstusr/.ctys/db/tmp',
      '--append',
      '--base=qemu',
      'lab00(-d 2,s:16,w:0,p)',
    ),
  ),
  one(94, "ctys-setupVDE -u '$USER' create", tool('setupVDE', '-u', '$USER', 'create')),
  one(95, "ctys netscan/ctys-all'(-a info)'", info('netscan/ctys-all')),
  one(95, 'ctys -a info host1 host2 host3', info('host1'), info('host2'), info('host3')),
  one(95, 'ctys -a list merlin@desktops/workspace1/java-environment', {
    verb: 'list',
    output: { layout: { kind: 'standard' } },
    type: 'ALL',
    on: { host: 'desktops/workspace1/java-environment', user: 'merlin' },
  }),
  one(96, 'ctys-groups scan/ desktops/', tool('groups', 'scan/', 'desktops/')),
  one(97, 'ctys-beamer -R app1 -- ls -l -h rpm', tool('beamer', '-R', 'app1', '--', 'ls', '-l', '-h', 'rpm')),
  one(
    97,
    'ctys-beamer -R app1,app2 -- ctys -a list',
    tool('beamer', '-R', 'app1,app2', '--', 'ctys', '-a', 'list'),
  ),
  one(
    98,
    'ctys-distribute -F 2 -P UserHomeCopy root@myHost',
    tool('distribute', '-F', '2', '-P', 'UserHomeCopy', 'root@myHost'),
  ),
  one(
    98,
    'ctys -t cli -a create=l:myHost root@myHost',
    cli({ label: 'myHost' }, { on: { host: 'myHost', user: 'root' } }),
  ),
  one(
    99,
    "ctys -d 6 -- '(-d 3)' host01 host02'(-d 1)' host03'(-d 0)'",
    info('host01', 3),
    info('host02', 1),
    info('host03', 0),
  ),
  one(
    100,
    'XMCALL="ksu -q -e " ./createVM.sh default tst100.i386.anchor',
    tool('createVM', 'default', 'tst100.i386.anchor'),
  ),
  one(101, 'ctys demo/vm-desktop-01', info('demo/vm-desktop-01')),
  one(102, 'ctys -H man', { verb: 'help', topics: ['man'] }),
  one(102, 'ctys -H list', { verb: 'help', topics: ['list'] }),
  one(102, 'ctys -X -V', { verb: 'version', detail: 2, terse: true }),
];

export const CASES: readonly Case[] = [
  ...XEN_CREATE,
  ...XEN_CANCEL,
  ...TABLES,
  ...PM,
  ...SESSIONS,
  ...GUESTS,
  ...TOOLS,
];
