/**
 * What brings a script to an installer without a server: an archive that the kernel unpacks behind the ramdisk (cpio,
 * "newc": Documentation/driver-api/early-userspace/buffer-format.rst), or a small disk with a file system (ISO 9660). Pure.
 */
import type { GuestFile } from '../../../model/template.ts';

const pad = (bytes: Buffer, to: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);

const FILE = 0o100600;

/** Names without the first slash. A whole archive; what it stands behind must end at a multiple of 4. */
export function cpioOf(files: readonly GuestFile[]): Buffer {
  const entry = (name: string, content: Buffer, mode: number, inode: number): Buffer => {
    const path = Buffer.from(`${name}\0`);
    const numbers = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, path.length, 0];
    const head = `070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}`;
    return Buffer.concat([pad(Buffer.concat([Buffer.from(head), path]), 4), pad(content, 4)]);
  };
  return Buffer.concat([
    ...files.map(({ name, text }, at) => entry(name, Buffer.from(text), FILE, at + 1)),
    entry('TRAILER!!!', Buffer.alloc(0), 0, 0),
  ]);
}

const SECTOR = 2048;
/** 16 are free for whoever boots it; then the volume, its end, the two tables of paths, the folder, the files. */
const [VOLUME, END, LITTLE, BIG, FOLDER, FIRST] = [16, 17, 18, 19, 20, 21];

/** A number in both orders of bytes. */
function both(value: number, size: 2 | 4): Buffer {
  const bytes = Buffer.alloc(size * 2);
  bytes.writeUIntLE(value, 0, size);
  bytes.writeUIntBE(value, size, size);
  return bytes;
}

function folderRecord(name: Buffer, sector: number, length: number, flags: number): Buffer {
  const tail = Buffer.concat([
    both(sector, 4),
    both(length, 4),
    // 1 January 2000: the disk is a function of its files.
    Buffer.from([100, 1, 1, 0, 0, 0, 0, flags, 0, 0]),
    both(1, 2),
    Buffer.from([name.length]),
    name,
  ]);
  const record = pad(Buffer.concat([Buffer.from([0, 0]), tail]), 2);
  record[0] = record.length;
  return record;
}

function volume(name: string, sectors: number, root: Buffer): Buffer {
  const bytes = Buffer.alloc(SECTOR);
  // Names are filled with blanks.
  bytes.fill(' ', 8, 72).fill(' ', 190, 813);
  bytes.write('\x01CD001\x01', 0, 'latin1');
  bytes[7] = 0;
  bytes.write(name.padEnd(32), 40, 'latin1');
  both(sectors, 4).copy(bytes, 80);
  both(1, 2).copy(bytes, 120);
  both(1, 2).copy(bytes, 124);
  both(SECTOR, 2).copy(bytes, 128);
  both(10, 4).copy(bytes, 132);
  bytes.writeUInt32LE(LITTLE, 140);
  bytes.writeUInt32BE(BIG, 148);
  root.copy(bytes, 156);
  for (const at of [813, 830, 847, 864]) bytes.write('0000000000000000\0', at, 'latin1');
  bytes[881] = 1;
  return bytes;
}

/** One folder, no more files than stand in one sector of it. Linux shows the names in lower case. */
export function isoOf(name: string, files: readonly GuestFile[]): Buffer {
  let next = FIRST;
  const placed = files.map((file) => {
    const content = Buffer.from(file.text);
    const sector = next;
    next += Math.max(1, Math.ceil(content.length / SECTOR));
    return {
      record: folderRecord(Buffer.from(`${file.name.toUpperCase()};1`), sector, content.length, 0),
      content,
    };
  });
  const self = (at: number): Buffer => folderRecord(Buffer.from([at]), FOLDER, SECTOR, 2);
  const path = (big: boolean): Buffer => {
    const bytes = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    if (big) bytes.writeUInt32BE(FOLDER, 2);
    else bytes.writeUInt32LE(FOLDER, 2);
    bytes[big ? 7 : 6] = 1;
    return bytes;
  };
  const disk = Buffer.alloc(next * SECTOR);
  volume(name, next, self(0)).copy(disk, VOLUME * SECTOR);
  disk.write('\xffCD001\x01', END * SECTOR, 'latin1');
  path(false).copy(disk, LITTLE * SECTOR);
  path(true).copy(disk, BIG * SECTOR);
  Buffer.concat([self(0), self(1), ...placed.map(({ record }) => record)]).copy(disk, FOLDER * SECTOR);
  let at = FIRST * SECTOR;
  for (const { content } of placed) {
    content.copy(disk, at);
    at += Math.max(1, Math.ceil(content.length / SECTOR)) * SECTOR;
  }
  return disk;
}
