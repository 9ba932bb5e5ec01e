/** What the well-known words of an anchor are: the ancestor's aliases, and those that today's installers need. */
import type { ParameterKind } from '../../model/template.ts';

interface Known {
  readonly kind: ParameterKind;
  readonly title: string;
  readonly required?: true;
}

const needed = (kind: ParameterKind, title: string): Known => ({ kind, title, required: true });
const free = (kind: ParameterKind, title: string): Known => ({ kind, title });

const KNOWN: Readonly<Record<string, Known>> = {
  MYVM: needed('name', 'Name'),
  MYBASE: needed('path', 'Folder of guests'),
  MYUUID: free('uuid', 'UUID'),
  MYMAC: free('mac', 'MAC'),
  MYIP: free('ip', 'IP address'),
  MYNETMASK: free('ip', 'Net mask'),
  MYGATEWAY: free('ip', 'Gateway'),
  MYDNS: free('ip', 'Name server'),
  MYBRIDGE: needed('name', 'Bridge'),
  MYMEMORY: needed('number', 'Memory, MiB'),
  MYINSTMEMORY: free('number', 'Memory while installed, MiB'),
  MYVCPUS: needed('number', 'Processors'),
  MYDISK0: needed('name', 'Disk'),
  MYDISK0_SIZE: needed('size', 'Size of the disk'),
  MYDISK0_ALLOCATION: needed('allocation', 'Image'),
  MYIMAGE0_FROM: free('source', 'Image it begins as'),
  MYKERNEL: free('source', 'Kernel of the installer'),
  MYRAMDISK: free('source', 'Ramdisk of the installer'),
  MYFTP: free('source', 'Source of packages'),
  MYDIST: free('text', 'Distribution'),
  MYDISTREL: free('text', 'Release'),
  MYOS: free('text', 'System'),
  MYOSREL: free('text', 'Kernel'),
  MYARCH: free('text', 'Architecture'),
  MYINSTLIMIT: needed('number', 'Minutes to install'),
};

/** Never shown, never in a call: it stands in an anchor of the person's own. */
const SECRET = /PASS|ROOTPW/;

export const knownParameter = (key: string): Known =>
  KNOWN[key] ?? (SECRET.test(key) ? free('secret', key) : free('text', key));

/** What holds where no anchor says it. */
export const DEFAULTS: Readonly<Record<string, string>> = {
  MYBASE: '~/xen',
  MYDISK0: 'xvda',
  MYDISK0_SIZE: '4G',
  MYDISK0_ALLOCATION: 'sparse',
  MYMEMORY: '1024',
  MYVCPUS: '1',
  MYBRIDGE: 'xenbr0',
  MYINSTLIMIT: '120',
};

const SHAPES: Readonly<Record<ParameterKind, readonly [shape: RegExp, wanted: string]>> = {
  name: [/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'letters, digits and ._-, 63 at most'],
  mac: [/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i, 'six bytes as 00:16:3e:00:00:01'],
  ip: [/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)$/i, 'an IP address'],
  uuid: [/^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i, '32 hexadecimal digits'],
  number: [/^[1-9]\d{0,7}$/, 'a whole number'],
  size: [/^[1-9]\d{0,5}[MGT]$/, 'a size as 4G or 512M'],
  allocation: [/^(sparse|allocated)$/, 'sparse or allocated'],
  source: [/^((https?|ftp|nfs):\/\/?[^\s/]|nfs:|\/)\S*$/, 'a URL, or a path on the host'],
  path: [/^(~|\/)[^\s]*$/, 'a path that begins with / or ~'],
  text: [/^[^\n]{0,2048}$/, 'one line'],
  secret: [/^[^\n]{0,2048}$/, 'one line'],
};

/** Quotes and the like would end the words they are put into, in whatever language a file of the template is written. */
const UNSAFE = /["'\\`<>&\p{Cc}]/u;

/** null: it is good; else what is wrong, as the end of a sentence. */
export function faultOf(key: string, value: string): string | null {
  const { kind, required } = knownParameter(key);
  if (value === '') return required ? 'is missing' : null;
  if (UNSAFE.test(value)) return 'has a character that no file could hold: " \' \\ ` < > &';
  const [shape, wanted] = SHAPES[kind];
  return shape.test(value) && !/(^|\/)\.\.(\/|$)/.test(value) ? null : `is not ${wanted}`;
}

const UNITS: Readonly<Record<string, number>> = { M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** Bytes of `4G`. */
export const bytesOf = (size: string): number => Number.parseInt(size, 10) * (UNITS[size.slice(-1)] ?? 1);
