/**
 * Fields of the records: 22 of LIST, 47 of ENUMERATE. LIST tells seven more where they are named, vhost two. A number is the field's place in the record, from 1; a title is
 * what TITLEIDX prints; words name it among sub-options, the first is written. Source: chapters 4.1, 4.2 and 4.5 of the
 * reference.
 */

/** vhost: what is stored, and what can be told of it. */
export type TableName = 'list' | 'enumerate' | 'vhost';

export interface Field {
  readonly number: number;
  readonly title: string;
  /** Upper case. */
  readonly words: readonly [string, ...string[]];
}

type Row = readonly [title: string, ...words: [string, ...string[]]];

/** The first ten are the same in both. */
const SHARED: readonly Row[] = [
  ['ContainingMachine', 'PM', 'HOST', 'H'],
  ['SessionType', 'STYPE', 'TYPE', 'ST'],
  ['Label', 'LABEL', 'L'],
  ['ID', 'ID', 'IDS', 'PATHNAME', 'PNAME', 'P', 'I'],
  ['UUID', 'UUID', 'U'],
  ['MAC', 'MAC', 'M'],
  ['TCP', 'TCP', 'T'],
  ['DISPLAY', 'DISPLAY', 'DISP', 'VNCDISPLAY'],
  ['ClientAccessPort', 'CPORT', 'VNCPORT'],
  ['ServerAccessPort', 'SPORT', 'SERVERACCESS', 'S'],
];

const LISTED: readonly Row[] = [
  ['PID', 'PID'],
  ['UID', 'USER', 'UID', 'USERID'],
  ['GUID', 'GROUP', 'GID', 'GROUPID'],
  ['C/S-Type', 'SITE'],
  ['JobID', 'JOBID', 'JID'],
  ['IFNAME', 'IFNAME', 'IF'],
  ['RESERVED1', 'RESERVED1'],
  ['CONTEXTSTRG', 'CONTEXTSTRG', 'CSTRG'],
  ['EXECPATH', 'EXECPATH', 'EXEPATH', 'EXEP'],
  ['HYPERRELRUN', 'HYPERRELRUN', 'HRELRUN', 'HRELX', 'HRX'],
  ['ACCELERATOR', 'ACCELERATOR', 'ACCEL'],
  ['ARCH', 'ARCH'],
];

const STORED: readonly Row[] = [
  ['VNCbasePort', 'VNCBASE'],
  ['Distro', 'DIST'],
  ['Distrorel', 'DISTREL'],
  ['OS', 'OS', 'O'],
  ['OSREL', 'OSREL'],
  ['VersNo', 'VERNO', 'VERSION', 'VER'],
  ['SerialNo', 'SERNO', 'SERIALNUMBER'],
  ['Category', 'CATEGORY', 'CAT'],
  ['VMstate', 'VMSTATE', 'VSTAT'],
  ['hyperrel', 'HYPERREL', 'HYREL'],
  ['StackCap', 'STACKCAP', 'SCAP'],
  ['StackReq', 'STACKREQ', 'SREQ'],
  ['HWCAP', 'HWCAP'],
  ['HWREQ', 'HWREQ'],
  ['ExecLocation', 'EXECLOCATION'],
  ['RelocationCapacity', 'RELOCCAP'],
  ['SSHport', 'SSHPORT'],
  ['Netname', 'NETNAME'],
  ['Hyperrelrun', 'HYPERRELRUN', 'HRELRUN', 'HRELX', 'HRX'],
  ['Accellerator', 'ACCELERATOR', 'ACCEL'],
  ['Exepath', 'EXEPATH', 'EXECPATH', 'EXEP'],
  ['INDEX', 'INDEX'],
  ['IFname', 'IFNAME', 'IF'],
  ['CTYSRelease', 'CTYSRELEASE'],
  ['netmask', 'NETMASK'],
  ['gateway', 'GATEWAY'],
  ['relay', 'RELAY'],
  ['Arch', 'ARCH'],
  ['Platform', 'PLATFORM', 'PFORM'],
  ['VRAM', 'VRAM'],
  ['VCPU', 'VCPU'],
  ['ContextStg', 'CONTEXTSTRING', 'CSTRG'],
  ['UserStrg', 'USERSTRING', 'USTRG'],
  ['UID', 'USERID', 'UID'],
  ['GID', 'GROUPID', 'GID'],
  ['DefHOSTs', 'DEFAULTHOSTS', 'DEFHOSTS', 'DEFH'],
  ['DefCONSOLE', 'DEFAULTCONSOLE', 'DEFCON', 'DEFC'],
];

/** In no record: vhost makes them. */
const DERIVED: readonly Row[] = [
  ['CTYSaddress', 'CTYSADDRESS', 'CTYS'],
  ['Reachable', 'REACHABLE'],
];

/** In no record: what is seen of a machine now (seen.ts). */
const SEEN: readonly Row[] = [
  ['State', 'STATE'],
  ['CPU', 'CPU'],
  ['Memory', 'MEM', 'MEMORY'],
  ['Disk', 'DISK'],
  ['Net', 'NET'],
  ['Up', 'UP'],
  ['Age', 'AGE', 'SEEN'],
];

const fields = (rows: readonly Row[]): readonly Field[] =>
  rows.map(([title, ...words], index) => ({ number: index + 1, title, words }));

export const FIELDS: Readonly<Record<TableName, readonly Field[]>> = {
  list: fields([...SHARED, ...LISTED, ...SEEN]),
  enumerate: fields([...SHARED, ...STORED]),
  vhost: fields([...SHARED, ...STORED, ...DERIVED]),
};

/** Fields of a whole record; what is behind them is told where it is named. */
export const RECORD_LENGTH: Readonly<Record<TableName, number>> = {
  list: SHARED.length + LISTED.length,
  enumerate: SHARED.length + STORED.length,
  vhost: SHARED.length + STORED.length,
};

/** The number of the field a word names, in any case. */
export const fieldByWord = (table: TableName, word: string): number | undefined =>
  FIELDS[table].find(({ words }) => words.includes(word.toUpperCase()))?.number;

/** The word that is written for a field; of a number without one, the number. */
export const wordOfField = (table: TableName, number: number): string =>
  FIELDS[table][number - 1]?.words[0] ?? String(number);
