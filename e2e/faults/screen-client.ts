/** A viewer of a console's screen, as far as tests need one: greets, and asks for the whole picture as it is (RFC 6143). */
import { MessageChannel } from 'node:worker_threads';
import { clientPipe } from '../../core/contract/pipe-ends.ts';
import { portLink } from '../../core/engine/testing/console-client.ts';
import type { FailureData } from '../../core/model/failure.ts';
import type { Watched } from './world.ts';

const RAW = 0;

export interface ScreenClient {
  readonly size: string;
  /** Bytes of the picture, once all of them have come. */
  picture(): Promise<number>;
  readonly ended: Promise<FailureData | undefined>;
  close(): void;
}

export async function screenClient(
  { engine, client }: Watched,
  machine: string,
  console: string,
): Promise<ScreenClient> {
  const { id } = await client.console.open({ machine, console, cols: 80, rows: 24 });
  const { port1, port2 } = new MessageChannel();
  const pipe = clientPipe(portLink(port2));
  let heard = Buffer.alloc(0);
  let told = (): void => {};
  pipe.onBytes = (chunk, taken) => {
    heard = Buffer.concat([heard, chunk]);
    taken();
    told();
  };
  const ended = new Promise<FailureData | undefined>((done) => {
    pipe.onEnd = done;
  });
  engine.attach(id, portLink(port1));
  const over = ended.then((failure) => {
    throw new Error(`The screen has ended: ${failure?.message ?? 'by itself'}`);
  });
  over.catch(() => {});
  const next = (): Promise<void> => new Promise((come) => (told = come));
  const read = async (count: number): Promise<Buffer> => {
    while (heard.length < count) await Promise.race([next(), over]);
    const taken = heard.subarray(0, count);
    heard = heard.subarray(count);
    return taken;
  };
  pipe.write(Buffer.from('RFB 003.008\n'));
  await read(12);
  pipe.write(Uint8Array.of(1));
  const [types = 0] = await read(1);
  await read(types);
  pipe.write(Uint8Array.of(1));
  await read(4);
  const init = await read(24);
  await read(init.readUInt32BE(20));
  const [width, height, bits] = [init.readUInt16BE(0), init.readUInt16BE(2), init.readUInt8(4)];
  pipe.write(Uint8Array.of(2, 0, 0, 1, 0, 0, 0, RAW));
  return {
    size: `${width}x${height}`,
    async picture() {
      const ask = Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
      ask.writeUInt16BE(width, 6);
      ask.writeUInt16BE(height, 8);
      pipe.write(ask);
      let bytes = 0;
      for (let left = width * height; left > 0; ) {
        const rects = (await read(4)).readUInt16BE(2);
        for (let rect = 0; rect < rects; rect++) {
          const head = await read(12);
          const area = head.readUInt16BE(4) * head.readUInt16BE(6);
          bytes += (await read((area * bits) / 8)).length;
          left -= area;
        }
      }
      return bytes;
    },
    ended,
    close: () => pipe.close(),
  };
}
