/** For tests and looks only: a core that speaks the contract and simulates its machines. Never part of the product. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../core/contract/contract.ts';
import type { Link } from '../../core/contract/pipe.ts';
import { servePipe } from '../../core/contract/pipe-ends.ts';
import { formatCall } from '../../core/ctys/format.ts';
import type { MachineAction } from '../../core/model/action.ts';
import { resolve } from '../../core/model/address.ts';
import { availability } from '../../core/model/availability.ts';
import { Failure, fail } from '../../core/model/failure.ts';
import type { Showing } from '../../core/model/showing.ts';
import type { Job } from '../../core/model/job.ts';
import type { Machine, MachineState } from '../../core/model/machine.ts';
import type { BytePipe } from '../../core/model/pipe.ts';
import { type Planned, plan } from '../../core/model/plan.ts';
import { planLines } from '../../core/model/plan-lines.ts';
import type { Session } from '../../core/model/session.ts';
import type { Plan } from '../../core/model/step.ts';
import type { Verb } from '../../core/model/verb.ts';
import type { TranscribeRequest } from '../../core/engine/sessions.ts';
import { tapped, type TappedPipe } from '../../core/engine/transcripts/tap.ts';
import { createTranscripts } from '../../core/engine/transcripts/transcripts.ts';
import { makeWorld } from './fake-data.ts';
import { FakeLibrary } from './fake-library.ts';
import { FakeTables } from './fake-tables.ts';
import { echoPipe } from './fake-pipes.ts';

const STEP_MS = 700;

const ENDS: Partial<Record<Verb, readonly [via: MachineState, to: MachineState]>> = {
  start: ['starting', 'running'],
  resume: ['starting', 'running'],
  shutdown: ['stopping', 'off'],
  poweroff: ['stopping', 'off'],
  reboot: ['stopping', 'running'],
  reset: ['starting', 'running'],
  pause: ['stopping', 'paused'],
  unpause: ['starting', 'running'],
  suspend: ['saving', 'suspended'],
};

export interface FakeOptions {
  readonly machines: number;
  /** How the screens are reached; absent: a screen that speaks no RFB. */
  readonly openScreen?: () => BytePipe;
}

export class FakeCore {
  readonly tables: FakeTables;
  readonly library = new FakeLibrary();
  private readonly options: FakeOptions;
  private readonly pipes = new Map<string, BytePipe>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private readonly aborts = new Map<string, AbortController>();
  private readonly speakers = new Map<string, ((text: string) => void)[]>();
  private serial = 0;
  /** Real files, in a folder of its own. */
  private readonly folder = mkdtempSync(join(tmpdir(), 'ctys-fake-'));
  readonly transcripts = createTranscripts(this.folder, {
    raise: () => {},
    clear: () => {},
    clearOthers: () => {},
  });
  readonly answers: (readonly string[] | null)[] = [];

  constructor(options: FakeOptions) {
    this.options = options;
    this.tables = new FakeTables(makeWorld(options.machines, Date.now()));
    const tick = setInterval(() => this.tables.liven(), 1_000);
    this.timers.add(tick);
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    for (const id of [...this.pipes.keys()]) this.end(id);
    rmSync(this.folder, { recursive: true, force: true });
  }

  attach(session: string, link: Link): void {
    const pipe = this.pipes.get(session);
    if (pipe === undefined) link.close();
    else void servePipe(link, pipe).then(() => this.end(session));
  }

  /** Has the far side of every open terminal of a machine say something. */
  speak(label: string, text: string): void {
    for (const speak of this.speakers.get(label) ?? []) speak(text);
  }

  /** Has the window show a console, once it asks for what it is to show. */
  show: (showing: Showing) => void = () => {};

  readonly router = this.makeRouter();

