/**
 * A Redfish service over HTTPS with a certificate of its own. Its resources follow DMTF's public schemas (DSP8010) and
 * the values of DMTF's mockup "public-rackmount1" (DSP2043), cut down to what is read here.
 */
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Json = Record<string, unknown>;

export interface RedfishServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** SHA-256 of its certificate. */
  readonly fingerprint: string;
  /** ResetTypes it was sent. */
  readonly resets: string[];
  readonly system: Json;
  /** Requests so far. */
  readonly calls: number;
  allow(types: readonly string[]): void;
  /** As before LocationIndicatorActive was. */
  old(): void;
  /** Without thermal, power, logs and inventory. */
  bare(): void;
  close(): Promise<void>;
}

const SYSTEM = '/redfish/v1/Systems/437XR1138R2';
const CHASSIS = '/redfish/v1/Chassis/1U';
const BMC = '/redfish/v1/Managers/BMC';
const link = (path: string): Json => ({ '@odata.id': path });
const members = (...paths: readonly string[]): Json => ({ Members: paths.map(link) });

const resources = (): Map<string, Json> =>
  new Map<string, Json>([
    [
      '/redfish/v1/',
      {
        RedfishVersion: '1.15.0',
        Systems: link('/redfish/v1/Systems'),
        Chassis: link('/redfish/v1/Chassis'),
        Managers: link('/redfish/v1/Managers'),
        UpdateService: link('/redfish/v1/UpdateService'),
      },
    ],
    ['/redfish/v1/Systems', members(SYSTEM)],
    [
      SYSTEM,
      {
        Manufacturer: 'Contoso',
        Model: '3500RX',
        SerialNumber: '437XR1138R2',
        PartNumber: '224071-J23',
        SKU: '8675309',
        BiosVersion: 'P79 v1.45 (12/06/2017)',
        PowerState: 'Off',
        LocationIndicatorActive: false,
        Status: { State: 'Enabled', Health: 'OK' },
        Boot: { BootSourceOverrideEnabled: 'Disabled', BootSourceOverrideTarget: 'None' },
        ProcessorSummary: { Count: 2, Model: 'Multi-Core Intel(R) Xeon(R) processor 7xxx Series' },
        MemorySummary: { TotalSystemMemoryGiB: 96 },
        LogServices: link(`${SYSTEM}/LogServices`),
        Actions: {
          '#ComputerSystem.Reset': {
            target: `${SYSTEM}/Actions/ComputerSystem.Reset`,
            'ResetType@Redfish.AllowableValues': [
              'On',
              'ForceOff',
              'GracefulShutdown',
              'GracefulRestart',
              'ForceRestart',
              'PowerCycle',
            ],
          },
        },
      },
    ],
    [`${SYSTEM}/LogServices`, members(`${SYSTEM}/LogServices/Log1`)],
    [`${SYSTEM}/LogServices/Log1`, { Entries: link(`${SYSTEM}/LogServices/Log1/Entries`) }],
    [
      `${SYSTEM}/LogServices/Log1/Entries`,
      {
        Members: [
          {
            Id: '1',
            Created: '2012-03-07T14:44:00Z',
            Severity: 'Critical',
            Message: 'Temperature threshold exceeded',
          },
        ],
      },
    ],
    ['/redfish/v1/Chassis', members(CHASSIS)],
    [
      CHASSIS,
      {
        Manufacturer: 'Contoso',
        Model: '3500RX',
        SerialNumber: '437XR1138R2',
        Thermal: link(`${CHASSIS}/Thermal`),
        Power: link(`${CHASSIS}/Power`),
      },
    ],
    [
      `${CHASSIS}/Thermal`,
      {
        Temperatures: [
          { Name: 'CPU1 Temp', ReadingCelsius: 41, Status: { State: 'Enabled', Health: 'OK' } },
          { Name: 'CPU2 Temp', ReadingCelsius: null, Status: { State: 'Disabled' } },
        ],
        Fans: [
          { Name: 'BaseBoard System Fan', Reading: 2100, ReadingUnits: 'RPM', Status: { Health: 'OK' } },
        ],
      },
    ],
    [
      `${CHASSIS}/Power`,
      {
        Voltages: [{ Name: 'VRM1 Voltage', ReadingVolts: 12, Status: { Health: 'OK' } }],
        PowerControl: [{ Name: 'Server Power Control', PowerConsumedWatts: 344, Status: { Health: 'OK' } }],
      },
    ],
    ['/redfish/v1/Managers', members(BMC)],
    [BMC, { Model: 'Joo Janta 200', FirmwareVersion: '1.45.455b66-rev4' }],
    ['/redfish/v1/UpdateService', { FirmwareInventory: link('/redfish/v1/UpdateService/FirmwareInventory') }],
    [
      '/redfish/v1/UpdateService/FirmwareInventory',
      members('/redfish/v1/UpdateService/FirmwareInventory/BMC'),
    ],
    [
      '/redfish/v1/UpdateService/FirmwareInventory/BMC',
      { Name: 'Contoso BMC Firmware', Version: '1.45.455b66-rev4' },
    ],
  ]);

