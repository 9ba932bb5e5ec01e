/**
 * `npm run lab -- up|down|status|clean|guest|host|xen`, for people and for `npm start -- --demo`. A lab made here stays
 * until `down`.
 */
import { parseArgs } from 'node:util';
import { claim } from './claim.ts';
import { isKept, type Lab, type LabGuest, labAttach, labUp } from './index.ts';
import { layout } from './layout.ts';
import { instancesPresent, tearDown } from './teardown.ts';
import { cleanXen, xenCommand } from './xen/cli.ts';

const USAGE = `lab up [--env] [--guests] [--instance N]   bring the lab up; --env: its environment as JSON; --guests: start some
lab down [--instance N]                    end it
lab status [--instance N]                  hosts, guests, how to get there
lab guest start|kill|freeze|thaw NAME      e.g. lab guest start tst100
lab host freeze|thaw|unplug|plug|crash|boot|rekey NAME
lab xen [up] [--env] [--libvirt] [--instance N]   bring the Xen host up; --libvirt: with libvirtd
lab xen down|status|kill|boot [--instance N]      end it; how to get there; cut its power; boot it again
lab clean                                  clear what killed runs left; fails when there was any`;

/** A mixed picture: some run, some are off. */
const DEMO_GUESTS = ['tst100', 'tst101', 'tst110', 'tst120'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    env: { type: 'boolean', default: false },
    guests: { type: 'boolean', default: false },
    libvirt: { type: 'boolean', default: false },
    instance: { type: 'string', default: '0' },
  },
});
const instance = Number(values.instance);
const [command = '', verb = '', name = ''] = positionals;

const commands: Readonly<Record<string, () => Promise<number>>> = {
  up,
  down,
  status,
  clean,
  guest,
  host,
  xen,
};

try {
  process.exitCode = await (commands[command] ?? usage)();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function usage(): Promise<number> {
  console.error(USAGE);
  return 2;
}

async function up(): Promise<number> {
  const lab = (await labAttach(instance)) ?? (await labUp({ instance, keep: true, guests: values.guests }));
  if (values.guests) await startGuests(lab);
  if (values.env) console.log(JSON.stringify(lab.env));
  else print(lab);
  return 0;
}

async function startGuests(lab: Lab): Promise<void> {
  const wanted = lab.guests.filter((one) => DEMO_GUESTS.includes(one.name));
  for (const one of wanted) if (!(await one.running())) await one.start();
}

async function down(): Promise<number> {
  const lab = await labAttach(instance);
  await lab?.down();
  return 0;
}

async function status(): Promise<number> {
  const lab = await labAttach(instance);
  if (lab === null) {
    console.log(`Lab ${instance} is down.`);
    return 3;
  }
  print(lab);
  for (const one of lab.guests)
    console.log(`${one.host.name} ${one.name} ${(await one.running()) ? 'running' : 'off'}`);
  return 0;
}

function print(lab: Lab): void {
  for (const one of lab.hosts) console.log(`${one.name} ${one.address}`);
  console.log(`ssh -F ${lab.sshConfig} lab00`);
}

/** Labs in use, or kept by someone, are left alone. */
async function clean(): Promise<number> {
  let stale = await cleanXen();
  for (const present of await instancesPresent()) {
    const claimed = await claim(present);
    if (claimed === null) continue;
    if (!isKept(layout(present))) {
      console.error(`Lab ${present} was left behind.`);
      await tearDown(present);
      stale += 1;
    }
    await claimed.release();
  }
  return stale === 0 ? 0 : 1;
}

async function attached(): Promise<Lab> {
  const lab = await labAttach(instance);
  if (lab === null) throw new Error(`Lab ${instance} is down; bring it up with: lab up`);
  return lab;
}

async function guest(): Promise<number> {
  const one = (await attached()).guests.find((other) => other.name === name);
  const acts: Readonly<Record<string, (on: LabGuest) => Promise<void>>> = {
    start: (on) => on.start(),
    kill: (on) => on.kill(),
    freeze: (on) => on.freeze(),
    thaw: (on) => on.thaw(),
  };
  const act = acts[verb];
  if (one === undefined || act === undefined) return usage();
  await act(one);
  return 0;
}

async function host(): Promise<number> {
  const on = (await attached()).host(name);
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    freeze: () => on.freeze(),
    thaw: () => on.thaw(),
    unplug: () => on.unplug(),
    plug: () => on.plug(),
    crash: () => on.crash(),
    boot: () => on.boot(),
    rekey: () => on.changeHostKey(),
  };
  const act = acts[verb];
  if (act === undefined) return usage();
  await act();
  return 0;
}

async function xen(): Promise<number> {
  return (await xenCommand(verb, { ...values, instance })) ?? usage();
}
