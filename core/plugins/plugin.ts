/**
 * A plugin is the knowledge of one technology. A method that exists is the capability; no flags beside it.
 * It meets a host only through its Channel. One exported value a plugin, one line in registry.ts.
 */
import type { CallOptions, Channel, Endpoint } from '../channel/channel.ts';
import type { MachineAction } from '../model/action.ts';
import type { Ask } from '../model/prompt.ts';
import type { BytePipe } from '../model/pipe.ts';
import type { ReportKind, ReportSection } from '../model/report.ts';
import type { Mconf, MconfKeys, MconfKind } from '../model/mconf.ts';
import type { MachineRecord, MachineState, SessionType } from '../model/machine.ts';
import type { NewGuest } from '../model/template.ts';
import type { ControllerRequest } from '../model/controller.ts';
import type { HostConfig, Readiness } from '../model/host.ts';
import type { ShellRun, TerminalSize } from '../model/console.ts';
import type { Verb } from '../model/verb.ts';

export interface ScanOptions extends CallOptions {
  /** Directories to scan for configurations; `~` is the user's home on the host. */
  readonly bases: readonly string[];
}

/** What lies beyond the host of a machine, for those that may have to be reached without it. */
export interface Around {
  /** What people wrote of the machine's host. */
  readonly config: HostConfig;
  /** The same with what ssh_config adds of its address, port and jump hosts; absent: it adds nothing. */
  place?(signal?: AbortSignal): Promise<HostConfig>;
  /** Any host of the inventory, connected if need be; `localhost` is this machine. @throws Failure */
  channel(host: string, signal?: AbortSignal): Promise<Channel>;
  readonly ask: Ask;
  /** Certificates that were accepted; absent: none is kept. */
  readonly pins?: Pins;
  /** The other hosts of the inventory; absent: none is known. */
  neighbours?(): readonly Neighbour[];
}

export interface Neighbour {
  readonly name: string;
  /** As it told, or as people wrote them. */
  readonly addresses: readonly string[];
  /** Connected now. */
  readonly up: boolean;
}

/** Fingerprints by `address:port`. */
export interface Pins {
  /** Where they are kept, for people. */
  readonly file: string;
  get(place: string): Promise<string | undefined>;
  set(place: string, fingerprint: string): Promise<void>;
}

export interface ListOptions extends CallOptions {
  /** What people wrote of the host. */
  readonly config?: HostConfig;
}

export interface RunOptions extends CallOptions {
  readonly signal: AbortSignal;
  readonly around: Around;
  /** What it does at this moment, in a few words. */
  progress(text: string): void;
  /** true: a person is waited for, and its time stands still. */
  holds?(isHeld: boolean): void;
  /** What came to be known of the machine and its host cannot tell any more. */
  tell(news: Partial<MachineRecord>): void;
  /** What lives on after the job, with the connection: it is a session from then on. Absent: nobody keeps it. */
  keep?(session: KeptSession): void;
  /** A tunnel to what its host reaches, for that once; closed when nobody comes, and when the last one has left. */
  tunnel?(request: OneShot): Promise<Entered>;
  /** One line of the job's log; `output`: of what was run. */
  log(text: string, from?: 'output'): void;
}

export interface OneShot {
  readonly label: string;
  readonly to: { readonly host: string; readonly port: number };
}

/** Where it is entered on this machine. */
export interface Entered {
  readonly port: string;
  close(): void;
}

export interface Screen {
  readonly at: Endpoint;
  /** Content of the password file that opens it, where we may read it. */
  readonly secret?: Uint8Array;
}

export interface KeptSession {
  readonly label: string;
  readonly title: string;
  close(): void;
  readonly ended: Promise<unknown>;
}

