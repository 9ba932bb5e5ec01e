/** `ctys setupVDE`: the network of QEMU guests: a virtual switch of a user's, by a TAP device on a bridge of the host. */
import { fail } from '../../model/failure.ts';
import { answerPrompts } from '../ask.ts';
import { type CoreClient, openCore } from '../core-client.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { type ToolOptions, toolOptions } from './options.ts';
import { hostsOf, tell } from './targets.ts';
import { check, create, end, list, openVde, tellSwitch, type VdeOrder } from './vde.ts';

export const USAGE = `Usage: ctys setupVDE [-b BRIDGE] [-f] [-g GROUP] [-i INTERFACE] [-s SOCKET] [-S SOCKET] [-u USER[.GROUP]] [-n] [-Z SUDO|KSU]
                     (create|cancel|check|info|ports|list|listall) [TARGET ...]
create  a TAP device on the bridge (ctysbr0, made where it is not there) and a switch of the user on it   cancel  their end
-s -S  its sockets for guests and for management, /var/tmp/vde_switch0.USER and /var/tmp/vde_mgmt0.USER   -g  group of the first
-i  joins the bridge, if it has no address to lose   -f  makes the first bridge of another host, too   -n  shows what would be done
list  the user's switches   listall  everybody's   Without TARGET: this machine.`;

const KINDS = {
  bridge: { type: 'string', short: 'b' },
  force: { type: 'boolean', short: 'f' },
  group: { type: 'string', short: 'g' },
  interface: { type: 'string', short: 'i' },
  socket: { type: 'string', short: 's' },
  management: { type: 'string', short: 'S' },
  user: { type: 'string', short: 'u' },
  show: { type: 'boolean', short: 'n' },
  elevation: { type: 'string', short: 'Z' },
} as const;

const VERBS = {
  create,
  cancel: end,
  check,
  info: tellSwitch('ds/showinfo'),
  ports: tellSwitch('port/print'),
  list: list(false),
  listall: list(true),
};
const isVerb = (word: string): word is keyof typeof VERBS => Object.hasOwn(VERBS, word);

export async function run(words: readonly string[], io: Io): Promise<number> {
  const options = toolOptions(words, KINDS, USAGE);
  const [word = '', ...targets] = options.rest;
  const verb = word.toLowerCase();
  if (!isVerb(verb))
    throw fail('bad-input', word === '' ? 'What to do is missing.' : `'${word}' is unknown.`, USAGE);
  const order = orderOf(options);
  const core = await openCore();
  const over = new AbortController();
  const answering = answerPrompts(core.api, io, over.signal).catch(() => {});
  try {
    const codes = await Promise.all(
      (await hosts(core, targets, options, io)).map((name) => on(core, name, verb, order, io)),
    );
    return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
  } finally {
    over.abort();
    await answering;
    await core.close();
  }
}

async function hosts(
  core: CoreClient,
  targets: readonly string[],
  { values }: ToolOptions,
  io: Io,
): Promise<readonly string[]> {
  const called = targets.length === 0 ? ['localhost'] : targets;
  const asked =
    values.elevation === undefined ? called : called.map((name) => `${name}(-Z ${values.elevation})`);
  return (await hostsOf(core, asked, undefined, USAGE, io)).map(({ name }) => name);
}

async function on(
  core: CoreClient,
  name: string,
  verb: keyof typeof VERBS,
  order: VdeOrder,
  io: Io,
): Promise<number> {
  try {
    await VERBS[verb](await openVde(core, name, order, io));
    return EXIT.ok;
  } catch (caught) {
    if (io.signal.aborted) throw caught;
    return tell(name, caught, io);
  }
}

/** Names of the kernel and of accounts, and whole paths: nothing else is meant by any of them. @throws Failure bad-input */
function orderOf({ values }: ToolOptions): VdeOrder {
  const read = (name: keyof typeof KINDS, known: RegExp): string | undefined => {
    const text = values[name];
    if (text === undefined || known.test(String(text))) return text as string | undefined;
    throw fail('bad-input', `-${KINDS[name].short} does not take '${text}'.`, USAGE);
  };
  const [user, ofUser] = read('user', /^[a-z_][\w-]*(?:\.[a-z_][\w-]*)?$/i)?.split('.') ?? [];
  const group = read('group', /^[a-z_][\w-]*$/i) ?? ofUser;
  const link = read('interface', /^[\w.-]{1,15}$/);
  const [socket, management] = [read('socket', /^\/\S{1,90}$/), read('management', /^\/\S{1,90}$/)];
  read('elevation', /^(?:SUDO|KSU|NOSUDO|NOKSU|ALL|OFF)$/i);
  return {
    bridge: read('bridge', /^[a-z_][\w.-]{0,14}$/i) ?? 'ctysbr0',
    force: values.force === true,
    show: values.show === true,
    ...(user !== undefined && { user }),
    ...(group !== undefined && { group }),
    ...(link !== undefined && { link }),
    ...(socket !== undefined && { socket }),
    ...(management !== undefined && { management }),
  };
}
