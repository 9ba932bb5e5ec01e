/** A call of the ancestor's language: read, and carried out by a client of the core. */
import { formatAction } from '../ctys/format.ts';
import { OPTIONS } from '../ctys/options/table.ts';
import { parseCall } from '../ctys/parse.ts';
import {
  type Action,
  type BatchAction,
  isCommand,
  type MachineAction,
  type StackAction,
  type TableAction,
} from '../model/action.ts';
import { fail, toFailure } from '../model/failure.ts';
import { type CoreClient, openCore } from './core-client.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import type { Io } from './io.ts';
import { fileLookup } from './lookup.ts';
import { placesOf, visitedHosts } from './places.ts';
import { VERSION } from './version.ts';

/** @throws CallError, Failure */
export async function call(words: readonly string[], io: Io): Promise<number> {
  const actions = parseCall(words, fileLookup());
  const [first] = actions;
  if (first === undefined) return EXIT.ok;
  if (first.verb === 'version') return version(first.terse === true, io);
  if (first.verb === 'help') return await (await import('./packed.ts')).help(first.topics ?? [], io);
  if (first.verb === 'tool') return await (await import('./packed.ts')).runTool(first.tool, first.words, io);
  const core = await openCore();
  const over = new AbortController();
  const asking = answerWhenSlow(core, io, over.signal);
  try {
    await visit(core, actions);
    tellUnused(actions, io);
    return await carryOut(core, actions, io);
  } finally {
    over.abort();
    await asking;
    await core.close();
  }
}

/** What is over sooner is asked nothing, and need not follow the tables for that. */
const QUICK_MS = 150;

async function answerWhenSlow(core: CoreClient, io: Io, signal: AbortSignal): Promise<void> {
  await new Promise<void>((go) => {
    const timer = setTimeout(go, QUICK_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      go();
    });
  });
  if (!signal.aborted)
    await (await import('./packed.ts')).answerPrompts(core.api, io, signal).catch(() => {});
}

function version(terse: boolean, io: Io): number {
  io.out(terse ? VERSION : `ctys ${VERSION}\n`);
  return EXIT.ok;
}

/**
 * Targets that the inventory does not have are reached as ssh knows them; those it has stay as they are. Tables say it
 * themselves when they ask.
 */
async function visit(core: CoreClient, actions: readonly Action[]): Promise<void> {
  const others = actions.filter(({ verb }) => verb !== 'list' && verb !== 'enumerate');
  await Promise.all(visitedHosts(others.flatMap(placesOf)).map((config) => core.api.hosts.visit(config)));
}

/** With -d, options that have no effect today are told. */
function tellUnused(actions: readonly Action[], io: Io): void {
  const [first] = actions;
  const options = first !== undefined && 'options' in first ? first.options : undefined;
  if (options?.debug === undefined) return;
  for (const { letter, name, today } of OPTIONS)
    if (name !== undefined && options[name] !== undefined && today !== undefined)
      io.error(`-${letter}: ${today}\n`);
  for (const action of actions) io.error(`${formatAction(action)}\n`);
}

/** Tables of several hosts are one; all else is done side by side, or one after the other where that is asked for. */
export async function carryOut(core: CoreClient, actions: readonly Action[], io: Io): Promise<number> {
  const isTable = (action: Action): action is TableAction =>
    action.verb === 'list' || action.verb === 'enumerate';
  const tables = actions.filter(isTable);
  let others = actions.filter((action) => !isTable(action));
  const codes: number[] = [];
  for (const group of sameTables(tables)) codes.push(await (await import('./list.ts')).list(core, group, io));
  // The same command on many hosts is one table; alone it has the terminal.
  const commands = others.filter(isCommand).filter(({ options }) => options?.dryRun !== true);
  if (commands.length > 1) {
    codes.push(await (await import('./packed.ts')).bulkCommand(core, commands, io));
    others = others.filter((action) => !commands.includes(action as MachineAction));
  }
  if (inTurn(others)) for (const action of others) codes.push(await settled(core, action, io));
  else codes.push(...(await Promise.all(others.map((action) => settled(core, action, io)))));
  return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
}

/** Actions that differ in their host only. */
function sameTables(actions: readonly TableAction[]): readonly (readonly TableAction[])[] {
  const groups = new Map<string, TableAction[]>();
  for (const action of actions) {
    const { on: _on, ...rest } = action;
    const key = JSON.stringify(rest);
    groups.set(key, [...(groups.get(key) ?? []), action]);
  }
  return [...groups.values()];
}

/** Consoles in this terminal, and reports, come one after the other. */
const inTurn = (actions: readonly Action[]): boolean =>
  actions.some((action) => {
    if (
      action.verb === 'show' ||
      action.verb === 'info' ||
      action.verb === 'port' ||
      action.verb === 'active'
    )
      return true;
    if (!('target' in action)) return false;
    const dispatch = action.options?.dispatch;
    const told = dispatch === 'stack' || dispatch?.order === 'sequential';
    return (
      told ||
      action.type === 'CLI' ||
      ('console' in action && action.console === 'CLI') ||
      action.verb === 'connect'
    );
  });

/** One target's failure keeps no other from its turn. */
async function settled(core: CoreClient, action: Action, io: Io): Promise<number> {
  try {
    return await one(core, action, io);
  } catch (caught) {
    const { code, message, remedy } = toFailure(caught);
    io.error(`ctys: ${message}${remedy === undefined ? '' : ` ${remedy}`}\n`);
    return exitCodeOf(code);
  }
}

async function one(core: CoreClient, action: Action, io: Io): Promise<number> {
  if ('options' in action && action.options?.message !== undefined) io.out(`${action.options.message}\n`);
  switch (action.verb) {
    case 'list':
    case 'enumerate':
      return await (await import('./list.ts')).list(core, [action], io);
    case 'show':
    case 'info':
      return await (await import('./packed.ts')).report(core, action, io);
    case 'port':
    case 'active':
      return await (await import('./packed.ts')).query(core, action, io);
    case 'task':
    case 'group':
    case 'stack':
      return await batch(core, action, io);
    case 'tool':
    case 'help':
    case 'version':
      throw fail('bad-input', `${formatAction(action)} stands for itself.`, 'Call it alone.');
    default:
      return await (await import('./packed.ts')).act(core, action, io);
  }
}

/** Side by side, or as the layers of one stack. */
async function batch(core: CoreClient, action: BatchAction | StackAction, io: Io): Promise<number> {
  if (action.verb !== 'stack') return await carryOut(core, action.members, io);
  const rest = (member: Action): Promise<number> => settled(core, member, io);
  return await (await import('./packed.ts')).stackUp(core, action, rest, io);
}
