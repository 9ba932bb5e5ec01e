/** Records of enum.fdb with what macmap.fdb knows of their addresses. */
import type { Row } from '../tables/print.ts';
import { parseRecord } from './fdb.ts';
import type { MacEntry } from './macmap.ts';
import type { Records } from './records.ts';

const [MAC, TCP, NETNAME] = [6, 7, 28];

const put = (row: Row, field: number, value: string): Row =>
  row.map((cell, at) => (at === field - 1 ? value : cell));

/** What is known of a record's addresses; undefined: nothing. */
type FindEntry = (row: Row) => MacEntry | undefined;

/** By its MAC, else by its name or IP address. */
function finder(entries: readonly MacEntry[]): FindEntry {
  const byMac = new Map<string, MacEntry>();
  const byName = new Map<string, MacEntry>();
  for (const entry of entries) {
    if (!byMac.has(entry.mac)) byMac.set(entry.mac, entry);
    for (const key of [entry.name, entry.ip]) if (key !== '' && !byName.has(key)) byName.set(key, entry);
  }
  return (row) => {
    const [mac = '', tcp = '', name = ''] = [MAC, TCP, NETNAME].map((field) => row[field - 1]);
    return (
      byMac.get(mac.toUpperCase()) ??
      byName.get(tcp) ??
      byName.get(tcp.replace(/\.$/, '')) ??
      byName.get(name)
    );
  };
}

/** A record that lacks its address or MAC gets those of macmap.fdb. */
export function addressJoin(entries: readonly MacEntry[]): (row: Row) => Row {
  const find = finder(entries);
  return (row) => {
    const [mac = '', tcp = ''] = [row[MAC - 1], row[TCP - 1]];
    if (mac !== '' && tcp !== '') return row;
    const entry = find(row);
    if (entry === undefined) return row;
    const known = mac === '' ? put(row, MAC, entry.mac) : row;
    return tcp === '' ? put(known, TCP, entry.ip) : known;
  };
}

const isNumber = (address: string): boolean => /^(?:\d+\.){3}\d+$|:/.test(address);

/** The address as number or as name, where that is known; else as it is. */
export function addressForm(entries: readonly MacEntry[], form: 'ip' | 'dns'): (row: Row) => Row {
  const find = finder(entries);
  return (row) => {
    const tcp = row[TCP - 1] ?? '';
    if (isNumber(tcp) === (form === 'ip') && tcp !== '') return row;
    const entry = find(row);
    const other = form === 'ip' ? entry?.ip : (row[NETNAME - 1] ?? '') || entry?.name;
    return other === undefined || other === '' ? row : put(row, TCP, other);
  };
}

/** All records as one text, each at its number. */
export function joinedText(records: Records, entries: readonly MacEntry[]): string {
  const join = addressJoin(entries);
  const lines = Array.from({ length: records.size }, (_, index) => {
    const row = parseRecord(records.line(index));
    return row === null ? records.line(index) : join(row).join(';');
  });
  return lines.map((line) => `${line}\n`).join('');
}
