/**
 * Logging in to a VNC server: RFC 6143, 7.1 and 7.2, and the TLS kinds of the RFB community's text (VeNCrypt 0.2,
 * and the older type 18).
 */
import { fail } from '../../model/failure.ts';
import { answerTo } from '../vnc/secret.ts';
import type { Line } from './line.ts';
import { type Certificate, overTls } from './tls.ts';

/** Who logs in. Each is asked only where the server wants it, and throws a Failure to give up. */
export interface Login {
  password(): Promise<string>;
  account(): Promise<{ readonly user: string; readonly password: string }>;
  certificate(certificate: Certificate): Promise<void>;
}

export interface Entered {
  /** The server's line, over TLS where it is. */
  readonly line: Line;
  /** Kinds of login that only a viewer may know; absent: we are in. */
  readonly left?: readonly number[];
}

export const VERSION = Buffer.from('RFB 003.008\n', 'latin1');
export const VERSION_SIZE = 12;
export const NONE = 1;
const VNC_AUTH = 2;
const TLS = 18;
const VENCRYPT = 19;
const CHALLENGE_SIZE = 16;

type Proof = 'none' | 'vnc' | 'plain';

/** What stands in no file or needs the least of a person comes first; a certificate before none. */
const SUBTYPES: readonly (readonly [subtype: number, proof: Proof, tls: 'x509' | 'anonymous' | null])[] = [
  [260, 'none', 'x509'],
  [257, 'none', 'anonymous'],
  [261, 'vnc', 'x509'],
  [258, 'vnc', 'anonymous'],
  [262, 'plain', 'x509'],
  [259, 'plain', 'anonymous'],
  [256, 'plain', null],
];

/** @throws Failure auth-denied, refused, unexpected-output, connection-lost, and what `login` throws */
export async function enter(line: Line, login: Login): Promise<Entered> {
  const version = (await line.take(VERSION_SIZE)).toString('latin1');
  const [, major, minor] = /^RFB (\d{3})\.(\d{3})\n$/.exec(version) ?? [];
  if (major === undefined) throw fail('unexpected-output', 'What answers there is no VNC server.');
  const isNew = Number(major) > 3 || Number(minor) >= 8;
  await line.write(isNew ? VERSION : Buffer.from(version, 'latin1'));
  if (Number(major) === 3 && Number(minor) < 7) return { line: await oldWay(line, login) };
  return choose(line, login, isNew);
}

/** Version 3.3: the server chooses. */
async function oldWay(line: Line, login: Login): Promise<Line> {
  const type = await line.long();
  if (type === 0) throw fail('refused', await reasonOf(line), 'Try again later.');
  if (type !== NONE && type !== VNC_AUTH) throw unknown([type]);
  if (type === VNC_AUTH) {
    await prove(line, 'vnc', login);
    await result(line, false);
  }
  return line;
}

const KNOWN = [NONE, VNC_AUTH, VENCRYPT, TLS] as const;

async function choose(line: Line, login: Login, isNew: boolean, inside = false): Promise<Entered> {
  const types = await offered(line);
  const type = KNOWN.find((one) => types.includes(one) && !(inside && one >= TLS));
  if (type === undefined) return { line, left: types };
  await line.write(Uint8Array.of(type));
  // Inside the older kind of TLS the server offers once more what it wants.
  if (type === TLS) return choose(await overTls(line), login, isNew, true);
  if (type === VENCRYPT) return { line: await veNCrypt(line, login) };
  if (type === VNC_AUTH) await prove(line, 'vnc', login);
  if (type !== NONE || isNew) await result(line, isNew);
  return { line };
}

async function veNCrypt(line: Line, login: Login): Promise<Line> {
  await line.take(2);
  await line.write(Uint8Array.of(0, 2));
  if ((await line.byte()) !== 0) throw fail('refused', 'The VNC server does not speak VeNCrypt 0.2.');
  const subtypes: number[] = [];
  for (let left = await line.byte(); left > 0; left--) subtypes.push(await line.long());
  const found = SUBTYPES.find(([subtype]) => subtypes.includes(subtype));
  if (found === undefined) throw unknown(subtypes);
  const [subtype, proof, tls] = found;
  const chosen = Buffer.alloc(4);
  chosen.writeUInt32BE(subtype);
  await line.write(chosen);
  if (tls !== null && (await line.byte()) !== 1)
    throw fail(
      'refused',
      'The VNC server cannot begin TLS.',
      'Look into its log: its key may be unreadable.',
    );
  const certificate = (shown: Certificate): Promise<void> => login.certificate(shown);
  const inner = tls === null ? line : await overTls(line, tls === 'x509' ? certificate : undefined);
  await prove(inner, proof, login);
  await result(inner, true);
  return inner;
}

async function prove(line: Line, proof: Proof, login: Login): Promise<void> {
  if (proof === 'vnc') {
    const challenge = await line.take(CHALLENGE_SIZE);
    await line.write(answerTo(challenge, await login.password()));
  }
  if (proof === 'plain') {
    const { user, password } = await login.account();
    const words = [user, password].map((word) => Buffer.from(word, 'utf8'));
    const sizes = Buffer.alloc(8);
    for (const [at, word] of words.entries()) sizes.writeUInt32BE(word.length, 4 * at);
    await line.write(Buffer.concat([sizes, ...words]));
  }
}

/** @throws Failure auth-denied with what the server says of it */
async function result(line: Line, withReason: boolean): Promise<void> {
  if ((await line.long()) === 0) return;
  const reason = withReason ? await reasonOf(line).catch(() => '') : '';
  throw fail(
    'auth-denied',
    reason === '' ? 'The VNC server does not take that password.' : reason,
    'Give the right password.',
  );
}

async function offered(line: Line): Promise<readonly number[]> {
  const count = await line.byte();
  if (count === 0) throw fail('refused', await reasonOf(line), 'Try again later.');
  return [...(await line.take(count))];
}

const unknown = (types: readonly number[]): Error =>
  fail('not-capable', `The VNC server wants a login that is not known here (${types.join(', ')}).`);

const LONGEST_REASON = 500;

async function reasonOf(line: Line): Promise<string> {
  const text = (await line.take(Math.min(await line.long(), LONGEST_REASON))).toString('utf8');
  return `The VNC server refuses: ${text.trim().replace(/\.$/, '')}.`;
}