  private makeRouter() {
    const os = implement(contract);
    const core = this;
    /** Failures as the contract carries them. */
    const safely = async <T>(work: () => T | Promise<T>): Promise<T> => {
      try {
        return await work();
      } catch (caught) {
        if (!(caught instanceof Failure)) throw caught;
        throw new ORPCError('FAILURE', { defined: true, data: caught.toData() });
      }
    };
    return os.router({
      watch: os.watch.handler(async function* ({ signal }) {
        yield* core.tables.watch(signal) as AsyncGenerator<never>;
      }),
      plan: os.plan.handler(({ input }) => safely(() => core.plan(input) as never)),
      run: os.run.handler(({ input }) =>
        safely(() => planLines(core.plan(input)).map(({ step, turn }) => core.run(step.action, turn))),
      ),
      abort: os.abort.handler(({ input }) => core.aborts.get(input.job)?.abort()),
      log: os.log.handler(async function* ({ input }) {
        for (const text of ['Connecting to the monitor', 'Sending the command', 'Waiting for the event'])
          yield { at: Date.now(), text: `${text} (${input.job})` };
      }),
      answer: os.answer.handler(({ input }) => {
        core.answers.push(input.answers);
        core.tables.prompts.delete(input.prompt);
        core.tables.publish({ table: 'prompts', put: [], drop: [input.prompt] });
      }),
      console: {
        open: os.console.open.handler(({ input }) =>
          safely(() => core.open(input.machine, input.console, input)),
        ),
        close: os.console.close.handler(({ input }) => core.end(input.session)),
        show: os.console.show.handler(({ input }) => core.show(input)),
        shown: os.console.shown.handler(async function* () {
          for (;;) yield await new Promise<Showing>((come) => (core.show = come));
        }),
      },
      tunnels: {
        open: os.tunnels.open.handler(() => safely(() => Promise.reject(noTunnels()))),
        view: os.tunnels.view.handler(() => safely(() => Promise.reject(noTunnels()))),
      },
      hosts: {
        refresh: os.hosts.refresh.handler(() => undefined),
        report: os.hosts.report.handler(({ input: { name, kind } }) => [
          { title: name, values: [{ name: 'Node', value: name }] },
          kind === 'show'
            ? { title: 'Memory', values: [{ name: 'Memory total', value: '16384 MiB' }] }
            : { title: 'CPU', values: [{ name: 'Count', value: '8' }] },
        ]),
        describe: os.hosts.describe.handler(({ input: { name, kind = 'PM', write } }) => ({
          kind,
          keys: write ?? [['HOST', name]],
        })),
        controller: os.hosts.controller.handler(() => []),
        login: os.hosts.login.handler(() => ({ categories: [] })),
        visit: os.hosts.visit.handler(() => {}),
        save: os.hosts.save.handler(({ input }) => {
          const host = { config: input, origin: 'file', state: 'connecting', since: Date.now() } as const;
          core.tables.putHost(host as never);
        }),
        remove: os.hosts.remove.handler(({ input }) => core.tables.dropHost(input.name)),
        sshConfig: os.hosts.sshConfig.handler(() => [
          { host: { name: 'lab00', address: '10.77.0.10' }, known: true },
          { host: { name: 'build7', address: '192.0.2.7', user: 'ci', port: 2222 }, known: false },
          { host: { name: 'inner', jump: ['lab00'] }, known: false },
        ]),
      },
      transcripts: {
        begin: os.transcripts.begin.handler(({ input }) => safely(() => core.transcribe(input))),
        end: os.transcripts.end.handler(({ input }) => core.endTranscript(input.session)),
        list: os.transcripts.list.handler(async () => [...(await core.transcripts.list())]),
        read: os.transcripts.read.handler(({ input, signal }) => core.transcripts.read(input.name, signal)),
        remove: os.transcripts.remove.handler(({ input }) => core.transcripts.remove(input.name)),
      },
      library: {
        read: os.library.read.handler(() => core.library.read()),
        save: os.library.save.handler(({ input }) => core.library.save(input)),
        remove: os.library.remove.handler(({ input }) => safely(() => core.library.remove(input.name))),
        known: os.library.known.handler(() => []),
      },
      guests: {
        templates: os.guests.templates.handler(() => []),
        plan: os.guests.plan.handler(() =>
          safely(() => {
            throw fail('not-found', 'There are no templates here.');
          }),
        ),
        create: os.guests.create.handler(() =>
          safely(() => {
            throw fail('not-found', 'There are no templates here.');
          }),
        ),
      },
      history: os.history.handler(({ input }) => core.library.history(input.limit) as never),
      about: os.about.handler(() => ({
        version: '0',
        platform: 'test',
        hostsFile: '~/.config/ctys/hosts.yaml',
      })),
    });
  }

  /** Looks of the window itself so far. */
  peeks = 0;

  /** Labels of machines whose console somebody else has. */
  readonly held = new Set<string>();

