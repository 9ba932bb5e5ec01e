/** All that is known of the domains of one channel, shared by list, operations and consoles. */
import { randomUUID } from 'node:crypto';
import type { CallOptions, Channel, ExecResult } from '../../channel/channel.ts';
import { Failure, fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { execAsAllowed } from '../config/account.ts';
import { filesAt, filesBelow } from '../config/files.ts';
import { clientsAt, type Connected } from '../connected.ts';
import { type XenEntry, xenEntries } from './catalogue.ts';
import { type DomainDetails, detailsOf, isComplete, parseLong, stateOf } from './domain.ts';
import { isLibvirts, libvirtEntries } from './libvirt.ts';
import {
  type Answer,
  isXm,
  KNOWN_SCRIPT,
  LIST_SCRIPT,
  type Listed,
  parseAnswer,
  parseConnected,
  parseRows,
} from './list-script.ts';
import { CONTROL, configuredRecord, type Running, runningRecord } from './record.ts';
import { rightsFault } from './rights.ts';
import { parseCounts, Traffic } from './traffic.ts';

/** ms; a list takes a fraction of a second, and waits for no other call of xl. */
const LIMIT = 30_000;

/** Seconds of processor time at a moment, ms of our own clock. */
interface Sample {
  readonly at: number;
  readonly time: number;
}

export class Hub {
  readonly on: Channel;
  entries: readonly XenEntry[] = [];
  /** Where the host has xl, once it was found. */
  #xl: string | undefined;
  /** By domain id. */
  #last: ReadonlyMap<number, Listed> = new Map();
  readonly #details = new Map<number, DomainDetails>();
  /** To VNC servers of the host, at the last look. */
  #connected: readonly Connected[] = [];
  readonly #traffic = new Traffic();
  readonly #samples = new Map<number, Sample>();
  readonly #cpu = new Map<number, number>();
  /** When domains of a guest were first seen, by UUID: its latest ones. */
  readonly #births = new Map<string, readonly number[]>();

  constructor(on: Channel) {
    this.on = on;
  }

  async list(options: CallOptions = {}): Promise<readonly MachineRecord[]> {
    return (await this.domains(options)).map(runningRecord);
  }

  /** @throws Failure rights-missing, command-failed */
  async domains(options: CallOptions = {}): Promise<readonly Running[]> {
    const domains = (await this.#known(options)) ?? (await this.#all(options));
    this.#saw(domains);
    return domains.map((listed) => this.#running(listed));
  }

  /** Those that changed, of all that run now. null: some came, were built or went, which takes a closer look. */
  news(domains: readonly Listed[]): readonly MachineRecord[] | null {
    const before = this.#last;
    if (domains.length !== before.size || !domains.every(({ id }) => before.has(id))) return null;
    const changed = domains.filter((now) => isOther(now, before.get(now.id)));
    if (changed.some((now) => this.#isFurther(now, before.get(now.id)))) return null;
    this.#saw(domains);
    return changed
      .filter(({ id }) => this.#isComplete(id))
      .map((listed) => runningRecord(this.#running(listed)));
  }

  /** Of one whose details are still to come. That its memory grows while it is built says nothing of them. */
  #isFurther(now: Listed, before: Listed | undefined): boolean {
    return !this.#isComplete(now.id) && isOther({ ...now, memory: before?.memory ?? 0 }, before);
  }

  #saw(domains: readonly Listed[]): void {
    const now = Date.now();
    for (const { id, uuid } of domains)
      if (uuid !== undefined && !this.#last.has(id)) {
        const recent = (this.#births.get(uuid) ?? []).filter((at) => now - at < LOOP_SPAN);
        this.#births.set(uuid, [...recent, now]);
      }
    this.#last = new Map(domains.map((listed) => [listed.id, listed]));
    for (const { id, time } of domains) this.#measure(id, { at: performance.now(), time });
  }

  /** null: there is news that takes a closer look. */
  async #known(options: CallOptions): Promise<readonly Listed[] | null> {
    const isOpen = [...this.#details.keys()].some((id) => !this.#isComplete(id));
    if (this.#xl === undefined || isOpen) return null;
    const list = [this.#xl, 'list', ...(isXm(this.#xl) ? [] : ['-v'])];
    const { code, stdout } = await this.#asked(['sh', '-c', KNOWN_SCRIPT, 'sh', ...list], options);
    const lines = stdout.split('\n');
    this.#connected = parseConnected(lines);
    this.#traffic.see(parseCounts(lines), performance.now());
    const domains = code === 0 ? parseRows(lines) : [];
    return domains.length > 0 && domains.every(({ id }) => this.#isComplete(id)) ? domains : null;
  }

  async #all(options: CallOptions): Promise<readonly Listed[]> {
    const known = [...this.#details.keys()].filter((id) => this.#isComplete(id)).map(String);
    const mark = randomUUID();
    const { stdout } = await this.#asked(['sh', '-c', LIST_SCRIPT, 'sh', mark, ...known], options);
    const told = parseAnswer(stdout, mark);
    if (told?.kind === 'none') return [];
    if (told?.kind === 'failed') throw rightsFault(this.on, told.output);
    if (told === null)
      throw fail('unexpected-output', `${this.on.name} does not tell its domains.`, undefined, {
        output: stdout.slice(0, 500),
      });
    this.#xl = told.xl;
    this.#connected = told.connected;
    this.#traffic.see(told.counts, performance.now());
    this.#learn(told);
    return told.domains;
  }

  async #asked(argv: readonly string[], options: CallOptions): Promise<ExecResult> {
    try {
      return await execAsAllowed(this.on, argv, { ...options, timeout: LIMIT });
    } catch (caught) {
      if (!(caught instanceof Failure) || caught.code !== 'timeout') throw caught;
      throw fail(
        'timeout',
        `xl does not answer on ${this.on.name} within ${LIMIT / 1000} s: xenstored may hang.`,
        'Look at xenstored there; guests go on meanwhile.',
      );
    }
  }

  /** Domain-0 has no console of its own to wait for. */
  #isComplete(id: number): boolean {
    const details = this.#details.get(id);
    return details !== undefined && (id === CONTROL || isComplete(details));
  }

  async enumerate(bases: readonly string[], options: CallOptions = {}): Promise<readonly MachineRecord[]> {
    const [files, defined] = await Promise.all([
      filesBelow(this.on, bases, options),
      libvirtEntries(this.on, options),
    ]);
    const own = xenEntries(files);
    const known = new Set(own.flatMap(({ uuid }) => uuid ?? []));
    this.entries = [...own, ...defined.filter(({ uuid }) => uuid === undefined || !known.has(uuid))];
    return this.entries.map(configuredRecord);
  }

  /** The domain of a record as it is now. undefined: it does not run. */
  async find(machine: MachineRecord, options: CallOptions = {}): Promise<Running | undefined> {
    const all = await this.domains(options);
    return all.find(({ listed }) =>
      machine.uuid === undefined ? listed.name === machine.label : listed.uuid === machine.uuid,
    );
  }

  /** @throws Failure not-found */
  async mustFind(machine: MachineRecord, options: CallOptions = {}): Promise<Running> {
    const found = await this.find(machine, options);
    if (found !== undefined) return found;
    throw fail('not-found', `${machine.label} does not run on ${this.on.name}.`, 'Refresh the host.');
  }

  /** The configuration of a record, read again. @throws Failure not-found */
  async configuration(machine: MachineRecord, options: CallOptions = {}): Promise<XenEntry> {
    const known = this.entries.find((entry) => this.#isOf(entry, machine));
    const path = machine.config ?? known?.config;
    const entry = (await this.#read(path, known, options)).find(({ config }) => config === path);
    if (entry !== undefined) return entry;
    throw fail(
      'not-found',
      `There is no configuration of ${machine.label} on ${this.on.name}.`,
      'Refresh the host.',
    );
  }

  async #read(
    path: string | undefined,
    known: XenEntry | undefined,
    options: CallOptions,
  ): Promise<readonly XenEntry[]> {
    if (path === undefined) return [];
    if (isLibvirts(path)) return await libvirtEntries(this.on, options);
    return xenEntries(await filesAt(this.on, [path, ...savedBeside(known)], options));
  }

  /** What a suspend or resume changed is known before the next scan. */
  changed(entry: XenEntry): void {
    this.entries = this.entries.map((one) => (one.config === entry.config ? { ...one, ...entry } : one));
  }

  /** Its state was used up. */
  forgetSaved(entry: XenEntry): void {
    this.entries = this.entries.map((one) => (one.config === entry.config ? entry : one));
  }

  #isOf({ uuid, config, label }: XenEntry, machine: MachineRecord): boolean {
    if (machine.config !== undefined) return config === machine.config;
    return machine.uuid === undefined ? label === machine.label : uuid === machine.uuid;
  }

  #learn({ domains, long, store }: Answer): void {
    const present = new Set(domains.map(({ id }) => id));
    for (const id of this.#details.keys()) if (!present.has(id)) this.#details.delete(id);
    if (long !== undefined) {
      const configs = parseLong(long);
      for (const { id } of domains)
        if (!this.#details.has(id) || store.has(`/local/domain/${id}/vm`))
          this.#details.set(id, detailsOf(id, configs.get(id), store));
    }
  }

  /** Processor time between two looks, as share of one core. */
  #measure(id: number, now: Sample): void {
    const before = this.#samples.get(id);
    this.#samples.set(id, now);
    if (before === undefined || now.time < before.time) return;
    this.#cpu.set(id, (now.time - before.time) / ((now.at - before.at) / 1000));
  }

  #running(told: Listed): Running {
    const uuid = told.uuid ?? this.#details.get(told.id)?.uuid;
    const listed = { ...told, ...(uuid !== undefined && told.id !== CONTROL && { uuid }) };
    const entry = this.entries.find(
      (one) =>
        !one.isCopy && (listed.uuid === undefined ? one.label === listed.name : one.uuid === listed.uuid),
    );
    const cpu = this.#cpu.get(listed.id);
    const details = this.#details.get(listed.id) ?? detailsOf(listed.id, undefined, new Map());
    const births = (this.#births.get(listed.uuid ?? '') ?? []).filter((at) => Date.now() - at < LOOP_SPAN);
    return {
      listed,
      details,
      viewers: clientsAt(details.screen?.port, this.#connected),
      rates: this.#traffic.of(listed.id),
      ...(cpu !== undefined && { cpu }),
      ...(births.length >= LOOP_COUNT && { lately: births.length }),
      ...(entry !== undefined && { entry }),
    };
  }
}

const isOther = (now: Listed, before: Listed | undefined): boolean =>
  before === undefined ||
  stateOf(now.flags) !== stateOf(before.flags) ||
  now.name !== before.name ||
  now.uuid !== before.uuid ||
  now.memory !== before.memory ||
  now.vcpus !== before.vcpus;

const savedBeside = (entry: XenEntry | undefined): readonly string[] =>
  entry?.saved === undefined ? [] : [`${entry.saved.state}.json`];

/** ms; so many domains of one guest within it are told. */
const LOOP_SPAN = 120_000;
const LOOP_COUNT = 3;

const hubs = new WeakMap<Channel, Hub>();

export function hubOf(on: Channel): Hub {
  const known = hubs.get(on) ?? new Hub(on);
  hubs.set(on, known);
  return known;
}
