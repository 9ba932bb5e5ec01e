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
  readonly #masters = new Map<string, Promise<unknown>>();

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
    let master = this.#masters.get(user);
    if (master === undefined) {
      master = this.#connect(user);
      this.#masters.set(user, master);
      master.catch(() => this.#masters.delete(user));
    }
    await master;
    return [...this.#base(user), '-S', this.#socket(user), DOM0, quote(argv)];
  }

  async #connect(user: string): Promise<void> {
    mkdirSync(this.#lab.mux, { recursive: true, mode: 0o700 });
    const socket = this.#socket(user);
    if ((await run([...this.#base(user), '-S', socket, '-O', 'check', DOM0])).code === 0) return;
    await must([...this.#base(user), '-S', socket, '-M', '-N', '-f', DOM0]);
  }

  #base(user: string): readonly string[] {
    return ['ssh', '-F', this.#sshConfig, '-o', 'BatchMode=yes', '-o', 'LogLevel=ERROR', '-l', user];
  }

  #socket(user: string): string {
    return join(this.#lab.mux, user);
  }
}
