/** For tests and looks only: the far ends of consoles. */
import { connect } from 'node:net';
import { fail } from '../../core/model/failure.ts';
import type { BytePipe } from '../../core/model/pipe.ts';

/** A queue that can be awaited. */
class Chunks {
  private readonly list: Uint8Array[] = [];
  private wake: () => void = () => undefined;
  private over = false;
  push(chunk: Uint8Array): void {
    this.list.push(chunk);
    this.wake();
  }
  end(): void {
    this.over = true;
    this.wake();
  }
  async *read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.list.shift();
      if (next !== undefined) yield next;
      else if (this.over) return;
      else
        await new Promise<void>((done) => {
          this.wake = done;
        });
    }
  }
}

const text = (said: string): Uint8Array => new TextEncoder().encode(said);
const LINE_COUNT = 200_000;

/**
 * A terminal that echoes. `exit` ends it, `drop` ends it as a lost connection, `flood` prints 200,000 numbered lines,
 * `size` tells the last size, `say` writes the JSON string behind it as it is.
 */
export function echoPipe(label: string): BytePipe & { speak(text: string): void } {
  const out = new Chunks();
  let line = '';
  let size = '';
  let dropped = false;
  const prompt = (): void => out.push(text(`\x1b[32m${label.slice(0, 40)}\x1b[0m:~# `));
  const obey = (command: string): void => {
    if (command === 'flood')
      for (let at = 0; at < LINE_COUNT; at += 1000)
        out.push(text(Array.from({ length: 1000 }, (_, more) => `line ${at + more}\r\n`).join('')));
    else if (command === 'size') out.push(text(`${size}\r\n`));
    else if (command.startsWith('say ')) out.push(text(JSON.parse(command.slice(4)) as string));
    else if (command === 'exit') out.end();
    else if (command === 'drop') {
      dropped = true;
      out.end();
    } else if (command !== '') out.push(text(`${command}: see https://example.org/${command}\r\n`));
  };
  out.push(text('Welcome to the echo terminal.\r\n\r\n'));
  prompt();
  return {
    bytes: (async function* () {
      yield* out.read();
      if (dropped) throw fail('connection-lost', `The connection to ${label} was lost.`);
    })(),
    async write(chunk) {
      for (const char of new TextDecoder().decode(chunk)) {
        if (char === '\r') {
          out.push(text('\r\n'));
          obey(line);
          line = '';
          prompt();
        } else {
          line += char;
          out.push(text(char));
        }
      }
    },
    resize(cols, rows) {
      size = `${cols}x${rows}`;
    },
    close: () => out.end(),
    speak: (said) => out.push(text(said)),
  };
}

/** A TCP server, e.g. a real VNC one on loopback. */
export function tcpPipe(port: number): BytePipe {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  return {
    bytes: (async function* () {
      try {
        for await (const chunk of socket) yield chunk as Uint8Array;
      } catch (caught) {
        throw fail('connection-lost', `The screen's server is gone: ${String(caught)}`);
      }
    })(),
    write: (chunk) =>
      new Promise((done, failed) => socket.write(chunk, (error) => (error ? failed(error) : done()))),
    close: () => socket.destroy(),
  };
}
