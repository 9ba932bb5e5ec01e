/** Programs of this machine that outlive us: a window, an editor. They get nothing of our terminal. */
import { spawn } from 'node:child_process';
import { fail } from '../model/failure.ts';

/** Resolves once it runs. @throws Failure tool-missing */
export async function launch(
  argv: readonly string[],
  remedy: string,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const [file = '', ...args] = argv;
  const child = spawn(file, args, { detached: true, stdio: 'ignore', env: { ...process.env, ...env } });
  await new Promise<void>((done, failed) => {
    child.once('spawn', done);
    child.once('error', (error) =>
      failed(fail('tool-missing', `${file} cannot be started: ${error.message}.`, remedy)),
    );
  });
  child.unref();
}
