/** What CREATE knows beside address, console and manner: chapter 3.1 of the reference. */
import type {
  InstallMode,
  PowerPath,
  StackCheck,
  StartOptions,
  Trials,
  WakeOptions,
} from '../../model/action.ts';
import { BOOT_DEVICES, POWER_PATHS, STACK_CHECKS, WINDOW_MANAGERS } from '../../model/action.ts';
import { CallError } from '../call-error.ts';
import { choice, type Codec, integer, list, oneOf, text, wrong } from '../codec.ts';
import { isMac, readList, readPlaces, readText, writeList, writeText } from '../escape.ts';
import { field, type SubOptionSpec, word } from './sub-option.ts';

const port = integer('<port>', 0, 65_535);
const seconds = integer('<seconds>', 0, 86_400);

const bootMode: Codec<NonNullable<StartOptions['bootMode']>> = {
  shape: `${BOOT_DEVICES.join('|')}[%<image>]`,
  words: BOOT_DEVICES,
  read(argument) {
    const [device = '', image, ...more] = readList(argument);
    if (more.length > 0 || image === '') throw wrong(argument, this.shape);
    return { device: oneOf(BOOT_DEVICES).read(device), ...(image !== undefined && { image }) };
  },
  write: ({ device, image }) => writeList([device, ...(image === undefined ? [] : [image])]),
};

const PLACES = ['boot', 'source', 'targetMode', 'target', 'stage'] as const;

/** Empty places mean the default. */
const install: Codec<InstallMode> = {
  shape: '<boot>%<source|default>%<target mode>%<target|default>%<stage>',
  read(argument) {
    const values = readPlaces(argument);
    if (values.length > PLACES.length) throw wrong(argument, this.shape);
    const mode = Object.fromEntries(
      PLACES.flatMap((place, index) => (values[index] ? [[place, values[index]]] : [])),
    );
    const { stage } = mode;
    if (stage !== undefined && stage !== 'default' && stage.toUpperCase() !== 'INIT')
      throw wrong(stage, 'INIT|default', ['INIT', 'default']);
    return { ...mode, ...(stage !== undefined && { stage: stage === 'default' ? stage : 'INIT' }) };
  },
  write(mode) {
    const values = PLACES.map((place) => mode[place] ?? '');
    while (values.at(-1) === '') values.pop();
    return writeList(values);
  },
};

type Kernel = NonNullable<StartOptions['kernel']>;

/** The ancestor separates by commas, which a call has to double; `%` does as well. */
const kernel: Codec<Kernel> = {
  shape: '<image>[%<initrd>[%<append>]]',
  read(argument) {
    const [image, initrd, append, ...more] = readPlaces(argument.replaceAll(',', '%'));
    if (more.length > 0) throw wrong(argument, this.shape);
    return { ...(image && { image }), ...(initrd && { initrd }), ...(append && { append }) };
  },
  write({ image = '', initrd = '', append = '' }) {
    const values = [image, initrd, append];
    while (values.length > 1 && values.at(-1) === '') values.pop();
    return writeList(values);
  },
};

const SIDES = choice<'client' | 'server' | 'both'>([
  ['client', 'C'],
  ['server', 'S'],
  ['both', 'B'],
]);

const addArgs: Codec<NonNullable<StartOptions['addArgs']>> = {
  shape: '(C|S|B)%<arguments>',
  read(argument) {
    const at = argument.indexOf('%');
    if (at === -1 || at === argument.length - 1) throw wrong(argument, this.shape);
    return { to: SIDES.read(argument.slice(0, at)), text: readText(argument.slice(at + 1)) };
  },
  write: (value) => `${SIDES.write(value.to)}%${writeText(value.text)}`,
};

const trials: Codec<Trials> = {
  shape: 'OFF|<times>%<seconds>',
  words: ['OFF'],
  read(argument) {
    if (argument.toUpperCase() === 'OFF') return 'off';
    const [, times, pause] = /^(\d{1,6})%(\d{1,6})$/.exec(argument) ?? [];
    if (times === undefined || pause === undefined) throw wrong(argument, this.shape);
    return { times: Number(times), seconds: Number(pause) };
  },
  write: (value) => (value === 'off' ? 'OFF' : `${value.times}%${value.seconds}`),
};

const stackCheck: Codec<'off' | readonly StackCheck[]> = {
  shape: `OFF|${STACK_CHECKS.join('|')}[%...]`,
  words: ['OFF', ...STACK_CHECKS],
  read: (argument) =>
    argument.toUpperCase() === 'OFF' ? 'off' : readList(argument).map((one) => oneOf(STACK_CHECKS).read(one)),
  write: (value) => (value === 'off' ? 'OFF' : writeList(value)),
};

