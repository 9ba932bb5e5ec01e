/** ZMODEM against lrzsz, both ways, over pipes. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crc16, crc32 } from './crc.ts';
import { readOffer, writeOffer } from './files.ts';
import { lastWords } from './mute.ts';
import { createReceiver, type Outcome, type Receiver, type Side } from './receiver.ts';
import { createSender, type SentFile } from './sender.ts';
import { createWatch } from './watch.ts';
import { binaryHeader, CANCEL, dataPiece, END, FRAME, header, type Header, hexHeader } from './wire.ts';

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ctys-zmodem-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const hasLrzsz = ((): boolean => {
  try {
    execFileSync('sz', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

/** The program behind a line that is watched; what begins is answered by `begin`. Resolves with what came behind it. */
function over(
  argv: readonly [string, ...string[]],
  begin: (first: Header, send: (bytes: Uint8Array) => void, end: (outcome: Outcome) => void) => Side,
  hurt: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): Promise<{ readonly outcome: Outcome; readonly after: string; readonly code: number | null }> {
  const [program, ...args] = argv;
  const running = spawn(program, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  child = running;
  const watch = createWatch();
  let side: Side | undefined;
  let outcome: Outcome | undefined;
  let after = '';
  running.stdin.on('error', () => undefined);
  running.stdout.on('data', (bytes: Buffer) => {
    if (side === undefined) {
      const first = watch(bytes);
      if (first === null) return;
      side = begin(
        first,
        (out) => running.stdin.write(out),
        (ended) => {
          outcome = ended;
        },
      );
      return;
    }
    const chunk = hurt(bytes);
    const used = outcome === undefined ? side.feed(chunk) : 0;
    after += Buffer.from(chunk.subarray(used)).toString('latin1');
  });
  return new Promise((resolve, reject) => {
    running.on('error', reject);
    running.on('close', (code) => {
      if (outcome === undefined) reject(new Error(`${program} ended first, code ${code}`));
      else resolve({ outcome, after, code });
    });
  });
}

function receiver(into: Map<string, Buffer>, want = (_name: string): boolean => true) {
  let name = '';
  let parts: Uint8Array[] = [];
  return (_first: Header, send: (bytes: Uint8Array) => void, end: (outcome: Outcome) => void): Side => {
    const made = createReceiver({
      send,
      offered: (offer) => {
        name = offer.name;
        parts = [];
        made.answer(want(name));
      },
      data: (data) => parts.push(data),
      complete: () => into.set(name, Buffer.concat(parts)),
      over: end,
    });
    return made;
  };
}

const fileOf = (name: string, bytes: Uint8Array): SentFile => ({
  name,
  size: bytes.length,
  modified: Date.UTC(2026, 0, 2),
  read: async (from, to) => bytes.slice(from, to),
});

function sender(files: readonly SentFile[], seen: string[] = []) {
  return (first: Header, send: (bytes: Uint8Array) => void, end: (outcome: Outcome) => void): Side =>
    createSender(files, first, {
      send,
      begin: ({ name }) => seen.push(`begin ${name}`),
      progress: () => undefined,
      skipped: ({ name }) => seen.push(`skipped ${name}`),
      over: end,
    });
}

/** Every byte there is, in every neighbourhood. */
const all = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff);

