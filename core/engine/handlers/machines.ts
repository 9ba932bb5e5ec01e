/** What a person does to a row and not to the machine. */
import type { MarkStore } from '../marks.ts';
import { api, guard } from './guard.ts';

export const machineHandlers = (marks: MarkStore) => ({
  machines: {
    mark: api.machines.mark.handler(({ input: { ids, ...change }, errors }) =>
      guard(errors, () => marks.change(ids, change)),
    ),
  },
});
