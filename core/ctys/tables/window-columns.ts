/** The columns of the window's table as those of a `TAB_GEN` of LIST: field, title, width. */
export const WINDOW_COLUMNS = {
  machine: '3_Label_20',
  type: '2_stype_8',
  cst: '14_cst_6',
  state: '23_state_10',
  host: '1_PM_15',
  cpu: '24_cpu_6',
  memory: '25_mem_8',
  disk: '26_disk_8',
  net: '27_net_8',
  user: '12_uid_8',
  up: '28_up_6',
  age: '29_age_6',
} as const;

const FIELDS: Readonly<Record<string, string>> = WINDOW_COLUMNS;

/** Its field of LIST's record; undefined: the window has no such column. */
export function windowField(column: string): number | undefined {
  const text = Object.hasOwn(FIELDS, column) ? FIELDS[column] : undefined;
  return text === undefined ? undefined : Number.parseInt(text, 10);
}
