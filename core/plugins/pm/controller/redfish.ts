/**
 * A controller through Redfish (DMTF DSP0266), by what the standard has and vendors differ in: links are followed from
 * the root, never guessed. Basic authentication: a session each would be one more thing that must be ended.
 */
import { type Failure, fail } from '../../../model/failure.ts';
import type { Controller } from './controller.ts';
import { type Answer, type Call, callHttps, type HttpsTarget } from './https.ts';
import { ipmi } from './ipmi.ts';
import { forgetPassword, passwordOf } from './password.ts';
import {
  at,
  BOOT_TARGETS,
  eventValues,
  isResource,
  linkOf,
  listOf,
  membersOf,
  type Resource,
  resetOf,
  sensorValues,
  valuesAt,
} from './redfish-read.ts';

const ROOT = '/redfish/v1/';
/** Resources read for one report. */
const MOST_READ = 40;
const MOST_EVENTS = 500;

export function redfish(target: HttpsTarget): Controller {
  const service = new Service(target);
  const { bmc, around } = target;
  const serial = (): Controller => {
    const { port: _port, kind: _kind, ...rest } = bmc;
    return ipmi({ ...target, bmc: rest });
  };
  return {
    name: `redfish ${bmc.address}`,
    isOn: async () => {
      const state = at(await service.system(), 'PowerState');
      if (typeof state !== 'string') throw service.strange('does not tell its power state');
      // PoweringOff is on still.
      return state !== 'Off' && state !== 'PoweringOn';
    },
    power: async (word) => {
      const reset = resetOf(await service.system(), word);
      if (reset === null)
        throw fail('not-capable', `The management controller of ${around.config.name} offers no ${word}.`);
      await service.send({ method: 'POST', path: reset.path, body: { ResetType: reset.type } });
    },
    boot: async (word) => {
      const BootSourceOverrideEnabled = word === 'none' ? 'Disabled' : 'Once';
      const Boot = { BootSourceOverrideTarget: BOOT_TARGETS[word], BootSourceOverrideEnabled };
      await service.patch(await service.systemPath(), { Boot });
    },
    identify: async (seconds) => await identify(service, seconds > 0),
    status: async () => [
      {
        title: `Management controller of ${around.config.name}`,
        values: valuesAt(await service.system(), [
          ['System Power', 'PowerState'],
          ['Health', 'Status', 'Health'],
          ['State', 'Status', 'State'],
          ['Boots from', 'Boot', 'BootSourceOverrideTarget'],
          ['Boot override', 'Boot', 'BootSourceOverrideEnabled'],
          ['Light', 'LocationIndicatorActive'],
          ['Indicator', 'IndicatorLED'],
        ]),
      },
    ],
    sensors: async () => [{ title: 'Sensors', values: await sensors(service) }],
    events: async () => [{ title: 'Event log', values: await events(service) }],
    inventory: async () => await inventory(service),
    // Redfish has no console of its own: IPMI of the same controller has.
    release: async () => await serial().release(),
    console: async (size) => await serial().console(size),
  };
}

/** The newer property where the service has it, else the older one. */
async function identify(service: Service, on: boolean): Promise<void> {
  const system = await service.system();
  const chassis = (await service.chassis())[0];
  const owner = [system, chassis].find(
    (one) => one !== undefined && ('LocationIndicatorActive' in one || 'IndicatorLED' in one),
  );
  const path = linkOf(owner);
  if (owner === undefined || path === undefined) throw service.strange('has no light');
  await service.patch(
    path,
    'LocationIndicatorActive' in owner
      ? { LocationIndicatorActive: on }
      : { IndicatorLED: on ? 'Blinking' : 'Off' },
  );
}

async function sensors(service: Service) {
  const chassis = await service.chassis();
  const parts = await service.linked(chassis, ['Thermal', 'Power']);
  const old = parts.flatMap(sensorValues);
  if (old.length > 0) return old;
  const collections = await service.linked(chassis, ['Sensors']);
  const found = await service.members(collections);
  return found.flatMap((one) => {
    const [name, reading] = [at(one, 'Name'), at(one, 'Reading')];
    if (typeof name !== 'string' || typeof reading !== 'number') return [];
    return valuesAt({ [name]: `${reading} ${at(one, 'ReadingUnits') ?? ''}`.trim() }, [[name, name]]);
  });
}

/** The system's own log, else its manager's. */
async function events(service: Service) {
  for (const owner of [[await service.system()], await service.managers()]) {
    const services = await service.members(await service.linked(owner, ['LogServices']));
    const entries = await service.linked(services, ['Entries']);
    const whole = entries
      .flatMap((one) => listOf(at(one, 'Members')))
      .filter((one) => 'Message' in one || 'MessageId' in one);
    const read = whole.length > 0 ? whole : await service.members(entries);
    const values = eventValues(read.slice(-MOST_EVENTS));
    if (values.length > 0) return values;
  }
  return [];
}