export const START_OPTIONS: readonly SubOptionSpec<StartOptions>[] = [
  field('bootMode', ['BOOTMODE'], bootMode, 'What it boots from; VHDD if not said.'),
  field('install', ['INSTMODE'], install, 'Boot medium and target of an installation.'),
  field('kernel', ['KERNEL'], kernel, 'A kernel started directly (QEMU).'),
  field('addArgs', ['ARGSADD'], addArgs, 'Further arguments of the server (QEMU).'),
  field('folder', ['CHDIR', 'CD'], text('<folder>'), 'Working folder (CLI, X11).'),
  field('callOptions', ['CALLOPTS', 'C'], text('<options>'), 'Options of the called program; % is a blank.'),
  field('toolkitOptions', ['XOPTS', 'X'], text('<options>'), 'Options of the X toolkit; % is a blank.'),
  field('shell', ['SHELL', 'S'], text('<shell>'), 'Instead of the login shell (CLI, X11).'),
  field('command', ['CMD'], text('<command>'), 'Run inside the shell (CLI, X11); % is a blank.'),
  word('dashes', ['DH'], 'double', 'The X program takes --options.'),
  word('dashes', ['SH'], 'single', 'The X program takes -options.'),
  field('titleKey', ['TITLEKEY'], text('<option>'), 'Option that sets the window’s title.'),
  word('noTitle', ['NOTITLE'], true, 'No title: LIST does not see the session.'),
  stub(),
  word('paused', ['PAUSED'], true, 'It waits before its first instruction until it is unpaused (XEN, QEMU).'),
  field('ping', ['PING'], trials, 'Wait until it answers to ping.'),
  field('sshPing', ['SSHPING'], trials, 'Wait until its sshd answers.'),
  field('stackCheck', ['STACKCHECK'], stackCheck, 'Checks before a stack is started.'),
  field('waitClient', ['WAITC'], seconds, 'Pause after the client’s start.'),
  field('waitServer', ['WAITS'], seconds, 'Pause around the server’s start.'),
  field(
    'desktops',
    ['VNCDESKIDLIST', 'VDIL'],
    list('<id>[%<id>...]'),
    'Parts of the desktop that xstartup starts.',
  ),
  field('windowManager', ['WM'], oneOf(WINDOW_MANAGERS), 'Window manager (VNC).'),
  field(
    'bulk',
    ['BULK'],
    integer('<sessions>', 1, 999),
    'As many sessions, with an index behind the label (VNC).',
  ),
  field('vncBase', ['VNCBASE'], port, 'Port of display 0; 5900 if not said.'),
  field('vncPort', ['VNCPORT'], port, 'Port of the VNC server.'),
  field('rdpPort', ['RDPPORT'], port, 'Port of the RDP server on localhost.'),
  field('insecure', ['INSECURE'], text('<host>'), 'Host reached without encryption (RDP).'),
];

/** STUBMODE[:ON] */
function stub(): SubOptionSpec<StartOptions> {
  return {
    keys: ['STUBMODE', 'STUB'],
    shape: 'ON',
    optional: true,
    words: ['ON'],
    help: 'A plain login. Nothing is installed on hosts, so every one is.',
    read(argument, before) {
      if (argument !== undefined && argument.toUpperCase() !== 'ON') throw wrong(argument, 'ON', ['ON']);
      return { ...before, stub: true };
    },
    write: (value) => (value.stub ? undefined : null),
  };
}

const mac: Codec<string> = {
  shape: '<mac>',
  read(argument) {
    const value = readText(argument);
    if (!isMac(value)) throw wrong(argument, 'a MAC of six pairs of hexadecimal digits');
    return value.toUpperCase();
  },
  write: (value) => value,
};

export const WAKE_OPTIONS: readonly SubOptionSpec<WakeOptions>[] = [
  field(
    'broadcast',
    ['BROADCAST'],
    text('<address>'),
    'Where the packet is sent: a directed broadcast or a host.',
  ),
  field('port', ['PORT'], port, 'UDP port of the packet; 9 if not said. With BROADCAST.'),
  field('mac', ['BMAC'], mac, 'MAC the packet is sent to, if not the machine’s.'),
  field(
    'interface',
    ['IF'],
    text('<interface>'),
    'Network interface the packet leaves by. Instead of BROADCAST.',
  ),
  field('relay', ['RELAY'], text('<host>'), 'Host that sends the packet; this machine if not said.'),
];

/** How a host is switched, where there are several ways. */
export const via: Codec<PowerPath> = oneOf(POWER_PATHS);

/** Account only: a password in a call could be read by everybody on this machine. */
export const account: Codec<string> = {
  shape: '<user>',
  read(argument) {
    const [user = '', ...credential] = readList(argument);
    if (credential.length > 0)
      throw new CallError({
        message: 'A password in a call can be read by everybody on this machine.',
        fragment: argument.slice(argument.indexOf('%')),
        remedy: 'Leave it out; it is asked for when it is needed.',
      });
    if (user === '') throw wrong(argument, this.shape);
    return user;
  },
  write: (value) => writeList([value]),
};

export { seconds };
