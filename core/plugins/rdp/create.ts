/** An RDP session: FreeRDP of this machine at a server that the host reaches, through a tunnel for that once. */
import type { Channel } from '../../channel/channel.ts';
import type { MachineAction } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import type { BytePipe } from '../../model/pipe.ts';
import type { RunOptions } from '../plugin.ts';
import { sessionsOn } from '../sessions/hub.ts';
import { endSession } from '../sessions/stop.ts';
import { argvOf, CLIENTS, faultOf, LOOPBACK } from './client.ts';
import { RDP_PORT, rdpRecords } from './records.ts';

const FIND_SCRIPT = 'for p do command -v "$p" 2>/dev/null && exit 0; done; exit 0';

/** @throws Failure tool-missing */
async function findClient(here: Channel, signal: AbortSignal): Promise<string> {
  const { stdout } = await here.exec(['sh', '-c', FIND_SCRIPT, 'sh', ...CLIENTS], { signal, maxBytes: 4096 });
  const found = stdout.split('\n')[0]?.trim() ?? '';
  if (found.startsWith('/')) return found;
  throw fail(
    'tool-missing',
    'There is no FreeRDP on this machine.',
    'Install it; on Debian: freerdp3-x11 or freerdp2-x11.',
    { tool: 'xfreerdp' },
  );
}

/** Whether it is there already, and all is done. @throws Failure wrong-state */
async function isShown(here: Channel, label: string, action: MachineAction, o: RunOptions): Promise<boolean> {
  const { ifRunning, options = {} } = action;
  const { processes } = await sessionsOn(here, o);
  const ours = rdpRecords({ processes, connected: [] }).filter(
    (one) => one.role === 'client' && one.own && one.label === label,
  );
  if (ours.length === 0 || options.ambiguous === true) return false;
  if (ifRunning === 'connect') {
    o.log(`${label} is shown already.`);
    return true;
  }
  if (ifRunning === undefined)
    throw fail(
      'wrong-state',
      `RDP ${label} is shown on this machine already.`,
      'End it first (cancel), use REUSE, CONNECT or RECONNECT, or allow a second one: -A 1.',
    );
  for (const process of processes)
    if (ours.some(({ pid }) => pid === process.pid)) await endSession(here, process, 1, o);
  return false;
}

/** A host that is there and refuses is not lost: nobody waits for it. @throws Failure not-found */
async function findServer(
  on: Channel,
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<void> {
  try {
    (await on.connect({ host, port }, { signal })).close();
  } catch (caught) {
    if (on.gone.aborted || signal.aborted) throw caught;
    const place = host === LOOPBACK ? on.name : `${host}, as ${on.name} sees it`;
    throw fail(
      'not-found',
      `No RDP server answers at port ${port} of ${place}.`,
      'Start it there, or name its port: RDPPORT.',
    );
  }
}

interface Login {
  readonly user: string;
  readonly password: string;
}

/** null: the server asks by itself. */
async function loginAt(name: string, host: string, o: RunOptions): Promise<Login | null> {
  const place = host === LOOPBACK ? name : host;
  const answers = await o.around.ask({
    ...{ host: name, kind: 'password' },
    text: `Login at the RDP server of ${place}. Leave both empty for its own login screen.`,
    fields: [
      { label: 'User', echo: true },
      { label: 'Password', echo: false },
    ],
  });
  const [user = '', password = ''] = answers ?? [];
  return user === '' ? null : { user, password };
}

/** Its size as asked for, `-r` before `-g`. */
const sizeOf = ({ options }: MachineAction): string | undefined =>
  /^\d{2,5}x\d{2,5}/.exec(options?.resolution ?? options?.geometry ?? '')?.[0];

/** @throws Failure tool-missing, wrong-state, refused, and what the client complains of */
export async function create(on: Channel, action: MachineAction, o: RunOptions): Promise<void> {
  const { target, start = {}, options = {}, console } = action;
  const label = target.label ?? '';
  const host = start.insecure ?? LOOPBACK;
  const port = start.rdpPort ?? RDP_PORT;
  if (o.keep === undefined || o.tunnel === undefined)
    throw fail('not-capable', 'Nobody keeps RDP clients here.');
  const here = await o.around.channel('localhost', o.signal);
  if (await isShown(here, label, action, o)) return;
  o.progress('looking for its server');
  // What does not answer is told before anything is asked.
  await findServer(on, { host, port }, o.signal);
  if (host !== LOOPBACK) o.log(`Between ${on.name} and ${host} only RDP itself secures it, no SSH.`);
  o.progress('starting its client');
  const display = options.display ?? process.env.DISPLAY;
  const isBare = console === 'NONE' || !(display || process.env.WAYLAND_DISPLAY);
  const program = isBare ? '' : await findClient(here, o.signal);
  const login = isBare ? null : await loginAt(on.name, host, o);
  const tunnel = await o.tunnel({ label, to: { host, port } });
  if (isBare) return o.log(`localhost:${tunnel.port} leads to its RDP server for a client to come.`);
  const size = sizeOf(action);
  const argv = argvOf({
    ...{ program, label, host, port: tunnel.port },
    ...(login !== null && { user: login.user }),
    ...(size !== undefined && { size }),
  });
  o.log(argv.map((word) => JSON.stringify(word)).join(' '));
  try {
    await shown(here, label, [...(display ? ['env', `DISPLAY=${display}`] : []), ...argv], login, o);
  } catch (caught) {
    tunnel.close();
    throw caught;
  }
}

/** Most of what it says that is kept. */
const KEPT = 16_384;

async function shown(
  here: Channel,
  label: string,
  argv: readonly string[],
  login: Login | null,
  o: RunOptions,
): Promise<void> {
  const pipe = await here.spawn(['sh', '-c', 'exec "$@" 2>&1', 'sh', ...argv]);
  o.signal.addEventListener('abort', () => pipe.close(), { once: true });
  let said = '';
  const ended = (async () => {
    for await (const bytes of pipe.bytes) said = (said + new TextDecoder().decode(bytes)).slice(-KEPT);
  })();
  if (login !== null) await tell(pipe, `${login.password}\n`);
  if (await Promise.race([ended.then(() => true), moment()])) {
    const clean = login === null || login.password === '' ? said : said.replaceAll(login.password, '***');
    for (const line of clean.trim().split('\n')) o.log(line, 'output');
    throw faultOf(label, clean);
  }
  o.keep?.({ label, title: `${label}: RDP`, close: () => pipe.close(), ended });
}

/** One that has ended already says so by itself. */
const tell = (pipe: BytePipe, text: string): Promise<void> => pipe.write(Buffer.from(text)).catch(() => {});

/** ms in which a client that cannot log in has said so. */
const MOMENT = 3_000;
const moment = (): Promise<false> => new Promise((go) => setTimeout(() => go(false), MOMENT));
