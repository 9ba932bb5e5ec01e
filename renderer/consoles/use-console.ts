/** One console's life: opened, attached, ended, and opened again. What shows it stays all the while. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type ClientPipe, clientPipe } from '../../core/contract/pipe-ends.ts';
import type { TerminalSize } from '../../core/model/console.ts';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { machineKnown, whenReachable } from './reachable.ts';
import { keepSession, takeSession } from './resume.ts';
import {
  type ConsoleTarget,
  forgetSession,
  isAskedFor,
  onOpenAgain,
  rememberSession,
  takeFocus,
} from './dock-state.ts';

export type Phase =
  | { readonly at: 'opening' }
  | { readonly at: 'attached'; readonly session: string }
  /** `retryAt`: epoch ms of the next try by itself. */
  | { readonly at: 'ended'; readonly failure?: FailureData; readonly retryAt?: number };

/** What ends by itself to come back: the network, not the guest. */
const PASSING: ReadonlySet<FailureData['code']> = new Set([
  'connection-lost',
  'unreachable',
  'timeout',
  'refused',
]);
const DELAYS = [3_000, 6_000, 15_000, 30_000];
const MOST_TRIES = 20;

/** A host that has just come back does not know its guests yet. */
const comesBack = (failure: FailureData | undefined, tries: number): boolean =>
  failure !== undefined &&
  tries < MOST_TRIES &&
  (PASSING.has(failure.code) || (failure.code === 'not-found' && tries > 0));

export interface ConsoleHandlers {
  size(): TerminalSize;
  /** Called before any byte; must set `pipe.onBytes`. `alone`: others lose it. Returns how to let go of it. */
  attached(pipe: ClientPipe, how: { readonly alone: boolean }): () => void;
  ended(failure: FailureData | undefined): void;
}

export interface Console {
  readonly phase: Phase;
  reconnect(): void;
  /** Opens it again; whoever has it loses it. */
  takeOver(): void;
  /** Ends it from our side, e.g. when the far side spoke nonsense. */
  end(failure: FailureData): void;
}

export function useConsole(target: ConsoleTarget, panel: string, handlers: ConsoleHandlers): Console {
  const [phase, setPhase] = useState<Phase>({ at: 'opening' });
  const [attempt, setAttempt] = useState(0);
  const tries = useRef(0);
  const takes = useRef(false);
  const current = useRef(handlers);
  current.current = handlers;
  const stopNow = useRef<(failure: FailureData) => void>(() => undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt opens anew; the target never changes in a panel
  useEffect(() => {
    const stop = new AbortController();
    const ended = (failure: FailureData | undefined): void => {
      if (stop.signal.aborted) return;
      stop.abort();
      const again = comesBack(failure, tries.current);
      const delay = DELAYS[Math.min(tries.current, DELAYS.length - 1)] ?? 0;
      tries.current += 1;
      current.current.ended(failure);
      setPhase({
        at: 'ended',
        ...(failure !== undefined && { failure }),
        ...(again && { retryAt: Date.now() + delay }),
      });
    };
    stopNow.current = ended;
    setPhase({ at: 'opening' });
    const take = takes.current;
    takes.current = false;
    const wary = !take && isAskedFor(panel);
    void attach({ ...target, take, wary }, panel, current.current, stop.signal, {
      attached: (session) => {
        tries.current = 0;
        setPhase({ at: 'attached', session });
        takeFocus(panel, attempt === 0);
      },
      ended,
    });
    return () => stop.abort();
  }, [attempt]);

  const reconnect = useCallback(() => setAttempt((number) => number + 1), []);
  const takeOver = useCallback(() => {
    takes.current = true;
    reconnect();
  }, [reconnect]);
  const hasEnded = phase.at === 'ended';
  useEffect(() => (hasEnded ? onOpenAgain(panel, reconnect) : undefined), [hasEnded, panel, reconnect]);
  const retryAt = phase.at === 'ended' ? phase.retryAt : undefined;
  useEffect(() => {
    if (retryAt === undefined) return;
    const timer = setTimeout(reconnect, Math.max(0, retryAt - Date.now()));
    return () => clearTimeout(timer);
  }, [retryAt, reconnect]);
  const passing = phase.at === 'ended' && phase.failure !== undefined && PASSING.has(phase.failure.code);
  useEffect(
    () => (passing ? whenReachable(target.host, reconnect) : undefined),
    [passing, target.host, reconnect],
  );
  const end = useCallback((failure: FailureData) => stopNow.current(failure), []);
  return { phase, reconnect, takeOver, end };
}

interface AttachEvents {
  attached(session: string): void;
  ended(failure: FailureData | undefined): void;
}

type Wanted = ConsoleTarget & { readonly take: boolean; readonly wary: boolean };

/** The session that this panel had before the page was loaded again; null: it is not there any more. */
async function resumed(
  panel: string,
): Promise<{ readonly session: string; readonly pipe: ClientPipe } | null> {
  const session = takeSession(panel);
  if (session === undefined) return null;
  const pipe = clientPipe(theCore().openLink(session));
  return (await pipe.resumed) ? { session, pipe } : null;
}

async function opened(
  { machine, console, run, take, wary, kind }: Wanted,
  size: TerminalSize,
  signal: AbortSignal,
): Promise<string> {
  await machineKnown(machine, signal);
  const session = await theCore().api.console.open({
    machine,
    console,
    ...size,
    ...(run !== undefined && { run }),
    ...(take && { take }),
    ...(wary && { wary }),
    ...(kind === 'tty' && { outlives: true }),
  });
  return session.id;
}

/** Opens session and pipe; both are closed when `signal` aborts, whenever that is. */
async function attach(
  target: Wanted,
  panel: string,
  handlers: ConsoleHandlers,
  signal: AbortSignal,
  on: AttachEvents,
): Promise<void> {
  const { api, openLink } = theCore();
  try {
    const earlier = await resumed(panel);
    const session = earlier?.session ?? (await opened(target, handlers.size(), signal));
    const closeSession = (): void => {
      forgetSession(session);
      keepSession(panel, null);
      // It is gone already where the far side ended it, or the core is.
      api.console.close({ session }).catch(() => undefined);
    };
    if (signal.aborted) return closeSession();
    const pipe = earlier?.pipe ?? clientPipe(openLink(session));
    pipe.onEnd = (failure) => on.ended(failure);
    const detach = handlers.attached(pipe, { alone: target.take });
    rememberSession(session, panel);
    if (target.kind === 'tty') keepSession(panel, session);
    signal.addEventListener('abort', () => {
      pipe.onEnd = null;
      detach();
      pipe.close();
      closeSession();
    });
    on.attached(session);
  } catch (caught) {
    on.ended(asFailure(caught));
  }
}