  private open(
    machineId: string,
    consoleId: string,
    { peek = false, take = false }: { readonly peek?: boolean; readonly take?: boolean },
  ): Session {
    const machine = this.tables.machines.get(machineId);
    const offer = machine?.consoles.find(({ id }) => id === consoleId);
    if (machine === undefined || offer === undefined) throw fail('not-found', 'No such console.');
    if (take) this.held.delete(machine.label);
    if (this.held.has(machine.label))
      throw fail('busy', `Process 7 of root has it.`, 'Take it over.', { takeable: true });
    this.serial += 1;
    const id = `s${this.serial}`;
    const pipe =
      offer.kind === 'tty'
        ? this.openTerminal(machine.label)
        : (this.options.openScreen ?? (() => echoPipe('')))();
    this.pipes.set(id, pipe);
    const { kind, title } = offer;
    const session = {
      id,
      role: 'C',
      machine: machineId,
      console: consoleId,
      kind,
      title,
      state: 'attached',
      since: Date.now(),
    } as const;
    if (peek) this.peeks += 1;
    else this.tables.putSession(session);
    return session;
  }

  private async transcribe({ session, ...how }: TranscribeRequest): Promise<{ name: string }> {
    const pipe = this.pipes.get(session);
    if (pipe === undefined || !('tap' in pipe)) throw fail('not-found', 'This console is closed.');
    const writer = await this.transcripts.begin({ ...how, title: 'tst100: Serial console' });
    (pipe as TappedPipe).tap = writer;
    return { name: writer.name };
  }

  private async endTranscript(session: string): Promise<void> {
    const pipe = this.pipes.get(session) as TappedPipe | undefined;
    const tap = pipe?.tap;
    if (pipe !== undefined) pipe.tap = null;
    await tap?.close();
  }

  private openTerminal(label: string): BytePipe {
    const { speak, ...pipe } = echoPipe(label);
    this.speakers.set(label, [...(this.speakers.get(label) ?? []), speak]);
    return tapped(pipe);
  }

  private end(session: string): void {
    void this.endTranscript(session);
    this.pipes.get(session)?.close();
    this.pipes.delete(session);
    this.tables.dropSession(session);
  }

  private plan(asked: Planned): Plan {
    return plan(asked, { machines: this.tables.machines.values(), hosts: this.tables.hosts.values() });
  }

  private run(action: MachineAction, turn: number): string {
    const machine = resolve(action.target, this.tables.machines.values());
    const why = availability(action.verb, machine);
    if (why !== null) throw new Failure(why);
    this.serial += 1;
    const id = `j${this.serial}`;
    const job: Job = {
      id,
      action,
      call: formatCall(action, machine),
      machine: machine.id,
      path: machine.path,
      state: 'running',
      progress: 'waiting for the event',
      started: Date.now(),
    };
    const [via, to] = ENDS[action.verb] ?? [machine.state, machine.state];
    const aborted = new AbortController();
    this.aborts.set(id, aborted);
    this.putJob(job);
    this.setState(machine, via);
    const finish = (state: Job['state']): void => {
      clearTimeout(timer);
      this.setState(machine, state === 'done' ? to : machine.state);
      this.putJob({
        ...job,
        state,
        ended: Date.now(),
        ...(state === 'failed' && { failure: SAID_NO }),
      });
    };
    // Machines whose name ends in 4 do as real ones do at times.
    const timer = setTimeout(() => finish(machine.label.endsWith('4') ? 'failed' : 'done'), STEP_MS * turn);
    this.timers.add(timer);
    aborted.signal.addEventListener('abort', () => finish('aborted'));
    return id;
  }

  private putJob(job: Job): void {
    this.tables.putJob(job);
    this.library.note(job);
  }

  private setState({ id }: Machine, state: MachineState): void {
    const now = this.tables.machines.get(id);
    if (now !== undefined) this.tables.putMachine({ ...now, state });
  }
}

const SAID_NO = {
  code: 'command-failed',
  message: 'qemu-system-x86_64 ended at once.',
  remedy: 'See the raw output for its reason.',
  data: {
    stderr: 'qemu-system-x86_64: -drive file=/var/vm/disk.img: Could not open: No such file or directory',
  },
} as const;

const noTunnels = (): Failure => fail('not-capable', 'There are no tunnels here.');
