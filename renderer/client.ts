/** The one typed client of the contract. It stays when connections go: calls use the current one. */
import type { ClientContext, ClientLink } from '@orpc/client';
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../core/contract/contract.ts';
import type { Link } from '../core/contract/pipe.ts';
import type { Change, SettingsState } from '../core/contract/schemas.ts';
import type { FailureData } from '../core/model/failure.ts';
import { fail, toFailure } from '../core/model/failure.ts';
import type { Showing } from '../core/model/showing.ts';
import type { Connection, Transport } from './transport.ts';
import { words } from './words/words.ts';

export type Api = ContractRouterClient<Contract>;

/** connecting: never connected yet. reconnecting: it was, and is being tried again. */
export type CoreState = 'connecting' | 'up' | 'reconnecting';

export interface Core {
  readonly api: Api;
  openLink(session: string): Link;
  close(): void;
}

export interface CoreEvents {
  change(change: Change): void;
  state(state: CoreState, tries: number): void;
  /** A console is to be shown here. */
  show(showing: Showing): void;
  settings?(state: SettingsState): void;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 5_000;

/** ms before try `tries + 1`: doubling, at most 5 s. */
export const backOff = (tries: number): number => Math.min(FIRST_DELAY * 2 ** tries, LONGEST_DELAY);

/** What any call of the contract may throw, as a Failure's data. */
export function asFailure(caught: unknown): FailureData {
  if (caught instanceof ORPCError && caught.code === 'FAILURE' && isFailure(caught.data)) return caught.data;
  return toFailure(caught);
}

const isFailure = (value: unknown): value is FailureData =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value;

const notConnected = () => fail('connection-lost', words().shell.connectionLost, words().shell.waitForCore);

/** Connects, follows the tables, and connects again for as long as it is not closed. */
export function connectCore(transport: Transport, events: CoreEvents): Core {
  const stop = new AbortController();
  let current: Connection | null = null;
  const link: ClientLink<ClientContext> = {
    call: (path, input, options) => {
      if (current === null) return Promise.reject(notConnected());
      return current.rpc.call(path, input, options);
    },
  };
  const api: Api = createORPCClient(link);

  const follow = async (onFirst: () => void): Promise<void> => {
    const connection = await transport.connect();
    current = connection;
    const lost = new AbortController();
    void connection.closed.then(() => lost.abort());
    const signal = AbortSignal.any([stop.signal, lost.signal]);
    const showing = async (): Promise<void> => {
      for await (const one of await api.console.shown(undefined, { signal })) events.show(one);
    };
    const setting = async (): Promise<void> => {
      for await (const one of await api.settings.follow(undefined, { signal })) events.settings?.(one);
    };
    // They end with the connection, whose loss `watch` tells.
    void showing().catch(() => {});
    if (events.settings !== undefined) void setting().catch(() => {});
    try {
      for await (const change of await api.watch(undefined, { signal })) {
        onFirst();
        events.change(change);
      }
    } finally {
      current = null;
      connection.close();
    }
  };

  void (async () => {
    let known = false;
    for (let tries = 0; !stop.signal.aborted; tries += 1) {
      events.state(known ? 'reconnecting' : 'connecting', tries);
      await follow(() => {
        if (current !== null && (tries > 0 || !known)) events.state('up', 0);
        known = true;
        tries = 0;
      }).catch(() => undefined);
      await pause(backOff(tries), stop.signal);
    }
  })();

  return {
    api,
    openLink: (session) => transport.openLink(session),
    close: () => stop.abort(),
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    const stop = (): void => {
      clearTimeout(timer);
      done();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
