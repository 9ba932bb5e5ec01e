/**
 * Addresses in a stack: the host at the bottom, then each machine in brackets, `lab00[l:tst100][l:nested]`. Which host is
 * itself a guest is told by the records of guests. Chapter 1.5 of the reference.
 */
import type { Address } from '../../model/address.ts';
import { sameHost } from '../../model/known.ts';
import { readAddressPart } from '../address-options.ts';
import { CallError } from '../call-error.ts';
import { splitSubOptions } from '../escape.ts';
import { splitTarget } from '../groups.ts';
import type { Row } from '../tables/print.ts';
import { isMeant } from './known.ts';

const FIELD = { host: 1, type: 2, label: 3, id: 4, uuid: 5, tcp: 7, category: 18, netname: 28 } as const;
const of = (row: Row, field: keyof typeof FIELD): string => row[FIELD[field] - 1] ?? '';
const isGuest = (row: Row): boolean => of(row, 'type').toUpperCase() !== 'PM';

/** What a machine stands in and what is in that: layers from the bottom, none for a host itself. */
interface Place {
  readonly host: string;
  readonly layers: readonly Row[];
}

export interface Stacks {
  place(row: Row): Place;
  address(row: Row): string;
}

/** More machines in machines than this are a circle. */
const MOST_LAYERS = 20;

export function stacksOf(rows: readonly Row[]): Stacks {
  const hosts = new Set(rows.filter((row) => !isGuest(row)).map((row) => of(row, 'host').toLowerCase()));
  const guests = new Map<string, Row>();
  const ids = new Map<string, Set<string>>();
  for (const row of rows.filter(isGuest)) {
    for (const name of [of(row, 'netname'), of(row, 'tcp'), of(row, 'label')])
      for (const key of names(name)) if (!guests.has(key)) guests.set(key, row);
    const key = labelKey(row);
    ids.set(key, (ids.get(key) ?? new Set()).add(of(row, 'id')));
  }
  const container = (host: string): Row | undefined =>
    hosts.has(host.toLowerCase())
      ? undefined
      : names(host)
          .map((name) => guests.get(name))
          .find(Boolean);
  const place = (row: Row): Place => {
    const layers = isGuest(row) ? [row] : [];
    let host = of(row, 'host');
    for (let outer = container(host); outer !== undefined; outer = container(host)) {
      if (layers.includes(outer) || layers.length >= MOST_LAYERS) break;
      layers.unshift(outer);
      host = of(outer, 'host');
    }
    return { host, layers };
  };
  const part = (row: Row): string => {
    const [label, id, uuid] = [of(row, 'label'), of(row, 'id'), of(row, 'uuid')];
    const isAlone = (ids.get(labelKey(row))?.size ?? 0) < 2;
    if (label !== '' && (isAlone || id === '')) return `[l:${label}]`;
    return id !== '' ? `[p:${id}]` : `[u:${uuid}]`;
  };
  return {
    place,
    address(row) {
      const { host, layers } = place(row);
      return `${host}${layers.map(part).join('')}`;
    },
  };
}

/** A host and one of its labels. */
const labelKey = (row: Row): string => `${of(row, 'host').toLowerCase()}\n${of(row, 'label')}`;

/** Lower case, with the domain and without; an address has none. */
function names(name: string): readonly string[] {
  const whole = name.toLowerCase().replace(/\.$/, '');
  if (whole === '') return [];
  return /^[\d.]+$/.test(whole) || !whole.includes('.') ? [whole] : [whole, whole.split('.')[0] ?? whole];
}

export interface StackAddress {
  readonly host: string;
  readonly layers: readonly Address[];
}

const SHAPE = /^([^[\]()]+)((?:\[[^[\]]+\])*)(?:\(.*\))?$/s;

/** `lab00[l:tst100]` or `lab00[tst100]`; options in parentheses are about the call, not the address. @throws CallError */
export function readStackAddress(text: string): StackAddress {
  const [, host, brackets = ''] = SHAPE.exec(text) ?? [];
  if (host === undefined)
    throw new CallError({ message: `'${text}' is not HOST[MACHINE][MACHINE]...`, fragment: text });
  const layers = [...brackets.matchAll(/\[([^[\]]+)\]/g)].map(([, inner = '']) => readLayer(inner, text));
  return { host: splitTarget(host).name, layers };
}

function readLayer(inner: string, whole: string): Address {
  let address: Address = {};
  for (const option of splitSubOptions(inner)) {
    const part = option.argument === undefined ? { label: option.key } : readAddressPart(option);
    if (part === null)
      throw new CallError({ message: `'${option.key}' is no part of an address.`, fragment: whole });
    address = { ...address, ...part };
  }
  return address;
}

export function isAt(address: StackAddress, row: Row, stacks: Stacks): boolean {
  const { host, layers } = stacks.place(row);
  return (
    sameHost(host, address.host) &&
    layers.length === address.layers.length &&
    layers.every((layer, at) => isMeant(layer, address.layers[at] ?? {}, []))
  );
}
