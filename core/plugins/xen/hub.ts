/** All that is known of the domains of one channel, shared by list, operations and consoles. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { execAsAllowed } from '../config/account.ts';
import { filesAt, filesBelow } from '../config/files.ts';
import { type XenEntry, xenEntries } from './catalogue.ts';
import { type DomainDetails, detailsOf, isComplete, parseLong } from './domain.ts';
import { type Answer, LIST_SCRIPT, type Listed, parseAnswer } from './list-script.ts';
import { configuredRecord, type Running, runningRecord } from './record.ts';
import { rightsFault } from './rights.ts';

/** ms; xl waits for what other calls of it do. */
const LIMIT = 30_000;

interface Sample {
  readonly uptime: number;
  readonly time: number;
}

export class Hub {
  readonly on: Channel;
  entries: readonly XenEntry[] = [];
  readonly #details = new Map<number, DomainDetails>();
  readonly #samples = new Map<number, Sample>();
  readonly #cpu = new Map<number, number>();

  constructor(on: Channel) {
    this.on = on;
  }

  async list(options: CallOptions = {}): Promise<readonly MachineRecord[]> {
    return (await this.domains(options)).map(runningRecord);
  }

  /** @throws Failure rights-missing, command-failed */
  async domains(options: CallOptions = {}): Promise<readonly Running[]> {
    const known = [...this.#details].flatMap(([id, details]) => (isComplete(details) ? [String(id)] : []));
    const argv = ['sh', '-c', LIST_SCRIPT, 'sh', ...known];
    const { stdout } = await execAsAllowed(this.on, argv, { ...options, timeout: LIMIT });
    const told = parseAnswer(stdout);
    if (told?.kind === 'none') return [];
    if (told?.kind === 'failed') throw rightsFault(this.on, told.output);
    if (told === null)
      throw fail('unexpected-output', `${this.on.name} does not tell its domains.`, undefined, {
        output: stdout.slice(0, 500),
      });
    this.#learn(told);
    return told.domains.map((listed) => this.#running(listed));
  }

  async enumerate(bases: readonly string[], options: CallOptions = {}): Promise<readonly MachineRecord[]> {
    this.entries = xenEntries(await filesBelow(this.on, bases, options));
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
    const files = path === undefined ? [] : await filesAt(this.on, [path, ...savedBeside(known)], options);
    const entry = xenEntries(files).find(({ config }) => config === path);
    if (entry !== undefined) return entry;
    throw fail(
      'not-found',
      `There is no configuration of ${machine.label} on ${this.on.name}.`,
      'Refresh the host.',
    );
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

  #learn({ domains, long, store, uptime }: Answer): void {
    const present = new Set(domains.map(({ id }) => id));
    for (const id of this.#details.keys()) if (!present.has(id)) this.#details.delete(id);
    if (long !== undefined) {
      const configs = parseLong(long);
      for (const { id } of domains)
        if (!this.#details.has(id) || store.has(`/local/domain/${id}/vm`))
          this.#details.set(id, detailsOf(id, configs.get(id), store));
    }
    for (const { id, time } of domains) this.#measure(id, { uptime, time });
  }

  /** Processor time between two looks, as share of one core. */
  #measure(id: number, now: Sample): void {
    const before = this.#samples.get(id);
    this.#samples.set(id, now);
    if (before === undefined || now.uptime <= before.uptime || now.time < before.time) return;
    this.#cpu.set(id, (now.time - before.time) / (now.uptime - before.uptime));
  }

  #running(listed: Listed): Running {
    const entry = this.entries.find(
      (one) =>
        !one.isCopy && (listed.uuid === undefined ? one.label === listed.name : one.uuid === listed.uuid),
    );
    const cpu = this.#cpu.get(listed.id);
    return {
      listed,
      details: this.#details.get(listed.id) ?? detailsOf(listed.id, undefined, new Map()),
      ...(cpu !== undefined && { cpu }),
      ...(entry !== undefined && { entry }),
    };
  }
}

const savedBeside = (entry: XenEntry | undefined): readonly string[] =>
  entry?.saved === undefined ? [] : [`${entry.saved.state}.json`];

const hubs = new WeakMap<Channel, Hub>();

export function hubOf(on: Channel): Hub {
  const known = hubs.get(on) ?? new Hub(on);
  hubs.set(on, known);
  return known;
}
