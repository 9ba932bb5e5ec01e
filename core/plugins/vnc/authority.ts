/** An X authority file: who knows its cookie may use the display. Written here, so that no host needs xauth for it. */
import { randomBytes } from 'node:crypto';

/** Any host, any display: the file belongs to one session. X.org, Xau.h. */
const FAMILY_WILD = 0xffff;
const NAME = 'MIT-MAGIC-COOKIE-1';

const counted = (bytes: Buffer): Buffer => {
  const size = Buffer.alloc(2);
  size.writeUInt16BE(bytes.length);
  return Buffer.concat([size, bytes]);
};

export function makeAuthority(cookie: Buffer = randomBytes(16)): Buffer {
  const family = Buffer.alloc(2);
  family.writeUInt16BE(FAMILY_WILD);
  const nothing = Buffer.alloc(0);
  return Buffer.concat([
    family,
    counted(nothing),
    counted(nothing),
    counted(Buffer.from(NAME)),
    counted(cookie),
  ]);
}