describe.runIf(hasLrzsz)('with lrzsz', () => {
  test('files of sz arrive byte for byte, an empty one too, and the line is the terminal’s again', async () => {
    const large = randomBytes(1_500_000);
    writeFileSync(join(folder, 'all'), all);
    writeFileSync(join(folder, 'none'), '');
    writeFileSync(join(folder, 'größe & 1'), large);
    const got = new Map<string, Buffer>();
    const line = 'sz all none "größe & 1"; echo back';
    const { outcome, after } = await over(['sh', '-c', line], receiver(got));
    expect(outcome).toBe('done');
    expect([...got.keys()]).toEqual(['all', 'none', 'größe & 1']);
    expect(got.get('all')?.equals(all)).toBe(true);
    expect(got.get('none')?.length).toBe(0);
    expect(got.get('größe & 1')?.equals(large)).toBe(true);
    expect(after).toBe('OOback\n');
  });

  test.each([[['-e']], [['-8']], [['-o']], [['-w', '4096']]])('sz %j', async (more) => {
    writeFileSync(join(folder, 'all'), all);
    const got = new Map<string, Buffer>();
    const { outcome } = await over(['sz', ...more, 'all'], receiver(got));
    expect([outcome, got.get('all')?.equals(all)]).toEqual(['done', true]);
  });

  test('a file that is not wanted is left out, the next one comes', async () => {
    for (const name of ['one', 'two']) writeFileSync(join(folder, name), name);
    const got = new Map<string, Buffer>();
    await over(
      ['sz', 'one', 'two'],
      receiver(got, (name) => name !== 'one'),
    );
    expect([...got]).toEqual([['two', Buffer.from('two')]]);
  });

  test('what is broken on the way is asked for again', async () => {
    const large = randomBytes(300_000);
    writeFileSync(join(folder, 'large'), large);
    const got = new Map<string, Buffer>();
    let passed = 0;
    const hurt = (bytes: Uint8Array): Uint8Array => {
      const at = 150_000 - passed;
      passed += bytes.length;
      if (at < 0 || at >= bytes.length) return bytes;
      return bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
    };
    const { outcome } = await over(['sz', 'large'], receiver(got), hurt);
    expect([outcome, got.get('large')?.equals(large)]).toEqual(['done', true]);
    expect(passed).toBeGreaterThan(large.length);
  });

  test('rz gets files byte for byte, with their names; what it has already is left out', async () => {
    const large = randomBytes(1_500_000);
    writeFileSync(join(folder, 'there'), 'before');
    const seen: string[] = [];
    const files = [fileOf('there', all), fileOf('none', new Uint8Array()), fileOf('größe', large)];
    const { outcome, after } = await over(['sh', '-c', 'rz; echo back'], sender(files, seen));
    expect(outcome).toBe('done');
    expect(after).toBe('back\n');
    expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('before');
    expect(readFileSync(join(folder, 'none')).length).toBe(0);
    expect(readFileSync(join(folder, 'größe')).equals(large)).toBe(true);
    expect(seen).toEqual(['begin there', 'skipped there', 'begin none', 'begin größe']);
  });

  test.each([[['-e']], [['-r']]])('rz %j, over a file that was cut off', async (more) => {
    if (more[0] === '-r') writeFileSync(join(folder, 'all'), all.subarray(0, 10_000));
    const { outcome } = await over(['rz', ...more], sender([fileOf('all', all)]));
    expect([outcome, readFileSync(join(folder, 'all')).equals(all)]).toEqual(['done', true]);
  });

  test('cancelled here it ends there; a file that cannot be read any more ends it too', async () => {
    writeFileSync(join(folder, 'large'), randomBytes(2_000_000));
    let side: Side | undefined;
    const begin = receiver(new Map(), () => {
      queueMicrotask(() => side?.cancel());
      return true;
    });
    const ended = await over(['sz', 'large'], (...how) => {
      side = begin(...how);
      return side;
    });
    expect(ended.outcome).toBe('cancelled');
    expect(ended.code).not.toBe(0);
    const gone: SentFile = { ...fileOf('gone', all), read: () => Promise.reject(new Error('gone')) };
    expect((await over(['rz'], sender([gone]))).outcome).toBe('failed');
  });
});

