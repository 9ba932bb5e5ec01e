/** The verbs of VirtualBox: from which state, over which, to which. */
import type { Channel } from '../../channel/channel.ts';
import type { MachineAction } from '../../model/action.ts';
import { DEFAULT_POWEROFF_DELAY } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord, MachineState } from '../../model/machine.ts';
import type { Verb } from '../../model/verb.ts';
import type { Operation, RunOptions } from '../plugin.ts';
import { delay } from '../wait.ts';
import { vboxManage } from './vboxmanage.ts';
import { stateOf, valuesOf } from './vm-info.ts';

/** ms between two looks. */
const BEAT = 500;
/** ms between two presses of the power button: one that comes before the guest is up is lost. */
const AGAIN = 5000;
/** s for VirtualBox itself. */
const SOON = 60;

interface Job {
  readonly on: Channel;
  readonly machine: MachineRecord;
  readonly action: MachineAction;
  readonly o: RunOptions;
}

const uuidOf = ({ uuid, label }: MachineRecord): string => uuid ?? label;

const control = ({ on, machine, o }: Job, verb: string): Promise<string> =>
  vboxManage(on, ['controlvm', uuidOf(machine), verb], o);

async function stateNow({ on, machine, o }: Job): Promise<MachineState> {
  const told = await vboxManage(on, ['showvminfo', uuidOf(machine), '--machinereadable'], o);
  return stateOf(valuesOf(told.split('\n')));
}

/** Whether it is seen within the seconds; `meanwhile` at each look that sees another. */
async function until(
  job: Job,
  wanted: MachineState,
  seconds: number,
  meanwhile: () => Promise<void> = async () => {},
): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    if ((await stateNow(job)) === wanted) return true;
    if (Date.now() >= end) return false;
    await meanwhile();
    await delay(BEAT, job.o.signal);
  }
}

/** @throws Failure timeout */
async function mustBe(job: Job, wanted: MachineState): Promise<void> {
  if (await until(job, wanted, SOON)) return;
  const { machine } = job;
  throw fail(
    'timeout',
    `${machine.label} is not ${wanted} after ${SOON} s.`,
    `Its log tells why: VBoxManage showvminfo ${uuidOf(machine)} --log 0.`,
  );
}

/** A window of VirtualBox itself, on this machine only: the guest ends with it. */
function frontEnd({ action, o }: Job): { readonly type: string; readonly display?: string } {
  const isOwn = action.console === 'VBOX' || action.console === 'VBOXSDL';
  const display = action.options?.display ?? process.env.DISPLAY;
  if (!isOwn || !display || o.around.config.name !== 'localhost') return { type: 'headless' };
  return { type: action.console === 'VBOX' ? 'gui' : 'sdl', display };
}

async function start(job: Job): Promise<void> {
  const { on, machine, action, o } = job;
  if (action.stateFile !== undefined)
    throw fail('not-capable', 'VirtualBox keeps saved states itself.', 'Leave the file out.');
  if (action.start?.paused)
    throw fail('not-capable', 'VirtualBox starts no machine paused.', 'Start it, and pause it then.');
  const { type, ...options } = frontEnd(job);
  if (machine.state === 'suspended') o.log('It has a saved state and is resumed from it.');
  o.progress(`startvm --type ${type}`);
  const said = await vboxManage(on, ['startvm', uuidOf(machine), '--type', type], { ...o, ...options });
  if (said.trim() !== '') o.log(said.trim(), 'output');
  await mustBe(job, 'running');
}

/** Pressed until the guest takes it. */
async function powerButton(job: Job, seconds: number): Promise<boolean> {
  let last = 0;
  return await until(job, 'off', seconds, async () => {
    if (Date.now() - last < AGAIN) return;
    last = Date.now();
    job.o.progress('power button pressed');
    await control(job, 'acpipowerbutton').catch(async (caught: unknown) => {
      // It may have ended in between.
      if ((await stateNow(job)) !== 'off') throw caught;
    });
  });
}

const secondsOf = ({ action }: Job): number => action.delay ?? action.timeout ?? DEFAULT_POWEROFF_DELAY;

async function shutdown(job: Job): Promise<void> {
  const seconds = secondsOf(job);
  if (seconds > 0) {
    if (await powerButton(job, seconds)) return job.o.log('The guest has shut down.');
    job.o.log(`The guest did not shut down within ${seconds} s; it is powered off.`);
  }
  await poweroff(job);
}

async function poweroff(job: Job): Promise<void> {
  if ((await stateNow(job)) === 'off') return job.o.log('It does not run any more.');
  job.o.progress('power off');
  await control(job, 'poweroff');
  await mustBe(job, 'off');
}

/** Of ACPI VirtualBox has the power button only: it is started again once it is off. */
async function reboot(job: Job): Promise<void> {
  const seconds = Math.max(secondsOf(job), 1);
  if (!(await powerButton(job, seconds)))
    throw fail(
      'guest-ignores',
      `${job.machine.label} did not take the power button within ${seconds} s.`,
      'Reset it, or reboot it from its console.',
    );
  job.o.progress('start again');
  await start(job);
}

const simple =
  (verb: string, wanted: MachineState) =>
  async (job: Job): Promise<void> => {
    await control(job, verb);
    await mustBe(job, wanted);
  };

async function suspend(job: Job): Promise<void> {
  if (job.action.stateFile !== undefined)
    throw fail('not-capable', 'VirtualBox keeps saved states itself.', 'Leave the file out.');
  job.o.progress('its memory is written');
  await simple('savestate', 'suspended')(job);
}

const run =
  (work: (job: Job) => Promise<void>): Operation['run'] =>
  (on, machine, action, o) =>
    work({ on, machine, action, o });

async function rename({ on, machine, action, o }: Job): Promise<void> {
  const { newName: label = machine.label } = action;
  await vboxManage(on, ['modifyvm', uuidOf(machine), '--name', label], o);
  o.tell({ label });
}

export const operations: Partial<Record<Verb, Operation>> = {
  start: { from: ['off', 'suspended', 'crashed'], via: 'starting', to: 'running', run: run(start) },
  resume: { from: ['suspended'], via: 'starting', to: 'running', run: run(start) },
  shutdown: { from: ['running', 'unknown'], via: 'stopping', to: 'off', run: run(shutdown) },
  poweroff: {
    from: ['running', 'paused', 'crashed', 'unknown', 'starting', 'stopping', 'saving'],
    via: 'stopping',
    to: 'off',
    run: run(poweroff),
  },
  reboot: { from: ['running'], via: 'stopping', to: 'running', run: run(reboot) },
  reset: {
    from: ['running', 'paused', 'crashed'],
    via: 'starting',
    to: 'running',
    run: run(simple('reset', 'running')),
  },
  pause: { from: ['running'], via: 'saving', to: 'paused', run: run(simple('pause', 'paused')) },
  unpause: { from: ['paused'], via: 'starting', to: 'running', run: run(simple('resume', 'running')) },
  rename: { from: ['off'], run: run(rename) },
  suspend: { from: ['running', 'paused'], via: 'saving', to: 'suspended', run: run(suspend) },
};
