/** Connections that come from the host over an ssh2 connection. */
import type { Client, ClientChannel } from 'ssh2';
import type { Endpoint } from './channel.ts';
import { type Accept, cannotListen, type Listener } from './listen.ts';
import { limitReadAhead } from './ssh2-window.ts';

const keyOf = (at: Endpoint): string => ('unix' in at ? at.unix : `${at.host}:${at.port}`);

export class Ssh2Listeners {
  readonly #client: Client;
  readonly #host: string;
  readonly #gone: AbortSignal;
  /** Who waits for them, by where. */
  readonly #accepting = new Map<string, Accept>();

  constructor(client: Client, host: string, gone: AbortSignal) {
    this.#client = client;
    this.#host = host;
    this.#gone = gone;
    client.on('tcp connection', ({ destIP, destPort }, take, refuse) =>
      this.#arrived({ host: destIP, port: destPort }, take, () => refuse?.()),
    );
    client.on('unix connection', ({ socketPath }, take, refuse) =>
      this.#arrived({ unix: socketPath }, take, () => refuse?.()),
    );
  }

  /** On its loopback; where the server's GatewayPorts says otherwise it decides. */
  async listen(at: Endpoint, accept: Accept): Promise<Listener> {
    if (this.#gone.aborted) throw this.#gone.reason;
    const client = this.#client;
    const port = await new Promise<number>((resolve, reject) => {
      const done = (error: Error | undefined, given = 0): void =>
        error ? reject(cannotListen(at, this.#host, error.message)) : resolve(given);
      if ('unix' in at) client.openssh_forwardInStreamLocal(at.unix, (error) => done(error ?? undefined));
      else client.forwardIn(at.host, at.port, (error, given) => done(error ?? undefined, given));
    });
    const bound: Endpoint = 'unix' in at ? at : { host: at.host, port: at.port === 0 ? port : at.port };
    const key = keyOf(bound);
    this.#accepting.set(key, accept);
    return {
      at: bound,
      close: async () => {
        if (!this.#accepting.delete(key) || this.#gone.aborted) return;
        await new Promise<void>((done) => {
          if ('unix' in bound) client.openssh_unforwardInStreamLocal(bound.unix, () => done());
          else client.unforwardIn(bound.host, bound.port, () => done());
        });
      },
    };
  }

  #arrived(at: Endpoint, take: () => object, refuse: () => void): void {
    const accept = this.#accepting.get(keyOf(at));
    if (accept === undefined) {
      refuse();
      return;
    }
    // The types know of no other channels than sessions.
    const channel = take() as ClientChannel;
    limitReadAhead(channel);
    accept(channel);
  }
}
