/**
 * The one contract between the core and every client: window, browser, command line.
 * Console bytes do not pass here; each open console has a pipe of its own (pipe.ts), named by its session id.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import * as f from './file-schema.ts';
import { TERMINALS } from '../model/showing.ts';
import * as s from './schemas.ts';

/** Every call may fail with an expected Failure, carried as data. */
const call = oc.errors({ FAILURE: { data: s.failure } });

const named = z.object({ name: z.string() });

export const contract = {
  /** The tables and all that changes in them, in batches; first the whole of each. */
  watch: call.output(eventIterator(s.change)),

  /** What an action would do, step by step; does nothing. */
  plan: call.input(s.planned).output(z.array(s.step)),
  /** Do it; its job (one a step) shows in the jobs table. Returns job ids, in the order of the steps. */
  run: call.input(s.planned).output(z.array(z.string())),
  abort: call.input(z.object({ job: z.string() })),
  /** A job's log from its start, then as it grows; ends with the job. */
  log: call.input(z.object({ job: z.string() })).output(eventIterator(s.logLine)),

  /** Answer a prompt; null declines. */
  answer: call.input(
    z.object({
      prompt: z.string(),
      answers: z.array(z.string()).nullable(),
      keep: z.boolean().exactOptional(),
    }),
  ),

  /** Secrets that are kept; they themselves never cross this contract. */
  vault: {
    state: call.output(s.vaultState),
    /** Makes it where there is none. Questions that it answers are answered. */
    unlock: call.input(z.object({ passphrase: z.string().max(1_000) })),
    /** The passphrase; `before` is asked of one that the keyring has not opened. */
    change: call.input(z.object({ before: z.string().max(1_000), passphrase: z.string().max(1_000) })),
    lock: call,
    forget: call.input(named),
  },

  console: {
    /** Open a console of a machine; then open the pipe named by the session's id. */
    open: call.input(s.openConsole).output(s.session),
    close: call.input(z.object({ session: z.string() })),
    /** Have a window show it; resolves when one does. */
    show: call.input(s.showing),
    /** A text console in a terminal program of this machine. */
    terminal: call.input(
      z.object({
        machine: z.string(),
        console: z.string(),
        program: z.enum(TERMINALS).exactOptional(),
        display: z.string().max(255).exactOptional(),
      }),
    ),
    /** What this window is to show. */
    shown: call.output(eventIterator(s.showing)),
  },

  tunnels: {
    /** On loopback, as a session of kind T; \`console.close\` closes it. */
    open: call.input(s.tunnelRequest).output(s.session),
    /** A console in a viewer of its own (vncviewer, remote-viewer), through a tunnel for that once. */
    view: call
      .input(
        z.object({
          machine: z.string(),
          console: z.string(),
          display: z.string().max(255).exactOptional(),
          geometry: z
            .string()
            .regex(/^\d{1,5}x\d{1,5}(?:[+-]\d{1,5}){0,2}$/)
            .exactOptional(),
        }),
      )
      .output(s.session),
  },

  machines: {
    /** Tags, notes, favourites and colours: kept by the core, shown in the rows, of no concern to the hosts. */
    mark: call.input(s.markChange),
  },

  hosts: {
    /** Look again now, cutting a back-off short. */
    refresh: call.input(named.extend(s.refreshOptions)),
    /** What it is doing (show) or what it is (info), asked fresh from the host. */
    report: call.input(named.extend({ kind: s.reportKind })).output(z.array(s.reportSection)),
    /** Its own description, as pm.conf or vm.conf has it: asked from it, or written there. */
    describe: call.input(named.extend(s.describeOptions)).output(s.mconf),
    /** Its management controller is told or asked something; what it says. */
    controller: call.input(named.extend(s.controllerRequest)).output(z.array(s.reportSection)),
    /** Log in, by the connection that is there if there is one, and look which kind of machine the host says it is. */
    login: call.input(named).output(z.object({ categories: z.array(z.enum(['PM', 'VM'])) })),
    /** Run argv there to its end; `elevate` with the rights its configuration has for that. */
    exec: call.input(named.extend(s.execRequest)).output(s.execResult),
    /** A host beside the inventory, for as long as the core runs: the target of a call. */
    visit: call.input(s.hostConfig),
    /** Write a host to the hosts file (comments there survive). */
    save: call.input(s.hostConfig),
    remove: call.input(named),
    /** Hosts that could be added: of files of this user's other programs, or of one that was chosen. */
    offers: call.input(s.offersFrom).output(z.array(s.importSource)),
  },

  /** What terminals say and screens show, kept in files. */
  transcripts: {
    /** From now on, what this session says goes to a file; answers its name. */
    begin: call.input(s.transcribe).output(named),
    end: call.input(z.object({ session: z.string() })),
    /** A video of a screen, whose parts come one after the other. */
    beginVideo: call.input(z.object({ title: z.string().max(500) })).output(named),
    addToVideo: call.input(s.videoPart),
    list: call.output(z.array(s.transcript)),
    /** The text in parts; of a video, parts in base64. */
    read: call.input(named).output(eventIterator(z.string())),
    remove: call.input(named),
  },

  /** Files of a host, and of this machine (localhost). */
  files: {
    /** An empty path is where the account begins. */
    list: call.input(f.filePlace).output(f.fileList),
    makeFolder: call.input(f.filePlace),
    rename: call.input(f.fileRename),
    remove: call.input(f.fileChoice),
    /** Copy to this machine; how far it is, at a steady pace. Ending it stops the copy, asking again goes on. */
    fetch: call.input(f.fileFetch).output(eventIterator(f.copyProgress)),
    /** Then open the pipe of the id and send the bytes from there on; its clean end says that all is in place. */
    send: call.input(f.fileOffer).output(f.fileDoor),
  },

  /** Macros (saved calls and views are macros) and groups, in the ancestor's files. */
  library: {
    read: call.output(s.library),
    /** Replaces the one of that name; comments and other lines stay. */
    save: call.input(s.macro),
    remove: call.input(named),
    /** Machines that the databases of configured machines (enum.fdb) have for an address. */
    known: call.input(s.knownRequest).output(z.array(s.knownMachine)),
  },

  /** Guests from templates. */
  guests: {
    /** Those of the product, and the person's own. */
    templates: call.output(z.array(s.template)),
    /** What would be made; does nothing. */
    plan: call.input(s.guestOrder).output(s.guestPlan),
    /** Make it; returns the job's id. One that was broken off is gone on with. */
    create: call.input(s.guestOrder).output(z.string()),
  },
  /** The last calls and how they ended, newest first. */
  history: call
    .input(z.object({ limit: z.number().int().min(1).max(10_000) }))
    .output(z.array(s.historyEntry)),

  /** What the person set, as it stands in settings.yaml. */
  settings: {
    /** Now, and again whenever something of it changes. */
    follow: call.output(eventIterator(s.settingsState)),
    change: call.input(z.array(s.settingChange).max(2_000)),
    /** The text of the file. */
    take: call.output(z.object({ text: z.string() })),
    /** All is as such a text says. */
    bring: call.input(z.object({ text: z.string().max(262_144) })).output(s.settingsBrought),
    /** Share them through this folder; null: no longer. */
    sync: call.input(z.object({ folder: z.string().max(4_096).nullable() })),
    /** Conflicts end: what is set here holds, or what stands in the folder. */
    resolve: call.input(z.object({ take: z.enum(['mine', 'theirs']) })),
    /** Go on with another profile, which is made where there is none; the connection ends. */
    profile: call.input(named),
  },

  about: call.output(s.about),
  /** What a person may send to who mends this product: redacted, and read by them before it goes anywhere. */
  problem: call.output(z.object({ text: z.string() })),
};

export type Contract = typeof contract;
