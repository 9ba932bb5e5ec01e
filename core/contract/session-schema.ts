/** Sessions: consoles, shells, transcripts, tunnels, and what a window is asked to show. */
import { z } from 'zod';
import type * as m from '../model/index.ts';
import { KEPT_FORMATS, TRANSCRIPT_FORMATS } from '../model/transcript.ts';
import { VERBS } from '../model/verb.ts';
import { consoleKind, failure, sessionType, time } from './parts.ts';

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
  /** A terminal that waits for a window that is lost to come back, with what it has said. */
  outlives: z.boolean().exactOptional(),
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

export const showing = z.union([
  z.strictObject({ machine: z.string(), console: z.string() }),
  z.strictObject({ machine: z.string(), verb: z.enum(VERBS) }),
  z.strictObject({ path: z.string().max(4_096) }),
  z.strictObject({ job: z.string() }),
  z.strictObject({ call: z.string().max(65_536) }),
  z.strictObject({ open: z.enum(['palette', 'jobs', 'lost', 'crashed']) }),
]) satisfies z.ZodType<m.Showing>;
