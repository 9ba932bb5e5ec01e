/**
 * A VDE switch on a host: what it is made of and how it ends. Marks in the kernel's aliases tell which devices are ours, so
 * that nobody else's bridge is ever removed.
 */
import { Failure, fail } from '../../model/failure.ts';
import { carried } from '../as-failure.ts';
import type { CoreClient } from '../core-client.ts';
import type { Io } from '../io.ts';

export interface VdeOrder {
  readonly bridge: string;
  /** The first bridge is made on a host that is not this machine, too. */
  readonly force: boolean;
  /** Nothing is done; what would be is shown. */
  readonly show: boolean;
  readonly user?: string;
  readonly group?: string;
  readonly link?: string;
  readonly socket?: string;
  readonly management?: string;
}

interface Link {
  readonly ifname: string;
  readonly ifalias?: string;
  readonly master?: string;
}

export interface Vde {
  readonly name: string;
  readonly order: VdeOrder;
  readonly user: string;
  /** Where guests plug in, where it is managed, and its process id. */
  readonly socket: string;
  readonly management: string;
  readonly pidFile: string;
  /** As the account, with its standard output; `fine`: another exit code that is none of failure; `root`: with the host's elevation. @throws Failure */
  readonly look: (argv: readonly string[], root?: boolean, fine?: number) => Promise<string>;
  /** The same for what changes something: shown only with -n. */
  readonly act: (argv: readonly string[], root?: boolean) => Promise<void>;
  /** As the user of the switch. */
  readonly asUser: (argv: readonly string[], act: boolean, fine?: number) => Promise<string>;
  readonly say: (text: string) => void;
}

const BRIDGE_MARK = 'ctys-setupVDE';
const tapMark = (socket: string): string => `${BRIDGE_MARK} ${socket}`;

export async function openVde(core: CoreClient, name: string, order: VdeOrder, io: Io): Promise<Vde> {
  const look = async (argv: readonly string[], root = false, fine = 0): Promise<string> => {
    const asked = { name, argv: [...argv], elevate: root };
    const { code, stdout, stderr } = await carried(core.api.hosts.exec(asked, { signal: io.signal }));
    if (code === 0 || code === fine) return stdout;
    const why = stderr.trim().split('\n').at(-1) || `it ended with ${code ?? 'a signal'}`;
    throw fail(
      code === 127 ? 'not-capable' : 'unexpected-output',
      `${argv[0]}: ${why}.`.replace(/\.\.$/, '.'),
      remedyOf(why),
    );
  };
  const show = (argv: readonly string[]): void => io.out(`${name}: ${argv.join(' ')}\n`);
  const account = (await look(['id', '-un'])).trim();
  const user = order.user ?? account;
  const act = async (argv: readonly string[], root = false): Promise<void> =>
    order.show ? show(argv) : void (await look(argv, root));
  const socket = order.socket ?? `/var/tmp/vde_switch0.${user}`;
  return {
    ...{ name, order, user, socket, look, act },
    management: order.management ?? `/var/tmp/vde_mgmt0.${user}`,
    pidFile: `${socket}.pid`,
    asUser: async (argv, acts, fine) => {
      const own = user === account;
      const full = own ? argv : ['runuser', '-u', user, '--', ...argv];
      if (!acts) return await look(full, !own, fine);
      await act(full, !own);
      return '';
    },
    say: (text) => io.out(`${name}: ${text}\n`),
  };
}

const remedyOf = (why: string): string | undefined =>
  /not found|No such file/i.test(why)
    ? 'It needs the packages vde2 and iproute2 there.'
    : /permitted|Permission/i.test(why)
      ? 'Devices need root: -Z SUDO or KSU, or elevation in hosts.yaml; the user needs /dev/net/tun.'
      : undefined;

async function links({ look }: Vde): Promise<readonly Link[]> {
  const parsed: unknown = JSON.parse(await look(['ip', '-j', 'link', 'show']));
  return Array.isArray(parsed) ? (parsed as Link[]).filter(({ ifname }) => typeof ifname === 'string') : [];
}

/** Its process, as the user of it sees it; null: it does not run. */
async function pidOf({ asUser, pidFile }: Vde): Promise<string | null> {
  try {
    const pid = (await asUser(['cat', pidFile], false)).trim();
    const isOne = /^\d{1,10}$/.test(pid) && (await asUser(['ps', '-o', 'comm=', '-p', pid], false));
    return isOne && isOne.trim() === 'vde_switch' ? pid : null;
  } catch (caught) {
    if (caught instanceof Failure && caught.code === 'unexpected-output') return null;
    throw caught;
  }
}

