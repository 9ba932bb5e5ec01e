/**
 * `ctys wakeup`: a magic packet, 6 times FF and 16 times the MAC (AMD, Magic Packet Technology, 20213), sent over UDP
 * from this machine.
 */
import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';
import { isMac } from '../../ctys/escape.ts';
import { fail } from '../../model/failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { toolOptions } from './options.ts';

export const USAGE = `Usage: ctys wakeup [-n] [-p PORT] [-t ADDRESS | -i INTERFACE] MAC
-t  directed broadcast, or a host whose router knows what to do; else 255.255.255.255   -p  UDP port, 9
-n  show only   -i  a raw frame, which needs root: with -n the call of ether-wake that sends it`;

/** 102 bytes. */
export function magicPacket(mac: string): Uint8Array {
  const bytes = mac.split(/[:-]/).map((pair) => Number.parseInt(pair, 16));
  return Uint8Array.from([...Array(6).fill(0xff), ...Array.from({ length: 16 }, () => bytes).flat()]);
}

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(
    words,
    {
      interface: { type: 'string', short: 'i' },
      show: { type: 'boolean', short: 'n' },
      port: { type: 'string', short: 'p' },
      to: { type: 'string', short: 't' },
    },
    USAGE,
  );
  const [mac = '', ...more] = rest;
  if (!isMac(mac) || more.length > 0)
    throw fail(
      'bad-input',
      rest.length === 0 ? 'The MAC is missing.' : `'${rest.join(' ')}' is no MAC.`,
      USAGE,
    );
  if (values.interface !== undefined && values.to !== undefined)
    throw fail('bad-input', '-t and -i exclude each other.', USAGE);
  if (values.interface !== undefined && values.show) {
    io.out(`ether-wake -i ${values.interface} ${mac}\n`);
    return EXIT.ok;
  }
  if (values.interface !== undefined)
    throw fail(
      'not-capable',
      'Raw Ethernet frames (-i) cannot be sent.',
      'Give the directed broadcast of that interface: -t 192.168.1.255; with -n the call of ether-wake is shown.',
    );
  const to = String(values.to ?? '255.255.255.255');
  const port = Number(values.port ?? 9);
  if (isIP(to) !== 4) throw fail('bad-input', `'${to}' is no IPv4 address.`, USAGE);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw fail('bad-input', `'${values.port}' is no port.`, USAGE);
  if (values.show) io.out(`udp ${to}:${port} ${Buffer.from(magicPacket(mac)).toString('hex')}\n`);
  else await send(magicPacket(mac), to, port);
  return EXIT.ok;
}

/** @throws Failure unreachable */
async function send(packet: Uint8Array, to: string, port: number): Promise<void> {
  const socket = createSocket('udp4');
  try {
    await new Promise<void>((done, failed) => {
      socket.once('error', failed);
      socket.bind(0, () => {
        socket.setBroadcast(true);
        socket.send(packet, port, to, (error) => (error === null ? done() : failed(error)));
      });
    });
  } catch (caught) {
    throw fail(
      'unreachable',
      `The packet to ${to} could not be sent: ${caught instanceof Error ? caught.message : caught}.`,
      'Without a default route give the directed broadcast of a network of this machine: -t 192.168.1.255.',
    );
  } finally {
    socket.close();
  }
}
