/** Tunnels by hand and by console: opened on loopback, told of as rows of kind T, gone with what they lead to. */
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { join, type Listener } from '../channel/listen.ts';
import { type FailureData, toFailure } from '../model/failure.ts';
import { type Machine, machineId, type SessionType } from '../model/machine.ts';
import type { Session } from '../model/session.ts';
import { ONE_SHOT, type TunnelRequest, type TunnelState } from '../model/tunnel.ts';
import type { Entered, OneShot, Screen } from '../plugins/plugin.ts';
import { type Ends, endsOf, listenOn, reach, screenOf, type TunnelsContext, textOf } from './tunnel-ends.ts';

export interface Tunnels {
  /** @throws Failure why it cannot be opened */
  open(request: TunnelRequest, signal?: AbortSignal): Promise<Session>;
  /** For a client of one technology, who says by itself that it is there. @throws Failure why it cannot be opened */
  once(request: OneShot, of: { readonly host: string; readonly type: SessionType }): Promise<Entered>;
  /** Where a console is, as its host sees it. @throws Failure not-found, not-capable */
  screenOf(machine: string, console: string): Promise<Screen & { readonly machine: Machine }>;
  /** false: it is no tunnel. */
  close(id: string): boolean;
  /** Called once when it is closed; at once if it is already. */
  onClosed(id: string, then: () => void): void;
  closeAll(): Promise<void>;
}

/** ms between two changes of the bytes a row tells. */
const BEAT = 500;
const MOST_CLOSED = 50;

interface Open {
  readonly listener: Listener;
  readonly streams: Set<Duplex>;
  readonly ended: (() => void)[];
  state: TunnelState;
  timer: NodeJS.Timeout | undefined;
  beat: NodeJS.Timeout | undefined;
  release(): void;
}

export function createTunnels(context: TunnelsContext): Tunnels {
  const digger = new Digger(context);
  return {
    open: (request, signal) => digger.open(request, signal),
    once: (request, of) => digger.once(request, of),
    screenOf: (machine, console) => screenOf(context, machine, console),
    close: (id) => digger.close(id),
    onClosed: (id, then) => digger.onClosed(id, then),
    closeAll: () => digger.closeAll(),
  };
}

class Digger {
  private readonly context: TunnelsContext;
  private readonly opened = new Map<string, Open>();

  constructor(context: TunnelsContext) {
    this.context = context;
  }

  async once({ label, to }: OneShot, { host, type }: { host: string; type: SessionType }): Promise<Entered> {
    const request = { host, kind: 'local', to, label, oneShot: ONE_SHOT } as const;
    const { id, tunnel } = await this.open(request, undefined, type);
    return { port: tunnel?.from ?? '', close: () => void this.close(id) };
  }

  async open(request: TunnelRequest, signal?: AbortSignal, type?: SessionType): Promise<Session> {
    const ends = await endsOf(this.context, request, signal);
    const id = randomUUID();
    const listener = await listenOn(ends.near, request, (stream) => void this.arrived(id, stream, ends));
    const state: TunnelState = {
      kind: request.kind,
      from: textOf(listener.at),
      to: ends.to === undefined ? '*' : textOf(ends.to),
      ...{ open: 0, bytes: 0 },
    };
    const { machine } = ends;
    const session: Session = {
      ...{
        id,
        role: 'T',
        machine: machine?.id ?? machineId(request.host, { type: 'PM' }),
        state: 'attached',
      },
      ...{ console: request.console ?? 'tunnel', kind: 'rfb', since: Date.now(), tunnel: state },
      label: request.label ?? machine?.label ?? request.host,
      ...(type !== undefined && { type }),
      ...(machine !== undefined && { type: machine.type }),
      title: `Tunnel ${state.from} to ${state.to} of ${request.host}`,
    };
    this.keep(id, listener, state, request, ends);
    this.context.tables.sessions.put(session);
    return session;
  }

