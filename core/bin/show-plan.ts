/** What -n prints: the plan as a tree, and the calls it stands for. Nothing is done. */
import type { Planned } from '../model/plan.ts';
import { planText } from '../model/plan-lines.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';

export async function showPlan(
  core: CoreClient,
  planned: Planned,
  calls: readonly string[],
  io: Io,
): Promise<number> {
  // What the call itself says of members is the contract's to check.
  const steps = await carried(core.api.plan(planned as never));
  const lines = steps.length === 0 ? ['Nothing to do.'] : planText(steps);
  io.out([...lines, ...calls.map((call) => `   ${call}`), ''].join('\n'));
  return EXIT.ok;
}
