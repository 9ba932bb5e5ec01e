/** Guests that exist in memory only, and what a host of theirs prints when it is asked for its QEMU processes. */

export interface SimulatedGuest {
  readonly label: string;
  readonly pid: number;
  running: boolean;
}

/** Boot of every host, seconds since the epoch, and how long ago that was. */
const BOOT = 1_700_000_000;
const UPTIME = 4_000_000;
/** Clock ticks a second and bytes a page, as getconf has them on amd64. */
const TICKS = 100;
const PAGE = 4096;

export function simulatedGuests(host: number, count: number): readonly SimulatedGuest[] {
  return Array.from({ length: count }, (_, index) => ({
    label: `g${pad(host)}-${pad(index)}`,
    pid: 1000 + index,
    running: true,
  }));
}

const pad = (value: number): string => String(value).padStart(3, '0');
const hex = (value: number): string => value.toString(16).padStart(4, '0');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** QEMU's own order of words; one that another place than this made would read the same. */
function argvOf(guest: SimulatedGuest, host: number): readonly string[] {
  const uuid = `00000000-0000-4000-8000-${hex(host)}0000${hex(guest.pid)}`;
  const mac = `52:54:${hex(host).slice(0, 2)}:${hex(host).slice(2)}:${hex(guest.pid).slice(0, 2)}:${hex(guest.pid).slice(2)}`;
  const words = ['-name', guest.label, '-uuid', uuid, '-m', '512', '-smp', '2', '-nodefaults'];
  return ['/usr/bin/qemu-system-x86_64', ...words, '-nic', `user,mac=${mac}`];
}

/** proc(5) stat: 14 is the time in user mode, 22 the start, 24 the resident pages. */
function statOf({ pid }: SimulatedGuest): string {
  const fields = Array.from({ length: 50 }, () => '0');
  const set = (field: number, value: string | number): void => {
    fields[field - 3] = String(value);
  };
  set(3, 'S');
  set(4, 1);
  set(14, pid);
  set(22, pid);
  set(24, 30_000);
  return `${pid} (qemu-system-x86) ${fields.join(' ')}\n`;
}

function processOf(guest: SimulatedGuest, host: number): string {
  const command = base64(`${argvOf(guest, host).join('\0')}\0`);
  return `P ${guest.pid} 0 root\nC\n${command}\nS\n${base64(statOf(guest))}\nD\n${base64('/\n')}\nX\n`;
}

/** What LIST_SCRIPT of the QEMU plugin prints there. */
export function listing(guests: readonly SimulatedGuest[], host: number): string {
  const running = guests.filter((guest) => guest.running);
  const head = `H ${UPTIME}.00 ${BOOT} ${TICKS} ${PAGE}\n`;
  return head + running.map((guest) => processOf(guest, host)).join('');
}