  private keep(
    id: string,
    listener: Listener,
    state: TunnelState,
    { oneShot }: TunnelRequest,
    { near, far, machine }: Ends,
  ): void {
    const lost = (): void => this.end(id, toFailure((far.gone.aborted ? far : near).gone.reason));
    for (const { gone } of [near, far]) gone.addEventListener('abort', lost, { once: true });
    const { machines } = this.context.tables;
    const unfollow = this.context.tables.follow('machines', (changed) => {
      const now = machine?.id === changed ? machines.get(changed) : undefined;
      if (machine?.id === changed && (now === undefined || now.state === 'off' || now.state === 'suspended'))
        this.end(id);
    });
    this.opened.set(id, {
      ...{ listener, state, streams: new Set(), ended: [], beat: undefined },
      timer:
        oneShot === undefined ? undefined : setTimeout(() => this.end(id, tooLate(oneShot)), oneShot * 1000),
      release: () => {
        unfollow();
        for (const { gone } of [near, far]) gone.removeEventListener('abort', lost);
      },
    });
  }

  private async arrived(id: string, stream: Duplex, ends: Ends): Promise<void> {
    const open = this.opened.get(id);
    stream.on('error', () => {});
    if (open === undefined) return void stream.destroy();
    clearTimeout(open.timer);
    open.streams.add(stream);
    this.told(id, { open: open.streams.size });
    const client = this.client(id);
    try {
      const to = await reach(stream, ends);
      if (to !== null) await join(stream, to, (bytes) => this.carried(id, bytes));
    } catch {
      stream.destroy();
    } finally {
      open.streams.delete(stream);
      client();
      this.told(id, { open: open.streams.size });
      const isOver = open.timer !== undefined && open.streams.size === 0;
      if (isOver) this.end(id);
    }
  }

  /** Who looks at a console through its tunnel is a client of it. */
  private client(tunnel: string): () => void {
    const { sessions } = this.context.tables;
    const row = sessions.get(tunnel);
    if (row === undefined || row.console === 'tunnel') return () => {};
    const { tunnel: _, ...rest } = row;
    const id = randomUUID();
    sessions.put({ ...rest, id, role: 'C', type: 'VNC', title: `${row.label}: viewer`, since: Date.now() });
    return () => sessions.drop(id);
  }

  private carried(id: string, bytes: number): void {
    const open = this.opened.get(id);
    if (open === undefined) return;
    open.state = { ...open.state, bytes: open.state.bytes + bytes };
    open.beat ??= setTimeout(() => {
      open.beat = undefined;
      this.told(id, {});
    }, BEAT);
  }

  private told(id: string, news: Partial<TunnelState>): void {
    const open = this.opened.get(id);
    const row = this.context.tables.sessions.get(id);
    if (open === undefined || row === undefined) return;
    open.state = { ...open.state, ...news };
    this.context.tables.sessions.put({ ...row, tunnel: open.state });
  }

  close(id: string): boolean {
    if (!this.opened.has(id)) return false;
    this.end(id);
    return true;
  }

  onClosed(id: string, then: () => void): void {
    const open = this.opened.get(id);
    if (open === undefined) then();
    else open.ended.push(then);
  }

  async closeAll(): Promise<void> {
    const all = [...this.opened.values()];
    for (const id of [...this.opened.keys()]) this.end(id);
    await Promise.all(all.map(({ listener }) => listener.close()));
  }

  private end(id: string, failure?: FailureData): void {
    const open = this.opened.get(id);
    if (open === undefined) return;
    this.told(id, { open: 0 });
    this.opened.delete(id);
    clearTimeout(open.timer);
    clearTimeout(open.beat);
    open.release();
    void open.listener.close();
    for (const stream of open.streams) stream.destroy();
    this.ended(id, failure);
    for (const then of open.ended) then();
  }

  private ended(id: string, failure?: FailureData): void {
    const { sessions } = this.context.tables;
    const row = sessions.get(id);
    if (row !== undefined)
      sessions.put({ ...row, state: 'closed', ...(failure !== undefined && { failure }) });
    const closed = [...sessions.values()].filter(({ role, state }) => role === 'T' && state === 'closed');
    for (const old of closed.slice(0, Math.max(0, closed.length - MOST_CLOSED))) sessions.drop(old.id);
  }
}

const tooLate = (seconds: number): FailureData => ({
  code: 'timeout',
  message: `Nobody came through the tunnel within ${seconds} s.`,
  remedy: 'Open it again.',
});
