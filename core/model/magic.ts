/**
 * The magic packet (AMD, Magic Packet Technology, 20213): 6 times FF, 16 times the MAC, and the SecureOn password where
 * the card wants one. Pure.
 */
import { fail } from './failure.ts';

const PAIRS = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i;

/** UDP; the discard port, which no host answers at. */
export const MAGIC_PORT = 9;

/** 102 bytes, or 108 with a password. @throws Failure bad-input */
export function magicPacket(mac: string, password?: string): Uint8Array {
  const bytes = pairs(mac, `'${mac}' is no MAC.`);
  // Not shown: it is a password.
  const secret =
    password === undefined ? [] : pairs(password, 'The SecureOn password is not six pairs of hex digits.');
  return Uint8Array.from([
    ...Array<number>(6).fill(0xff),
    ...Array.from({ length: 16 }, () => bytes).flat(),
    ...secret,
  ]);
}

function pairs(text: string, otherwise: string): readonly number[] {
  if (!PAIRS.test(text))
    throw fail('bad-input', otherwise, 'Give six pairs of hex digits, such as 52:54:00:12:34:56.');
  return text.split(/[:-]/).map((pair) => Number.parseInt(pair, 16));
}

export const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
