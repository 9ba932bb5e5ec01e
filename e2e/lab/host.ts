/** One running host of the lab: what tests do to it behind the product's back. */
import { mkdirSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { account } from './accounts.ts';
import { HOST_KEY, SSHD_CONFIG, SSHD_LOG, SSHD_PID } from './host-files.ts';
import { fingerprint, makeKey } from './keys.ts';
import { cacheDir, type HostSpec, type Layout } from './layout.ts';
import { pidsIn, setCable } from './network.ts';
import { isAlive, type LabProcess, processesBeside, readProcess, signalAll } from './processes.ts';
import { must, run, type RunResult, waitFor } from './run.ts';

export interface HostExecOptions {
  /** Default root. */
  readonly user?: string;
  readonly input?: string;
  /** ms, default 60,000. */
  readonly timeout?: number;
}

const INIT = join(import.meta.dirname, 'host-init.sh');
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export class LabHost {
  readonly name: string;
  /** As this machine, or the gate, reaches it. */
  readonly address: string;
  readonly spec: HostSpec;
  readonly #lab: Layout;
  #init: number | null = null;

  constructor(lab: Layout, spec: HostSpec) {
    this.name = spec.name;
    this.address = lab.address(spec);
    this.spec = spec;
    this.#lab = lab;
  }

  /** Starts the host's first process and sshd. Its files and its cable must be there. */
  async boot(): Promise<void> {
    const dir = this.#lab.hostDir(this.name);
    const boot = cacheDir();
    mkdirSync(boot, { recursive: true });
    const namespaces = ['unshare', '--uts', '--ipc', '--mount', '--pid', '--fork', '--kill-child'];
    const argv = [
      'netns',
      'exec',
      this.#lab.netns(this.name),
      ...namespaces,
      'sh',
      INIT,
      this.name,
      dir,
      boot,
    ];
    const log = openSync(join(dir, 'init.log'), 'w');
    const child = spawn('ip', argv, { detached: true, stdio: ['ignore', log, log], env: { PATH } });
    closeSync(log);
    child.unref();
    const ended = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', () =>
        reject(new Error(`Host ${this.name}: ${readFileSync(join(dir, 'init.log'), 'utf8')}`)),
      );
    });
    await Promise.race([ended, waitFor(`host ${this.name}`, () => this.#isBuilt())]);
    child.removeAllListeners();
    await this.startSshd();
  }

  /** Power cut: every process of the host ends at once. `boot` brings it back with the files it had. */
  async crash(): Promise<void> {
    const pids = await pidsIn(this.#lab.netns(this.name));
    signalAll(pids, 'SIGKILL');
    await waitFor(`the end of ${this.name}`, () => !pids.some(isAlive));
    this.#init = null;
  }

  /** Runs argv in the host, not through ssh. */
  async exec(argv: readonly string[], options: HostExecOptions = {}): Promise<RunResult> {
    return run([...(await this.#enter(options.user)), ...argv], this.#runOptions(options));
  }

  /** The same; a non-zero exit rejects. Returns stdout. */
  async must(argv: readonly string[], options: HostExecOptions = {}): Promise<string> {
    return must([...(await this.#enter(options.user)), ...argv], this.#runOptions(options));
  }

  /** Everything that runs in it, zombies and its first process left out. */
  async processes(): Promise<readonly LabProcess[]> {
    return processesBeside(await this.#initPid());
  }

  /** Path by which this machine sees a file of the host. */
  async path(inside: string): Promise<string> {
    return `/proc/${await this.#initPid()}/root${inside}`;
  }

  /** Stops all of sshd: connections stay open and nothing answers. */
  async freeze(): Promise<void> {
    // The listener may fork until it is stopped itself, hence look again.
    await waitFor(`sshd of ${this.name} stopped`, async () => {
      const awake = (await this.#sshd()).filter(({ state }) => state !== 'T');
      signalAll(
        awake.map(({ pid }) => pid),
        'SIGSTOP',
      );
      return awake.length === 0;
    });
  }

  async thaw(): Promise<void> {
    signalAll(
      (await this.#sshd()).map(({ pid }) => pid),
      'SIGCONT',
    );
  }

  /** Kills sshd with all its connections; what they started goes on as it can. */
  async killSshd(): Promise<void> {
    await waitFor(`sshd of ${this.name} gone`, async () => {
      const running = await this.#sshd();
      signalAll(
        running.map(({ pid }) => pid),
        'SIGKILL',
      );
      return running.length === 0;
    });
  }

  /** Kills the listener only: connections stay, new ones are refused. */
  async killListener(): Promise<void> {
    const text = readFileSync(await this.path(SSHD_PID), 'utf8');
    const listener = (await this.#sshd()).find(({ innerPid }) => innerPid === Number(text));
    if (listener === undefined) return;
    signalAll([listener.pid], 'SIGKILL');
    await waitFor(`listener of ${this.name} gone`, () => !isAlive(listener.pid));
  }

  /** Starts sshd; `settings` are sshd_config lines that win over the lab's, e.g. `MaxSessions 1`. */
  async startSshd(settings: readonly string[] = []): Promise<void> {
    const pidFile = await this.path(SSHD_PID);
    rmSync(pidFile, { force: true });
    const extra = settings.flatMap((line) => ['-o', line]);
    await this.must(['/usr/sbin/sshd', '-f', SSHD_CONFIG, '-E', SSHD_LOG, ...extra]);
    // sshd writes it once it listens.
    await waitFor(`sshd of ${this.name}`, () => readIfThere(pidFile)?.endsWith('\n') ?? false);
  }

  /** sshd with other settings, or with none of them again. Open connections are cut. */
  async restartSshd(settings: readonly string[] = []): Promise<void> {
    await this.killSshd();
    await this.startSshd(settings);
  }

  /** What sshd logged (LogLevel VERBOSE). */
  async sshdLog(): Promise<string> {
    return readFileSync(await this.path(SSHD_LOG), 'utf8');
  }

  /** A new host key, as after a reinstallation. known_hosts keeps the old one. Returns the new fingerprint. */
  async changeHostKey(): Promise<string> {
    const key = await this.path(HOST_KEY);
    rmSync(key);
    rmSync(`${key}.pub`);
    await makeKey(key, this.name);
    await this.restartSshd();
    return fingerprint(`${key}.pub`);
  }

  async fingerprint(): Promise<string> {
    return fingerprint(await this.path(`${HOST_KEY}.pub`));
  }

  /** Pulls the cable: packets are lost in silence. */
  unplug(): Promise<void> {
    return setCable(this.#lab, this.name, 'down');
  }

  plug(): Promise<void> {
    return setCable(this.#lab, this.name, 'up');
  }

  async #sshd(): Promise<readonly LabProcess[]> {
    return (await this.processes()).filter(({ name }) => name === 'sshd');
  }

  async #isBuilt(): Promise<boolean> {
    const init = await this.#findInit();
    return init !== null && readIfThere(`/proc/${init}/root/run/lab-host`) !== null;
  }

  async #findInit(): Promise<number | null> {
    const pids = await pidsIn(this.#lab.netns(this.name));
    return pids.find((pid) => readProcess(pid)?.innerPid === 1) ?? null;
  }

  async #initPid(): Promise<number> {
    if (this.#init === null || !isAlive(this.#init)) this.#init = await this.#findInit();
    if (this.#init === null) throw new Error(`Host ${this.name} of the lab is not running.`);
    return this.#init;
  }

  async #enter(user = 'root'): Promise<readonly string[]> {
    const ids = user === 'root' ? [] : [`--setuid=${account(user).uid}`, `--setgid=${account(user).uid}`];
    const target = `--target=${await this.#initPid()}`;
    return ['nsenter', target, '--mount', '--uts', '--ipc', '--net', '--pid', ...ids, '--'];
  }

  #runOptions({ user = 'root', input, timeout }: HostExecOptions) {
    const home = user === 'root' ? '/root' : `/home/${user}`;
    return {
      input,
      timeout,
      cwd: '/',
      env: { PATH, HOME: home, USER: user, LOGNAME: user, LANG: 'C.UTF-8' },
    };
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
