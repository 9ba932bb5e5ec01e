/** Runtime shapes of actions: requests as they arrive from clients. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import {
  BOOT_DEVICES,
  CONSOLES,
  LOCATIONS,
  MOST_AT_ONCE,
  POWER_PATHS,
  STACK_CHECKS,
  TOOLS,
  TYPES,
  VERBS,
  WINDOW_MANAGERS,
} from '../model/index.ts';

const text = z.string().max(65_536);
const texts = z.array(text).max(10_000).readonly();
const count = z.number().int().min(0).max(1_000_000);
const port = z.number().int().min(0).max(65_535);
const yes = z.literal(true);
const machineType = z.enum([...TYPES, 'ALL']);

export const address = z.object({
  all: yes.exactOptional(),
  id: text.exactOptional(),
  path: text.exactOptional(),
  label: text.exactOptional(),
  uuid: text.exactOptional(),
  mac: text.exactOptional(),
  tcp: text.exactOptional(),
  config: text.exactOptional(),
  file: text.exactOptional(),
  bases: texts.exactOptional(),
  record: count.exactOptional(),
}) satisfies z.ZodType<m.Address>;

const place = z.object({
  host: text,
  user: text.exactOptional(),
  port: port.exactOptional(),
}) satisfies z.ZodType<m.Place>;

const names = z.union([texts, z.literal('all')]);

const options = z.object({
  ambiguous: z.boolean().exactOptional(),
  dispatch: z
    .union([
      z.literal('stack'),
      z.object({
        mode: z.enum(['sync', 'async']).exactOptional(),
        order: z.enum(['sequential', 'parallel']).exactOptional(),
        atOnce: z.number().int().min(1).max(MOST_AT_ONCE).exactOptional(),
      }),
    ])
    .exactOptional(),
  nameCache: z
    .union([
      z.literal('off'),
      z.object({ use: z.enum(['both', 'local', 'remote']), only: yes.exactOptional() }),
    ])
    .exactOptional(),
  resultCache: z
    .union([
      z.literal('off'),
      z.object({
        keep: z.enum(['here', 'everywhere']).exactOptional(),
        only: yes.exactOptional(),
        raw: yes.exactOptional(),
        file: z.object({ way: z.enum(['in', 'out']), path: text }).exactOptional(),
        lifetime: count.exactOptional(),
        auto: yes.exactOptional(),
      }),
    ])
    .exactOptional(),
  debug: z
    .object({
      bits: count,
      mode: z.enum(['pattern', 'min', 'max']).exactOptional(),
      subsystems: count.exactOptional(),
      warning: count.exactOptional(),
      info: count.exactOptional(),
      files: z.object({ names: texts, way: z.enum(['include', 'exclude']).exactOptional() }).exactOptional(),
      printFinal: count.exactOptional(),
    })
    .exactOptional(),
  display: text.exactOptional(),
  final: yes.exactOptional(),
  force: yes.exactOptional(),
  remoteVersion: text.exactOptional(),
  geometry: text.exactOptional(),
  job: text.exactOptional(),
  reuse: z.union([z.literal(0), z.literal(1), z.literal(2)]).exactOptional(),
  login: text.exactOptional(),
  location: z.enum(LOCATIONS).exactOptional(),
  message: text.exactOptional(),
  dryRun: yes.exactOptional(),
  databases: texts.exactOptional(),
  resolution: text.exactOptional(),
  scope: z
    .union([z.enum(['user', 'group']), z.object({ users: names }), z.object({ groups: names })])
    .exactOptional(),
  signals: z
    .object({ use: z.enum(['on', 'off']).exactOptional(), numbers: z.array(count).readonly() })
    .exactOptional(),
  types: names.exactOptional(),
  workspace: text.exactOptional(),
  nested: z.enum(['off', 'star', 'chain']).exactOptional(),
  terse: yes.exactOptional(),
  color: yes.exactOptional(),
  forwardAgent: yes.exactOptional(),
  pty: z.union([z.literal(0), z.literal(1), z.literal(2)]).exactOptional(),
  elevation: z
    .object({ ksu: z.boolean().exactOptional(), sudo: z.boolean().exactOptional() })
    .exactOptional(),
}) satisfies z.ZodType<m.CallOptions>;

const trials = z.union([
  z.literal('off'),
  z.object({ times: count, seconds: count }),
]) satisfies z.ZodType<m.Trials>;

const start = z.object({
  bootMode: z.object({ device: z.enum(BOOT_DEVICES), image: text.exactOptional() }).exactOptional(),
  install: z
    .object({
      boot: text.exactOptional(),
      source: text.exactOptional(),
      targetMode: text.exactOptional(),
      target: text.exactOptional(),
      stage: z.enum(['INIT', 'default']).exactOptional(),
    })
    .exactOptional(),
  kernel: z
    .object({ image: text.exactOptional(), initrd: text.exactOptional(), append: text.exactOptional() })
    .exactOptional(),
  addArgs: z.object({ to: z.enum(['client', 'server', 'both']), text }).exactOptional(),
  folder: text.exactOptional(),
  callOptions: text.exactOptional(),
  toolkitOptions: text.exactOptional(),
  shell: text.exactOptional(),
  command: text.exactOptional(),
  dashes: z.enum(['double', 'single']).exactOptional(),
  titleKey: text.exactOptional(),
  noTitle: yes.exactOptional(),
  stub: yes.exactOptional(),
  paused: yes.exactOptional(),
  ping: trials.exactOptional(),
  sshPing: trials.exactOptional(),
  stackCheck: z.union([z.literal('off'), z.array(z.enum(STACK_CHECKS)).readonly()]).exactOptional(),
  waitClient: count.exactOptional(),
  waitServer: count.exactOptional(),
  desktops: texts.exactOptional(),
  windowManager: z.enum(WINDOW_MANAGERS).exactOptional(),
  bulk: count.exactOptional(),
  vncBase: port.exactOptional(),
  vncPort: port.exactOptional(),
  rdpPort: port.exactOptional(),
  insecure: text.exactOptional(),
}) satisfies z.ZodType<m.StartOptions>;

/** One verb on one machine. */
export const action = z.object({
  on: place.exactOptional(),
  type: machineType.exactOptional(),
  options: options.exactOptional(),
  verb: z.enum(VERBS),
  target: address,
  delay: z.number().min(0).max(86_400).exactOptional(),
  stateFile: text.exactOptional(),
  newName: text.exactOptional(),
  console: z.enum(CONSOLES).exactOptional(),
  offer: text.exactOptional(),
  ifRunning: z.enum(['connect', 'reconnect']).exactOptional(),
  force: yes.exactOptional(),
  self: yes.exactOptional(),
  side: z.enum(['client', 'server', 'both']).exactOptional(),
  level: text.exactOptional(),
  timeout: count.exactOptional(),
  wake: z
    .object({
      arm: yes.exactOptional(),
      broadcast: text.exactOptional(),
      port: port.exactOptional(),
      mac: text.exactOptional(),
      interface: text.exactOptional(),
      relay: text.exactOptional(),
    })
    .exactOptional(),
  via: z.enum(POWER_PATHS).exactOptional(),
  start: start.exactOptional(),
  account: text.exactOptional(),
}) satisfies z.ZodType<m.MachineAction>;

export const jobAction = z.union([
  action,
  z.object({ verb: z.literal('tool'), tool: z.enum(TOOLS), words: texts }),
]) satisfies z.ZodType<m.JobAction>;
