/** People at consoles: opened on the host, waiting for their pipe, attached, closed. */
import { randomUUID } from 'node:crypto';
import { servePipe } from '../contract/pipe-ends.ts';
import type { Link } from '../contract/pipe.ts';
import type { ShellRun } from '../model/console.ts';
import type { FailureData } from '../model/failure.ts';
import { type Failure, fail, toFailure } from '../model/failure.ts';
import type { Machine, SessionType } from '../model/machine.ts';
import type { BytePipe } from '../model/pipe.ts';
import type { Ask } from '../model/prompt.ts';
import type { Session } from '../model/session.ts';
import type { TranscriptFormat } from '../model/transcript.ts';
import type { KeptSession } from '../plugins/plugin.ts';
import { blaming } from './blaming.ts';
import { paced } from './pace.ts';
import { type ConsoleContext, consolePipe, type How } from './console-pipe.ts';
import { createKeptSessions, type KeptSessions } from './kept-sessions.ts';
import { Lasting } from './lasting.ts';
import { sessionRows, type SessionRows } from './session-rows.ts';
import type { Tables } from './tables.ts';
import { Keeping } from './transcripts/keeping.ts';
import { tapped, type TappedPipe } from './transcripts/tap.ts';
import type { Transcripts } from './transcripts/transcripts.ts';

export interface SessionsContext extends ConsoleContext {
  readonly tables: Tables;
  readonly ask: Ask;
  /** Asks nobody. */
  readonly quietly: Ask;
  readonly transcripts: Transcripts;
  /** ms an opened console waits for its pipe. */
  readonly patience: number;
  /** ms a terminal waits for its window to come back. */
  readonly outlasts: number;
}

export interface OpenRequest {
  readonly machine: string;
  readonly console: string;
  readonly cols: number;
  readonly rows: number;
  readonly run?: ShellRun;
  /** Whoever has it loses it. */
  readonly take?: boolean;
  /** Fails with busy where others look at the screen already; sessions of our own are no others. */
  readonly wary?: boolean;
  /** Of the window itself: it stands in no table. */
  readonly peek?: boolean;
  /** A terminal that waits for a window that is lost to come back, with what it has said. */
  readonly outlives?: boolean;
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

interface Open {
  readonly pipe: TappedPipe;
  /** Of one that outlives its windows. */
  readonly lasting: Lasting | undefined;
  /** Machine and console. */
  readonly place: string;
  /** Ends it with that reason. */
  endWith(why: Failure): void;
  /** The timer of a session nobody is attached to. */
  waiting: NodeJS.Timeout | undefined;
  /** Of one that outlives its windows: takes it from the one that has it. */
  lose: (() => void) | undefined;
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
    keep: keeper.kept.keep,
    transcribe: (request) => keeper.transcribe(request),
    endTranscript: (id) => keeper.endTranscript(id),
  };
}

class Keeper {
  private readonly context: SessionsContext;
  private readonly opened = new Map<string, Open>();
  private readonly opening = new Map<string, AbortController>();
  readonly kept: KeptSessions;
  private readonly rows: SessionRows;
  private readonly keeping: Keeping;

