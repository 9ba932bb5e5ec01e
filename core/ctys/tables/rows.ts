/**
 * Machines and sessions as the records of LIST and ENUMERATE. LIST tells what is certain while it runs, ENUMERATE what
 * is configured, one record for each network card.
 */
import type { Machine, NetworkCard } from '../../model/machine.ts';
import type { Output } from '../../model/output.ts';
import type { Session } from '../../model/session.ts';
import { RECORD_LENGTH } from './fields.ts';
import type { Row } from './print.ts';

/** Field numbers and their values; the rest is empty. */
type Values = Readonly<Record<number, string | number | undefined>>;

const toRow = (values: Values, length: number): Row =>
  Array.from({ length }, (_, index) => String(values[index + 1] ?? ''));

export const isRunning = ({ state }: Machine): boolean => state !== 'off' && state !== 'suspended';

const VNC_BASE = 5900;

const plainUuid = (uuid: string | undefined): string | undefined => uuid?.replaceAll('-', '').toLowerCase();

function cardsOf({ interfaces, macs = [], addresses = [] }: Machine): readonly NetworkCard[] {
  if (interfaces !== undefined && interfaces.length > 0) return interfaces;
  const [mac] = macs;
  const [ip] = addresses;
  return [{ ...(mac !== undefined && { mac }), ...(ip !== undefined && { ip }) }];
}

const tcpOf = ({ netname, ip }: NetworkCard, form: Output['tcp']): string | undefined =>
  form === 'ip' ? ip : (netname ?? ip);

/** Fields that both records have, for one network card. */
function shared(machine: Machine, card: NetworkCard, form: Output['tcp']): Values {
  const { host, type, label, config, number, uuid, vncPort, serverPort } = machine;
  return {
    1: host,
    2: type,
    3: label,
    4: config ?? number,
    5: plainUuid(uuid),
    6: card.mac?.toUpperCase(),
    7: tcpOf(card, form),
    9: vncPort,
    10: serverPort,
  };
}

/** A running machine, as the server of its sessions; or a viewer on its host. */
export function listRow(machine: Machine, form: Output['tcp'] = 'dns'): Row {
  const [card = {}] = cardsOf(machine);
  const { type, pid, user, group, vncPort, facts = {}, accelerator, arch } = machine;
  return toRow(
    {
      ...shared(machine, card, form),
      // Of a viewer it is where it looks, which is told with its server.
      ...(machine.role === 'client' && { 9: undefined }),
      8: vncPort === undefined || machine.role === 'client' ? undefined : vncPort - VNC_BASE,
      11: type === 'PM' ? 1 : pid,
      // A host belongs to nobody: what is known there is who we are on it.
      12: type === 'PM' ? undefined : user,
      13: type === 'PM' ? undefined : group,
      14: machine.role === 'client' ? 'CLIENT' : 'SERVER',
      16: card.name,
      18: facts.context,
      19: facts.execPath,
      20: facts.hypervisorRun,
      21: accelerator,
      22: arch,
    },
    RECORD_LENGTH.list,
  );
}

const isHere = (address: string): boolean => address === '::1' || address.startsWith('127.');

/** Who is connected to it from elsewhere: of them nothing is known but where they are. */
export const clientRows = (machine: Machine): readonly Row[] =>
  (machine.clients ?? [])
    .filter((from) => !isHere(from))
    .map((from) =>
      toRow(
        { 1: machine.host, 2: machine.type, 3: machine.label, 7: from, 14: 'CLIENT' },
        RECORD_LENGTH.list,
      ),
    );

const ROLES = { C: 'CLIENT', S: 'SERVER', T: 'TUNNEL' } as const;

/** Who we are on this machine. */
export interface Me {
  readonly user?: string;
  readonly group?: string;
}

/** A client or tunnel of ours, on this machine. */
export function sessionRow(session: Session, machine: Machine | undefined, me: Me): Row {
  const type = session.type ?? machine?.type ?? '';
  const { tunnel } = session;
  return toRow(
    {
      1: 'localhost',
      2: session.role === 'T' ? `SSH(${type})` : (session.type ?? (session.kind === 'rfb' ? 'VNC' : 'CLI')),
      3: session.label ?? machine?.label ?? session.title,
      4: tunnel === undefined ? session.id : `${tunnel.from}-${tunnel.to}`,
      9: tunnel !== undefined && /^\d+$/.test(tunnel.from) ? tunnel.from : undefined,
      12: me.user,
      13: me.group,
      14: ROLES[session.role],
    },
    RECORD_LENGTH.list,
  );
}

/** A configured machine: one record for each network card. */
export function enumerateRows(machine: Machine, form: Output['tcp'] = 'dns'): readonly Row[] {
  const { facts = {}, type, accelerator, arch, vcpus, memoryTotal } = machine;
  return cardsOf(machine).map((card) =>
    toRow(
      {
        ...shared(machine, card, form),
        8: facts.vncDisplay,
        11: facts.vncBase,
        12: facts.dist,
        13: facts.distRel,
        14: facts.os,
        15: facts.osRel,
        16: facts.version,
        17: facts.serial,
        18: facts.category ?? (type === 'PM' ? 'PM' : 'VM'),
        19: facts.vmState,
        20: facts.hypervisor,
        21: facts.stackCap,
        22: facts.stackReq,
        23: facts.hwCap,
        24: facts.hwReq,
        25: facts.execLocation,
        26: facts.relocCap,
        27: card.sshPort,
        28: card.netname,
        29: facts.hypervisorRun,
        30: accelerator,
        31: facts.execPath,
        33: card.name,
        34: facts.ctysRelease,
        35: card.netmask,
        36: card.gateway,
        37: card.relay,
        38: arch,
        39: facts.platform,
        40: facts.vram ?? (memoryTotal === undefined ? undefined : Math.round(memoryTotal / 1_048_576)),
        41: facts.vcpu ?? vcpus,
        42: facts.context,
        43: facts.userText,
        44: facts.uid,
        45: facts.gid,
        46: facts.defaultHosts,
        47: facts.defaultConsole,
      },
      RECORD_LENGTH.enumerate,
    ),
  );
}

const KNOWN_STATES: ReadonlySet<string> = new Set(['ALL', 'PRESENT', 'EMPTY', 'ENABLED', 'CUSTOM']);

/** MATCHVSTAT: whether a configured machine is of one of these states. */
export function hasState(machine: Machine, states: readonly string[] | undefined): boolean {
  if (states === undefined || states.includes('ALL')) return true;
  const own = machine.facts?.vmState ?? '';
  return states.some((state) => {
    if (state === 'PRESENT') return own !== '';
    if (state === 'EMPTY') return own === '';
    if (state === 'ENABLED') return own.toUpperCase() === 'ACTIVE' && machine.state !== 'unknown';
    return !KNOWN_STATES.has(state) && own.toUpperCase() === state.toUpperCase();
  });
}
