/**
 * The one contract between the core and every client: window, browser, command line.
 * Console bytes do not pass here; each open console has a pipe of its own (pipe.ts), named by its session id.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
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
  answer: call.input(z.object({ prompt: z.string(), answers: z.array(z.string()).nullable() })),

  console: {
    /** Open a console of a machine; then open the pipe named by the session's id. */
    open: call.input(s.openConsole).output(s.session),
    close: call.input(z.object({ session: z.string() })),
    /** Have a window show it; resolves when one does. */
    show: call.input(s.showing),
    /** What this window is to show. */
    shown: call.output(eventIterator(s.showing)),
  },

  tunnels: {
    /** On loopback, as a session of kind T; \`console.close\` closes it. */
    open: call.input(s.tunnelRequest).output(s.session),
    /** A console in a viewer of its own (vncviewer, remote-viewer), through a tunnel for that once. */
    view: call
      .input(
        z.object({ machine: z.string(), console: z.string(), display: z.string().max(255).exactOptional() }),
      )
      .output(s.session),
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
    /** A host beside the inventory, for as long as the core runs: the target of a call. */
    visit: call.input(s.hostConfig),
    /** Write a host to the hosts file (comments there survive). */
    save: call.input(s.hostConfig),
    remove: call.input(named),
    /** Hosts of ~/.ssh/config that could be added. */
    sshConfig: call.output(z.array(s.importOffer)),
  },

  /** What terminals say, kept in files. */
  transcripts: {
    /** From now on, what this session says goes to a file; answers its name. */
    begin: call.input(s.transcribe).output(named),
    end: call.input(z.object({ session: z.string() })),
    list: call.output(z.array(s.transcript)),
    /** The text in parts. */
    read: call.input(named).output(eventIterator(z.string())),
    remove: call.input(named),
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

  about: call.output(z.object({ version: z.string(), platform: z.string(), hostsFile: z.string() })),
};

export type Contract = typeof contract;
