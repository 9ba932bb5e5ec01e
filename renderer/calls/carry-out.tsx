/** Calls as they are run from anywhere in the window: planned, asked about where it matters, done. */
import { type Action, isCommand, type MachineAction, type StartOptions } from '../../core/model/action.ts';
import { availability } from '../../core/model/availability.ts';
import { hostScreen, isCreation } from '../../core/model/creation.ts';
import { CONSOLE_WORDS } from '../../core/model/console-words.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Planned } from '../../core/model/plan.ts';
import type { Step } from '../../core/model/step.ts';
import { isStop, type Verb } from '../../core/model/verb.ts';
import { openConsole } from '../consoles/dock-state.ts';
import { theCore } from '../core.ts';
import { createAsCalled, isCreate } from '../guests/create.ts';
import { jobOver } from '../jobs/job-over.ts';
import { openInTerminal, openMachine, report, viewMachine } from '../machines/commands.tsx';
import { runPlan } from '../machines/plan-dialog.tsx';
import { tables } from '../store.ts';
import { confirm } from '../ui/dialog.tsx';
import { toast } from '../ui/toast.tsx';
import { openChooser } from './chooser.tsx';
import { replaced } from './narrow.ts';
import {
  asPlanned,
  consequence,
  isDestructive,
  isMachineAction,
  isShell,
  type PlannedStep,
  planCall,
  warnings,
} from './plan-call.ts';
import { leaves, readCall } from './read-call.ts';
import { showResult } from './result.ts';
import { setWindow } from '../window-state.ts';
import { stepText } from '../machines/step-words.ts';
import { VERB_WORDS } from '../machines/verbs.ts';
import { words } from '../words/words.ts';

interface How {
  /** The call, as it was written. */
  readonly call: string;
  /** The person has seen the plan and agreed already. */
  readonly agreed?: boolean;
}

/** A call that is wrong is said to be; the editor shows where. */
export function runText(call: string): void {
  const reading = readCall(call);
  if ('error' in reading) {
    const { message, remedy, nearest } = reading.error;
    toast({ title: message, text: remedy ?? nearestHint(nearest), failed: true });
  } else void carryOut(reading.actions, { call });
}

const nearestHint = (nearest: string | undefined): string | undefined =>
  nearest === undefined ? undefined : words().calls.didYouMean(nearest);

/** Resolves when all is under way; what fails says so by itself. */
export async function carryOut(actions: readonly Action[], how: How): Promise<void> {
  const plan = await planCall(actions);
  if (plan.at === 'failed') {
    const { failure, action } = plan;
    if (failure.code === 'ambiguous' && action !== undefined)
      openChooser({ action, onPick: (meant) => void carryOut(replaced(actions, action, meant), how) });
    else toast({ title: failure.message, text: failure.remedy, failed: true });
    return;
  }
  const [only, ...more] = leaves(actions);
  const whole = only === undefined || more.length > 0 ? null : asPlanned(only);
  const large = plan.steps.length > 1 || plan.steps.some(({ machine }) => machine?.type === 'PM');
  if (whole !== null && large && (whole.verb === 'stack' || isStop(whole.verb as Verb))) {
    await asPlan(whole, plan.steps, how);
    return;
  }
  if (how.agreed !== true && isDestructive(plan.steps) && !(await agreed(plan.steps))) return;
  const commands = leaves(actions).filter(isCommand);
  // Of one host, too, where it was asked to run without a terminal.
  const many = commands.length > 1 || withoutTerminal(commands[0]);
  if (many) setWindow({ dialog: { kind: 'commands', call: how.call, actions: commands, jobs: [] } });
  for (const action of leaves(actions)) {
    if (many && isCommand(action)) continue;
    const planned = action.verb === 'stack' ? asPlanned(action) : null;
    if (planned !== null)
      void theCore()
        .api.run(structuredClone(planned) as never)
        .catch(report);
    else if (isMachineAction(action)) void act(action);
    else if (isCreate(action)) void createAsCalled(action);
  }
  const asked = leaves(actions).filter(
    (action) => action.verb !== 'stack' && !isMachineAction(action) && !isCreate(action),
  );
  if (asked.length > 0) await showResult(how.call, asked);
}

