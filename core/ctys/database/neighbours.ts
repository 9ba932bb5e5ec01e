/** The neighbour table of a machine, as Linux and others print it: which MAC an IP address of its segments has. */
import { isMac } from '../escape.ts';
import { normalMac } from './macmap.ts';

/** By IP address. */
export type Neighbours = ReadonlyMap<string, string>;

/** /proc/net/arp: address, hardware type, flags, MAC, mask, device. Flags 0: nobody answered. Linux, proc_net(5). */
export const parseProcArp = (text: string): Neighbours =>
  collect(text, (line) => {
    const [ip, , flags, mac] = line.split(/\s+/);
    return flags === '0x0' ? [] : [ip, mac];
  });

/** `ip neigh show`: `IP dev eth0 lladdr MAC STATE`; who did not answer has no lladdr. */
export const parseIpNeigh = (text: string): Neighbours =>
  collect(text, (line) => {
    const words = line.split(/\s+/);
    const at = words.indexOf('lladdr');
    return at === -1 || words.includes('FAILED') ? [] : [words[0], words[at + 1]];
  });

/** `arp -an` of BSD and macOS: `? (IP) at MAC on en0 ...`. */
export const parseArp = (text: string): Neighbours =>
  collect(text, (line) => /\(([^()\s]+)\) at (\S+)/.exec(line)?.slice(1) ?? []);

const NOBODY = '00:00:00:00:00:00';

function collect(text: string, read: (line: string) => readonly (string | undefined)[]): Neighbours {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [ip, mac] = read(line.trim());
    if (ip === undefined || mac === undefined || !/^[0-9a-fA-F.:]+$/.test(ip) || !isMac(mac)) continue;
    if (normalMac(mac) !== NOBODY) found.set(ip, normalMac(mac));
  }
  return found;
}
