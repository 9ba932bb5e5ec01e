/** What `xl list -l` says, as far as tests of the lab ask, the oldest first. Pure. */

export interface Domain {
  readonly id: number;
  readonly name: string;
  /** With dashes; Domain-0 has none. */
  readonly uuid: string | null;
  /** pv, pvh or hvm; Domain-0 is pv. */
  readonly type: string;
}

interface Listed {
  readonly domid: number;
  readonly config: {
    readonly c_info: { readonly name: string; readonly uuid?: string; readonly type: string };
  };
}

export function parseDomains(json: string): readonly Domain[] {
  const listed = JSON.parse(json) as readonly Listed[];
  const domains = listed.map(({ domid, config: { c_info: info } }) => ({
    id: domid,
    name: info.name,
    uuid: info.uuid ?? null,
    type: info.type,
  }));
  // xl gives them in no order.
  return domains.sort((a, b) => a.id - b.id);
}
