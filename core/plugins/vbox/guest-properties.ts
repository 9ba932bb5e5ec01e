/** What the additions in a guest told VirtualBox: `VBoxManage guestproperty enumerate`, as 7.0 prints it and as before. Pure. */
import { colons } from './vm-info.ts';

const LINES = [/^Name: (\/\S+), value: (.*?), timestamp: /, /^(\/\S+) += '(.*)' +@ /];

export function propertiesOf(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = LINES.map((form) => form.exec(line)).find((found) => found !== null) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}

export interface GuestCard {
  readonly mac: string;
  readonly ip: string;
}

const ADDRESS = /^[0-9a-f.:]{3,45}$/i;

export const guestCardsOf = (properties: ReadonlyMap<string, string>): readonly GuestCard[] =>
  [...properties].flatMap(([name, value]) => {
    const [, net] = /^\/VirtualBox\/GuestInfo\/Net\/(\d+)\/V[46]\/IP$/.exec(name) ?? [];
    const mac = properties.get(`/VirtualBox/GuestInfo/Net/${net}/MAC`) ?? '';
    return net !== undefined && ADDRESS.test(value) && /^[0-9a-f]{12}$/i.test(mac)
      ? [{ mac: colons(mac), ip: value }]
      : [];
  });

export const systemOf = (properties: ReadonlyMap<string, string>): string | undefined => {
  const [product, release] = ['Product', 'Release'].map((name) =>
    properties.get(`/VirtualBox/GuestInfo/OS/${name}`),
  );
  return product === undefined ? undefined : [product, release].filter(Boolean).join(' ');
};
