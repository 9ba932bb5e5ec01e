/** People at consoles: opened on the host, waiting for their pipe, attached, closed. */
import { randomUUID } from 'node:crypto';
import { servePipe } from '../contract/pipe-ends.ts';
import type { Link } from '../contract/pipe.ts';
import type { ShellRun } from '../model/console.ts';
import type { FailureData } from '../model/failure.ts';
import { fail, toFailure } from '../model/failure.ts';
import { type Machine, machineId, type SessionType } from '../model/machine.ts';
import type { Ask } from '../model/prompt.ts';
import type { Session } from '../model/session.ts';
import type { TranscriptFormat } from '../model/transcript.ts';
import type { ConsoleOptions, KeptSession, Plugin } from '../plugins/plugin.ts';
import { blaming } from './blaming.ts';
import { paced } from './pace.ts';
import { aroundOf } from './monitor/around.ts';
import type { Monitor } from './monitor/monitor.ts';
import type { Tables } from './tables.ts';
import { Keeping } from './transcripts/keeping.ts';
import { tapped, type TappedPipe } from './transcripts/tap.ts';
import type { Transcripts } from './transcripts/transcripts.ts';

export interface SessionsContext {
  readonly tables: Tables;
  readonly monitor: Monitor;
  readonly plugins: readonly Plugin[];
  readonly ask: Ask;
  readonly transcripts: Transcripts;
  /** ms an opened console waits for its pipe. */
  readonly patience: number;
}

export interface OpenRequest {
  readonly machine: string;
  readonly console: string;
  readonly cols: number;
  readonly rows: number;
  readonly run?: ShellRun;
  /** Whoever has it loses it. */
  readonly take?: boolean;
  /** Of the window itself: it stands in no table. */
  readonly peek?: boolean;
}

export interface Sessions {
  /** @throws Failure why it cannot be opened */
  open(request: OpenRequest, signal?: AbortSignal): Promise<Session>;
  /** The pipe of an opened console. Unknown or taken: the link is told and closed. */
  attach(id: string, link: Link): void;
  /** What is closed already stays so. @throws Failure not-found */
  close(id: string): void;
  closeAll(): Promise<void>;
  /** What a job leaves running through the connection of its host. */
  keep(session: KeptSession, of: { readonly host: string; readonly type: SessionType }): void;
  /** From now on what it says goes to a file, whose name it returns. @throws Failure not-found, file-unwritable */
  transcribe(request: TranscribeRequest): Promise<string>;
  endTranscript(id: string): Promise<void>;
}

export interface TranscribeRequest {
  readonly session: string;
  readonly format: TranscriptFormat;
  readonly cols: number;
  readonly rows: number;
  /** Goes on with this one. */
  readonly name?: string;
}

/** Closed sessions stay in the table so that everybody sees why, the newest so many. */
const MOST_CLOSED = 50;

interface Open {
  readonly pipe: TappedPipe;
  /** The timer of a session nobody has attached to. */
  waiting: NodeJS.Timeout | undefined;
  /** The pipe's service; resolves when it has ended. */
  served: Promise<void>;
  readonly release: () => void;
}

export function createSessions(context: SessionsContext): Sessions {
  const keeper = new Keeper(context);
  return {
    open: (request, signal) => keeper.open(request, signal),
    attach: (id, link) => keeper.attach(id, link),
    close: (id) => keeper.close(id),
    closeAll: () => keeper.closeAll(),
    keep: (session, of) => keeper.keep(session, of),
    transcribe: (request) => keeper.transcribe(request),
    endTranscript: (id) => keeper.endTranscript(id),
  };
}

class Keeper {
  private readonly context: SessionsContext;
  private readonly opened = new Map<string, Open>();
  private readonly opening = new Map<string, AbortController>();
  private readonly kept = new Map<string, KeptSession>();
  private readonly keeping: Keeping;

  constructor(context: SessionsContext) {
    this.context = context;
    this.keeping = new Keeping(context.transcripts);
  }

  async open(request: OpenRequest, signal?: AbortSignal): Promise<Session> {
    const { machine, offer } = this.find(request);
    const session: Session = {
      id: randomUUID(),
      role: 'C',
      machine: machine.id,
      console: offer.id,
      kind: offer.kind,
      title: `${request.run?.label ?? machine.label}: ${offer.title}`,
      ...(request.run !== undefined && { label: request.run.label }),
      state: 'opening',
      since: Date.now(),
    };
    if (request.peek !== true) this.context.tables.sessions.put(session);
    const stop = new AbortController();
    this.opening.set(session.id, stop);
    try {
      const size = {
        cols: Math.max(1, Math.trunc(request.cols)),
        rows: Math.max(1, Math.trunc(request.rows)),
      };
      await this.connect(
        session,
        machine,
        {
          size,
          ...(request.run !== undefined && { run: request.run }),
          ...(request.take !== undefined && { take: request.take }),
        },
        AbortSignal.any(signal ? [signal, stop.signal] : [stop.signal]),
      );
      return session;
    } catch (caught) {
      const failure = toFailure(caught);
      this.ended(session.id, failure);
      throw caught;
    } finally {
      this.opening.delete(session.id);
    }
  }

  private find({ machine: id, console: wanted }: OpenRequest) {
    const machine = this.context.tables.machines.get(id);
    if (machine === undefined) throw fail('not-found', 'The machine is gone.', 'Refresh its host.');
    const offer = machine.consoles.find((console) => console.id === wanted);
    if (offer === undefined)
      throw fail('not-found', `${machine.label} offers no console ${wanted}.`, 'Refresh its host.');
    if (offer.blocked !== undefined) throw fail('not-capable', offer.blocked);
    return { machine, offer };
  }

