/**
 * A request as a value. Its text form is a ctys call (core/ctys): `parse` and `format` are inverses. Every variant
 * says where it is carried out (`on`), on which technology (`type`) and how (`options`).
 */
import type { Address } from './address.ts';
import type { CallOptions } from './call-options.ts';
import type { MachineType } from './machine.ts';
import type { Output } from './output.ts';
import type { Verb } from './verb.ts';

/** A target of a call: a host of the inventory, or a group, which is expanded before anything is carried out. */
export interface Place {
  readonly host: string;
  readonly user?: string;
  /** ssh port */
  readonly port?: number;
}

/** localhost never goes through ssh. */
export const LOCALHOST: Place = { host: 'localhost' };

interface Called {
  /** Absent: this machine, or wherever the machine named is. */
  readonly on?: Place;
  /** Absent: of any technology. */
  readonly type?: MachineType;
  readonly options?: CallOptions;
}

/** Where a console is shown, or through what; ctys CONSOLE. The words are the field's names of programs. */
export const CONSOLES = [
  'CLI',
  'CLI0',
  'XTERM',
  'GTERM',
  'EMACS',
  'EMACSM',
  'EMACSA',
  'EMACSAM',
  'VNC',
  'RDP',
  'SDL',
  'VBOX',
  'VBOXSDL',
  'VMW',
  'VMWRC',
  'FIREFOX',
  'NONE',
] as const;
export type ConsoleWord = (typeof CONSOLES)[number];

/** One verb on one machine or session: what becomes a plan and jobs. */
export interface MachineAction extends Called {
  readonly verb: Verb;
  readonly target: Address;
  /** shutdown, poweroff: seconds before the harder way is taken. wake: seconds until it is looked for. */
  readonly delay?: number;
  /** resume: state file on the host; absent: the one the product keeps. suspend: where to write it. */
  readonly stateFile?: string;
  /** start, connect, resume, wake: how its console is shown; absent: the technology's default. */
  readonly console?: ConsoleWord;
  /** Which of a machine's consoles, by its offer's id; absent: the first of the kind. */
  readonly offer?: string;
  /** start: what becomes of one that runs already; absent: it is refused. */
  readonly ifRunning?: 'connect' | 'reconnect';
  /** Stops: upper layers are not asked (ctys FORCE). shutdown with force is poweroff. */
  readonly force?: true;
  /** Stops: the host itself too, as the last one. */
  readonly self?: true;
  /** Stops: what is ended of a session; absent: its server. */
  readonly side?: 'client' | 'server' | 'both';
  /** init: 0 to 6, s or S. */
  readonly level?: string;
  /** rename: what it is called from then on. */
  readonly newName?: string;
  /** Stops: seconds a level gets before its fallback. */
  readonly timeout?: number;
  /** wake, and stops that arm the card for it. */
  readonly wake?: WakeOptions;
  /** Of a host that can be reached in several ways: this one; absent: the best. */
  readonly via?: PowerPath;
  /** start of a technology; its own words. */
  readonly start?: StartOptions;
  /** Account for native access to the guest. */
  readonly account?: string;
}

/** How a host's power is switched: its own system over SSH, a magic packet, its management controller. */
export const POWER_PATHS = ['SSH', 'WOL', 'BMC'] as const;
export type PowerPath = (typeof POWER_PATHS)[number];

export interface WakeOptions {
  /** Stops only: leave the network card armed (ctys CANCEL ...,WOL). */
  readonly arm?: true;
  readonly broadcast?: string;
  /** UDP; absent: 9 */
  readonly port?: number;
  /** MAC the packet names, if not the machine's own (ctys BMAC). */
  readonly mac?: string;
  readonly interface?: string;
  /** Host that sends the packet. */
  readonly relay?: string;
}

/** Tries and the seconds between them. */
export type Trials = 'off' | { readonly times: number; readonly seconds: number };

/** What CREATE knows beside the address and the console; texts as the technology takes them. */
export interface StartOptions {
  readonly bootMode?: { readonly device: BootDevice; readonly image?: string };
  readonly install?: InstallMode;
  readonly kernel?: { readonly image?: string; readonly initrd?: string; readonly append?: string };
  readonly addArgs?: { readonly to: 'client' | 'server' | 'both'; readonly text: string };
  readonly folder?: string;
  readonly callOptions?: string;
  readonly toolkitOptions?: string;
  readonly shell?: string;
  readonly command?: string;
  readonly dashes?: 'double' | 'single';
  readonly titleKey?: string;
  readonly noTitle?: true;
  readonly stub?: true;
  /** It stands still before its first instruction, until it is unpaused. */
  readonly paused?: true;
  readonly ping?: Trials;
  readonly sshPing?: Trials;
  readonly stackCheck?: 'off' | readonly StackCheck[];
  readonly waitClient?: number;
  readonly waitServer?: number;
  readonly desktops?: readonly string[];
  readonly windowManager?: WindowManager;
  /** As many sessions, with a three-digit index behind the label. */
  readonly bulk?: number;
  readonly vncBase?: number;
  readonly vncPort?: number;
  readonly rdpPort?: number;
  readonly insecure?: string;
}

