/** Runtime shapes of the model's values where they cross a border. Each is checked against its model type. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import { FACTS, MACHINE_STATES, TYPES } from '../model/machine.ts';
import { COLOURS, MOST_NOTE, MOST_TAGS, TAG } from '../model/marks.ts';
import { WAYS } from '../model/step.ts';
import { KEPT_FORMATS, TRANSCRIPT_FORMATS } from '../model/transcript.ts';
import { VERBS } from '../model/verb.ts';
import { action, address, jobAction } from './action-schema.ts';

export { action, jobAction } from './action-schema.ts';
export * from './settings-schema.ts';
export * from './template-schema.ts';
export * from './report-schema.ts';

const time = z.number();

const facts = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]))
  .readonly();

export const failure = z.object({
  code: z.string() as unknown as z.ZodType<m.FailureCode, m.FailureCode>,
  message: z.string(),
  remedy: z.string().exactOptional(),
  data: facts.exactOptional(),
}) satisfies z.ZodType<m.FailureData>;

const sessionType = z.enum(TYPES);
const consoleKind = z.enum(['tty', 'rfb']);

const consoleOffer = z.object({
  id: z.string(),
  kind: consoleKind,
  title: z.string(),
  blocked: z.string().exactOptional(),
  held: z.string().exactOptional(),
  apart: z.literal(true).exactOptional(),
}) satisfies z.ZodType<m.ConsoleOffer>;

const networkCard = z.object({
  mac: z.string().exactOptional(),
  ip: z.string().exactOptional(),
  name: z.string().exactOptional(),
  netmask: z.string().exactOptional(),
  relay: z.string().exactOptional(),
  gateway: z.string().exactOptional(),
  sshPort: z.string().exactOptional(),
  netname: z.string().exactOptional(),
}) satisfies z.ZodType<m.NetworkCard>;

export const marks = z.object({
  tags: z.array(z.string().regex(TAG)).max(MOST_TAGS).exactOptional(),
  note: z.string().max(MOST_NOTE).exactOptional(),
  favourite: z.literal(true).exactOptional(),
  colour: z.enum(COLOURS).exactOptional(),
}) satisfies z.ZodType<m.Marks>;

const tag = z.string().regex(TAG);

export const markChange = z.object({
  ids: z.array(z.string()).min(1).max(100_000),
  add: z.array(tag).max(MOST_TAGS).exactOptional(),
  remove: z.array(z.string().max(100)).max(MOST_TAGS).exactOptional(),
  note: z.string().max(MOST_NOTE).exactOptional(),
  favourite: z.boolean().exactOptional(),
  colour: z.enum(COLOURS).nullable().exactOptional(),
}) satisfies z.ZodType<m.MarkChange & { ids: readonly string[] }>;

export const machine = z.object({
  id: z.string(),
  host: z.string(),
  path: z.string(),
  seen: time,
  type: sessionType,
  label: z.string(),
  state: z.enum(MACHINE_STATES),
  uuid: z.string().exactOptional(),
  macs: z.array(z.string()).exactOptional(),
  addresses: z.array(z.string()).exactOptional(),
  config: z.string().exactOptional(),
  number: z.string().exactOptional(),
  role: z.literal('client').exactOptional(),
  own: z.literal(true).exactOptional(),
  clients: z.array(z.string()).exactOptional(),
  pid: z.number().exactOptional(),
  user: z.string().exactOptional(),
  group: z.string().exactOptional(),
  cpu: z.number().exactOptional(),
  memoryUsed: z.number().exactOptional(),
  memoryTotal: z.number().exactOptional(),
  diskRate: z.number().exactOptional(),
  netRate: z.number().exactOptional(),
  vcpus: z.number().exactOptional(),
  arch: z.string().exactOptional(),
  accelerator: z.string().exactOptional(),
  since: time.exactOptional(),
  configured: z.boolean(),
  consoles: z.array(consoleOffer),
  interfaces: z.array(networkCard).exactOptional(),
  vncPort: z.number().exactOptional(),
  serverPort: z.string().exactOptional(),
  facts: z.partialRecord(z.enum(FACTS), z.string()).exactOptional() as unknown as z.ZodExactOptional<
    z.ZodType<m.Facts, m.Facts>
  >,
  control: z.literal(true).exactOptional(),
  broadcast: z.string().exactOptional(),
  note: z.string().exactOptional(),
  details: z.record(z.string(), z.string()).exactOptional(),
  asHost: z.string().exactOptional(),
  asGuest: z.string().exactOptional(),
  marks: marks.exactOptional(),
}) satisfies z.ZodType<m.Machine>;

export const hostConfig = z.object({
  name: z.string().min(1).max(255),
  address: z.string().exactOptional(),
  user: z.string().exactOptional(),
  port: z.number().int().min(1).max(65_535).exactOptional(),
  jump: z.array(z.string()).exactOptional(),
  identity: z.string().exactOptional(),
  elevation: z.enum(['none', 'sudo', 'ksu']).exactOptional(),
  transport: z.enum(['auto', 'ssh2', 'openssh']).exactOptional(),
  mac: z.string().exactOptional(),
  wol: z
    .object({
      relay: z.string().exactOptional(),
      broadcast: z.string().exactOptional(),
      port: z.number().int().min(1).max(65_535).exactOptional(),
      interface: z.string().exactOptional(),
      passwordFile: z.string().exactOptional(),
    })
    .exactOptional(),
  bmc: z
    .object({
      address: z.string(),
      port: z.number().int().min(1).max(65_535).exactOptional(),
      user: z.string().exactOptional(),
      kind: z.enum(['ipmi', 'redfish']).exactOptional(),
      from: z.string().exactOptional(),
      passwordFile: z.string().exactOptional(),
      cipher: z.number().int().min(0).max(17).exactOptional(),
    })
    .exactOptional(),
  labels: z.array(z.string()).exactOptional(),
  groups: z.array(z.string()).exactOptional(),
  bases: z.array(z.string()).exactOptional(),
  note: z.string().exactOptional(),
}) satisfies z.ZodType<m.HostConfig>;

const readiness = z.object({
  type: z.string(),
  usable: z.boolean(),
  version: z.string().exactOptional(),
  missing: z.array(failure),
}) satisfies z.ZodType<m.Readiness>;

export const host = z.object({
  config: hostConfig,
  origin: z.enum(['file', 'ssh_config', 'builtin']),
  state: z.enum(['new', 'connecting', 'up', 'lost', 'denied']),
  since: time,
  seen: time.exactOptional(),
  failure: failure.exactOptional(),
  retryAt: time.exactOptional(),
  transport: z.string().exactOptional(),
  readiness: z.array(readiness).exactOptional(),
}) satisfies z.ZodType<m.HostStatus>;

export const session = z.object({
  id: z.string(),
  role: z.enum(['C', 'S', 'T']),
  machine: z.string(),
  console: z.string(),
  kind: consoleKind,
  title: z.string(),
  type: sessionType.exactOptional(),
  label: z.string().exactOptional(),
  tunnel: z
    .object({
      kind: z.enum(['local', 'remote', 'dynamic']),
      ...{ from: z.string(), to: z.string(), open: z.number(), bytes: z.number() },
    })
    .exactOptional(),
  state: z.enum(['opening', 'attached', 'closed']),
  since: time,
  failure: failure.exactOptional(),
  transcript: z.string().exactOptional(),
}) satisfies z.ZodType<m.Session>;

export const shellRun = z.object({
  label: z.string().min(1).max(200),
  shell: z.string().max(65_536).exactOptional(),
  command: z.string().max(65_536).exactOptional(),
  folder: z.string().max(4096).exactOptional(),
  display: z.string().max(255).exactOptional(),
}) satisfies z.ZodType<m.ShellRun>;

export const openConsole = z.object({
  machine: z.string(),
  console: z.string(),
  cols: z.number(),
  rows: z.number(),
  run: shellRun.exactOptional(),
  /** Whoever has it loses it. */
  take: z.boolean().exactOptional(),
  /** Others who look at a screen already are told of: it is refused as busy then, with who they are. */
  wary: z.boolean().exactOptional(),
  /** A look of the window itself: no session of a person, and not in the table. */
  peek: z.boolean().exactOptional(),
});

