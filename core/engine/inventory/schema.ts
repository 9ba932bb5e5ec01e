/** The shape of hosts.yaml. The JSON schema for editors (assets/hosts.schema.json) is made from it. */
import { z } from 'zod';

const say = (sentence: string) => ({ error: () => sentence });

/** Never an option of a command (`-`), never two words, never a path. */
const word = /^[^\s/\p{Cc}-][^\s/\p{Cc}]{0,254}$/u;
export const HOST_NAME = word;

const name = z.string(say('Give a text.')).regex(word, say('Give one word that does not start with "-".'));
const text = z.string(say('Give a text.')).max(4096);
const path = z
  .string(say('Give a path.'))
  .regex(/^[/~][^\p{Cc}]*$/u, say('Give a path that starts with "/" or "~".'));
const address = name.meta({
  description: 'Name or address to connect to; absent: the name, through ssh_config.',
});
const mac = z
  .string(say('Give a MAC address.'))
  .regex(
    /^[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}$/,
    say('Give six pairs of hex digits, such as 52:54:00:12:34:56.'),
  );
const port = z
  .int(say('Give a number from 1 to 65535.'))
  .min(1, say('Give a number from 1 to 65535.'))
  .max(65_535, say('Give a number from 1 to 65535.'));
const list = (item: z.ZodType<string>, what: string) =>
  z.array(item, say(`Give a list of ${what}, such as [a, b].`));

/** Keys a host can get from its groups and the defaults. */
const shared = {
  user: name.exactOptional().meta({ description: 'Account there.' }),
  port: port.exactOptional(),
  jump: z
    .union([name, list(name, 'hosts')], say('Give a host or a list of hosts, nearest first.'))
    .exactOptional()
    .meta({ description: 'Jump hosts, nearest first: names of this file or [user@]host[:port].' }),
  identity: path.exactOptional().meta({ description: 'Private key file.' }),
  elevation: z.enum(['none', 'sudo', 'ksu'], say('Give one of none, sudo, ksu.')).exactOptional(),
  transport: z.enum(['auto', 'ssh2', 'openssh'], say('Give one of auto, ssh2, openssh.')).exactOptional(),
  bases: list(path, 'folders')
    .exactOptional()
    .meta({ description: 'Folders scanned for configured machines; ~ is the home there.' }),
  labels: list(text, 'words').exactOptional(),
};

export const defaultsSection = z.strictObject(shared);

export const groupSection = z.strictObject({
  ...shared,
  hosts: list(name, 'hosts')
    .exactOptional()
    .meta({ description: 'Members, besides those that name the group.' }),
});

export const hostSection = z.strictObject({
  address: address.exactOptional(),
  ...shared,
  mac: mac.exactOptional().meta({ description: 'For wake-on-LAN.' }),
  wol: z
    .strictObject(
      {
        relay: name.exactOptional().meta({ description: 'Host that sends the packet.' }),
        broadcast: name.exactOptional().meta({ description: 'Directed broadcast, or a host.' }),
        port: port.exactOptional(),
        interface: name.exactOptional().meta({ description: 'Network interface of the sender.' }),
        passwordFile: path.exactOptional().meta({ description: 'SecureOn password.' }),
      },
      say('Give a mapping, such as { broadcast: 192.168.1.255 }.'),
    )
    .exactOptional()
    .meta({ description: 'How it is woken.' }),
  bmc: z
    .strictObject(
      {
        address: name,
        port: port.exactOptional(),
        user: name.exactOptional(),
        kind: z.enum(['ipmi', 'redfish'], say('Give one of ipmi, redfish.')).exactOptional(),
        from: name.exactOptional().meta({ description: 'Host it is spoken to from.' }),
        passwordFile: path.exactOptional(),
        cipher: z.int(say('Give a number from 0 to 17.')).min(0).max(17).exactOptional(),
      },
      say('Give a mapping with an address.'),
    )
    .exactOptional()
    .meta({ description: 'Management controller.' }),
  groups: list(name, 'groups')
    .exactOptional()
    .meta({ description: 'Its groups; the first that says something wins.' }),
  note: text.exactOptional(),
});

export type DefaultsSection = z.infer<typeof defaultsSection>;
export type GroupSection = z.infer<typeof groupSection>;
export type HostSection = z.infer<typeof hostSection>;

/** `null` is what YAML makes of a name with nothing after it. */
const names = <T extends z.ZodType>(section: T) =>
  z.record(z.string().regex(word), z.union([section, z.null()]));

export const hostsFile = z.strictObject({
  version: z.literal(1),
  defaults: defaultsSection.exactOptional(),
  groups: names(groupSection).exactOptional(),
  hosts: names(hostSection).exactOptional(),
});

/** The JSON schema, as text of a file. */
export function hostsJsonSchema(): string {
  const schema = z.toJSONSchema(hostsFile, { target: 'draft-7' });
  return `${JSON.stringify({ ...schema, title: 'ctys hosts' }, null, 2)}\n`;
}