async function inventory(service: Service) {
  const about = [
    ['Manufacturer', 'Manufacturer'],
    ['Model', 'Model'],
    ['Serial number', 'SerialNumber'],
    ['Part number', 'PartNumber'],
    ['SKU', 'SKU'],
    ['Asset tag', 'AssetTag'],
    ['UUID', 'UUID'],
    ['BIOS', 'BiosVersion'],
    ['Processors', 'ProcessorSummary', 'Count'],
    ['Processor', 'ProcessorSummary', 'Model'],
    ['Memory (GiB)', 'MemorySummary', 'TotalSystemMemoryGiB'],
  ] as const;
  const manager = [
    ['Model', 'Model'],
    ['Firmware', 'FirmwareVersion'],
  ] as const;
  const update = await service.linked([await service.root()], ['UpdateService']);
  const firmware = await service.members(await service.linked(update, ['FirmwareInventory']));
  return [
    { title: 'System', values: valuesAt(await service.system(), about) },
    { title: 'Chassis', values: (await service.chassis()).flatMap((one) => valuesAt(one, about)) },
    { title: 'Controller', values: (await service.managers()).flatMap((one) => valuesAt(one, manager)) },
    {
      title: 'Firmware',
      values: firmware.flatMap((one) => {
        const name = at(one, 'Name') ?? at(one, 'Id');
        return typeof name === 'string' ? valuesAt(one, [[name, 'Version']]) : [];
      }),
    },
  ].filter(({ values }) => values.length > 0);
}

class Service {
  private readonly target: HttpsTarget;

  constructor(target: HttpsTarget) {
    this.target = target;
  }

  async root(): Promise<Resource> {
    return await this.get(ROOT);
  }

  async systemPath(): Promise<string> {
    const systems = await this.get(linkOf(at(await this.root(), 'Systems')) ?? `${ROOT}Systems`);
    const [first] = membersOf(systems);
    if (first === undefined) throw this.strange('has no system');
    return first;
  }

  async system(): Promise<Resource> {
    return await this.get(await this.systemPath());
  }

  async chassis(): Promise<readonly Resource[]> {
    return await this.collection('Chassis');
  }

  async managers(): Promise<readonly Resource[]> {
    return await this.collection('Managers');
  }

  private async collection(name: string): Promise<readonly Resource[]> {
    const link = linkOf(at(await this.root(), name));
    return link === undefined ? [] : await this.members([await this.get(link)]);
  }

  /** What these link to under the keys; what is not there is left out. */
  async linked(from: readonly Resource[], keys: readonly string[]): Promise<readonly Resource[]> {
    const paths = from.flatMap((one) => keys.flatMap((key) => linkOf(one[key]) ?? []));
    return await this.readAll(paths);
  }

  async members(collections: readonly Resource[]): Promise<readonly Resource[]> {
    return await this.readAll(collections.flatMap(membersOf));
  }

  /** One after the other: small controllers stumble over many at once. */
  private async readAll(paths: readonly string[]): Promise<readonly Resource[]> {
    const found: Resource[] = [];
    for (const path of paths.slice(0, MOST_READ)) {
      const { status, body } = await this.call({ method: 'GET', path });
      if (status < 300 && isResource(body)) found.push(body);
    }
    return found;
  }

  private async get(path: string): Promise<Resource> {
    const { body } = await this.send({ method: 'GET', path });
    if (isResource(body)) return body;
    throw this.strange(`answers ${path} with no resource`);
  }

  /** Some want the version of what is changed. */
  async patch(path: string, body: unknown): Promise<void> {
    const { etag } = await this.call({ method: 'GET', path });
    await this.send({
      method: 'PATCH',
      path,
      body,
      ...(etag !== undefined && { headers: { 'If-Match': etag } }),
    });
  }

  /** @throws Failure auth-denied, command-failed */
  async send(call: Partial<Call> & Pick<Call, 'method' | 'path'>): Promise<Answer> {
    const answer = await this.call(call);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw this.refused(call, answer);
  }

  private async call(call: Partial<Call> & Pick<Call, 'method' | 'path'>): Promise<Answer> {
    const { bmc, around } = this.target;
    const password = await passwordOf(bmc, around);
    const Authorization = `Basic ${Buffer.from(`${bmc.user ?? ''}:${password}`).toString('base64')}`;
    return await callHttps(this.target, {
      ...call,
      headers: { 'OData-Version': '4.0', ...call.headers, Authorization },
    });
  }

  private refused({ method, path }: Pick<Call, 'method' | 'path'>, { status, body }: Answer): Failure {
    const { bmc, around } = this.target;
    const who = `The management controller of ${around.config.name} (${bmc.address})`;
    if (status === 401 || status === 403) {
      forgetPassword(bmc);
      return fail(
        'auth-denied',
        `${who} does not accept ${bmc.user ?? 'no user'} or the password.`,
        'Check user and password, and the rights of the user.',
      );
    }
    const said = listOf(at(body, 'error', '@Message.ExtendedInfo')).flatMap((one) =>
      typeof one.Message === 'string' ? [one.Message] : [],
    );
    const message = said[0] ?? at(body, 'error', 'message') ?? `status ${status}`;
    return fail(
      'command-failed',
      `${who} refused ${method} ${path}: ${String(message).slice(0, 300)}`,
      undefined,
      { status },
    );
  }

  strange(what: string): Failure {
    const { around, bmc } = this.target;
    return fail(
      'unexpected-output',
      `The management controller of ${around.config.name} (${bmc.address}) ${what}.`,
      'Try kind: ipmi for it.',
    );
  }
}
