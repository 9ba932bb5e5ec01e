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
import { marked } from '../../core/model/marks.ts';
import { availability } from '../../core/model/availability.ts';
import type { ControllerRequest } from '../../core/model/controller.ts';
import { Failure, fail } from '../../core/model/failure.ts';
import type { Showing } from '../../core/model/showing.ts';
import type { Job } from '../../core/model/job.ts';
import type { Machine, MachineState } from '../../core/model/machine.ts';
import type { BytePipe } from '../../core/model/pipe.ts';
import { type Planned, plan } from '../../core/model/plan.ts';
import { planLines } from '../../core/model/plan-lines.ts';
import type { ReportSection } from '../../core/model/report.ts';
import type { Session } from '../../core/model/session.ts';
import type { Plan } from '../../core/model/step.ts';
import type { Verb } from '../../core/model/verb.ts';
import type { TranscribeRequest } from '../../core/engine/sessions.ts';
import { chosenSource } from '../../core/engine/imports/sources.ts';
import { Lasting } from '../../core/engine/lasting.ts';
import { createFiles } from '../../core/engine/host-files/files.ts';
import { createVault } from '../../core/engine/vault/vault.ts';
import { tapped, type TappedPipe } from '../../core/engine/transcripts/tap.ts';
import { createNotices } from '../../core/engine/notices.ts';
import { settingsHandlers } from '../../core/engine/handlers/settings.ts';
import { createPreferences } from '../../core/engine/settings/preferences.ts';
import { createTranscripts } from '../../core/engine/transcripts/transcripts.ts';
import { fakeFiles } from './fake-files.ts';
import { LOG, SAID_NO, makeWorld } from './fake-data.ts';
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
  /** Nothing changes by itself. */
  readonly still?: boolean;
  /** The time all of it happens at; absent: now. */
  readonly at?: number;
  /** It never tells what it has. */
  readonly silent?: boolean;
  /** How the screens are reached; absent: a screen that speaks no RFB. */
  readonly openScreen?: () => BytePipe;
}

export class FakeCore {
  readonly tables: FakeTables;
  readonly library = new FakeLibrary();
  /** Set: the lab is at hand. */
  playground: { readonly folder: string; readonly command: string } | undefined;
  /** ms of each turn of a plan. */
  stepMs = STEP_MS;
  private readonly options: FakeOptions;
  private readonly pipes = new Map<string, BytePipe>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private readonly aborts = new Map<string, AbortController>();
  private readonly speakers = new Map<string, ((text: string) => void)[]>();
  private serial = 0;
  /** Real files, in a folder of its own. */
  private readonly folder = mkdtempSync(join(tmpdir(), 'ctys-fake-'));
  private readonly notices = createNotices({
    size: 0,
    has: (id) => this.tables.notices.has(id),
    get: (id) => this.tables.notices.get(id),
    values: () => this.tables.notices.values(),
    put: (notice) => this.tables.putNotice(notice),
    drop: (id) => this.tables.dropNotice(id),
  });
  readonly transcripts = createTranscripts(this.folder, this.notices);
  /** Real, in files of its own. */
  readonly preferences = createPreferences(
    { configDir: this.folder, stateDir: this.folder },
    this.notices,
    (name) => this.switched.push(name),
  );
  private readonly lasting = new Map<string, Lasting>();
  /** Profiles that were asked for. */
  readonly switched: string[] = [];
  /** Of every host, and of this machine. */
  readonly fileFolder = join(this.folder, 'files');
  readonly downloads = join(this.folder, 'downloads');
  private readonly files = createFiles(fakeFiles(this.fileFolder, this.downloads), 10_000);
  readonly vault = createVault(join(this.folder, 'vault.json'));
  readonly answers: (readonly string[] | null)[] = [];
  /** A management controller; without one it tells nothing. */
  controller: (request: ControllerRequest) => readonly ReportSection[] = () => [];

  constructor(options: FakeOptions) {
    this.options = options;
    this.tables = new FakeTables(makeWorld(options.machines, this.now()));
    if (options.still === true) return;
    const tick = setInterval(() => this.tables.liven(), 1_000);
    this.timers.add(tick);
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    for (const id of [...this.pipes.keys()]) this.end(id);
    await this.preferences.close();
    void this.files.closeAll();
    rmSync(this.folder, { recursive: true, force: true });
  }

  attach(session: string, link: Link): void {
    if (this.files.attach(session, link)) return;
    const pipe = this.pipes.get(session);
    if (pipe === undefined) link.close();
    else if (this.tables.sessions.get(session)?.kind === 'tty') this.attachLasting(session, link, pipe);
    else void servePipe(link, pipe).then(() => this.end(session));
  }

