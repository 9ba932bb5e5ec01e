/** `ctys wakeup`: a magic packet of this machine, over UDP or as a raw frame. */
import { isIP } from 'node:net';
import { isMac } from '../../ctys/escape.ts';
import { sendMagic } from '../../engine/magic.ts';
import { fail } from '../../model/failure.ts';
import { hexOf, magicPacket } from '../../model/magic.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { toolOptions } from './options.ts';

export const USAGE = `Usage: ctys wakeup [-n] [-p PORT] [-t ADDRESS | -i INTERFACE] [-s FILE] MAC
-t  directed broadcast, or a host whose router knows what to do; else 255.255.255.255   -p  UDP port, 9
-n  show only   -i  a raw frame, which needs root   -s  file with the SecureOn password of the card`;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(
    words,
    {
      interface: { type: 'string', short: 'i' },
      show: { type: 'boolean', short: 'n' },
      port: { type: 'string', short: 'p' },
      to: { type: 'string', short: 't' },
      password: { type: 'string', short: 's' },
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
  const password = values.password === undefined ? undefined : String(values.password);
  if (values.interface !== undefined) {
    const name = String(values.interface);
    if (values.show) io.out(`ether-wake -i ${name} ${mac}\n`);
    else await sendMagic(mac, { interface: name }, password, io.signal);
    return EXIT.ok;
  }
  const to = String(values.to ?? '255.255.255.255');
  const port = Number(values.port ?? 9);
  if (isIP(to) !== 4) throw fail('bad-input', `'${to}' is no IPv4 address.`, USAGE);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw fail('bad-input', `'${values.port}' is no port.`, USAGE);
  if (values.show) io.out(`udp ${to}:${port} ${hexOf(magicPacket(mac))}\n`);
  else await sendMagic(mac, { to, port }, password, io.signal);
  return EXIT.ok;
}
