/** Starting a guest by its script or argument file, until its monitor answers. */
import type { RunOptions } from '../../plugin.ts';
import { Failure, fail } from '../../../model/failure.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import type { Entry } from '../catalogue.ts';
import type { Guest } from '../guest.ts';
import type { Hub } from '../hub.ts';
import { NO_STARTER } from '../record.ts';
import type { Owner } from '../rights.ts';
import { stemOf } from '../saved.ts';
import { completeArgs } from './args.ts';
import { launch, type Launched } from './launch.ts';
import { reset } from './status.ts';
import { delay } from '../../wait.ts';

/** ms until a guest must be there. */
const LIMIT = 60_000;
/** Looks that find no guest after its script has ended well. */
const PATIENCE = 10;

/** RunStates of a guest whose QEMU has outlived it. */
const DEAD = /^(shutdown|guest-panicked|internal-error)$/;

interface Command {
  readonly argv: readonly string[];
  readonly cwd: string;
}

function commandOf({ starter, config, label }: Entry, paused: boolean): Command {
  if (starter === undefined)
    throw fail('not-found', NO_STARTER, `Put a start script beside it: ${stemOf(config)}.sh`);
  const cwd = starter.path.slice(0, starter.path.lastIndexOf('/')) || '/';
  if (starter.kind === 'args') {
    const argv = completeArgs(starter.argv, stemOf(starter.path));
    return { cwd, argv: paused ? [...argv, '-S'] : argv };
  }
  if (paused)
    throw fail(
      'not-capable',
      `${label} is started by a script of its own, which cannot be told to start it paused.`,
      'Put -S behind the command of QEMU there, or pause it once it runs.',
    );
  return { cwd, argv: starter.executable ? [starter.path] : ['sh', starter.path] };
}

/** The guest once its process is there and its monitor answers; undefined: not yet. */
async function seen(hub: Hub, machine: MachineRecord, o: RunOptions): Promise<Guest | undefined> {
  await hub.list(o);
  const guest = hub.running(machine);
  if (guest === undefined) return undefined;
  if (!guest.hasMonitor) {
    o.log('It has no QMP socket; only its process can be seen.');
    return guest;
  }
  try {
    await guest.monitor(o);
    guest.trouble = undefined;
    await guest.refresh(o);
    return guest;
  } catch (caught) {
    if (isTooEarly(caught, hub)) return undefined;
    throw caught;
  }
}

/**
 * The socket comes a moment after the process; and it breaks when QEMU ends over a mistake in its arguments, which its
 * output tells better.
 */
function isTooEarly(caught: unknown, { on }: Hub): boolean {
  if (!(caught instanceof Failure)) return false;
  return (
    /^(socket-gone|refused|busy)$/.test(caught.code) ||
    (caught.code === 'connection-lost' && !on.gone.aborted)
  );
}

async function untilSeen(hub: Hub, machine: MachineRecord, job: Launched, o: RunOptions): Promise<Guest> {
  const end = Date.now() + LIMIT;
  let patience = PATIENCE;
  for (let wait = 100; ; wait = Math.min(wait * 1.5, 1000)) {
    const guest = await seen(hub, machine, o);
    if (guest !== undefined) return guest;
    const { exit, output } = await job.look(o);
    if (exit === 0 && hub.running(machine) === undefined) patience--;
    if ((exit !== undefined && exit !== 0) || patience === 0) {
      const said = output === '' ? 'It printed nothing.' : output.slice(-500);
      throw fail(
        'command-failed',
        `${machine.label} did not start (exit code ${exit}): ${said}`,
        'See the output in the log, and correct its start file.',
        { output },
      );
    }
    if (Date.now() > end)
      throw fail('timeout', `${machine.label} was started, but its monitor does not answer.`, undefined, {
        output,
      });
    await delay(wait, o.signal);
  }
}

/** Start a command whose guest will be `machine`. @throws Failure command-failed with the end of its output */
export async function bringUp(
  hub: Hub,
  machine: MachineRecord,
  owner: Owner,
  { argv, cwd }: Command,
  o: RunOptions,
): Promise<Guest> {
  o.log(`In ${cwd}, as ${owner.user}: ${argv.map((word) => JSON.stringify(word)).join(' ')}`);
  o.progress('starting');
  const job = await launch(hub.on, owner, cwd, argv);
  let up = false;
  try {
    const guest = await untilSeen(hub, machine, job, o);
    up = true;
    return guest;
  } catch (caught) {
    const output = caught instanceof Failure ? caught.data?.output : undefined;
    if (typeof output === 'string') for (const line of output.split('\n')) o.log(line);
    throw caught;
  } finally {
    await job.release(!up);
  }
}

export async function start(hub: Hub, machine: MachineRecord, o: RunOptions, paused = false): Promise<void> {
  // Its QEMU may be there still: crashed, or told to stay when the guest shuts down.
  const there = hub.running(machine);
  if (there?.live !== undefined && DEAD.test(there.live.status)) return reset(there, o);
  const entry = hub.configuration(machine) ?? (await lookAgain(hub, machine, o));
  const guest = await bringUp(hub, machine, entry.owner, commandOf(entry, paused), o);
  o.log(`It runs as process ${guest.process.pid}.`);
  hub.changed(guest);
}

/** After a start of the product the configuration may be known from the cache only. */
async function lookAgain(hub: Hub, machine: MachineRecord, o: RunOptions): Promise<Entry> {
  const { config } = machine;
  if (config !== undefined) await hub.learn(config, o);
  const entry = hub.configuration(machine);
  if (entry !== undefined) return entry;
  throw fail(
    'not-found',
    `The configuration of ${machine.label} is no longer on ${hub.on.name}.`,
    'Refresh the host.',
  );
}
