/** What a host tells of itself for people: SHOW (what it is doing), INFO (what it is), and what power verbs need there. */

export type ReportKind = 'show' | 'info' | 'rights';

export interface ReportValue {
  /** May repeat in a section. */
  readonly name: string;
  readonly value: string;
}

export interface ReportSection {
  readonly title: string;
  readonly values: readonly ReportValue[];
}
