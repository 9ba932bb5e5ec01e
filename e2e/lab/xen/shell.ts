/** Commands in Dom0, over one ssh connection a user that lasts as long as the lab. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../../../core/channel/quote.ts';
import { must, run, type RunResult } from '../run.ts';
import { DOM0, type XenLayout } from './layout.ts';

export interface Dom0ExecOptions {
  /** root, acue, asked or barred; default root. */
  readonly user?: string;
  readonly input?: string;
  /** ms, default 60,000. */
  readonly timeout?: number;
}

export class Dom0Shell {
  readonly #lab: XenLayout;
  readonly #sshConfig: string;
  readonly #masters = new Map<string, Promise<boolean>>();

  constructor(lab: XenLayout, sshConfig: string) {
    this.#lab = lab;
    this.#sshConfig = sshConfig;
  }

  async exec(argv: readonly string[], options: Dom0ExecOptions = {}): Promise<RunResult> {
    return run(await this.#ssh(argv, options), options);
  }

  async must(argv: readonly string[], options: Dom0ExecOptions = {}): Promise<string> {
    return must(await this.#ssh(argv, options), options);
  }

  /** After a power cut: the next command connects anew. */
  forget(): void {
    this.#masters.clear();
  }

  async #ssh(argv: readonly string[], { user = 'root' }: Dom0ExecOptions): Promise<readonly string[]> {
    const master = this.#masters.get(user) ?? this.#connect(user);
    this.#masters.set(user, master);
    // Without it ssh connects by itself, or says why it cannot.
    if (!(await master)) this.#masters.delete(user);
    return [...this.#base(user), '-S', this.#socket(user), DOM0, quote(argv)];
  }

  /** True when there is a connection for others to use. */
  async #connect(user: string): Promise<boolean> {
    mkdirSync(this.#lab.mux, { recursive: true, mode: 0o700 });
    const shared = [...this.#base(user), '-S', this.#socket(user)];
    if ((await run([...shared, '-O', 'check', DOM0])).code === 0) return true;
    return (await run([...shared, '-M', '-N', '-f', DOM0])).code === 0;
  }

  #base(user: string): readonly string[] {
    const alive = ['-o', 'ServerAliveInterval=10', '-o', 'ServerAliveCountMax=3'];
    return [
      'ssh',
      '-F',
      this.#sshConfig,
      '-o',
      'BatchMode=yes',
      '-o',
      'LogLevel=ERROR',
      ...alive,
      '-l',
      user,
    ];
  }

  #socket(user: string): string {
    return join(this.#lab.mux, user);
  }
}
