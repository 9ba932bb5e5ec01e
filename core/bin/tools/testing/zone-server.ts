/** A name server over TCP that hands out one zone (RFC 5936) and refuses all others. */
import { createServer, type Server, type Socket } from 'node:net';

type Bytes = readonly number[];

const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, TXT: 16, AAAA: 28 } as const;
const REFUSED = 5;

export interface ZoneRecord {
  readonly name: string;
  readonly type: keyof typeof TYPES;
  /** Address, name or text. */
  readonly data: string;
}

const two = (value: number): Bytes => [value >> 8, value & 0xff];

const nameBytes = (name: string): Bytes => [
  ...name
    .split('.')
    .filter(Boolean)
    .flatMap((label) => [label.length, ...Buffer.from(label, 'latin1')]),
  0,
];

const dataBytes = ({ type, data }: ZoneRecord): Bytes => {
  switch (type) {
    case 'A':
      return data.split('.').map(Number);
    case 'AAAA':
      return [...Buffer.from(data.replaceAll(':', ''), 'hex')];
    case 'SOA':
      return [...nameBytes(data), ...nameBytes(data), ...Array<number>(20).fill(1)];
    case 'TXT':
      return [data.length, ...Buffer.from(data, 'latin1')];
    default:
      return nameBytes(data);
  }
};

function recordBytes(record: ZoneRecord): Bytes {
  const data = dataBytes(record);
  return [
    ...nameBytes(record.name),
    ...two(TYPES[record.type]),
    ...two(1),
    ...[0, 0, 14, 16],
    ...two(data.length),
    ...data,
  ];
}

function answer(query: Buffer, zone: string, records: readonly ZoneRecord[]): Buffer {
  const question = query.subarray(12, query.indexOf(0, 12) + 5);
  const isOurs = question.subarray(0, -4).equals(Buffer.from(nameBytes(zone)));
  const soa: ZoneRecord = { name: zone, type: 'SOA', data: `ns.${zone}` };
  const answers = isOurs ? [soa, ...records, soa] : [];
  const head = [0x84, isOurs ? 0 : REFUSED, ...two(1), ...two(answers.length), 0, 0, 0, 0];
  const body = Buffer.from([...head, ...question, ...answers.flatMap(recordBytes)]);
  return Buffer.concat([Buffer.from(two(body.length + 2)), query.subarray(0, 2), body]);
}

function serve(socket: Socket, zone: string, records: readonly ZoneRecord[]): void {
  let held = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const end = 2 + held.readUInt16BE(0);
      socket.write(answer(held.subarray(2, end), zone, records));
      held = held.subarray(end);
    }
  });
}

export interface ZoneServer {
  /** For the command line: address and port. */
  readonly place: string;
  close(): Promise<void>;
}

export async function zoneServer(zone: string, records: readonly ZoneRecord[]): Promise<ZoneServer> {
  const server: Server = createServer((socket) => serve(socket, zone, records));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    place: `127.0.0.1:${port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
