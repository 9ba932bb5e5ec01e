/** Machines, their consoles and what a person puts on them. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import { FACTS, MACHINE_STATES } from '../model/machine.ts';
import { COLOURS, MOST_NOTE, MOST_TAGS, TAG } from '../model/marks.ts';
import { consoleKind, sessionType, time } from './parts.ts';

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