export const transcript = z.object({
  name: z.string(),
  path: z.string(),
  format: z.enum(KEPT_FORMATS),
  size: z.number(),
  changed: time,
}) satisfies z.ZodType<m.Transcript>;

export const transcribe = z.object({
  session: z.string(),
  format: z.enum(TRANSCRIPT_FORMATS),
  cols: z.number().int().min(1).max(10_000),
  rows: z.number().int().min(1).max(10_000),
  /** Goes on with this transcript, of a session before. */
  name: z.string().exactOptional(),
});

/** A part of a video, in base64. */
export const videoPart = z.object({ name: z.string(), part: z.base64().max(2 * 1024 * 1024) });

const wayBy = z.enum(WAYS);

export const job = z.object({
  id: z.string(),
  action: jobAction,
  call: z.string(),
  machine: z.string(),
  path: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'aborted']),
  progress: z.string().exactOptional(),
  started: time,
  ended: time.exactOptional(),
  failure: failure.exactOptional(),
  run: z.string().exactOptional(),
  way: wayBy.exactOptional(),
}) satisfies z.ZodType<m.Job>;

export const historyEntry = z.object({
  id: z.string(),
  at: time,
  call: z.string(),
  machine: z.string(),
  action: jobAction.exactOptional(),
  state: job.shape.state.exactOptional(),
  duration: z.number().exactOptional(),
  failure: failure.exactOptional(),
}) satisfies z.ZodType<m.HistoryEntry>;

