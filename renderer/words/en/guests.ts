/** A new guest from a template. */

export const guests = {
  drawn: 'A new one',
  title: 'New guest',
  create: 'Create',
  createIt: (name: string) => `Create ${name}`,
  template: 'Template',
  host: 'Host',
  anchor: 'Anchor',
  sparse: 'Sparse',
  allocated: 'Allocated',
} as const;
