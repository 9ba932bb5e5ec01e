/** One QEMU process on one channel, with the one connection to its monitor. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { Failure, fail, toFailure, type FailureData } from '../../model/failure.ts';
import { type Cmdline, parseCmdline } from './cmdline.ts';
import { Meter } from '../meter.ts';
import { askLive, type Live } from './live.ts';
import type { QemuProcess, Snapshot } from './processes.ts';
import { HELD_MONITOR, Qmp, type QmpEvent } from './qmp.ts';
import { socketOptions } from './rights.ts';

/** ms before a monitor that another program holds is tried again. */
const RETRY = 10_000;

export interface GuestEvents {
  /** Something of the guest changed; its `live` is current. */
  changed(guest: Guest): void;
  /** Its monitor has hung up. */
  ended(guest: Guest): void;
}

export class Guest {
  readonly on: Channel;
  readonly cmdline: Cmdline;
  process: QemuProcess;
  /** Share of one core. */
  cpu: number | undefined;
  live: Live | undefined;
  readonly disk = new Meter();
  readonly net = new Meter();
  /** Why there is no `live`, or only an old one. */
  trouble: FailureData | undefined;
  /** Serial ports that are open through this channel. */
  readonly opened = new Set<string>();
  readonly #events: GuestEvents;
  readonly #listeners = new Set<(event: QmpEvent) => void>();
  #qmp: Qmp | undefined;
  #opening: Promise<Qmp> | undefined;
  #asking: Promise<void> | undefined;
  #again = false;
  #retryAt = 0;
  #closed = false;

  constructor(on: Channel, process: QemuProcess, events: GuestEvents) {
    this.on = on;
    this.process = process;
    this.cmdline = parseCmdline(process.argv, process.cwd);
    this.#events = events;
  }

  get hasMonitor(): boolean {
    return this.cmdline.qmp.length > 0;
  }

  /** The monitor; connects if it is not. @throws Failure socket-gone, busy, rights-missing, not-capable */
  monitor(options: CallOptions = {}): Promise<Qmp> {
    if (this.#qmp !== undefined && !this.#qmp.gone.aborted) return Promise.resolve(this.#qmp);
    this.#opening ??= this.#open(options).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Hear the monitor's events until the returned function is called. */
  listen(listener: (event: QmpEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ask the monitor how things are. Never rejects: what goes wrong is `trouble`. */
  async refresh(options: CallOptions = {}): Promise<void> {
    if (!this.hasMonitor) return;
    const connected = this.#qmp !== undefined && !this.#qmp.gone.aborted;
    if (!connected && Date.now() < this.#retryAt) return;
    if (this.#asking !== undefined) {
      this.#again = true;
      return this.#asking;
    }
    // A monitor that did not answer last time is asked again, but nobody waits for it.
    const stuck = this.trouble !== undefined;
    this.#asking = this.#ask(options).finally(() => {
      this.#asking = undefined;
      if (!this.#again) return;
      this.#again = false;
      void this.refresh().then(() => this.#events.changed(this));
    });
    if (stuck) void this.#asking.then(() => this.trouble ?? this.#events.changed(this));
    else await this.#asking;
  }

  /** What its host, and libvirt where that holds its monitor, count of it. */
  count(snapshot: Snapshot): void {
    const { libvirt, name = '', taps } = this.cmdline;
    const held = libvirt ? snapshot.counted.get(name) : undefined;
    const at = snapshot.uptime * 1000;
    this.net.see(held?.net ?? trafficOf(taps, snapshot), at);
    if (!this.hasMonitor) this.disk.see(held?.disk, at);
  }

  /** For good: a connection that is only just being made is given up, too, for a monitor serves one client. */
  close(): void {
    this.#closed = true;
    this.#qmp?.close();
  }

  async #ask(options: CallOptions): Promise<void> {
    try {
      this.live = await askLive(await this.monitor(options));
      this.disk.see(this.live.disk, performance.now());
      this.trouble = undefined;
    } catch (caught) {
      this.trouble = toFailure(caught);
    }
  }

  async #open(options: CallOptions): Promise<Qmp> {
    let failure = this.#unreachable();
    for (const endpoint of this.cmdline.qmp) {
      try {
        const qmp = await Qmp.open(this.on, endpoint, await socketOptions(this.on, this.process, options));
        if (!this.#closed) return this.#adopt(qmp);
        qmp.close();
        throw fail('aborted', 'Its process has ended.');
      } catch (caught) {
        if (!(caught instanceof Failure)) throw caught;
        failure = this.#isQueueFull(caught) ? HELD_MONITOR : caught;
        if (caught.code === 'aborted') break;
      }
    }
    if (failure.code !== 'aborted') this.#retryAt = Date.now() + RETRY;
    throw failure;
  }

  /** QEMU lets one client wait; behind it connecting fails (EAGAIN), for which not every channel has a word. */
  #isQueueFull({ code, data }: Failure): boolean {
    return code === 'socket-gone' && (this.trouble?.code === 'busy' || data?.code === 'EAGAIN');
  }

  #unreachable(): Failure {
    return this.cmdline.libvirt
      ? fail('not-capable', 'libvirt holds the monitor of this guest.', 'Use libvirt (virsh) for it.')
      : fail(
          'not-capable',
          'This guest has no QMP socket.',
          'Start it with -qmp unix:PATH,server=on,wait=off to manage it.',
        );
  }

  #adopt(qmp: Qmp): Qmp {
    this.#qmp = qmp;
    qmp.onEvent = (event) => this.#hear(event);
    qmp.gone.addEventListener('abort', () => {
      if (this.#qmp !== qmp) return;
      this.#qmp = undefined;
      if (!this.on.gone.aborted) this.#events.ended(this);
    });
    return qmp;
  }

  #hear(event: QmpEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
    if (!QUIET.has(event.name)) void this.refresh().then(() => this.#events.changed(this));
  }
}

/** Events that come often and change no record. */
const QUIET = new Set(['RTC_CHANGE', 'NIC_RX_FILTER_CHANGED', 'BLOCK_JOB_READY', 'MIGRATION_PASS']);

/** Bytes through its interfaces, both ways; undefined: none that its host counts. */
function trafficOf(taps: readonly string[], { traffic }: Snapshot): number | undefined {
  const counts = taps.flatMap((name) => traffic.get(name) ?? []);
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}
