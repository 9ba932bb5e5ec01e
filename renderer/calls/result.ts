/** Calls that only tell something: their text, as the command line would print it. */
import { formatAction } from '../../core/ctys/format.ts';
import { printReport, wholeReport } from '../../core/ctys/report.ts';
import { printRows } from '../../core/ctys/tables/print.ts';
import { tableRows } from '../../core/ctys/tables/select.ts';
import type { Action, ReportAction, TableAction } from '../../core/model/action.ts';
import type { ReportSection } from '../../core/model/report.ts';
import { fail, toFailure } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { tables } from '../store.ts';
import { setWindow } from '../window-state.ts';
import { told, words } from '../words/words.ts';

/** Shows it; what cannot be told says why, beside what can. */
export async function showResult(call: string, actions: readonly Action[]): Promise<void> {
  const texts = await Promise.all(sameTables(actions).map((group) => tell(group).catch(sorry)));
  setWindow({ dialog: { kind: 'result', call, text: texts.join('\n\n') } });
}

const sorry = (caught: unknown): string => {
  const { message, remedy } = toFailure(caught);
  return remedy === undefined ? told(message) : told(`${message} ${remedy}`);
};

/** Tables that differ in their host only are one. */
function sameTables(actions: readonly Action[]): readonly (readonly Action[])[] {
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    const key = isTable(action) ? JSON.stringify({ ...action, on: undefined }) : formatAction(action);
    groups.set(key, [...(groups.get(key) ?? []), action]);
  }
  return [...groups.values()];
}

const isReport = (action: Action): action is ReportAction => action.verb === 'show' || action.verb === 'info';

const isTable = (action: Action): action is TableAction =>
  action.verb === 'list' || action.verb === 'enumerate';

async function tell(group: readonly Action[]): Promise<string> {
  const [first] = group;
  if (first !== undefined && isReport(first)) return await tellReport(first);
  if (first === undefined || !isTable(first))
    throw fail(
      'not-capable',
      words().calls.notShown(first === undefined ? 'ctys' : formatAction(first)),
      words().calls.runInTerminal,
    );
  const hosts = [...new Set(group.filter(isTable).map(({ on }) => on?.host ?? 'localhost'))];
  const lost = await Promise.all(hosts.map((name) => refresh(name, first.verb === 'list')));
  const lines = printRows(tableRows(tables.getState(), first, hosts, ''), first.output, first.verb);
  return [...lost.filter((line) => line !== ''), ...lines].join('\n');
}

async function tellReport(action: ReportAction): Promise<string> {
  const name = action.on?.host ?? 'localhost';
  const { api } = theCore();
  const [sections, { version }] = await Promise.all([
    api.hosts.report({ name, kind: action.verb }).catch((caught) => {
      const { code, message, remedy } = asFailure(caught);
      throw fail(code, `${name}: ${message}`, remedy);
    }),
    api.about(),
    refresh(name, action.verb === 'show'),
  ]);
  const { hosts, machines } = tables.getState();
  const context = { name, version, host: hosts.get(name), machines: machines.values() };
  return printReport(wholeReport(sections, action, context).map(inWords)).join('\n');
}

/** Names and values of ours; what the host wrote stays. */
const inWords = ({ title, values }: ReportSection): ReportSection => ({
  title: told(title),
  values: values.map(({ name, value }) => ({ name: told(name), value: told(value) })),
});

/** Why a host could not be asked; what is known of it is shown all the same. */
async function refresh(name: string, runningOnly: boolean): Promise<string> {
  try {
    await theCore().api.hosts.refresh({ name, quiet: true, runningOnly });
    return '';
  } catch (caught) {
    return `${name}: ${told(asFailure(caught).message)}`;
  }
}
