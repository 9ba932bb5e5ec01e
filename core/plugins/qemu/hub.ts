/**
 * All that is known of the guests of one channel: processes, monitor connections, configurations. One for each
 * channel, shared by list, watch, operations and consoles; its connections end with the channel.
 */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { execAsAllowed, mayElevate } from '../config/account.ts';
import { filesAt, filesBelow } from '../config/files.ts';
import { ask, type Question } from '../together.ts';
import {
  candidatesOf,
  type Catalogue,
  EMPTY,
  type Entry,
  findEntry,
  type Loose,
  makeCatalogue,
} from './catalogue.ts';
import { Guest, type GuestEvents } from './guest.ts';
import { LIST_SCRIPT, parseSnapshot, processKey, type QemuProcess, type Snapshot } from './processes.ts';
import { configuredRecord, distinct, looseRecord, runningRecord } from './record.ts';
import { parseSaved, recordPath, type Saved, statePath, stemOf } from './saved.ts';

interface Sample {
  readonly uptime: number;
  readonly cpuTicks: number;
}

/** null: a system without /proc. */
const PROCESSES: Question<Snapshot | null> = {
  script: LIST_SCRIPT,
  read(stdout, on) {
    if (stdout.trim() === 'no-proc') return null;
    const snapshot = parseSnapshot(stdout);
    if (snapshot !== null) return snapshot;
    throw fail('unexpected-output', `${on.name} does not tell its QEMU processes.`, undefined, {
      output: stdout.slice(0, 500),
    });
  },
};

export class Hub implements GuestEvents {
  readonly on: Channel;
  catalogue: Catalogue = EMPTY;
  readonly #guests = new Map<string, Guest>();
  readonly #samples = new Map<string, Sample>();
  readonly #since = new Map<string, number>();
  /** Configurations looked up for one process, where no scan had found them. */
  readonly #looked = new Map<string, Entry | null>();
  readonly #watchers = new Set<(news: MachineRecord | null) => void>();

