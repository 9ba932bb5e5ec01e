/** A .vmx file: `key = "value"` lines, keys in whatever case. Pure. */
import { cleanUuid } from '../config/uuid.ts';

export type Vmx = ReadonlyMap<string, string>;

/** Keys in lower case; `|22` and the like stand for characters (VMware's own escapes). */
export const parseVmx = (lines: readonly string[]): Vmx =>
  new Map(
    lines.flatMap((line) => {
      const [, key, value] = /^\s*([A-Za-z.][\w.:-]*)\s*=\s*"(.*)"\s*$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key.toLowerCase(), unescaped(value)] as const];
    }),
  );

const unescaped = (text: string): string =>
  text.replace(/\|([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const isTrue = (text: string | undefined): boolean => text?.toUpperCase() === 'TRUE';

export const uuidOf = (vmx: Vmx): string | undefined =>
  cleanUuid((vmx.get('uuid.bios') ?? '').replace(/[ -]/g, ''));

export interface Card {
  readonly mac: string;
  /** bridged, nat, hostonly, custom; ESXi: the name of its network. */
  readonly net: string;
}

/** VMware has at most ten. */
const CARDS = 10;
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

export function cardsOf(vmx: Vmx): readonly Card[] {
  return Array.from({ length: CARDS }, (_, index) => `ethernet${index}.`).flatMap((card) => {
    // One that was never started has no address yet.
    const mac = vmx.get(`${card}address`) ?? vmx.get(`${card}generatedaddress`) ?? '';
    if (!isTrue(vmx.get(`${card}present`)) || !MAC.test(mac)) return [];
    const net = vmx.get(`${card}networkname`) ?? vmx.get(`${card}connectiontype`) ?? 'bridged';
    return [{ mac: mac.toLowerCase(), net }];
  });
}

export interface Place {
  readonly host: string;
  readonly port: number;
}

const VNC_PORT = 5900;

/** Its VNC server; undefined: it has none. */
export function screenOf(vmx: Vmx): Place | undefined {
  if (!isTrue(vmx.get('remotedisplay.vnc.enabled'))) return undefined;
  const port = Number(vmx.get('remotedisplay.vnc.port') ?? VNC_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  const host = vmx.get('remotedisplay.vnc.ip') ?? '';
  return { host: host === '' || host === '0.0.0.0' ? '127.0.0.1' : host, port };
}

export interface Serial {
  readonly index: number;
  readonly at: { readonly unix: string } | Place;
}

/** Of serial ports those VMware itself serves: a pipe, or on ESXi a plain TCP port. */
export const serialsOf = (vmx: Vmx, config: string): readonly Serial[] =>
  [0, 1, 2, 3].flatMap((index): readonly Serial[] => {
    const of = (key: string): string => vmx.get(`serial${index}.${key}`) ?? '';
    const file = of('filename');
    if (!isTrue(of('present')) || file === '') return [];
    if (of('filetype') === 'pipe' && of('pipe.endpoint') !== 'client')
      return [{ index, at: { unix: file.startsWith('/') ? file : `${folderOf(config)}/${file}` } }];
    const port = Number(/^tcp:\/\/:(\d{1,5})$/.exec(file)?.[1]);
    return of('filetype') === 'network' && of('network.endpoint') !== 'client' && port > 0
      ? [{ index, at: { host: '127.0.0.1', port } }]
      : [];
  });

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Its memory is in a file beside it. */
export const isSuspended = (vmx: Vmx): boolean => (vmx.get('checkpoint.vmstate') ?? '') !== '';

export const archOf = (vmx: Vmx): string | undefined => {
  const system = vmx.get('guestos');
  if (system === undefined) return undefined;
  if (/^arm-/.test(system)) return 'aarch64';
  return /64/.test(system) ? 'x86_64' : 'i386';
};
