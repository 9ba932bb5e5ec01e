/** For tests and looks only: tables that tell their changes. */
import type { Change } from '../../core/contract/schemas.ts';
import type { HostStatus } from '../../core/model/host.ts';
import type { Job } from '../../core/model/job.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Notice } from '../../core/model/notice.ts';
import type { Prompt } from '../../core/model/prompt.ts';
import type { Session } from '../../core/model/session.ts';
import type { World } from './fake-data.ts';

/** A change with the model's own read-only rows. */
interface Told {
  readonly table: Change['table'];
  readonly put: readonly object[];
  readonly drop: readonly string[];
  readonly whole?: boolean;
}

export class FakeTables {
  readonly machines: Map<string, Machine>;
  readonly hosts: Map<string, HostStatus>;
  readonly sessions = new Map<string, Session>();
  readonly jobs = new Map<string, Job>();
  readonly prompts = new Map<string, Prompt>();
  readonly notices = new Map<string, Notice>();
  private readonly listeners = new Set<(change: Told) => void>();
  private beats = 0;

  constructor({ hosts, machines }: World) {
    this.machines = new Map(machines.map((machine) => [machine.id, machine]));
    this.hosts = new Map(hosts.map((host) => [host.config.name, host]));
  }

  publish(change: Told): void {
    for (const listener of this.listeners) listener(change);
  }
  private put<T extends object>(table: Told['table'], rows: Map<string, T>, id: string, row: T): void {
    rows.set(id, row);
    this.publish({ table, put: [row], drop: [] });
  }
  putMachine(machine: Machine): void {
    this.put('machines', this.machines, machine.id, machine);
  }
  putHost(host: HostStatus): void {
    this.put('hosts', this.hosts, host.config.name, host);
  }
  putSession(session: Session): void {
    this.put('sessions', this.sessions, session.id, session);
  }
  putJob(job: Job): void {
    this.put('jobs', this.jobs, job.id, job);
  }
  putPrompt(prompt: Prompt): void {
    this.put('prompts', this.prompts, prompt.id, prompt);
  }
  putNotice(notice: Notice): void {
    this.put('notices', this.notices, notice.id, notice);
  }
  dropNotice(id: string): void {
    if (this.notices.delete(id)) this.publish({ table: 'notices', put: [], drop: [id] });
  }
  dropSession(id: string): void {
    if (this.sessions.delete(id)) this.publish({ table: 'sessions', put: [], drop: [id] });
  }
  dropHost(name: string): void {
    this.hosts.delete(name);
    const gone = [...this.machines.values()].filter(({ host }) => host === name).map(({ id }) => id);
    for (const id of gone) this.machines.delete(id);
    this.publish({ table: 'machines', put: [], drop: gone });
    this.publish({ table: 'hosts', put: [], drop: [name] });
  }

  /** One second of a lab: CPU values move on running machines, hosts were seen. */
  liven(): void {
    this.beats += 1;
    const moved = [...this.machines.values()]
      .filter(({ state, cpu }) => state === 'running' && cpu !== undefined)
      .map((machine, at) => ({
        ...machine,
        diskRate: Math.round(Math.abs(Math.sin(this.beats / 4 + at)) * (at % 4) * 900_000),
        netRate: Math.round(Math.abs(Math.sin(this.beats / 7 + at)) * (at % 3) * 80_000),
        cpu: Math.abs(Math.sin(this.beats / 5 + at) * ((at % 5) / 4)),
        seen: Date.now(),
      }));
    for (const machine of moved) this.machines.set(machine.id, machine);
    const seen = [...this.hosts.values()]
      .filter(({ state }) => state === 'up')
      .map((host) => ({ ...host, seen: Date.now() }));
    for (const host of seen) this.hosts.set(host.config.name, host);
    this.publish({ table: 'machines', put: moved, drop: [] });
    this.publish({ table: 'hosts', put: seen, drop: [] });
  }

  async *watch(signal: AbortSignal | undefined): AsyncGenerator<Told> {
    const waiting: Told[] = (['hosts', 'machines', 'sessions', 'jobs', 'prompts', 'notices'] as const).map(
      (table) => ({
        table,
        put: [...this[table].values()],
        drop: [],
        whole: true,
      }),
    );
    let wake = (): void => undefined;
    const listener = (change: Told): void => {
      waiting.push(change);
      wake();
    };
    const onAbort = (): void => wake();
    this.listeners.add(listener);
    signal?.addEventListener('abort', onAbort);
    try {
      while (signal?.aborted !== true) {
        yield* waiting.splice(0);
        if (waiting.length > 0) continue;
        await new Promise<void>((done) => {
          wake = done;
        });
      }
    } finally {
      this.listeners.delete(listener);
    }
  }
}
