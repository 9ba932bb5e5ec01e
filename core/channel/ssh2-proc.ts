/** A session of an ssh2 connection as a process. */
import type { Client, ClientChannel } from 'ssh2';
import { BEGUN, type Ender, type RunLine } from './ending.ts';
import type { Frame } from './frame.ts';
import { cutTo, startOf } from './frame.ts';
import { mute } from './streams.ts';
import type { Proc } from './transport.ts';
import { within } from './within.ts';

/** ms for a signal of the protocol to do its work, before a session is spent on it. */
const PATIENCE = 100;

/**
 * The public `signal` of a channel does nothing once its input is closed, which `exec` does at once; the message
 * itself may still be sent (RFC 4254 6.9). The version of ssh2 is pinned.
 */
interface Inner {
  readonly _protocol?: { signal?(id: number, name: string): void };
}

function sendSignal(client: Client, channel: ClientChannel, name: string): void {
  const { id, state } = channel.outgoing as { id: number; state: string };
  if (state === 'open' || state === 'eof') (client as unknown as Inner)._protocol?.signal?.(id, name);
}

/**
 * A session for ending processes. A connection that is gone has ended their input and output: that is all done.
 * `hasten`: resolves as soon as the line runs, which then needs no connection any more.
 */
export const endRunner =
  (client: Client, hasten = false): RunLine =>
  (line) =>
    new Promise((resolve) => {
      try {
        client.exec(line, (error, session) => {
          if (error) return resolve(/No response|Not connected/.test(error.message));
          mute(session);
          session.once('close', () => resolve(true)).end();
          if (hasten)
            void cutTo(session, BEGUN).then(
              () => resolve(true),
              () => resolve(true),
            );
          session.on('data', () => {});
          session.stderr.on('data', () => {});
        });
      } catch {
        resolve(true);
      }
    });

export interface SessionProc extends Proc {
  readonly closed: Promise<void>;
  /** Known once started; null before, after the end, and for a login shell. */
  running(): number | null;
}

/** A command has a frame, a login shell has none. */
export interface SessionKind {
  readonly frame?: Frame;
  readonly tty: boolean;
}

/** A login shell (no frame) is left to the hang-up of its terminal. */
export function sessionProc(
  client: Client,
  channel: ClientChannel,
  how: SessionKind,
  ender: Ender,
): SessionProc {
  mute(channel);
  mute(channel.stderr);
  const emitter: NodeJS.EventEmitter = client;
  let over = false;
  const exit = new Promise<number | null>((resolve) => {
    const end = (code: unknown): void => {
      over = true;
      emitter.off('close', end);
      resolve(typeof code === 'number' ? code : null);
    };
    channel.once('exit', end);
    channel.once('close', end);
    emitter.once('close', end);
  });
  const closed = new Promise<void>((resolve) => {
    channel.once('close', () => resolve());
    emitter.once('close', resolve);
    channel.once('close', () => emitter.off('close', resolve));
  });
  const started = how.frame === undefined ? Promise.resolve(0) : startOf(channel, how.frame.mark);
  let pid: number | null = null;
  started.then(
    (known) => {
      pid = known;
    },
    () => {},
  );
  const running = (): number | null => (over || pid === 0 ? null : pid);

  /** A command that has not started yet is waited for: its login shell would start it after we have gone. */
  async function end(): Promise<void> {
    await started.catch(() => null);
    if (!over) {
      sendSignal(client, channel, how.tty ? 'HUP' : 'TERM');
      await within(PATIENCE, exit);
      const left = running();
      if (left !== null) await ender.end(left);
    }
    channel.close();
  }

  let killed = false;
  return {
    started,
    stdin: channel,
    stdout: channel,
    stderr: how.tty ? null : channel.stderr,
    ...(how.frame !== undefined && { mark: how.frame.mark }),
    exit,
    closed,
    running,
    resize: (cols, rows) => channel.setWindow(rows, cols, 0, 0),
    kill() {
      if (killed) return;
      killed = true;
      // Unread bytes would hold back the close.
      channel.on('data', () => {}).resume();
      channel.stderr.on('data', () => {}).resume();
      if (over || how.frame === undefined) channel.close();
      else void end();
    },
  };
}