export const logLine = z.object({
  at: time,
  text: z.string(),
  from: z.literal('output').exactOptional(),
}) satisfies z.ZodType<m.LogLine>;

export const prompt = z.object({
  id: z.string(),
  host: z.string(),
  kind: z.enum(['password', 'passphrase', 'keyboard-interactive', 'sudo', 'host-key', 'vnc-password']),
  text: z.string(),
  detail: z.string().exactOptional(),
  fields: z.array(z.object({ label: z.string(), echo: z.boolean() })),
  secret: z.string().exactOptional(),
  again: z.literal(true).exactOptional(),
}) satisfies z.ZodType<m.Prompt>;

export const vaultState = z.object({
  at: z.enum(['none', 'locked', 'open']),
  by: z.enum(['passphrase', 'keyring']),
  names: z.array(z.string()),
}) satisfies z.ZodType<m.VaultState>;

export const notice = z.object({
  id: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  failure,
  at: time,
}) satisfies z.ZodType<m.Notice>;

export const step = z.object({
  id: z.string(),
  action,
  machine: z.string(),
  path: z.string(),
  text: z.string(),
  after: z.array(z.string()),
  limit: z.number().exactOptional(),
  ways: z.array(z.object({ by: wayBy, limit: z.number() })),
  answers: z.string().exactOptional(),
  note: z.string().exactOptional(),
}) satisfies z.ZodType<m.Step>;

const members = z.array(action).max(10_000);

/** An action, several side by side, or layers from the bottom. */
export const planned = z.union([
  action,
  z.object({ verb: z.enum(['group', 'task']), members }),
  z.object({ verb: z.literal('stack'), members }),
]) satisfies z.ZodType<m.Planned>;

/** A saved call or view is a macro too: its text is the whole call, or the table part of one. */
export const macro = z.object({
  name: z.string(),
  text: z.string(),
  filter: z.string().exactOptional(),
  sort: z.string().exactOptional(),
  group: z.string().exactOptional(),
});

export const library = z.object({
  /** `file`: below the folder of macros; `default` is what a call means that names none. */
  macros: z.array(macro.extend({ file: z.string() })),
  groups: z.array(z.object({ name: z.string(), text: z.string() })),
});
export type Library = z.infer<typeof library>;

