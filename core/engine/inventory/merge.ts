/** What a host gets from its groups and the defaults. Pure. */
import type { HostConfig } from '../../model/host.ts';
import type { DefaultsSection, GroupSection, HostSection } from './schema.ts';

/** The file's content, entries with errors taken out. */
export interface Sections {
  readonly defaults: DefaultsSection;
  readonly groups: ReadonlyMap<string, GroupSection>;
  readonly hosts: ReadonlyMap<string, HostSection>;
}

export const NO_SECTIONS: Sections = { defaults: {}, groups: new Map(), hosts: new Map() };

/** Groups of a host in their order: those it names, then those that name it, as they stand in the file. */
export function groupsOf(name: string, host: HostSection, groups: Sections['groups']): readonly string[] {
  const naming = [...groups].filter(([, group]) => group.hosts?.includes(name)).map(([group]) => group);
  return [...new Set([...(host.groups ?? []), ...naming])];
}

/** First that says something wins: host, its groups in order, defaults. Labels add up, as they are no setting. */
export function hostConfig(name: string, sections: Sections): HostConfig {
  const host = sections.hosts.get(name) ?? {};
  const groups = groupsOf(name, host, sections.groups);
  const layers = [host, ...groups.map((group) => sections.groups.get(group) ?? {}), sections.defaults];
  const labels = [...new Set(layers.flatMap((layer) => layer.labels ?? []))];
  const first: HostSection & GroupSection = Object.assign({}, ...layers.toReversed());
  const { jump, hosts: _, ...rest } = first;
  return {
    ...rest,
    name,
    ...(jump !== undefined && { jump: typeof jump === 'string' ? [jump] : jump }),
    ...(labels.length > 0 && { labels }),
    ...(groups.length > 0 && { groups }),
  };
}