  private attachLasting(session: string, link: Link, pipe: BytePipe): void {
    const lasting = this.lasting.get(session) ?? new Lasting(pipe);
    this.lasting.set(session, lasting);
    const view = lasting.view();
    void servePipe(link, view.pipe, view).then(() => view.isLeft || this.end(session));
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
        if (core.options.silent === true) await untilAborted(signal);
        else yield* core.tables.watch(signal) as AsyncGenerator<never>;
      }),
      vault: {
        state: os.vault.state.handler(async () => (await core.vault.state()) as never),
        unlock: os.vault.unlock.handler(({ input }) => safely(() => core.vault.unlock(input.passphrase))),
        change: os.vault.change.handler(({ input }) =>
          safely(() => core.vault.change(input.before, input.passphrase)),
        ),
        lock: os.vault.lock.handler(() => core.vault.lock()),
        forget: os.vault.forget.handler(({ input }) => safely(() => core.vault.forget(input.name))),
      },
      plan: os.plan.handler(({ input }) => safely(() => core.plan(input) as never)),
      run: os.run.handler(({ input }) =>
        safely(() => {
          const lines = planLines(core.plan(input));
          const run = lines.length > 1 ? `r${core.serial}` : undefined;
          return lines.map(({ step, turn }) => core.run(step.action, turn, run));
        }),
      ),
      abort: os.abort.handler(({ input }) => core.aborts.get(input.job)?.abort()),
      log: os.log.handler(async function* () {
        for (const text of LOG) yield { at: core.now(), text };
      }),
      answer: os.answer.handler(async ({ input }) => {
        const secret = core.tables.prompts.get(input.prompt)?.secret;
        if (input.keep === true && input.answers !== null && secret !== undefined)
          await core.vault.keep(secret, input.answers);
        core.answers.push(input.answers);
        core.tables.prompts.delete(input.prompt);
        core.tables.publish({ table: 'prompts', put: [], drop: [input.prompt] });
      }),
      console: {
        open: os.console.open.handler(({ input }) =>
          safely(async () => {
            await core.opening;
            return core.open(input.machine, input.console, input);
          }),
        ),
        close: os.console.close.handler(({ input }) => core.end(input.session)),
        show: os.console.show.handler(({ input }) => core.show(input)),
        terminal: os.console.terminal.handler(() => safely(() => Promise.reject(noTunnels()))),
        shown: os.console.shown.handler(async function* () {
          for (;;) yield await new Promise<Showing>((come) => (core.show = come));
        }),
      },
      tunnels: {
        open: os.tunnels.open.handler(() => safely(() => Promise.reject(noTunnels()))),
        view: os.tunnels.view.handler(() => safely(() => Promise.reject(noTunnels()))),
      },
      machines: {
        mark: os.machines.mark.handler(({ input: { ids, ...change } }) => {
          for (const id of ids) {
            const machine = core.tables.machines.get(id);
            if (machine === undefined) continue;
            core.tables.putMachine({ ...machine, marks: marked(machine.marks ?? {}, change) });
          }
        }),
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
        controller: os.hosts.controller.handler(({ input }) => safely(() => core.controller(input) as never)),
        exec: os.hosts.exec.handler(() => ({ code: 0, stdout: '', stderr: '' })),
        login: os.hosts.login.handler(() => ({ categories: [] })),
        visit: os.hosts.visit.handler(() => {}),
        save: os.hosts.save.handler(({ input }) => {
          const host = { config: input, origin: 'file', state: 'connecting', since: Date.now() } as const;
          core.tables.putHost(host as never);
        }),
        remove: os.hosts.remove.handler(({ input }) => core.tables.dropHost(input.name)),
        offers: os.hosts.offers.handler(async ({ input: { file } }) => {
          if (file === undefined) return OFFERS;
          const { offered, ...source } = await chosenSource(file.name, file.text);
          return [{ ...source, offers: offered.map((one) => ({ ...one, known: false })) }] as never;
        }),
      },
      files: {
        list: os.files.list.handler(({ input }) =>
          safely(async () => (await core.files.list(input.host, input.path)) as never),
        ),
        makeFolder: os.files.makeFolder.handler(({ input }) =>
          safely(() => core.files.makeFolder(input.host, input.path)),
        ),
        rename: os.files.rename.handler(({ input }) =>
          safely(() => core.files.rename(input.host, input.path, input.name)),
        ),
        remove: os.files.remove.handler(({ input }) =>
          safely(() => core.files.remove(input.host, input.paths)),
        ),
        fetch: os.files.fetch.handler(async function* ({ input, signal }) {
          const copy = core.files.fetch({ folder: core.downloads, ...input }, signal);
          for (;;) {
            const next = await safely(() => copy.next());
            if (next.done === true) return;
            yield next.value;
          }
        }),
        send: os.files.send.handler(({ input }) => safely(() => core.files.send(input))),
      },
      transcripts: {
        begin: os.transcripts.begin.handler(({ input }) => safely(() => core.transcribe(input))),
        end: os.transcripts.end.handler(({ input }) => core.endTranscript(input.session)),
        beginVideo: os.transcripts.beginVideo.handler(({ input }) =>
          safely(async () => ({ name: await core.transcripts.beginVideo(input.title) })),
        ),
        addToVideo: os.transcripts.addToVideo.handler(({ input }) =>
          safely(() => core.transcripts.addToVideo(input.name, Buffer.from(input.part, 'base64'))),
        ),
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
      ...settingsHandlers(core.preferences),
      history: os.history.handler(({ input }) => core.library.history(input.limit) as never),
      about: os.about.handler(() => ({
        version: '0',
        platform: 'test',
        hostsFile: '~/.config/ctys/hosts.yaml',
        versions: { node: '0' },
        ...(core.playground !== undefined && { playground: core.playground }),
      })),
      problem: os.problem.handler(() => ({ text: '## What happened\n\n## Product\n\nctys 0\n' })),
    });
  }

  /** Looks of the window itself so far. */
  peeks = 0;

  /** Labels of machines whose console somebody else has. */
  readonly held = new Set<string>();
  /** No console opens before that. */
  opening: Promise<void> = Promise.resolve();

  private now(): number {
    return this.options.at ?? Date.now();
  }

  private open(
    machineId: string,
    consoleId: string,
    {
      peek = false,
      take = false,
      wary = false,
    }: { readonly peek?: boolean; readonly take?: boolean; readonly wary?: boolean },
  ): Session {
    const machine = this.tables.machines.get(machineId);
    const offer = machine?.consoles.find(({ id }) => id === consoleId);
    if (machine === undefined || offer === undefined) throw fail('not-found', 'No such console.');
    if (take) this.held.delete(machine.label);
    if (this.held.has(machine.label))
      throw fail('busy', `Process 7 of root has it.`, 'Take it over.', {
        takeable: true,
        since: Date.now() - 12.5 * 60_000,
      });
    const { clients } = machine;
    if (wary && offer.kind === 'rfb' && clients !== undefined)
      throw fail('busy', `The screen is looked at already: ${clients.join(', ')}.`, 'Share it.', {
        ...{ takeable: true, shareable: true },
      });
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
      since: this.now(),
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

  private run(action: MachineAction, turn: number, run: string | undefined): string {
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
      progress: 'power button pressed',
      started: this.now(),
      ...(run !== undefined && { run }),
    };
    const [via, to] = ENDS[action.verb] ?? [machine.state, machine.state];
    const aborted = new AbortController();
    this.aborts.set(id, aborted);
    this.putJob(job);
    this.setState(machine, via);
    const finish = (state: Job['state']): void => {
      clearTimeout(timer);
      this.setState(machine, state === 'done' ? to : machine.state);
      if (state === 'done' && action.newName !== undefined) this.rename(machine, action.newName);
      this.putJob({
        ...job,
        state,
        ended: this.now(),
        ...(state === 'failed' && { failure: SAID_NO }),
      });
    };
    // Machines whose name ends in 4 do as real ones do at times.
    const timer = setTimeout(
      () => finish(machine.label.endsWith('4') ? 'failed' : 'done'),
      this.stepMs * turn,
    );
    this.timers.add(timer);
    aborted.signal.addEventListener('abort', () => finish('aborted'));
    return id;
  }

  private putJob(job: Job): void {
    this.tables.putJob(job);
    this.library.note(job);
  }

  private rename({ id }: Machine, label: string): void {
    const now = this.tables.machines.get(id);
    if (now !== undefined) this.tables.putMachine({ ...now, label });
  }

  private setState({ id }: Machine, state: MachineState): void {
    const now = this.tables.machines.get(id);
    if (now !== undefined) this.tables.putMachine({ ...now, state });
  }
}

const OFFERS = [
  {
    id: 'ssh',
    title: '~/.ssh/config',
    offers: [
      { host: { name: 'lab00', address: '10.77.0.10' }, known: true },
      { host: { name: 'build7', address: '192.0.2.7', user: 'ci', port: 2222 }, known: false },
      { host: { name: 'inner', jump: ['lab00'] }, known: false },
    ],
    notes: [],
  },
  {
    id: 'remmina',
    title: 'Remmina',
    offers: [
      {
        host: { name: 'desk', address: '192.0.2.9' },
        known: false,
        doubt: 'It is VNC there; ctys reaches hosts by SSH.',
      },
    ],
    notes: ['1 entry names no host.'],
  },
];

const untilAborted = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((done) => signal?.addEventListener('abort', () => done()));

const noTunnels = (): Failure => fail('not-capable', 'There are no tunnels here.');
