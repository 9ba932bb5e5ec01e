/** Templates of guests: what a person may choose, and the guest that is made of it on a host. */

/** What is asked for: a template, its anchor, and what is changed of that. Its text form is `ctys createVM`. */
export interface GuestOrder {
  readonly template: string;
  /** File of parameters in the template; absent: its own, MYVM.anchor. */
  readonly anchor?: string;
  readonly host: string;
  /** Parameters that stand for those of the anchor. */
  readonly values: Readonly<Record<string, string>>;
}

export const PARAMETER_KINDS = [
  'name',
  'mac',
  'ip',
  'uuid',
  'number',
  'size',
  'allocation',
  'source',
  'path',
  'text',
  'secret',
] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];

/** One line of an anchor, as a form shows it. */
export interface TemplateParameter {
  readonly key: string;
  readonly kind: ParameterKind;
  readonly title: string;
  readonly hint?: string;
  /** What the anchor says; of a secret nothing. */
  readonly value: string;
  /** Must not be empty. */
  readonly required?: true;
}

export interface TemplateAnchor {
  readonly name: string;
  readonly parameters: readonly TemplateParameter[];
}

export interface Template {
  readonly name: string;
  /** First line of its README. */
  readonly title: string;
  readonly origin: 'shipped' | 'own';
  /** The first is the template's own. */
  readonly anchors: readonly TemplateAnchor[];
  /** Why it cannot be used. */
  readonly fault?: string;
}

/** A text the guest's folder gets. */
export interface GuestFile {
  readonly name: string;
  readonly text: string;
}

/** How an installer finds its script: in the ramdisk it boots from, or on a small disk of its own. */
export interface InstallScript {
  readonly by: 'ramdisk' | 'disk';
  /** Path in the ramdisk without the first slash, or name on the disk. */
  readonly files: readonly GuestFile[];
}

/** Something a host fetches: from a URL, or a path there. */
export interface Fetched {
  readonly name: string;
  readonly from: string;
}

/** All that is made of a guest on its host. */
export interface NewGuest {
  readonly template: string;
  readonly host: string;
  readonly label: string;
  /** With dashes. */
  readonly uuid: string;
  readonly mac: string;
  readonly bridge: string;
  /** Absolute; nothing of it may be there before. */
  readonly folder: string;
  readonly files: readonly GuestFile[];
  readonly runtime: string;
  readonly install: string;
  readonly image: {
    readonly name: string;
    readonly bytes: number;
    readonly allocated: boolean;
    /** An image it begins as. */
    readonly from?: string;
  };
  readonly fetched: readonly Fetched[];
  readonly script?: InstallScript;
  /** Minutes the installation may take. */
  readonly limit: number;
}

/** What would be made, for a dry run: secrets are covered. */
export interface GuestPlan {
  readonly call: string;
  readonly label: string;
  readonly folder: string;
  readonly steps: readonly string[];
  readonly files: readonly GuestFile[];
}
