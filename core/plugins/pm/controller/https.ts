/**
 * HTTPS to a controller, through the channel of the host it is spoken to from. Its certificate is nearly always one
 * that it signed itself: the first one is shown to a person and kept; another one later is refused.
 */
import { request as httpsRequest } from 'node:https';
import { connect as tlsConnect, type TLSSocket } from 'node:tls';
import type { Channel } from '../../../channel/channel.ts';
import { type Failure, fail, toFailure } from '../../../model/failure.ts';
import type { BmcConfig } from '../../../model/host.ts';
import type { Around } from '../../plugin.ts';
import { duplexOf } from './duplex.ts';

export const HTTPS_PORT = 443;
const PATIENCE = 20_000;
const MOST_BYTES = 4 * 2 ** 20;

export interface Answer {
  readonly status: number;
  readonly etag: string | undefined;
  /** null: nothing that is JSON. */
  readonly body: unknown;
}

export interface HttpsTarget {
  readonly on: Channel;
  readonly bmc: BmcConfig;
  readonly around: Around;
  readonly signal: AbortSignal;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** @throws Failure unreachable, host-key-unknown, host-key-changed, unexpected-output */
export async function callHttps(target: HttpsTarget, call: Call): Promise<Answer> {
  const socket = await secured(target);
  try {
    return await exchange(target, socket, call);
  } finally {
    socket.destroy();
  }
}

async function secured(target: HttpsTarget): Promise<TLSSocket> {
  const { on, bmc, signal } = target;
  const late = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  try {
    const pipe = await on.connect({ host: bmc.address, port: bmc.port ?? HTTPS_PORT }, { signal: late });
    // Checked by the pin below, before anything is sent.
    const socket = tlsConnect({ socket: duplexOf(pipe), rejectUnauthorized: false, servername: '' });
    const quit = (): void => void socket.destroy(new Error('no answer in time'));
    late.addEventListener('abort', quit, { once: true });
    await new Promise<void>((done, failed) => {
      socket.once('secureConnect', done);
      socket.once('error', failed);
    });
    late.removeEventListener('abort', quit);
    await checkPin(target, socket);
    return socket;
  } catch (caught) {
    signal.throwIfAborted();
    const { code } = toFailure(caught);
    if (code !== 'bug') throw caught;
    throw silent(target, caught);
  }
}

const silent = ({ around, bmc }: HttpsTarget, caught: unknown): Failure =>
  fail(
    'unreachable',
    `The management controller of ${around.config.name} (${bmc.address}) does not speak HTTPS: ${caught instanceof Error ? caught.message : caught}.`,
    'Check its address and port (bmc: { port: 443 }), and that Redfish is on.',
  );

/** @throws Failure host-key-unknown, host-key-changed */
async function checkPin({ bmc, around }: HttpsTarget, socket: TLSSocket): Promise<void> {
  const { fingerprint256, subject } = socket.getPeerCertificate();
  const place = `${bmc.address}:${bmc.port ?? HTTPS_PORT}`;
  const known = await around.pins?.get(place);
  if (known === fingerprint256) return;
  socket.pause();
  const { name } = around.config;
  if (known !== undefined) {
    socket.destroy();
    throw fail(
      'host-key-changed',
      `The certificate of the management controller of ${name} (${place}) has changed.`,
      `If it was renewed, remove ${place} from ${around.pins?.file ?? 'the pins'}; else somebody may stand between.`,
      { known, now: fingerprint256 },
    );
  }
  const answer = await around.ask({
    host: name,
    kind: 'host-key',
    text: `Is this the certificate of the management controller of ${name}?`,
    detail: `${place}\n${subject?.CN ?? ''}\nSHA-256 ${fingerprint256}`,
    fields: [],
  });
  if (answer === null) {
    socket.destroy();
    throw fail(
      'host-key-unknown',
      `Nobody has accepted the certificate of the management controller of ${name} yet.`,
      `Ask it something where you can be asked: ctys bmc ${name}`,
      { fingerprint: fingerprint256 },
    );
  }
  await around.pins?.set(place, fingerprint256);
  socket.resume();
}

async function exchange(target: HttpsTarget, socket: TLSSocket, call: Call): Promise<Answer> {
  const { bmc, signal } = target;
  const text = call.body === undefined ? undefined : JSON.stringify(call.body);
  const headers = {
    ...call.headers,
    Host: bmc.address,
    Accept: 'application/json',
    Connection: 'close',
    ...(text !== undefined && {
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(text)),
    }),
  };
  const late = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  return await new Promise<Answer>((done, failed) => {
    const sent = httpsRequest(
      {
        method: call.method,
        path: call.path,
        headers,
        createConnection: () => socket,

        signal: late,
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MOST_BYTES) response.destroy(new Error('its answer is too large'));
          else chunks.push(chunk);
        });
        response.once('error', (error) => failed(silent(target, error)));
        response.once('end', () => {
          const { statusCode = 0, headers: told } = response;
          done({ status: statusCode, etag: told.etag, body: jsonOf(Buffer.concat(chunks).toString()) });
        });
      },
    );
    sent.once('error', (error) => failed(signal.aborted ? signal.reason : silent(target, error)));
    sent.end(text);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
