/** The verbs of VMware: from which state, over which, to which. */
import type { Channel } from '../../channel/channel.ts';
import { DEFAULT_POWEROFF_DELAY, type MachineAction } from '../../model/action.ts';
import { Failure, fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Verb } from '../../model/verb.ts';
import type { Operation, RunOptions } from '../plugin.ts';
import { delay } from '../wait.ts';
import { knownOf, look } from './look.ts';
import { carryOut, type Deed } from './tool.ts';

/** ms between two looks. */
const BEAT = 1000;
/** s for VMware itself. */
const SOON = 60;

interface Job {
  readonly on: Channel;
  readonly machine: MachineRecord;
  readonly action: MachineAction;
  readonly o: RunOptions;
}

const tell = ({ on, machine, o }: Job, deed: Deed, more: { timeout?: number; display?: string } = {}) =>
  carryOut(on, machine, deed, { signal: o.signal, ...more });

const runs = async ({ on, machine, o }: Job): Promise<boolean> =>
  (await look(on, 'up', o)).some(({ config }) => config === machine.config);

async function until(job: Job, wanted: boolean, end: number): Promise<boolean> {
  for (;;) {
    if ((await runs(job)) === wanted) return true;
    if (Date.now() >= end) return false;
    await delay(BEAT, job.o.signal);
  }
}

const soon = (): number => Date.now() + SOON * 1000;

/** @throws Failure timeout */
async function mustRun(job: Job, wanted: boolean): Promise<void> {
  if (await until(job, wanted, soon())) return;
  throw fail(
    'timeout',
    `${job.machine.label} ${wanted ? 'does not run' : 'still runs'} after ${SOON} s.`,
    'vmware.log beside its .vmx file tells why.',
  );
}

/** A window of VMware itself, on this machine only. */
function displayOf({ action, o }: Job): string | undefined {
  const isOwn = action.console === 'VMW' || action.console === 'VMWRC';
  if (!isOwn || o.around.config.name !== 'localhost') return undefined;
  return action.options?.display ?? process.env.DISPLAY;
}

/** @throws Failure not-capable */
function refuseFile({ action }: Job): void {
  if (action.stateFile !== undefined)
    throw fail('not-capable', 'VMware keeps saved states itself.', 'Leave the file out.');
}

async function start(job: Job): Promise<void> {
  const { machine, action, o } = job;
  refuseFile(job);
  if (action.start?.paused)
    throw fail('not-capable', 'VMware starts no guest paused.', 'Start it, and pause it then.');
  if (machine.state === 'suspended') o.log('It has a saved state and is resumed from it.');
  o.progress('starting');
  const display = displayOf(job);
  await tell(job, display ? 'startShown' : 'start', display ? { display } : {});
  await mustRun(job, true);
}

const secondsOf = ({ action }: Job): number => action.delay ?? action.timeout ?? DEFAULT_POWEROFF_DELAY;

/** VMware waits itself until the guest has done it. `mute`: it cannot be asked, which is told. */
async function asked(
  job: Job,
  deed: 'shutdown' | 'reboot',
  seconds: number,
): Promise<'done' | 'late' | 'mute'> {
  try {
    await tell(job, deed, { timeout: seconds * 1000 });
    return 'done';
  } catch (caught) {
    if (!(caught instanceof Failure) || job.o.signal.aborted) throw caught;
    if (caught.code === 'timeout') return 'late';
    if (caught.code !== 'command-failed') throw caught;
    job.o.log(caught.message);
    return 'mute';
  }
}

async function shutdown(job: Job): Promise<void> {
  const seconds = secondsOf(job);
  const end = Date.now() + seconds * 1000;
  if (seconds > 0) {
    job.o.progress('asked to shut down');
    const answer = await asked(job, 'shutdown', seconds);
    if (answer === 'done' && (await until(job, false, end))) return job.o.log('The guest has shut down.');
    job.o.log(
      answer === 'mute'
        ? 'It is powered off.'
        : `The guest did not shut down within ${seconds} s; it is powered off.`,
    );
  }
  await poweroff(job);
}

async function poweroff(job: Job): Promise<void> {
  if (!(await runs(job))) return job.o.log('It does not run any more.');
  job.o.progress('power off');
  await tell(job, 'poweroff');
  await mustRun(job, false);
  knownOf(job.on).paused.delete(job.machine.config ?? '');
}

async function reboot(job: Job): Promise<void> {
  const seconds = Math.max(secondsOf(job), 1);
  job.o.progress('asked to reboot');
  if ((await asked(job, 'reboot', seconds)) !== 'done')
    throw fail(
      'guest-ignores',
      `${job.machine.label} did not reboot within ${seconds} s.`,
      'Reset it, or install VMware Tools (open-vm-tools) in it.',
    );
  await mustRun(job, true);
}

async function reset(job: Job): Promise<void> {
  await tell(job, 'reset');
  knownOf(job.on).paused.delete(job.machine.config ?? '');
  await mustRun(job, true);
}

async function suspend(job: Job): Promise<void> {
  refuseFile(job);
  job.o.progress('its memory is written');
  await tell(job, 'suspend');
  await mustRun(job, false);
}

/** vmrun does not tell that one stands still: it is kept here, for as long as the connection. */
async function pause(job: Job): Promise<void> {
  await tell(job, 'pause');
  knownOf(job.on).paused.add(job.machine.config ?? '');
}

async function unpause(job: Job): Promise<void> {
  await tell(job, 'unpause');
  knownOf(job.on).paused.delete(job.machine.config ?? '');
}

const run =
  (work: (job: Job) => Promise<void>): Operation['run'] =>
  (on, machine, action, o) =>
    work({ on, machine, action, o });

export const operations: Partial<Record<Verb, Operation>> = {
  start: { from: ['off', 'suspended'], via: 'starting', to: 'running', run: run(start) },
  resume: { from: ['suspended'], via: 'starting', to: 'running', run: run(start) },
  shutdown: { from: ['running', 'unknown'], via: 'stopping', to: 'off', run: run(shutdown) },
  poweroff: {
    from: ['running', 'paused', 'unknown', 'starting', 'stopping', 'saving'],
    via: 'stopping',
    to: 'off',
    run: run(poweroff),
  },
  reboot: { from: ['running'], via: 'stopping', to: 'running', run: run(reboot) },
  reset: { from: ['running', 'paused'], via: 'starting', to: 'running', run: run(reset) },
  pause: { from: ['running'], via: 'saving', to: 'paused', run: run(pause) },
  unpause: { from: ['paused'], via: 'starting', to: 'running', run: run(unpause) },
  suspend: { from: ['running'], via: 'saving', to: 'suspended', run: run(suspend) },
};