export interface ConsoleOptions extends CallOptions {
  /** Size of the terminal at the start; tty only. */
  readonly size?: TerminalSize;
  /** What the shell of a host runs instead of being the login shell. */
  readonly run?: ShellRun;
  readonly ask: Ask;
  /** Whoever has it loses it, where a console is for one at a time. */
  readonly take?: boolean;
  /** Where others look at a screen already they are told of instead of joined. How many of those there are ours. */
  readonly wary?: number;
  /** For offers that stand apart: `on` is this machine then. */
  readonly around?: Around;
}

export interface DescribeOptions extends CallOptions {
  /** Absent: as the host tells. */
  readonly kind?: MconfKind;
  /** Keys to write there instead of asking for them; needs `kind`. */
  readonly write?: MconfKeys;
}

/** One verb on one technology. */
export interface Operation {
  /** States it may start from. */
  readonly from: readonly MachineState[];
  /** The state shown while it runs; absent: the one it has. */
  readonly via?: MachineState;
  /** The state it ends in; absent: the one it had. */
  readonly to?: MachineState;
  /** Its host need not answer: `on` is this machine. */
  readonly apart?: true;
  /** Resolves when `to` is reached (seen, not hoped for). @throws Failure */
  run(on: Channel, machine: MachineRecord, action: MachineAction, options: RunOptions): Promise<void>;
}

export interface Plugin {
  readonly type: SessionType;
  /** Version, capabilities, missing tools and rights. Never throws for what is merely missing. */
  probe(on: Channel, options?: CallOptions): Promise<Readiness>;
  /** Configured machines, running or not. One round trip. */
  enumerate?(on: Channel, options: ScanOptions): Promise<readonly MachineRecord[]>;
  /** Running machines. One round trip besides monitors already connected. */
  list(on: Channel, options?: ListOptions): Promise<readonly MachineRecord[]>;
  /**
   * Events instead of polling: yields each time something changed since, with the machine's record as it is now,
   * or null for "list again". Follows machines that `list` found before. Ends with the signal.
   */
  watch?(
    on: Channel,
    options: CallOptions & { readonly signal: AbortSignal },
  ): AsyncIterable<MachineRecord | null>;
  /** Starts what is not configured: a session, under the target's label. Resolves when it is seen to run. @throws Failure */
  create?(on: Channel, action: MachineAction, options: RunOptions): Promise<void>;
  /** For people: what it is doing, or what it is. What the host cannot tell is left out. One round trip. */
  report?(on: Channel, kind: ReportKind, options?: CallOptions): Promise<readonly ReportSection[]>;
  /** The host's own description: asked, or written on the host. @throws Failure rights-missing, bad-input */
  describe?(on: Channel, options?: DescribeOptions): Promise<Mconf>;
  /** What is known of a host that has not answered yet; null: nothing that could be done to it. */
  expect?(config: HostConfig): MachineRecord | null;
  /** The state of a host that does not answer, as something else tells it; null: nothing does. Asks nobody. */
  unseen?(around: Around, signal: AbortSignal): Promise<MachineState | null>;
  /** Tells or asks the management controller of a host something. @throws Failure */
  control?(
    here: Channel,
    around: Around,
    request: ControllerRequest,
    signal: AbortSignal,
  ): Promise<readonly ReportSection[]>;
  /** Present = capable. */
  readonly operations: Partial<Record<Verb, Operation>>;
  /**
   * Makes a guest that is not there yet, and starts it; goes on where an earlier call was broken off, and leaves nothing
   * of what fails. @throws Failure
   */
  install?(on: Channel, guest: NewGuest, options: RunOptions): Promise<void>;
  /** Where the server of a screen is, as its host sees it: what a tunnel leads to. undefined: nowhere one could. */
  screen?(on: Channel, machine: MachineRecord, consoleId: string): Promise<Screen | undefined>;
  /** Open one of the machine's `consoles` (its offers stand in the record). */
  open(on: Channel, machine: MachineRecord, consoleId: string, options: ConsoleOptions): Promise<BytePipe>;
}