describe('what comes', () => {
  const events: string[] = [];
  const sent: Uint8Array[] = [];
  const make = (wanted: boolean | null = true): Receiver => {
    const made = createReceiver({
      send: (bytes) => sent.push(bytes),
      offered: ({ name }) => {
        events.push(`begin ${name}`);
        if (wanted !== null) made.answer(wanted);
      },
      data: (data) => events.push(`data ${data.length}`),
      complete: () => events.push('complete'),
      over: (outcome) => events.push(outcome),
    });
    return made;
  };
  beforeEach(() => {
    events.length = 0;
    sent.length = 0;
  });
  const offer = (name: string): Uint8Array =>
    Uint8Array.from([
      ...binaryHeader(header(FRAME.ZFILE), false),
      ...dataPiece(new TextEncoder().encode(`${name}\x005 0 0\0`), END.wait, false),
    ]);

  test('a name never leaves its folder', () => {
    const side = make();
    for (const name of ['../../etc/passwd', 'C:\\Windows\\x.ini', '/', '..', '', 'a/..'])
      side.feed(offer(name));
    expect(events).toEqual(['begin passwd']);
    side.cancel();
    const other = make();
    other.feed(offer('C:\\Windows\\x.ini'));
    expect(events.at(-1)).toBe('begin x.ini');
  });

  test('nothing of a file is asked for until a person has answered, however often it is offered', () => {
    const side = make(null);
    side.feed(offer('x'));
    const before = sent.length;
    side.feed(offer('other'));
    side.feed(binaryHeader(header(FRAME.ZDATA), false));
    side.feed(dataPiece(new Uint8Array(5), END.frame, false));
    expect([events, sent.length]).toEqual([['begin x'], before]);
    side.answer(true);
    side.answer(false);
    expect(sent.slice(before)).toEqual([hexHeader(header(FRAME.ZRPOS))]);
    const other = make(false);
    other.feed(offer('y'));
    expect(sent.at(-1)).toEqual(hexHeader(header(FRAME.ZSKIP)));
    other.cancel();
    const told = sent.length;
    other.answer(true);
    expect(sent.length).toBe(told);
  });

  test('commands are not carried out', () => {
    make().feed(hexHeader(header(FRAME.ZCOMMAND)));
    expect(events).toEqual(['failed']);
    expect(sent.at(-1)).toEqual(CANCEL);
  });

  test('garbage is bounded: it is asked for again, and then given up', () => {
    const side = make();
    side.feed(offer('x'));
    for (let i = 0; i < 40; i++) {
      side.feed(binaryHeader(header(FRAME.ZDATA), false));
      side.feed(new Uint8Array(40_000));
    }
    expect(events.at(-1)).toBe('failed');
  });

  test('a flood of one piece ends where a piece may end', () => {
    const side = make();
    side.feed(offer('x'));
    side.feed(binaryHeader(header(FRAME.ZDATA), false));
    side.feed(new Uint8Array(10_000_000));
    expect(events).toEqual(['begin x']);
  });
});

describe('watching a terminal', () => {
  const call = hexHeader(header(FRAME.ZRQINIT));

  test('a call is found wherever it is cut', () => {
    for (let cut = 0; cut <= call.length; cut++) {
      const watch = createWatch();
      const found = [call.subarray(0, cut), call.subarray(cut)].map((part) => watch(part));
      expect(found.filter((header) => header !== null)).toEqual([{ type: FRAME.ZRQINIT, at: [0, 0, 0, 0] }]);
    }
  });

  test('what only looks like one is none', () => {
    const text = (line: string): Uint8Array => new TextEncoder().encode(line);
    for (const line of [
      '\x18B0000',
      '**\x18B00000000000001\r',
      '\x18B0g',
      '**\x18B0800000000022d',
      '\x18\x18',
    ])
      expect([createWatch()(text(line)), line]).toEqual([null, line]);
  });
});

test('check sums are those of the standards', () => {
  const digits = new TextEncoder().encode('123456789');
  expect([crc16(digits), crc32(digits)]).toEqual([0x31c3, 0xcbf43926]);
});

test('what is said of a file is read as it was written', () => {
  const told = writeOffer({ name: 'größe', size: 12 }, 0, { files: 1, bytes: 12 });
  expect(readOffer(told)).toEqual({ name: 'größe', size: 12 });
});

test('behind a transfer that was cut off the words of a shell are found', () => {
  const words = '\x1b[?2004hbash-5.2# ';
  const after = (text: string): string => new TextDecoder().decode(lastWords(Buffer.from(text, 'latin1')));
  expect(after(`\x18\xd1\x00\xff\x7f${words}`)).toBe(words);
  expect([after(''), after('\x00\x01'), after('\r\nall')]).toEqual(['', '', '\r\nall']);
});
