/** The software the product is made with, as the build lists it from what is installed. */

export interface Licence {
  readonly name: string;
  readonly version: string;
  /** As SPDX has them. */
  readonly licence: string;
}

/** Empty where the list was not made. */
export async function readLicences(): Promise<readonly Licence[]> {
  try {
    const answer = await fetch('licences.json');
    return answer.ok ? ((await answer.json()) as readonly Licence[]) : [];
  } catch {
    return [];
  }
}

export const matching = (licences: readonly Licence[], typed: string): readonly Licence[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return licences.filter(({ name, licence }) =>
    words.every((word) => `${name} ${licence}`.toLowerCase().includes(word)),
  );
};

/** A line each, the product first. */
export const versionLines = (about: {
  readonly version: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}): readonly string[] => [
  `ctys ${about.version}`,
  about.platform,
  ...Object.entries(about.versions).map(([name, version]) => `${name} ${version}`),
];
