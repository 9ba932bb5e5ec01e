/** What this is, and what somebody needs to know who mends it. */
import type { ProblemReport } from '../log/problem.ts';
import { api, guard } from './guard.ts';
import { type Playground, playgroundOf } from './playground.ts';

const RUNTIMES = ['electron', 'chrome', 'node', 'v8', 'openssl'] as const;

interface About {
  readonly version: string;
  readonly hostsFile: string;
}

/** Of what it runs on, as far as it is there. */
export function runtimeVersions(): Record<string, string> {
  return Object.fromEntries(
    RUNTIMES.flatMap((name) => {
      const version = process.versions[name];
      return version === undefined ? [] : [[name, version]];
    }),
  );
}

const given = (playground: Playground | undefined): { readonly playground?: Playground } =>
  playground === undefined ? {} : { playground };

export const aboutHandlers = (about: About, problem: ProblemReport) => ({
  about: api.about.handler(() => ({
    ...about,
    ...given(playgroundOf()),
    platform: `${process.platform} ${process.arch}`,
    versions: runtimeVersions(),
  })),
  problem: api.problem.handler(({ errors }) => guard(errors, async () => ({ text: await problem() }))),
});
