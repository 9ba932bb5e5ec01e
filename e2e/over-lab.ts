/** The engine over a lab, asked through its contract; and what tests of it do all the time: a call to its end, its log. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createEngine, type Engine } from '../core/engine/engine.ts';
import type { MachineAction } from '../core/model/action.ts';
import type { Job } from '../core/model/job.ts';
import type { Machine } from '../core/model/machine.ts';
import type { Prompt } from '../core/model/prompt.ts';
import { type Lab, waitFor } from './lab/index.ts';

/** ms; an emulated machine boots, or stops, within it. */
const JOB = 110_000;

const clientOf = (engine: Engine) => createRouterClient(engine.router, { context: {} });

export interface OverLab {
  readonly engine: Engine;
  readonly client: ReturnType<typeof clientOf>;
  /** Starts it; the id of its job. @throws Failure */
  begin(action: MachineAction): Promise<string>;
  job(id: string): Job | undefined;
  finish(id: string): Promise<Job>;
  /** Starts it, and waits for its end. */
  act(action: MachineAction): Promise<Job>;
  /** Lines of an ended job. */
  log(id: string): Promise<string>;
  /** The row of a host itself. */
  row(host: string): Machine | undefined;
  /** A look at a host, which may not answer. */
  look(host: string): Promise<boolean>;
  /** The question somebody is asked now. */
  question(): Promise<Prompt>;
  /** With what it has kept of the hosts. */
  close(): Promise<void>;
}

export async function engineOver(lab: Lab): Promise<OverLab> {
  const cacheDir = join(lab.home, 'cache/ctys');
  const engine = await createEngine({
    version: '0',
    configDir: join(lab.home, 'config/ctys'),
    cacheDir,
    stateDir: join(lab.home, 'state/ctys'),
    sshConfig: lab.sshConfig,
    onDemand: true,
  });
  const client = clientOf(engine);
  const { jobs, machines, prompts } = engine.tables;
  const begin = async (action: MachineAction): Promise<string> => (await client.run(action))[0] ?? '';
  const ended = (id: string): Job | null => {
    const job = jobs.get(id);
    return job?.ended === undefined ? null : job;
  };
  const finish = (id: string): Promise<Job> =>
    waitFor(`the end of ${jobs.get(id)?.call ?? id}`, () => ended(id), { timeout: JOB });
  return {
    engine,
    client,
    begin,
    finish,
    job: (id) => jobs.get(id),
    act: async (action) => await finish(await begin(action)),
    async log(id) {
      const lines: string[] = [];
      for await (const { text } of await client.log({ job: id })) lines.push(text);
      return lines.join('\n');
    },
    row: (host) => machines.get(`pm:${host}`),
    look: (host) =>
      engine.refresh(host).then(
        () => true,
        () => false,
      ),
    question: () => waitFor('the question', () => [...prompts.values()][0] ?? null),
    async close() {
      await engine.close();
      await rm(cacheDir, { recursive: true, force: true });
    },
  };
}