/** As `-b 1` asks for. */
function withoutTerminal(action: MachineAction | undefined): boolean {
  const dispatch = action?.options?.dispatch;
  return typeof dispatch === 'object' && dispatch.mode === 'async';
}

/** More than one machine is concerned: the plan is shown as a tree, asked about where it matters, and lives as it runs. */
async function asPlan(planned: Planned, steps: readonly PlannedStep[], how: How): Promise<void> {
  const dialog = {
    kind: 'plan',
    action: planned,
    call: how.call,
    plan: steps.map(({ step }) => step),
    title: consequence(steps),
  } as const;
  if (how.agreed === true) await runPlan(dialog);
  else setWindow({ dialog });
}

async function agreed(steps: readonly PlannedStep[]): Promise<boolean> {
  const title = consequence(steps);
  const body = (
    <>
      {warnings(steps).map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      {steps.length > 1 && <StepList steps={steps} />}
    </>
  );
  const hard = steps.some(({ step }) => VERB_WORDS[step.action.verb].hard === true);
  return confirm({ title: `${title}?`, body, button: title, hard });
}

const MOST_NAMED = 12;

function StepList({ steps }: { readonly steps: readonly PlannedStep[] }) {
  return (
    <ul className="mono">
      {steps.slice(0, MOST_NAMED).map(({ step }) => (
        <li key={`${step.action.verb} ${step.machine}`} className="cut">
          {stepText(step)}
        </li>
      ))}
      {steps.length > MOST_NAMED && <li>{words().common.more(steps.length - MOST_NAMED)}</li>}
    </ul>
  );
}

/** Resolves to whether it was done. */
async function act(action: MachineAction): Promise<boolean> {
  if (isShell(action)) return openShell(action);
  try {
    const [step, ...others] = await theCore().api.plan(structuredClone(action) as never);
    if (isCreation(action)) return await startSessions(action, step === undefined ? [] : [step, ...others]);
    const machine = tables.getState().machines.get(step?.machine ?? '');
    const opens = machine !== undefined && opensOnly(action, machine);
    if (machine !== undefined && (action.side === 'client' || (opens && action.ifRunning === 'reconnect')))
      await endClients(machine);
    if (action.side === 'client') return true;
    if (opens) {
      openWhere(action, machine);
      return true;
    }
    const jobs = await theCore().api.run(structuredClone(action) as never);
    const over = Promise.all(jobs.map(jobDone)).then((all) => all.every(Boolean));
    if (machine !== undefined) openInTime(action, machine, over);
    return await over;
  } catch (caught) {
    report(caught);
    return false;
  }
}

/** Sessions that are not there yet are started side by side, and shown; REUSE shows those that are. */
async function startSessions(action: MachineAction, steps: readonly Step[]): Promise<boolean> {
  const done = await Promise.all(
    steps.map(async (step) => {
      const isNew = step.action.verb === 'start';
      if (isNew) {
        const jobs = await theCore().api.run(structuredClone(step.action) as never);
        if (!(await Promise.all(jobs.map(jobDone))).every(Boolean)) return false;
      }
      const machine = sessionOf(step);
      const isShown = action.console !== 'NONE' && action.options?.location !== 'server';
      if (machine !== undefined && isShown && availability('connect', machine) === null)
        openWhere(action, machine);
      return true;
    }),
  );
  return done.every(Boolean);
}

/** The newest of its label on its host. */
const sessionOf = ({ action, machine: id }: Step): Machine | undefined => {
  const { machines } = tables.getState();
  const [newest] = [...machines.values()]
    .filter(({ host, type, own }) => host === action.on?.host && type === action.type && own === true)
    .filter(({ label, role }) => label === action.target.label && role !== 'client')
    .sort((a, b) => (b.since ?? 0) - (a.since ?? 0));
  return machines.get(id) ?? newest;
};

function openShell({ on, target, start = {} }: MachineAction): boolean {
  const host = on?.host ?? 'localhost';
  const machine = [...tables.getState().machines.values()].find(
    (one) => one.type === 'PM' && one.host === host,
  );
  if (machine === undefined) toast({ title: words().calls.noHost(host), failed: true });
  else if (target.label === undefined) openMachine(machine);
  else openShellOf(machine, target.label, start);
  return machine !== undefined;
}

function openShellOf(machine: Machine, label: string, { shell, folder }: StartOptions): void {
  const offer = machine.consoles.find(({ kind }) => kind === 'tty');
  if (offer === undefined) {
    openMachine(machine);
    return;
  }
  openConsole(machine, offer, {
    label,
    ...(shell !== undefined && { shell }),
    ...(folder !== undefined && { folder }),
  });
}

/** Clients of ours, wherever they are shown; the server goes on. */
async function endClients(machine: Machine): Promise<void> {
  const ours = [...tables.getState().sessions.values()].filter(
    (session) => session.machine === machine.id && session.state !== 'closed',
  );
  await Promise.all(ours.map(({ id }) => theCore().api.console.close({ session: id })));
}

/** CONNECT, and REUSE of what runs already. */
const opensOnly = ({ verb, ifRunning }: MachineAction, machine: Machine): boolean =>
  verb === 'connect' || (ifRunning !== undefined && availability('connect', machine) === null);

/** The console a call names, by its id or its kind. */
function offerOf({ offer, console }: MachineAction, machine: Machine): string | undefined {
  if (offer !== undefined || console === undefined) return offer;
  const { kind } = CONSOLE_WORDS[console];
  return machine.consoles.find((one) => one.kind === kind && one.blocked === undefined)?.id;
}

/** As soon as there is one: a boot loader asks before its guest runs. At the latest when the start is done. */
function openInTime(action: MachineAction, before: Machine, over: Promise<boolean>): void {
  const isEarly = action.verb === 'start' && !offersText(action, before);
  let isOpen = false;
  const stop = tables.subscribe(({ machines }) => {
    const machine = machines.get(before.id);
    if (!isEarly || isOpen || machine === undefined || !offersText(action, machine)) return;
    isOpen = true;
    openWhere(action, machine);
  });
  void over.then((done) => {
    stop();
    if (done && !isOpen) openWanted(action, before.id);
  });
}

/** The text console the call names can be opened now. */
const offersText = ({ console, offer }: MachineAction, { consoles }: Machine): boolean =>
  console !== undefined &&
  CONSOLE_WORDS[console].kind === 'tty' &&
  consoles.some(({ id, kind, blocked }) => kind === 'tty' && blocked === undefined && (offer ?? id) === id);

/** What was started with a console is shown in it. */
function openWanted(action: MachineAction, id: string): void {
  const { verb, console } = action;
  const machine = tables.getState().machines.get(id);
  const opens = verb === 'start' || verb === 'resume' || verb === 'unpause' || verb === 'wake';
  if (machine === undefined || !opens || console === undefined || console === 'NONE') return;
  if (availability('connect', machine) === null) openWhere(action, machine);
}

/** In a tab, of a host its VNC session; with -L a screen in a viewer, or a text console in a terminal of its own. */
function openWhere(action: MachineAction, machine: Machine): void {
  if (machine.type === 'PM' && action.console === 'VNC') {
    void act(hostScreen(machine));
    return;
  }
  const id = offerOf(action, machine);
  const screen = machine.consoles.find((one) => one.kind === 'rfb' && (id === undefined || one.id === id));
  const text = machine.consoles.find((one) => one.kind === 'tty' && one.id === id);
  if (action.options?.location === 'connection' && screen !== undefined) void viewMachine(machine, screen.id);
  else if (action.options?.location === 'local' && text !== undefined) void openInTerminal(machine, text.id);
  else openMachine(machine, id);
}

/** Whether it was done, once it is over. */
const jobDone = async (id: string): Promise<boolean> => (await jobOver(id))?.state === 'done';

/** A machine's action from the history or a list of jobs: the same as a call that was read. */
export const runAgain = (action: MachineAction, call: string): void => void carryOut([action], { call });
