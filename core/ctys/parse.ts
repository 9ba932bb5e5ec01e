/**
 * The text of a call as the actions it means: one for each target, or address, or member of a batch. Pure: macros and
 * groups come from who calls; without them only the shipped macros are known and every target counts as a host.
 * `formatAction` is the inverse.
 */
import type { Action, BatchAction, Place, StackAction, ToolName } from '../model/action.ts';
import { TOOLS } from '../model/action.ts';
import type { CallOptions } from '../model/call-options.ts';
import type { MachineType } from '../model/machine.ts';
import { readAction, type ReadAction } from './actions/index.ts';
import { CallError } from './call-error.ts';
import { expandGroup, type FindGroup, splitContext, splitTarget } from './groups.ts';
import { expandMacros, type FindMacro, shippedMacro } from './macros.ts';
import { mergeOptions } from './options/table.ts';
import { type Options, readOptions } from './options/read.ts';
import { quoteWord } from './shell-words.ts';
import { splitWords, type Word } from './words.ts';

/** Where macros and groups are found; what is left out knows none. */
export interface Lookup {
  readonly macro?: FindMacro;
  readonly group?: FindGroup;
}

interface Context {
  readonly find: Required<Lookup>;
  /** The call as it is shown in errors. */
  readonly source: string;
}

/** Options and action in force for a target. */
interface Frame {
  readonly options: CallOptions;
  readonly type?: MachineType;
  readonly action?: ReadAction;
}

/** A call as one text, as it is typed into a shell. @throws CallError */
export function parseText(text: string, lookup?: Lookup): readonly Action[] {
  return parseWords(() => splitWords(text), text, lookup);
}

/** A call as a program gets it, already split by a shell. @throws CallError */
export function parseCall(words: readonly string[], lookup?: Lookup): readonly Action[] {
  let source = '';
  const placed = words.map((text) => {
    const at = source === '' ? 0 : source.length + 1;
    source += (source === '' ? '' : ' ') + quoteWord(text);
    return { text, at };
  });
  return parseWords(() => placed, source, lookup);
}

function parseWords(words: () => readonly Word[], source: string, lookup: Lookup = {}): readonly Action[] {
  const context: Context = {
    find: { macro: lookup.macro ?? shippedMacro, group: lookup.group ?? (() => undefined) },
    source,
  };
  return located(context, { text: source, at: 0 }, () => parseCommand(words(), context));
}

