/**
 * The machines that match, in their order, kept between two looks: a keystroke sorts nothing, and a word that is typed on is
 * looked for only where its beginning was found.
 */
import { aroundOf } from '../../core/ctys/filter/around.ts';
import { narrows, parseFilter } from '../../core/ctys/filter/filter.ts';
import type { RowsInput } from './rows.ts';
import type { Indexed } from './search.ts';
import { createSorter } from './sorting.ts';
import { fromSource, inView } from './views.ts';

export type Matching = (input: RowsInput) => readonly Indexed[];

interface Look {
  readonly sorted: readonly Indexed[];
  readonly input: RowsInput;
  readonly found: readonly Indexed[];
}

export function createMatching(): Matching {
  const sorter = createSorter();
  let last: Look | null = null;
  return (input) => {
    const sorted = sorter(input.machines, input);
    const among = last !== null && isWithin(last, sorted, input) ? last.found : sorted;
    const passesView = inView(input.view, input.hosts, input.machines);
    const passesSource = fromSource(input.source);
    const { test: passesFilter } = parseFilter(input.filter, {
      around: aroundOf(input.machines, input.hosts),
    });
    const found: Indexed[] = [];
    for (const item of among)
      if (passesSource(item) && passesView(item) && passesFilter(item)) found.push(item);
    last = { sorted, input, found };
    return found;
  };
}

const isWithin = (
  last: Look,
  sorted: readonly Indexed[],
  { view, source, hosts, filter }: RowsInput,
): boolean =>
  last.sorted === sorted &&
  last.input.view === view &&
  last.input.source === source &&
  last.input.hosts === hosts &&
  narrows(last.input.filter, filter);