const STATES: Readonly<Record<string, string>> = {
  On: 'On',
  ForceOff: 'Off',
  GracefulShutdown: 'Off',
  PushPowerButton: 'Off',
};

/** What its power switch is wired to; without one it only remembers. */
export interface Switched {
  isOn(): boolean;
  /** Of the schema's ResetType. */
  reset(type: string): Promise<void>;
}

export interface RedfishOptions {
  readonly machine?: Switched;
  /** Of an earlier one, which had another certificate. */
  readonly port?: number;
}

export async function startRedfish({ machine, port = 0 }: RedfishOptions = {}): Promise<RedfishServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ctys-redfish-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const make = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  execFileSync('openssl', [...make, '-subj', '/CN=bmc.lab', '-keyout', key ?? '', '-out', cert ?? ''], {
    stdio: 'ignore',
  });
  const pem = readFileSync(cert ?? '');
  const all = resources();
  const system = all.get(SYSTEM) ?? {};
  const [user, password] = ['admin', 'a secret: of the lab'];
  const resets: string[] = [];
  let calls = 0;
  const say = (response: ServerResponse, status: number, body?: Json): void => {
    response.writeHead(status, { 'Content-Type': 'application/json', ETag: versionOf(system) });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const refuse = (response: ServerResponse, status: number, Message: string): void =>
    say(response, status, {
      error: { code: 'Base.1.0.GeneralError', '@Message.ExtendedInfo': [{ Message }] },
    });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    calls++;
    const sent: Buffer[] = [];
    for await (const chunk of request) sent.push(chunk as Buffer);
    const body = sent.length === 0 ? {} : (JSON.parse(Buffer.concat(sent).toString()) as Json);
    const path = request.url ?? '';
    const right = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    if (request.headers.authorization !== right) return refuse(response, 401, 'Unauthorized');
    if (request.method === 'POST' && path === `${SYSTEM}/Actions/ComputerSystem.Reset`) {
      const type = String(body.ResetType);
      resets.push(type);
      if (machine === undefined) system.PowerState = STATES[type] ?? 'On';
      else await machine.reset(type);
      return say(response, 204);
    }
    if (machine !== undefined) system.PowerState = machine.isOn() ? 'On' : 'Off';
    const found = all.get(path);
    if (found === undefined) return refuse(response, 404, `${path} is not there`);
    if (request.method === 'GET') return say(response, 200, { '@odata.id': path, ...found });
    if (request.headers['if-match'] !== versionOf(system)) return refuse(response, 428, 'If-Match is wanted');
    Object.assign(found, body);
    return say(response, 200, found);
  };
  const server = createServer({ key: readFileSync(key ?? ''), cert: pem }, (request, response) => {
    handle(request, response).catch((caught: unknown) => refuse(response, 500, String(caught)));
  });
  rmSync(folder, { recursive: true });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    user,
    password,
    fingerprint: new X509Certificate(pem).fingerprint256,
    resets,
    system,
    get calls() {
      return calls;
    },
    allow(types) {
      const reset = (system.Actions as Record<string, Json>)['#ComputerSystem.Reset'];
      if (reset !== undefined) reset['ResetType@Redfish.AllowableValues'] = types;
    },
    old() {
      delete system.LocationIndicatorActive;
      system.IndicatorLED = 'Off';
    },
    bare() {
      for (const [path, keys] of [
        [SYSTEM, ['LogServices']],
        [CHASSIS, ['Thermal', 'Power']],
        ['/redfish/v1/', ['UpdateService']],
      ] as const)
        for (const key_ of keys) delete all.get(path)?.[key_];
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const versionOf = (resource: Json): string =>
  `"${createHash('sha256').update(JSON.stringify(resource)).digest('hex').slice(0, 16)}"`;
