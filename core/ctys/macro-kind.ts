/** What a macro is to who uses it: a call of its own, a view of the table, or a part of calls. Pure. */
import { isTable, type Macro } from './macro-file.ts';

/** call: a whole call. view: how a table is written, perhaps of what. part: a piece of a call. */
export type MacroKind = 'call' | 'view' | 'part';

const CALL = /^(?:ctys\s|-|SUBTASK|SUBGROUP|VMSTACK|macro:|(?:list|enumerate|show|info)(?:\s|$))/i;

export function kindOf({ text, filter }: Macro): MacroKind {
  if (filter !== undefined || isTable(text)) return 'view';
  return CALL.test(text) ? 'call' : 'part';
}

/** As it is run by itself. */
export const asCall = (text: string): string => (/^ctys\s/.test(text) ? text : `ctys ${text}`);