function parseCommand(words: readonly Word[], context: Context): readonly Action[] {
  const [first, ...rest] = withoutAssignments(words);
  if (first === undefined) return parseBody([], context);
  const name = first.text.replace(/^.*\//, '').replace(/\.sh$/, '');
  const tool = toolOf(name.replace(/^ctys-/, ''));
  if (tool !== undefined && /^ctys-|^createVM$/.test(name)) return [toolAction(tool, rest)];
  const body = name === 'ctys' ? rest : [first, ...rest];
  const [word] = body;
  const inner = word === undefined ? undefined : toolOf(word.text);
  if (inner !== undefined) return [toolAction(inner, body.slice(1))];
  return parseBody(body, context);
}

/** `NAME=value` words in front of a command belong to the shell. */
const withoutAssignments = (words: readonly Word[]): readonly Word[] => {
  const start = words.findIndex(({ text }) => !/^[A-Za-z_][A-Za-z0-9_]*=/.test(text));
  return start === -1 ? [] : words.slice(start);
};

const toolOf = (word: string): ToolName | undefined => TOOLS.find((tool) => tool === word);

const toolAction = (tool: ToolName, words: readonly Word[]): Action => ({
  verb: 'tool',
  tool,
  words: words.map(({ text }) => text),
});

/** Words of today for actions: `ctys list lab00`. From the cache, at once; `-a list` asks the hosts. */
const FRIENDLY: Readonly<Record<string, readonly string[]>> = {
  list: ['-a', 'list', '-C', 'on,only'],
  enumerate: ['-a', 'enumerate', '-C', 'on,only'],
  show: ['-a', 'show'],
  info: ['-a', 'info'],
  help: ['-H'],
};

function parseBody(words: readonly Word[], context: Context): readonly Action[] {
  const [first] = words;
  const friendly = first === undefined ? undefined : FRIENDLY[first.text];
  const body =
    friendly === undefined || first === undefined
      ? words
      : [...friendly.map((text) => ({ text, at: first.at })), ...words.slice(1)];
  if (first?.text === 'help' && body.length === 1) return [{ verb: 'help' }];
  const expanded = body.flatMap((word) => located(context, word, () => expandWord(word, context)));
  return parseCallWords(expanded, context);
}

/** A word that is a macro as a whole may be many words; inside a word its text is put in place. */
function expandWord(word: Word, { find }: Context): readonly Word[] {
  if (!/macro:/i.test(word.text)) return [word];
  const text = expandMacros(word.text, find.macro);
  if (!/^\{?macro:[^\s()]*$/i.test(word.text)) return [{ text, at: word.at }];
  return splitWords(text).map((part) => ({ text: part.text, at: word.at }));
}

function parseCallWords(words: readonly Word[], context: Context): readonly Action[] {
  const { options, rest, long } = readOptions(words, (word, work) => located(context, word, work));
  const about = aboutAction(options);
  if (about !== null) return [about];
  const frame = frameOf({ options: {} }, options, context);
  const { globals, targets } = splitTargets(rest);
  if (options.append !== undefined) globals.push({ text: options.append, at: 0 });
  const base = globals.reduce((before, word) => enter(before, word.text, word, context), frame);
  const actions =
    targets.length === 0
      ? atPlace(base, undefined)
      : targets.flatMap((word) => located(context, word, () => parseTarget(base, word, context)));
  return long.length === 0 ? actions : actions.map((action) => withLong(action, long));
}

/** -h, -H, -v and -V answer by themselves. */
function aboutAction({ help, version, values }: Options): Action | null {
  if (help !== undefined) return { verb: 'help', ...(help !== '' && { topics: [help] }) };
  if (version === 0) return null;
  return {
    verb: 'version',
    ...(version > 1 && { detail: Math.min(version, 3) as 2 | 3 }),
    ...(values.terse && { terse: true as const }),
  };
}

function withLong(action: Action, long: readonly string[]): Action {
  const [json, watch] = [long.includes('--json'), long.includes('--watch')];
  if (action.verb === 'show' || action.verb === 'info') return { ...action, ...(json && { json: true }) };
  if (action.verb !== 'list' && action.verb !== 'enumerate') return action;
  return {
    ...action,
    ...(json && { output: { ...action.output, layout: { kind: 'json' } } }),
    ...(watch && { watch: true }),
  };
}

/** `(...)` words before the first target are for all; behind one they are its own. */
function splitTargets(words: readonly Word[]): { globals: Word[]; targets: readonly Word[] } {
  const globals: Word[] = [];
  const targets: Word[] = [];
  for (const word of words) {
    const last = targets.pop();
    if (!word.text.startsWith('(')) targets.push(...(last === undefined ? [] : [last]), word);
    else if (last === undefined) globals.push({ ...word, text: word.text.slice(1, -1) });
    else targets.push({ text: last.text + word.text, at: last.at });
  }
  return { globals, targets };
}

const BATCH = /^(SUBTASK|SUBGROUP|VMSTACK)\s*(?:\((.*?)\))?\s*\{(.*)\}$/is;
type BatchVerb = (BatchAction | StackAction)['verb'];

const BATCH_VERBS: Readonly<Record<string, BatchVerb>> = {
  SUBTASK: 'task',
  SUBGROUP: 'group',
  VMSTACK: 'stack',
};

function parseTarget(frame: Frame, word: Word, context: Context): readonly Action[] {
  const [, keyword = '', contextText, body] = BATCH.exec(word.text) ?? [];
  const verb = BATCH_VERBS[keyword.toUpperCase()];
  if (verb !== undefined && body !== undefined) {
    const inner = contextText === undefined ? frame : enter(frame, contextText, word, context);
    const members = splitTargets(splitWords(body)).targets.flatMap((member) =>
      parseTarget(inner, { text: member.text, at: word.at }, context),
    );
    return [batch(verb, members, keyword)];
  }
  const { head, context: own } = splitContext(word.text);
  if (/[({[]/.test(head)) throw misplaced(head);
  return expandGroup(head, own, context.find.group).flatMap((member) => {
    const inner = member.contexts.reduce((before, text) => enter(before, text, word, context), frame);
    if (/[{]/.test(member.name)) return parseTarget(inner, { text: member.name, at: word.at }, context);
    return atPlace(inner, placeOf(member.name));
  });
}

const misplaced = (head: string): CallError =>
  new CallError({
    message: `'${head}' is no target.`,
    fragment: head,
    expected: ['SUBTASK{...}', 'SUBGROUP{...}', 'VMSTACK{...}', '[user@]host[:port]'],
    remedy: 'A stack is written VMSTACK{host guest ...}.',
  });

/** Layers are started from the bottom; nothing else can be done to a stack. */
function batch(verb: BatchVerb, members: readonly Action[], keyword: string): BatchAction | StackAction {
  if (members.length === 0) throw new CallError({ message: `${keyword} has no members.`, fragment: keyword });
  if (verb === 'stack' && members.some((member) => !STACKABLE.has(member.verb)))
    throw new CallError({ message: 'Only CREATE is allowed in a VMSTACK.', fragment: keyword });
  return { verb, members };
}

const STACKABLE: ReadonlySet<string> = new Set(['start', 'connect', 'resume', 'unpause', 'wake']);

function placeOf(text: string): Place {
  const { name, user, port } = splitTarget(text);
  if (name === '' || /[\s()]/.test(name) || name.startsWith('-'))
    throw new CallError({
      message: `'${text}' is no target.`,
      fragment: text,
      expected: ['[user@]host[:port]'],
    });
  if (port !== undefined && Number(port) > 65_535)
    throw new CallError({ message: `${port} is no port.`, fragment: port });
  return {
    host: name,
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port: Number(port) }),
  };
}

/** Options of a context are laid over those around it. */
function enter(frame: Frame, text: string, word: Word, context: Context): Frame {
  const inner = splitWords(text).map((part) => ({ text: part.text, at: word.at }));
  const expanded = inner.flatMap((part) => expandWord(part, context));
  const { options, rest } = readOptions(expanded, (part, work) => located(context, part, work));
  const [stray] = rest;
  if (stray !== undefined)
    throw new CallError({
      message: `'${stray.text}' is no option; only options stand in a context.`,
      fragment: stray.text,
    });
  return frameOf(frame, options, context);
}

function frameOf(before: Frame, { values, type, action }: Options, context: Context): Frame {
  return {
    ...before,
    options: mergeOptions(before.options, values),
    ...(type !== undefined && { type }),
    ...(action !== undefined && { action: located(context, action, () => readAction(action.text)) }),
  };
}

/** Without an action a target is asked what it is. */
function atPlace({ options, type, action }: Frame, on: Place | undefined): readonly Action[] {
  const { spec, actions } = action ?? readAction('INFO');
  return actions.map((bare) => ({
    ...bare,
    ...(on !== undefined && { on }),
    type: type ?? spec.type,
    ...(Object.keys(options).length > 0 && { options }),
  }));
}

/** Errors of `work` are told with the place of the word they are about. */
function located<T>({ source }: Context, word: Word, work: () => T): T {
  try {
    return work();
  } catch (caught) {
    if (caught instanceof CallError) throw caught.locate(source, word.at);
    throw caught;
  }
}