  constructor(context: SessionsContext) {
    this.context = context;
    this.kept = createKeptSessions(context.tables);
    this.rows = sessionRows(context.tables);
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
      const others = this.openAt(placeOf(session));
      // Shells have no holder: each is one of its own.
      const isHeld = machine.type !== 'PM' || offer.apart === true;
      // Whoever had one of a window that is lost has come this way.
      const take = request.take === true || (isHeld && others.some(isLeft));
      if (take && isHeld) for (const other of others) other.endWith(takenOver(session.title));
      await this.connect(
        session,
        machine,
        {
          size,
          ...(request.run !== undefined && { run: request.run }),
          ...(take && { take }),
          ...(request.outlives === true && { outlives: true }),
          ...(request.wary === true && { wary: others.length }),
        },
        request.peek === true ? this.context.quietly : this.context.ask,
        AbortSignal.any(signal ? [signal, stop.signal] : [stop.signal]),
      );
      return session;
    } catch (caught) {
      const failure = toFailure(caught);
      this.rows.ended(session.id, failure);
      throw caught;
    } finally {
      this.opening.delete(session.id);
    }
  }

  /** What of ours is at a place, looks of windows included. */
  private openAt(place: string): readonly Open[] {
    return [...this.opened.values()].filter((open) => open.place === place);
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
    { outlives, ...how }: How & { readonly outlives?: boolean },
    ask: Ask,
    signal: AbortSignal,
  ): Promise<void> {
    const { pipe: raw, channel } = await consolePipe(this.context, session, machine, how, ask, signal);
    /** With its reason: the host is gone, or somebody of ours has taken it over. */
    const over = new AbortController();
    const lost = (): void => {
      over.abort(channel.gone.reason);
      raw.close();
      if (this.opened.get(session.id)?.waiting !== undefined)
        this.finish(session.id, toFailure(channel.gone.reason));
    };
    channel.gone.addEventListener('abort', lost, { once: true });
    const pipe = tapped(paced(blaming(raw, over.signal)));
    this.opened.set(session.id, {
      pipe,
      lasting: outlives === true && session.kind === 'tty' ? new Lasting(pipe) : undefined,
      place: placeOf(session),
      endWith: (why) => {
        over.abort(why);
        this.close(session.id);
      },
      waiting: setTimeout(() => this.abandon(session.id), this.context.patience),
      lose: undefined,
      served: Promise.resolve(),
      release: () => channel.gone.removeEventListener('abort', lost),
    });
    if (channel.gone.aborted) lost();
  }

  attach(id: string, link: Link): void {
    const open = this.opened.get(id);
    if (open === undefined || (open.waiting === undefined && open.lasting === undefined)) {
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
    this.rows.put(id, { state: 'attached' });
    open.served =
      open.lasting === undefined ? this.serve(id, link, open.pipe) : this.last(id, link, open, open.lasting);
  }

  private async serve(id: string, link: Link, pipe: BytePipe): Promise<void> {
    this.finish(id, await servePipe(link, pipe));
  }

  /** Without a window again, it waits for it. */
  private async last(id: string, link: Link, open: Open, lasting: Lasting): Promise<void> {
    // A page that is loaded again may be here before the news that it was gone.
    open.lose?.();
    const view = lasting.view();
    const lose = (): void => {
      link.onClose?.();
      link.close();
    };
    open.lose = lose;
    const failure = await servePipe(link, view.pipe, view);
    if (!view.isLeft) return this.finish(id, failure);
    if (this.opened.get(id) !== open || open.lose !== lose) return;
    open.lose = undefined;
    this.rows.put(id, { state: 'opening' });
    open.waiting = setTimeout(() => this.finish(id), this.context.outlasts);
  }

  close(id: string): void {
    if (!this.context.tables.sessions.has(id) && !this.opened.has(id))
      throw fail('not-found', 'There is no such session any more.');
    this.opening.get(id)?.abort(fail('aborted', 'Closed on request.'));
    this.kept.close(id);
    const open = this.opened.get(id);
    if (open?.waiting !== undefined) this.finish(id);
    else open?.pipe.close();
  }

  async closeAll(): Promise<void> {
    for (const stop of this.opening.values()) stop.abort(fail('aborted', 'ctys is being closed.'));
    const all = [...this.opened];
    for (const [id] of all) this.close(id);
    await Promise.all([...all.map(([, open]) => open.served), this.kept.closeAll()]);
    await this.keeping.allEnded();
  }

  async transcribe({ session: id, ...how }: TranscribeRequest): Promise<string> {
    const session = this.context.tables.sessions.get(id);
    const open = this.opened.get(id);
    if (session === undefined || open === undefined) throw closed();
    if (session.kind !== 'tty') throw fail('not-capable', 'Only what terminals say is kept as a transcript.');
    const broken = (): void => this.untranscribed(id);
    const transcript = await this.keeping.begin(open.pipe, { ...how, title: session.title, broken });
    if (this.opened.get(id) !== open) {
      await this.keeping.end(open.pipe);
      throw closed();
    }
    this.rows.put(id, { transcript });
    return transcript;
  }

  async endTranscript(id: string): Promise<void> {
    const open = this.opened.get(id);
    if (open === undefined) return;
    this.untranscribed(id);
    await this.keeping.end(open.pipe);
  }

  private untranscribed(id: string): void {
    const { sessions } = this.context.tables;
    const session = sessions.get(id);
    if (session === undefined) return;
    const { transcript: _ended, ...rest } = session;
    sessions.put(rest);
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
    this.rows.ended(id, failure);
  }
}

/** Its window is lost. */
const isLeft = ({ lasting, lose }: Open): boolean => lasting?.wasRead === true && lose === undefined;

const placeOf = ({ machine, console }: Session): string => `${machine} ${console}`;

const takenOver = (title: string) =>
  fail('busy', `${title} was taken over from another window or call.`, 'Take it back, or leave it there.', {
    takeable: true,
  });

const closed = () => fail('not-found', 'This console is closed.', 'Open it again.');
