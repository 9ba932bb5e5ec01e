/** Actions and their jobs. */
import type { Jobs } from '../jobs/jobs.ts';
import { api, guard, wire } from './guard.ts';

export const actionHandlers = (jobs: Jobs) => ({
  plan: api.plan.handler(({ input, errors }) => guard(errors, () => wire(jobs.plan(input)))),
  run: api.run.handler(({ input, errors }) => guard(errors, () => [...jobs.run(input)])),
  abort: api.abort.handler(({ input, errors }) => guard(errors, () => jobs.abort(input.job))),
  log: api.log.handler(({ input, errors, signal }) => guard(errors, () => jobs.log(input.job, signal))),
});
