/** Hosts of known_hosts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT) that stand there by name. Hashed ones cannot be read. */
import { isIP } from 'node:net';
import { type Entry, placeOf, type Reading, reading } from './offer.ts';

export function readKnownHosts(text: string): Reading {
  const found = new Map<string, Entry>();
  let hashed = 0;
  for (const line of text.split('\n')) {
    const [first = '', second = ''] = line.trim().split(/\s+/, 2);
    if (first === '' || first.startsWith('#') || first === '@revoked') continue;
    // Authorities vouch for patterns, not for hosts.
    if (first === '@cert-authority') continue;
    if (first.startsWith('|')) {
      hashed += 1;
      continue;
    }
    if (second === '') continue;
    const names = first.split(',').filter((name) => !/[*?!]/.test(name));
    // A line has often both the name and the address.
    const name = names.find((one) => isIP(placeOf(one)?.host ?? '') === 0) ?? names[0];
    if (name !== undefined) found.set(name, { address: name });
  }
  const lines = hashed === 1 ? 'line is' : 'lines are';
  return reading([...found.values()], hashed === 0 ? [] : [`${hashed} ${lines} hashed and cannot be read.`]);
}