export const BOOT_DEVICES = [
  'CD',
  'DVD',
  'FDD',
  'USB',
  'ISO',
  'KERNEL',
  'PXE',
  'HDD',
  'VHDD',
  'INSTALL',
] as const;
export type BootDevice = (typeof BOOT_DEVICES)[number];

/** INSTMODE, its five places; absent ones are empty in the text. */
export interface InstallMode {
  readonly boot?: string;
  readonly source?: string;
  readonly targetMode?: string;
  readonly target?: string;
  readonly stage?: 'INIT' | 'default';
}

export const STACK_CHECKS = ['CONTEXT', 'NOCONTEXT', 'HWCAP', 'NOHWCAP', 'STACKCAP', 'NOSTACKCAP'] as const;
export type StackCheck = (typeof STACK_CHECKS)[number];

export const WINDOW_MANAGERS = ['DTWM', 'FVWM', 'FVWM2', 'GNOME', 'KDE', 'TWM', 'X11', 'XFCE'] as const;
export type WindowManager = (typeof WINDOW_MANAGERS)[number];

/** What runs (list), or what is configured (enumerate). */
export interface TableAction extends Called {
  readonly verb: 'list' | 'enumerate';
  readonly output: Output;
  /** Only these technologies (ctys PKG). */
  readonly packages?: readonly MachineType[];
  /** list: clients, servers, tunnels; absent: all. */
  readonly site?: 'client' | 'server' | 'tunnel';
  /** enumerate: where configurations are looked for; absent: the host's bases. */
  readonly bases?: readonly string[];
  /** enumerate: VMSTATEs to show; absent: all. */
  readonly states?: readonly string[];
  /** Only machines that pass it, in the words of the window's filter. */
  readonly filter?: string;
  readonly account?: string;
  /** Rows as they change, until it is stopped. */
  readonly watch?: true;
}

/** What a host is doing (show: changing figures), or what it is (info: its make, tools and rights). */
export interface ReportAction extends Called {
  readonly verb: 'show' | 'info';
  /** One JSON object a host. */
  readonly json?: true;
}

/** The port a client connects to, or whether it runs. */
export interface QueryAction extends Called {
  readonly verb: 'port' | 'active';
  readonly target: Address;
}

/** Several actions as one, side by side. */
export interface BatchAction {
  readonly verb: 'task' | 'group';
  readonly members: readonly Action[];
}

/** Layers of machines in machines, from the bottom: each is waited for. */
export interface StackAction {
  readonly verb: 'stack';
  readonly members: readonly Action[];
}

/** About the product itself; `topics` as the person wrote them. */
export interface AboutAction {
  readonly verb: 'help' | 'version';
  readonly topics?: readonly string[];
  /** version: how much: 1 what this is, 2 its components, 3 their files. */
  readonly detail?: 1 | 2 | 3;
  /** version: the number alone. */
  readonly terse?: true;
}

/** A companion tool with its own words. */
export interface ToolAction {
  readonly verb: 'tool';
  readonly tool: ToolName;
  readonly words: readonly string[];
}

export const TOOLS = [
  'vhost',
  'macmap',
  'dnsutil',
  'genmconf',
  'plugins',
  'wakeup',
  'bmc',
  'groups',
  'macros',
  'vdbgen',
  'vping',
  'extractMAClst',
  'extractARPlst',
  'beamer',
  'setupVDE',
  'distribute',
  'createVM',
] as const;
export type ToolName = (typeof TOOLS)[number];

export type Action =
  | MachineAction
  | TableAction
  | ReportAction
  | QueryAction
  | BatchAction
  | StackAction
  | AboutAction
  | ToolAction;

/** Seconds a guest gets to shut down before it is powered off (ctys DEFAULT_KILL_DELAY_POWEROFF). */
export const DEFAULT_POWEROFF_DELAY = 20;

/** A command on a host, which is given no terminal of its own. */
export const isCommand = (action: Action): action is MachineAction =>
  action.verb === 'start' && 'type' in action && action.type === 'CLI' && action.start?.command !== undefined;
