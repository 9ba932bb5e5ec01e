import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HostConfig } from '../../model/host.ts';
import { removeHost, saveHost } from './edit.ts';
import { parseHosts } from './parse.ts';

const TEXT = `# top
defaults: { user: acue, labels: [all] }
groups:
  lab: { port: 2222, jump: gate, hosts: [lab00] } # group
hosts:
  gate: # door
  lab00: { labels: [mine] }
`;

const word = fc.stringMatching(/^[a-z0-9_.:@"'#&*!|>%{}[\],?]{1,12}$/u);
const config = (name: fc.Arbitrary<string>): fc.Arbitrary<HostConfig> =>
  fc.record(
    {
      name,
      address: word,
      user: word,
      port: fc.integer({ min: 1, max: 65_535 }),
      jump: fc.array(word, { minLength: 1, maxLength: 3 }),
      identity: word.map((each) => `~/${each}`),
      elevation: fc.constantFrom('none', 'sudo', 'ksu'),
      labels: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
      note: fc.string({ minLength: 1 }),
      bmc: fc.record(
        { address: word, kind: fc.constantFrom('ipmi', 'redfish') },
        { requiredKeys: ['address'] },
      ),
    },
    { requiredKeys: ['name'] },
  ) as fc.Arbitrary<HostConfig>;

const read = (text: string, name: string): HostConfig | undefined =>
  parseHosts(text, 'f').hosts?.find((host) => host.config.name === name)?.config;

test('what is saved is read back, beside what was there, whatever it says', () => {
  fc.assert(
    fc.property(config(fc.constantFrom('lab00', 'gate', 'new')), (host) => {
      const saved = saveHost(TEXT, 'f', host);
      expect(parseHosts(saved, 'f').problems).toEqual([]);
      expect(read(saved, host.name)).toMatchObject(unlabelled(host));
      expect(read(saved, host.name)?.labels).toEqual(expect.arrayContaining([...(host.labels ?? [])]));
      for (const comment of ['# top', '# group', '# door']) expect(saved).toContain(comment);
      for (const other of ['lab00', 'gate'].filter((name) => name !== host.name))
        expect(read(saved, other)).toEqual(read(TEXT, other));
      expect(read(removeHost(saved, 'f', host.name), host.name)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

const unlabelled = ({ labels: _, ...rest }: HostConfig): Omit<HostConfig, 'labels'> => rest;

test('no text makes the reader throw, and every problem has its place', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'hosts:',
      'groups:',
      'defaults: {',
      '  a:',
      '  b: &x',
      '    user: *x',
      '\t- ]',
      '    port: 1e9',
      '"',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join('\n');
      for (const { failure } of parseHosts(text, 'f').problems) {
        expect(failure.data?.line).toBeGreaterThanOrEqual(1);
        expect(failure.data?.line).toBeLessThanOrEqual(text.split('\n').length + 1);
        expect(failure.data?.column).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 3_000 },
  );
});
