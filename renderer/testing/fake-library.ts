/** For tests and looks only: macros, groups and history in memory. */
import type { Library } from '../../core/contract/schemas.ts';
import type { Macro } from '../../core/ctys/macro-file.ts';
import { fail } from '../../core/model/failure.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import type { Job } from '../../core/model/job.ts';

export class FakeLibrary {
  private readonly macros = new Map<string, Library['macros'][number]>();
  readonly groups: Library['groups'] = [];
  private readonly entries = new Map<string, HistoryEntry>();

  read(): Library {
    return { macros: [...this.macros.values()], groups: this.groups };
  }
  save(macro: Macro): void {
    this.macros.set(macro.name, { ...macro, file: 'default' });
  }
  remove(name: string): void {
    if (!this.macros.delete(name)) throw fail('not-found', `There is no macro ${name}.`);
  }

  /** A job as it began, or as it is now. */
  note({ id, started: at, call, path: machine, action, state, ended, failure }: Job): void {
    const over = ended !== undefined && { state, duration: ended - at, ...(failure && { failure }) };
    this.entries.set(id, { id, at, call, machine, action, ...over });
  }
  add(entry: HistoryEntry): void {
    this.entries.set(entry.id, entry);
  }
  history(limit: number): readonly HistoryEntry[] {
    return [...this.entries.values()].sort((a, b) => b.at - a.at).slice(0, limit);
  }
}