export const knownRequest = z.object({
  address,
  type: z.string().exactOptional(),
  host: z.string().exactOptional(),
  /** Folders of the databases; absent: the caller's own. */
  folders: z.array(z.string()).max(100).exactOptional(),
  /** Those on the host. */
  remote: z.boolean().exactOptional(),
});

export const knownMachine = z.object({
  host: z.string(),
  type: z.enum(TYPES),
  label: z.string(),
  target: address,
}) satisfies z.ZodType<m.KnownMachine>;

const tunnelPort = z.number().int().min(0).max(65_535);
const tunnelSocket = z.object({ unix: z.string().min(1).max(4096) });

export const tunnelRequest = z.object({
  host: z.string(),
  kind: z.enum(['local', 'remote', 'dynamic']),
  listen: z.union([z.object({ port: tunnelPort }), tunnelSocket]).exactOptional(),
  to: z.union([z.object({ host: z.string().max(255), port: tunnelPort }), tunnelSocket]).exactOptional(),
  machine: z.string().exactOptional(),
  console: z.string().exactOptional(),
  label: z.string().max(200).exactOptional(),
  oneShot: z.number().int().min(1).max(86_400).exactOptional(),
}) satisfies z.ZodType<m.TunnelRequest>;

export const about = z.object({
  version: z.string(),
  platform: z.string(),
  hostsFile: z.string(),
  /** What it runs on: `node`, in the desktop application `electron` and `chrome`. */
  versions: z.record(z.string(), z.string()),
  /** The lab to try everything in, where it is at hand: a command for a shell of this machine. */
  playground: z.object({ folder: z.string(), command: z.string() }).exactOptional(),
});

export const showing = z.union([
  z.strictObject({ machine: z.string(), console: z.string() }),
  z.strictObject({ machine: z.string(), verb: z.enum(VERBS) }),
  z.strictObject({ path: z.string().max(4_096) }),
  z.strictObject({ job: z.string() }),
  z.strictObject({ call: z.string().max(65_536) }),
  z.strictObject({ open: z.enum(['palette', 'jobs', 'lost']) }),
]) satisfies z.ZodType<m.Showing>;

const rows = <N extends string, T extends z.ZodType>(table: N, row: T) =>
  z.object({
    table: z.literal(table),
    /** New and changed rows, whole. */
    put: z.array(row),
    /** Ids of rows that are gone. */
    drop: z.array(z.string()),
    /** True on the first change of each table after `watch`: `put` is all of it. */
    whole: z.boolean().exactOptional(),
  });

/** One change of a shared table. Row ids: machine.id, host.config.name, session.id, job.id, prompt.id, notice.id. */
export const change = z.discriminatedUnion('table', [
  rows('machines', machine),
  rows('hosts', host),
  rows('sessions', session),
  rows('jobs', job),
  rows('prompts', prompt),
  rows('notices', notice),
]);
export type Change = z.infer<typeof change>;

/** What an import would add to the inventory. */
/** A file of another program, as it is; absent: those in their usual places. */
export const offersFrom = z.object({
  file: z.object({ name: z.string().max(255), text: z.string().max(4 * 1024 * 1024) }).exactOptional(),
});

export const importSource = z.object({
  id: z.string(),
  title: z.string(),
  /** `doubt`: why it may be none that is reached by SSH. */
  offers: z.array(z.object({ host: hostConfig, known: z.boolean(), doubt: z.string().exactOptional() })),
  /** What was left out. */
  notes: z.array(z.string()),
  failure: failure.exactOptional(),
});
export type ImportSource = z.infer<typeof importSource>;

/** How a host is looked at: without asking for a sudo password; only at what runs, or at some types; then again and again. */
export const refreshOptions = {
  quiet: z.boolean().exactOptional(),
  runningOnly: z.boolean().exactOptional(),
  types: z.array(sessionType).max(20).exactOptional(),
  follow: z.boolean().exactOptional(),
  /** A host beside the inventory, to be visited first. */
  visit: hostConfig.exactOptional(),
  bases: z.array(z.string().max(4096)).max(100).exactOptional(),
};
