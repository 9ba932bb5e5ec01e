/** SHOW and INFO: what a host is doing, and what it is: its system, and what each technology can do there. */
import { printReport, reportObject, wholeReport } from '../ctys/report.ts';
import type { ReportAction } from '../model/action.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { patiently } from './patience.ts';
import { hostName, withLogin } from './places.ts';
import { snapshot } from './snapshot.ts';
import { VERSION } from './version.ts';

/** @throws Failure why the host cannot be asked */
export async function report(core: CoreClient, action: ReportAction, io: Io): Promise<number> {
  const name = hostName(withLogin(action));
  const { signal } = io;
  const runningOnly = action.verb === 'show';
  const asked = Promise.all([
    carried(core.api.hosts.report({ name, kind: action.verb }, { signal })),
    carried(core.api.hosts.refresh({ name, quiet: !io.canAsk, runningOnly }, { signal })),
  ]);
  const [told] = await patiently(asked, `waiting for ${name}`, io);
  const { hosts, machines } = await snapshot(core.api, signal);
  const context = { name, version: VERSION, host: hosts.get(name), machines: machines.values() };
  const sections = wholeReport(told, action, context);
  io.out(
    action.json ? `${JSON.stringify(reportObject(sections))}\n` : `${printReport(sections).join('\n')}\n`,
  );
  return EXIT.ok;
}
