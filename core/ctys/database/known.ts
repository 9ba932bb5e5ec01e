/**
 * An address looked up in enum.fdb, and in macmap.fdb for what a name or IP address belongs to: all parts must fit.
 * Backups are never meant. Pure.
 */
import { type Address, isBelow } from '../../model/address.ts';
import { type KnownMachine, sameHost } from '../../model/known.ts';
import { type SessionType, TYPES } from '../../model/machine.ts';
import type { Row } from '../tables/print.ts';
import { parseFdb, parseRecord } from './fdb.ts';
import { type MacEntry, parseMacmap } from './macmap.ts';
import { holdRecords } from './records.ts';

/** Texts of the databases; several of a kind one after the other. */
export interface KnownTexts {
  readonly enumText: string;
  readonly macmapText: string;
}

export interface KnownWithin {
  readonly host?: string;
  readonly type?: string;
}

/** Fields of a record, from 1: chapter 4.5 of the reference. */
const FIELD = { host: 1, type: 2, label: 3, id: 4, uuid: 5, mac: 6, tcp: 7, state: 19 } as const;
const of = (row: Row, field: keyof typeof FIELD): string => row[FIELD[field] - 1] ?? '';

/** Each machine once, however many network cards have a record. */
export function knownMachines(
  texts: KnownTexts,
  address: Address,
  within: KnownWithin = {},
): readonly KnownMachine[] {
  const { record } = address;
  const rows = record === undefined ? parseFdb(texts.enumText).rows : recordOf(texts.enumText, record);
  const macs = address.tcp === undefined ? [] : macsOf(address.tcp, parseMacmap(texts.macmapText));
  const found = new Map<string, KnownMachine>();
  for (const row of rows) {
    if (!isWithin(row, within)) continue;
    if (record === undefined && !(isMeant(row, address, macs) && of(row, 'state').toUpperCase() !== 'BACKUP'))
      continue;
    const machine = machineOf(row);
    if (machine !== null) found.set(JSON.stringify(machine), machine);
  }
  return [...found.values()];
}

function recordOf(text: string, number: number): readonly Row[] {
  const records = holdRecords(text);
  const row = number < records.size ? parseRecord(records.line(number)) : null;
  return row === null ? [] : [row];
}

const isWithin = (row: Row, { host, type }: KnownWithin): boolean =>
  (host === undefined || sameHost(of(row, 'host'), host)) &&
  (type === undefined || type === 'ALL' || typeOf(row) === type);

/** `QEMU-arm` is QEMU: the type of 01.07 names the processor, too. */
function typeOf(row: Row): SessionType | undefined {
  const word = of(row, 'type').toUpperCase().split('-')[0];
  return TYPES.find((type) => type === word);
}

const plain = (uuid: string): string => uuid.replaceAll('-', '').toLowerCase();

/** `macs`: those of the address's name or IP, which a record may lack. */
export function isMeant(row: Row, address: Address, macs: readonly string[]): boolean {
  const { id, label, uuid, mac, tcp, config, file, bases } = address;
  const path = of(row, 'id');
  return (
    (label === undefined || of(row, 'label') === label) &&
    (uuid === undefined || plain(of(row, 'uuid')) === plain(uuid)) &&
    (mac === undefined || of(row, 'mac').toUpperCase() === mac.toUpperCase()) &&
    (tcp === undefined || of(row, 'tcp') === tcp || macs.includes(of(row, 'mac').toUpperCase())) &&
    (id === undefined || path === id) &&
    (config === undefined || path === config) &&
    (file === undefined || path.includes(file)) &&
    (bases === undefined || bases.some((base) => isBelow(path, base)))
  );
}

const macsOf = (tcp: string, entries: readonly MacEntry[]): readonly string[] =>
  entries.filter(({ name, ip }) => name === tcp || ip === tcp).map(({ mac }) => mac);

/** null: of no technology, or without anything that tells it from others. */
function machineOf(row: Row): KnownMachine | null {
  const type = typeOf(row);
  const uuid = plain(of(row, 'uuid'));
  const [config, label] = [of(row, 'id'), of(row, 'label')];
  if (type === undefined) return null;
  const target = /^[0-9a-f]{32}$/.test(uuid) ? { uuid } : config.startsWith('/') ? { config } : { label };
  if (target.label === '') return null;
  return { host: of(row, 'host'), type, label, target };
}
