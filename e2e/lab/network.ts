/** The wires of a lab: a bridge on this machine, and the network behind the gate. */
import { GATE, type HostSpec, type Layout } from './layout.ts';
import { must, run } from './run.ts';

/** Bridge with this machine's address; the far network is unreachable from here and never leaves by a default route. */
export async function bridgeUp(lab: Layout): Promise<void> {
  await ipBatch([
    `link add ${lab.bridge} type bridge`,
    `addr add ${lab.bridgeAddress}/24 dev ${lab.bridge}`,
    `link set ${lab.bridge} up`,
    `route add unreachable ${lab.farNetwork}`,
  ]);
}

/** Network namespace of a host with its cable: to the bridge, or to the gate's second socket. */
export async function plugIn(lab: Layout, spec: HostSpec): Promise<void> {
  const netns = lab.netns(spec.name);
  await must(['ip', 'netns', 'add', netns]);
  if (spec.net === 'near') {
    await ipBatch([
      `link add ${lab.cable(spec.name)} type veth peer name eth0 address ${mac(lab, spec)} netns ${netns}`,
      `link set ${lab.cable(spec.name)} master ${lab.bridge} up`,
    ]);
  } else {
    const gate = lab.netns(GATE.name);
    await must(['ip', '-n', gate, ...words(`link add eth1 type veth peer name eth0 netns ${netns}`)]);
    await ipBatch(
      [`addr add ${lab.address({ ...GATE, net: 'far' })}/24 brd + dev eth1`, 'link set eth1 up'],
      gate,
    );
    await ipBatch([`link set eth0 address ${mac(lab, spec)}`], netns);
  }
  await ipBatch(
    [
      'link set lo up',
      ...spec.parts.map((part) => `addr add ${lab.address(spec, part)}/24 brd + dev eth0`),
      'link set eth0 up',
    ],
    netns,
  );
}

/** Locally administered address of a host's eth0, made of its IP address. */
export function mac(lab: Layout, spec: HostSpec): string {
  const parts = [lab.instance, spec.parts[0] ?? 0].map((part) => part.toString(16).padStart(2, '0'));
  return `02:${spec.net === 'near' ? '77' : '78'}:00:00:${parts.join(':')}`;
}

/** Pulls or plugs the cable of a host. Packets are lost in silence while it is out. */
export async function setCable(lab: Layout, host: string, state: 'up' | 'down'): Promise<void> {
  await must(['ip', '-n', lab.netns(host), 'link', 'set', 'eth0', state]);
}

/** This machine's address in the lab is another, as when it wakes in another network: what came from the old one is cut. */
export async function setOwnAddress(lab: Layout, address: string): Promise<void> {
  await ipBatch([`addr flush dev ${lab.bridge}`, `addr add ${address}/24 dev ${lab.bridge}`]);
}

/** Takes away bridge, route and namespaces, whatever of them is there. */
export async function networkDown(lab: Layout, namespaces: readonly string[]): Promise<void> {
  // Cables first: the kernel takes namespaces apart later, in its own time.
  const links = (await must(['ip', '-oneline', 'link', 'show', 'type', 'veth'])).split('\n').map(linkName);
  const mine = links.filter(
    (name) => name.startsWith(lab.cable('')) && !/^\d/.test(name.slice(lab.cable('').length)),
  );
  for (const name of mine) await run(['ip', 'link', 'delete', name]);
  for (const name of namespaces) await run(['ip', 'netns', 'delete', name]);
  await run(['ip', 'link', 'delete', lab.bridge]);
  await run(['ip', 'route', 'delete', 'unreachable', lab.farNetwork]);
}

/** Names of all network namespaces. */
export async function namespaces(): Promise<readonly string[]> {
  const text = await must(['ip', 'netns', 'list']);
  return text.split('\n').flatMap((line) => line.split(' ')[0] || []);
}

/** Names of all bridges of this machine. */
export async function bridges(): Promise<readonly string[]> {
  const text = await must(['ip', '-oneline', 'link', 'show', 'type', 'bridge']);
  return text.split('\n').map(linkName).filter(Boolean);
}

/** The name in a line of `ip -oneline link`: `5: name@if2: <...`. */
function linkName(line: string): string {
  return /^\d+: ([^:@]+)/.exec(line)?.[1] ?? '';
}

/** Pids in a network namespace, zombies not counted. */
export async function pidsIn(netns: string): Promise<readonly number[]> {
  const { code, stdout } = await run(['ip', 'netns', 'pids', netns]);
  return code === 0 ? stdout.split('\n').filter(Boolean).map(Number) : [];
}

async function ipBatch(commands: readonly string[], netns?: string): Promise<void> {
  const where = netns === undefined ? [] : ['-n', netns];
  await must(['ip', ...where, '-batch', '-'], { input: `${commands.join('\n')}\n` });
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
