/** The shared tables. */
import type { Tables } from '../tables.ts';
import { api, guard } from './guard.ts';

export const tableHandlers = (tables: Tables) => ({
  watch: api.watch.handler(({ errors, signal }) => guard(errors, () => tables.watch(signal))),
});