  constructor(on: Channel) {
    this.on = on;
    on.gone.addEventListener('abort', () => this.#close());
  }

  /** Each change from now on, until the returned function is called. null: list again. */
  watch(watcher: (news: MachineRecord | null) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  tell(news: MachineRecord | null): void {
    for (const watcher of [...this.#watchers]) watcher(news);
  }

  changed(guest: Guest): void {
    if (this.#guests.has(processKey(guest.process))) this.tell(this.recordOf(guest));
  }

  /** What it is without a process is known at once; that the process is gone, the next list tells. */
  ended(guest: Guest): void {
    const entry = this.entryOf(guest);
    const { label, uuid } = this.recordOf(guest);
    const loose = this.catalogue.loose.find(({ saved }) => saved.label === label && saved.uuid === uuid);
    if (entry !== undefined) this.tell(configuredRecord(entry));
    else if (loose !== undefined) this.tell(looseRecord(loose.saved, loose.owner.user));
    this.tell(null);
  }

  /** Running guests, their monitors asked. */
  async list(options: CallOptions = {}): Promise<readonly MachineRecord[]> {
    const known = [...this.#guests.values()];
    const [snapshot] = await Promise.all([
      this.#probe(options),
      ...known.map((guest) => guest.refresh(options)),
    ]);
    if (snapshot === null) return [];
    const fresh = this.#take(snapshot);
    await Promise.all([this.#lookUp(fresh, options), ...fresh.map((guest) => guest.refresh(options))]);
    return distinct([...this.#guests.values()].map((guest) => this.recordOf(guest)));
  }

  /** Configured guests, running or not. */
  async enumerate(bases: readonly string[], options: CallOptions = {}): Promise<readonly MachineRecord[]> {
    this.catalogue = makeCatalogue(await filesBelow(this.on, bases, options));
    return [
      ...this.catalogue.entries.map(configuredRecord),
      ...this.catalogue.loose.map(({ saved, owner }) => looseRecord(saved, owner.user)),
    ];
  }

  /** The running guest of a record; lists first when it is not known. @throws Failure not-found */
  async guest(machine: MachineRecord, options: CallOptions = {}): Promise<Guest> {
    const known = this.#match(machine);
    if (known !== undefined) return known;
    await this.list(options);
    const found = this.#match(machine);
    if (found === undefined)
      throw fail('not-found', `${machine.label} does not run on ${this.on.name}.`, 'Refresh the host.');
    return found;
  }

  /** The running guest of a record, as far as is known. */
  running(machine: MachineRecord): Guest | undefined {
    return this.#match(machine);
  }

  /** The configuration of a record. */
  configuration(machine: MachineRecord): Entry | undefined {
    const { entries } = this.catalogue;
    const looked = [...this.#looked.values()].filter((entry) => entry !== null);
    return [...entries, ...looked].find((entry) =>
      machine.uuid === undefined ? entry.config === machine.config : entry.uuid === machine.uuid,
    );
  }

  entryOf({ process, cmdline }: Guest): Entry | undefined {
    return (
      findEntry(cmdline, process.cwd, this.catalogue) ?? this.#looked.get(processKey(process)) ?? undefined
    );
  }

  recordOf(guest: Guest): MachineRecord {
    const { process, cmdline, live, trouble, cpu, opened, disk, net } = guest;
    const since = this.#since.get(processKey(process)) ?? Date.now();
    const rates = { diskRate: disk.rate, netRate: net.rate };
    const entry = this.entryOf(guest);
    return runningRecord({ process, cmdline, live, trouble, cpu, opened, since, entry, ...rates });
  }

  /** What is kept of a suspended guest. */
  savedOf(machine: MachineRecord): Loose | undefined {
    const entry = this.configuration(machine);
    if (entry?.saved !== undefined) return entry.saved;
    return this.catalogue.loose.find(
      ({ saved }) =>
        saved.label === machine.label && saved.uuid === machine.uuid && machine.config === undefined,
    );
  }

  /** Read a configuration and what stands beside it again. */
  async learn(config: string, options: CallOptions): Promise<void> {
    const stem = stemOf(config);
    const paths = [`${stem}.ctys`, `${stem}.sh`, `${stem}.args`, recordPath(statePath(stem)), config];
    const found = makeCatalogue(await filesAt(this.on, [...new Set(paths)], options)).entries.find(
      (entry) => entry.config === config,
    );
    if (found !== undefined) this.#looked.set(config, found);
  }

  /** The record of a state file. @throws Failure not-found */
  async savedAt(state: string, record: string, options: CallOptions): Promise<Loose> {
    const [file] = await filesAt(this.on, [record], options);
    const saved = file === undefined ? null : parseSaved(file.content);
    if (file !== undefined && saved !== null)
      return { saved: { ...saved, state }, owner: { uid: file.uid, user: file.user } };
    throw fail('not-found', `${record} on ${this.on.name} does not tell how to resume ${state}.`, undefined);
  }

  /** A state was written: who lists from now on sees it. */
  keep({ saved, owner }: Loose): void {
    if (saved.config !== undefined) this.#change(saved.config, { saved, owner });
    else this.catalogue = { ...this.catalogue, loose: [...this.catalogue.loose, { saved, owner }] };
  }

  /** A state was used up. */
  drop(saved: Saved): void {
    if (saved.config !== undefined) this.#change(saved.config, undefined);
    const loose = this.catalogue.loose.filter((one) => one.saved.state !== saved.state);
    this.catalogue = { ...this.catalogue, loose };
  }

  #change(config: string, saved: Loose | undefined): void {
    const change = (entry: Entry): Entry => {
      if (entry.config !== config) return entry;
      const { saved: _old, ...rest } = entry;
      return saved === undefined ? rest : { ...rest, saved };
    };
    this.catalogue = { ...this.catalogue, entries: this.catalogue.entries.map(change) };
    for (const [key, entry] of this.#looked) if (entry !== null) this.#looked.set(key, change(entry));
  }

  async #probe(options: CallOptions): Promise<Snapshot | null> {
    const isHeld = [...this.#guests.values()].some(({ cmdline }) => cmdline.libvirt);
    // libvirt may hang, and who may see more is asked for it: neither is anybody else's matter.
    if (!isHeld && !mayElevate(this.on)) return await ask(this.on, PROCESSES, options);
    const argv = ['sh', '-c', LIST_SCRIPT, ...(isHeld ? ['sh', 'libvirt'] : [])];
    const { stdout } = await execAsAllowed(this.on, argv, options);
    return PROCESSES.read(stdout, this.on);
  }

  /** Brings the guests in line with the processes. @returns the new ones */
  #take(snapshot: Snapshot): Guest[] {
    const present = new Map(snapshot.processes.map((process) => [processKey(process), process]));
    for (const [key, guest] of this.#guests) if (!present.has(key)) this.#forget(key, guest);
    const fresh: Guest[] = [];
    for (const [key, process] of present) {
      const known = this.#guests.get(key);
      const guest = known ?? new Guest(this.on, process, this);
      guest.process = process;
      guest.cpu = this.#share(key, process, snapshot) ?? guest.cpu;
      guest.count(snapshot);
      if (known !== undefined) continue;
      this.#guests.set(key, guest);
      this.#since.set(
        key,
        Math.round((snapshot.bootTime + process.startTicks / snapshot.ticksPerSecond) * 1000),
      );
      fresh.push(guest);
    }
    return fresh;
  }

  /** Processor time between two looks, as share of one core. */
  #share(key: string, { cpuTicks }: QemuProcess, { uptime, ticksPerSecond }: Snapshot): number | undefined {
    const before = this.#samples.get(key);
    this.#samples.set(key, { uptime, cpuTicks });
    if (before === undefined || uptime <= before.uptime) return undefined;
    return (cpuTicks - before.cpuTicks) / ticksPerSecond / (uptime - before.uptime);
  }

  #forget(key: string, guest: Guest): void {
    for (const map of [this.#guests, this.#samples, this.#since, this.#looked]) map.delete(key);
    guest.close();
  }

  /** New guests that no scan knows: their configuration may stand where their sockets do. */
  async #lookUp(fresh: readonly Guest[], options: CallOptions): Promise<void> {
    const unknown = fresh.filter((guest) => this.entryOf(guest) === undefined);
    const paths = unknown.flatMap(({ cmdline, process }) => candidatesOf(cmdline, process.cwd)).slice(0, 600);
    if (paths.length === 0) return;
    const found = makeCatalogue(await filesAt(this.on, paths, options));
    for (const { cmdline, process } of unknown)
      this.#looked.set(processKey(process), findEntry(cmdline, process.cwd, found) ?? null);
  }

  #match(machine: MachineRecord): Guest | undefined {
    const guests = [...this.#guests.values()];
    const byPid = guests.find(({ process }) => process.pid === machine.pid);
    if (byPid !== undefined && sameMachine(this.recordOf(byPid), machine)) return byPid;
    return guests.find((guest) => sameMachine(this.recordOf(guest), machine));
  }

  #close(): void {
    for (const [key, guest] of this.#guests) this.#forget(key, guest);
    this.#watchers.clear();
  }
}

/** Labels told apart by their pid (see `distinct`) are still the machine of that pid. */
function sameMachine(a: MachineRecord, b: MachineRecord): boolean {
  if (b.label === `${a.label} (pid ${a.pid})`) return a.pid === b.pid;
  if (a.uuid !== undefined || b.uuid !== undefined) return a.uuid === b.uuid;
  return (a.config ?? a.label) === (b.config ?? b.label);
}

const hubs = new WeakMap<Channel, Hub>();

export function hubOf(on: Channel): Hub {
  const known = hubs.get(on);
  if (known !== undefined) return known;
  const made = new Hub(on);
  hubs.set(on, made);
  return made;
}
