/** TLS over a line to a VNC server, ended in this process: the viewer meets plain RFB. */
import { Duplex } from 'node:stream';
import { connect, type ConnectionOptions, createSecureContext, type TLSSocket } from 'node:tls';
import { fail } from '../../model/failure.ts';
import type { BytePipe } from '../../model/pipe.ts';
import { Line } from './line.ts';

export interface Certificate {
  /** SHA-256, pairs with colons. */
  readonly fingerprint: string;
  /** Whom it names; of any origin. */
  readonly subject: string;
}

/** Nobody is named in it, so TLS 1.3 has no such thing, and OpenSSL wants to be told that it is meant. */
const ANONYMOUS: ConnectionOptions = {
  ciphers: 'aNULL:!eNULL:@SECLEVEL=0',
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
};

/** Electron's library (BoringSSL) has none. */
function knowsAnonymous(): boolean {
  try {
    createSecureContext(ANONYMOUS);
    return true;
  } catch {
    return false;
  }
}

/** A line as the stream that TLS runs over. */
class LineStream extends Duplex {
  readonly #line: Line;
  readonly #bytes: AsyncIterator<Uint8Array>;

  constructor(line: Line) {
    super();
    this.#line = line;
    this.#bytes = line.others()[Symbol.asyncIterator]();
  }
  override _read(): void {
    this.#bytes.next().then(
      ({ done, value }) => this.push(done === true ? null : value),
      (caught: Error) => this.destroy(caught),
    );
  }
  override _write(chunk: Uint8Array, _encoding: string, done: (error?: Error) => void): void {
    this.#line.write(chunk).then(() => done(), done);
  }
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#line.close();
    done(error);
  }
}

/** Read in as large parts as a channel's. */
const READ_AHEAD = 64 * 1024;
/** ms; a server that stands still in the middle of it is none. */
const PATIENCE = 15_000;

/** `check` is asked about the server's certificate; absent: the server has none. @throws Failure refused, not-capable */
export async function overTls(
  line: Line,
  check?: (certificate: Certificate) => Promise<void>,
): Promise<Line> {
  if (check === undefined && !knowsAnonymous())
    throw fail(
      'not-capable',
      'The VNC server has no certificate (anonymous TLS), which the TLS library of this program does not do.',
      'Give the server a certificate (X509Vnc), or see it by `ctys serve`.',
    );
  const options = {
    socket: new LineStream(line),
    // Nobody signs the certificates of VNC servers: each is pinned on first use, by `check`.
    rejectUnauthorized: false,
    highWaterMark: READ_AHEAD,
    ...(check === undefined && ANONYMOUS),
  };
  const socket = connect(options);
  await settled(socket);
  try {
    await check?.(certificateOf(socket));
  } catch (caught) {
    socket.destroy();
    throw caught;
  }
  return new Line(pipeOf(socket));
}

function settled(socket: TLSSocket): Promise<void> {
  return new Promise((done, failed) => {
    const refuse = (why: string): void => {
      clearTimeout(timer);
      socket.destroy();
      failed(
        fail('refused', `TLS with the VNC server did not come about: ${why}.`, 'Check its TLS settings.'),
      );
    };
    const timer = setTimeout(() => refuse('it does not answer'), PATIENCE);
    // Kept for later faults too: a close tells the same.
    socket.on('error', ({ message }) => refuse(message.trim().slice(0, 200)));
    socket.once('close', () => refuse('it closed the connection'));
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      done();
    });
  });
}

function certificateOf(socket: TLSSocket): Certificate {
  const { fingerprint256 = '', subject } = socket.getPeerCertificate();
  if (fingerprint256 === '') throw fail('refused', 'The VNC server showed no certificate.');
  const name: unknown = subject?.CN;
  return { fingerprint: fingerprint256, subject: typeof name === 'string' ? name.slice(0, 200) : '' };
}

const pipeOf = (socket: TLSSocket): BytePipe => ({
  bytes: socket,
  write: (chunk) =>
    new Promise((done, failed) => {
      const lost = (): void => failed(fail('connection-lost', 'The VNC server closed the connection.'));
      if (socket.destroyed) return lost();
      socket.once('close', lost);
      socket.write(chunk, (error) => {
        socket.off('close', lost);
        if (error) lost();
        else done();
      });
    }),
  close: () => socket.destroy(),
});