export async function create(vde: Vde): Promise<void> {
  const { order, name, user, socket, management, pidFile, look, act, asUser, say } = vde;
  await look(['vde_switch', '--version']);
  if ((await pidOf(vde)) !== null) return say(`The switch ${socket} is there already.`);
  const before = await links(vde);
  const isBridge = before.some(({ ifname }) => ifname === order.bridge);
  if (!isBridge && name !== 'localhost' && !order.force)
    throw fail(
      'bad-input',
      `${order.bridge} would be the first bridge made on ${name} from afar.`,
      'Make it there, name another with -b, or say -f.',
    );
  if (order.link !== undefined) await refuseLast(vde, order.link);
  const own = before.find(({ ifalias }) => ifalias === tapMark(socket))?.ifname;
  const tap = own ?? freeTap(before);
  try {
    if (!isBridge) {
      await act(['ip', 'link', 'add', order.bridge, 'type', 'bridge'], true);
      await act(['ip', 'link', 'set', order.bridge, 'alias', BRIDGE_MARK, 'up'], true);
    }
    if (order.link !== undefined)
      await act(['ip', 'link', 'set', order.link, 'master', order.bridge, 'up'], true);
    if (own === undefined) {
      await act(['ip', 'tuntap', 'add', 'dev', tap, 'mode', 'tap', 'user', user], true);
      await act(['ip', 'link', 'set', tap, 'alias', tapMark(socket)], true);
    }
    await act(['ip', 'link', 'set', tap, 'master', order.bridge, 'up'], true);
    const group = order.group === undefined ? [] : ['-g', order.group];
    const files = ['-t', tap, '-s', socket, '-M', management, '-p', pidFile];
    await asUser(['vde_switch', '-d', ...files, '-m', '660', ...group], true);
  } catch (caught) {
    // Half of it is of use to nobody.
    if (!order.show) await removeDevices(vde).catch(() => {});
    throw caught;
  }
  if (!order.show)
    say(`switch ${socket} of ${user}, managed at ${management}, by ${tap} on ${order.bridge}.`);
}

const freeTap = (links: readonly Link[]): string => {
  const taken = new Set(links.map(({ ifname }) => ifname));
  for (let n = 0; ; n++) if (!taken.has(`vdetap${n}`)) return `vdetap${n}`;
};

/** In a bridge an interface's addresses are of no use: the host could not be reached any more. */
async function refuseLast({ look, order }: Vde, link: string): Promise<void> {
  if ((await look(['ip', '-o', 'addr', 'show', 'dev', link, 'scope', 'global'])).trim() === '') return;
  throw fail(
    'bad-input',
    `${link} has addresses, which its host would lose in ${order.bridge}.`,
    'Give them to the bridge first, or take another interface.',
  );
}

export async function end(vde: Vde): Promise<void> {
  const { socket, asUser, order, say } = vde;
  const pid = await pidOf(vde);
  if (pid !== null) {
    await asUser(['kill', pid], true);
    // Without its TAP device it would spin: that goes after it.
    await asUser(['timeout', '10', 'tail', `--pid=${pid}`, '-f', '/dev/null'], true);
  }
  const removed = await removeDevices(vde);
  if (pid === null && removed === 0)
    throw fail('not-found', `There is no switch ${socket}.`, "'ctys setupVDE list' shows them.");
  if (!order.show) say(`The switch ${socket} is no more.`);
}

/** Our TAP, and the bridge if we made it and nothing else is on it. How many. */
async function removeDevices(vde: Vde): Promise<number> {
  const { act, order, socket } = vde;
  const before = await links(vde);
  const taps = before.filter(({ ifalias }) => ifalias === tapMark(socket)).map(({ ifname }) => ifname);
  for (const tap of taps) await act(['ip', 'link', 'delete', tap], true);
  const isOurs = before.some(({ ifname, ifalias }) => ifname === order.bridge && ifalias === BRIDGE_MARK);
  const others = before.filter(({ ifname, master }) => master === order.bridge && !taps.includes(ifname));
  if (!isOurs || others.length > 0) return taps.length;
  await act(['ip', 'link', 'delete', order.bridge], true);
  return taps.length + 1;
}

export async function check(vde: Vde): Promise<void> {
  const { order, socket, say } = vde;
  const found = await links(vde);
  const tap = found.find(({ ifalias }) => ifalias === tapMark(socket));
  const lacks = [
    ...((await pidOf(vde)) === null ? [`no switch answers at ${vde.management}`] : []),
    ...(found.some(({ ifname }) => ifname === order.bridge) ? [] : [`there is no bridge ${order.bridge}`]),
    ...(tap?.master === order.bridge ? [] : [`no TAP device of it is on ${order.bridge}`]),
  ];
  if (lacks.length > 0)
    throw fail(
      'not-found',
      `${socket}: ${lacks.join(', ')}.`,
      "'ctys setupVDE create' makes what is missing.",
    );
  say(`${socket} is well: ${tap?.ifname} on ${order.bridge}.`);
}

/** unixcmd ends with 255 whatever is answered: that it runs is looked at before. @throws Failure not-found */
export const tellSwitch =
  (command: string) =>
  async (vde: Vde): Promise<void> => {
    const { socket, management, asUser, say } = vde;
    if ((await pidOf(vde)) === null)
      throw fail('not-found', `There is no switch ${socket}.`, "'ctys setupVDE list' shows them.");
    const words = ['unixcmd', '-s', management, '-f', '/etc/vde2/vdecmd', command];
    say((await asUser(words, false, 255)).trim());
  };

export const list =
  (everybody: boolean) =>
  async ({ look, user, say }: Vde): Promise<void> => {
    const wanted = everybody ? 'vde_switch*' : `vde_switch*.${user}`;
    const argv = ['find', '/var/tmp', '-maxdepth', '1', '-type', 'd', '-name', wanted];
    for (const path of (await look(argv)).split('\n').filter(Boolean).sort()) say(path);
  };