  private async connect(
    session: Session,
    machine: Machine,
    how: Pick<ConsoleOptions, 'size' | 'run' | 'take'>,
    signal: AbortSignal,
  ): Promise<void> {
    const { monitor, plugins, ask, patience } = this.context;
    const plugin = plugins.find(({ type }) => type === machine.type);
    if (plugin === undefined) throw fail('not-capable', `${machine.type} machines have no consoles here.`);
    const apart = machine.consoles.find(({ id }) => id === session.console)?.apart === true;
    const channel = await monitor.channel(apart ? 'localhost' : machine.host, signal);
    const around = aroundOf(monitor, machine.host, ask);
    const record = monitor.record(machine.host, machine.id) ?? machine;
    // A shell on the host is the person's own; a guest's sockets may be root's.
    const elevate = machine.type !== 'PM' && (monitor.config(machine.host)?.elevation ?? 'none') !== 'none';
    const raw = await plugin.open(channel, record, session.console, { ...how, ask, around, elevate, signal });
    if (signal.aborted) {
      raw.close();
      throw signal.reason;
    }
    const lost = (): void => {
      raw.close();
      if (this.opened.get(session.id)?.waiting !== undefined)
        this.finish(session.id, toFailure(channel.gone.reason));
    };
    channel.gone.addEventListener('abort', lost, { once: true });
    this.opened.set(session.id, {
      pipe: tapped(paced(blaming(raw, channel.gone))),
      waiting: setTimeout(() => this.abandon(session.id), patience),
      served: Promise.resolve(),
      release: () => channel.gone.removeEventListener('abort', lost),
    });
    if (channel.gone.aborted) lost();
  }

  attach(id: string, link: Link): void {
    const open = this.opened.get(id);
    if (open?.waiting === undefined) {
      const failure: FailureData = {
        code: 'not-found',
        message:
          open === undefined ? 'This console is closed.' : 'Somebody else is attached to this console.',
        remedy: 'Open it again.',
      };
      link.send(JSON.stringify({ end: true, failure }));
      link.close();
      return;
    }
    clearTimeout(open.waiting);
    open.waiting = undefined;
    this.put(id, { state: 'attached' });
    open.served = servePipe(link, open.pipe).then((failure) => this.finish(id, failure));
  }

  keep(session: KeptSession, { host, type }: { readonly host: string; readonly type: SessionType }): void {
    const id = randomUUID();
    const { label, title } = session;
    const machine = machineId(host, { type: 'PM' });
    this.kept.set(id, session);
    this.context.tables.sessions.put({
      ...{ id, role: 'C', machine, console: 'display', kind: 'rfb', title, label, type },
      ...{ state: 'attached', since: Date.now() },
    });
    const over = (failure?: FailureData): void => {
      this.kept.delete(id);
      this.ended(id, failure);
    };
    session.ended.then(
      () => over(),
      (caught: unknown) => over(toFailure(caught)),
    );
  }

  close(id: string): void {
    if (!this.context.tables.sessions.has(id) && !this.opened.has(id))
      throw fail('not-found', 'There is no such session any more.');
    this.opening.get(id)?.abort(fail('aborted', 'Closed on request.'));
    this.kept.get(id)?.close();
    const open = this.opened.get(id);
    if (open?.waiting !== undefined) this.finish(id);
    else open?.pipe.close();
  }

  async closeAll(): Promise<void> {
    for (const stop of this.opening.values()) stop.abort(fail('aborted', 'ctys is being closed.'));
    const all = [...this.opened];
    const kept = [...this.kept];
    for (const [id] of [...all, ...kept]) this.close(id);
    await Promise.all([
      ...all.map(([, open]) => open.served),
      ...kept.map(([, { ended }]) => ended.catch(() => {})),
    ]);
    await this.keeping.allEnded();
  }

  async transcribe({ session: id, ...how }: TranscribeRequest): Promise<string> {
    const session = this.context.tables.sessions.get(id);
    const open = this.opened.get(id);
    if (session === undefined || open === undefined) throw closed();
    if (session.kind !== 'tty') throw fail('not-capable', 'Only what terminals say is kept as a transcript.');
    const transcript = await this.keeping.begin(open.pipe, { ...how, title: session.title });
    if (this.opened.get(id) !== open) {
      await this.keeping.end(open.pipe);
      throw closed();
    }
    this.put(id, { transcript });
    return transcript;
  }

  async endTranscript(id: string): Promise<void> {
    const open = this.opened.get(id);
    const session = this.context.tables.sessions.get(id);
    if (open === undefined || session === undefined) return;
    const { transcript: _ended, ...rest } = session;
    this.context.tables.sessions.put(rest);
    await this.keeping.end(open.pipe);
  }

  private abandon(id: string): void {
    const message = 'Nobody attached to the console after it was opened.';
    this.finish(id, { code: 'timeout', message, remedy: 'Open it again.' });
  }

  private finish(id: string, failure?: FailureData): void {
    const open = this.opened.get(id);
    if (open === undefined) return;
    this.opened.delete(id);
    clearTimeout(open.waiting);
    void this.keeping.end(open.pipe);
    open.release();
    open.pipe.close();
    this.ended(id, failure);
  }

  private ended(id: string, failure?: FailureData): void {
    this.put(id, { state: 'closed', ...(failure !== undefined && { failure }) });
    const { sessions } = this.context.tables;
    const closed = [...sessions.values()].filter(({ state }) => state === 'closed');
    for (const old of closed.slice(0, Math.max(0, closed.length - MOST_CLOSED))) sessions.drop(old.id);
  }

  private put(id: string, news: Partial<Session>): void {
    const { sessions } = this.context.tables;
    const session = sessions.get(id);
    if (session !== undefined) sessions.put({ ...session, ...news });
  }
}

const closed = () => fail('not-found', 'This console is closed.', 'Open it again.');
