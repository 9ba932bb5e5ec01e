/** What a host tells of itself for people: SHOW (what it is doing) and INFO (what it is). */

export type ReportKind = 'show' | 'info';

export interface ReportValue {
  /** May repeat in a section. */
  readonly name: string;
  readonly value: string;
}

export interface ReportSection {
  readonly title: string;
  readonly values: readonly ReportValue[];
}
