/** How a call is carried out, whatever it does: the generic options of ctys, in today's words. Absent: the default. */

export const LOCATIONS = ['local', 'connection', 'display', 'client', 'server'] as const;

export interface CallOptions {
  /** -A: labels and hosts may repeat. */
  readonly ambiguous?: boolean;
  /** -b */
  readonly dispatch?: Dispatch;
  /** -c: which records of known machines are used to resolve an address. */
  readonly nameCache?: NameCache;
  /** -C: whether answers of a moment ago are used again. */
  readonly resultCache?: ResultCache;
  /** -d */
  readonly debug?: Debug;
  /** -D: `[localhost:|n:]n[.screen]` or a label. */
  readonly display?: string;
  /** -E: this is the last hop. */
  readonly final?: true;
  /** -f: small doubts are ignored; never destructive. */
  readonly force?: true;
  /** -F */
  readonly remoteVersion?: string;
  /** -g: `<X>x<Y>[{+-}x{+-}y][:screen[:layout[:file]]]` */
  readonly geometry?: string;
  /** -j: `<datetime>:<index>` */
  readonly job?: string;
  /** -k: 0 a layer that runs is refused, 1 used again after a check, 2 used again. */
  readonly reuse?: 0 | 1 | 2;
  /** -l */
  readonly login?: string;
  /** -L: where client and server run. */
  readonly location?: (typeof LOCATIONS)[number];
  /** -M: printed before the target's output. */
  readonly message?: string;
  /** -n: the plan is shown, nothing is done. */
  readonly dryRun?: true;
  /** -p: folders of enum.fdb and macmap.fdb. */
  readonly databases?: readonly string[];
  /** -r: `<X>x<Y>` of a server's screen. */
  readonly resolution?: string;
  /** -s: whose sessions are considered. */
  readonly scope?: Scope;
  /** -S */
  readonly signals?: { readonly use?: 'on' | 'off'; readonly numbers: readonly number[] };
  /** -T: technologies taken into account. */
  readonly types?: readonly string[] | 'all';
  /** -W: number or label of a workspace. */
  readonly workspace?: string;
  /** -x */
  readonly nested?: 'off' | 'star' | 'chain';
  /** -X: `;` between fields, nothing else. */
  readonly terse?: true;
  /** -y */
  readonly color?: true;
  /** -Y */
  readonly forwardAgent?: true;
  /** -z: terminals asked of ssh. */
  readonly pty?: 0 | 1 | 2;
  /** -Z: how root rights are got. */
  readonly elevation?: { readonly ksu?: boolean; readonly sudo?: boolean };
}

/** Jobs at a time on a host that anybody can ask for. */
export const MOST_AT_ONCE = 99;

/** sync: stays with the caller. stack: layer by layer, each waited for. */
export type Dispatch =
  | 'stack'
  | {
      readonly mode?: 'sync' | 'async';
      readonly order?: 'sequential' | 'parallel';
      /** parallel: jobs at a time on each host; absent: as many as are good for it. */
      readonly atOnce?: number;
    };

export type NameCache =
  | 'off'
  | { readonly use: 'both' | 'local' | 'remote' /** No scan when it is not known. */; readonly only?: true };

export type ResultCache =
  | 'off'
  | {
      readonly keep?: 'here' | 'everywhere';
      readonly only?: true;
      readonly raw?: true;
      /** A file results are read from, or written to. */
      readonly file?: { readonly way: 'in' | 'out'; readonly path: string };
      /** Most seconds old. */
      readonly lifetime?: number;
      readonly auto?: true;
    };

export interface Debug {
  readonly bits: number;
  readonly mode?: 'pattern' | 'min' | 'max';
  readonly subsystems?: number;
  readonly warning?: number;
  readonly info?: number;
  readonly files?: { readonly names: readonly string[]; readonly way?: 'include' | 'exclude' };
  /** The final call is printed, ready to be pasted. */
  readonly printFinal?: number;
}

/** all is `users: 'all'`. */
export type Scope =
  | 'user'
  | 'group'
  | { readonly users: readonly string[] | 'all' }
  | { readonly groups: readonly string[] | 'all' };
