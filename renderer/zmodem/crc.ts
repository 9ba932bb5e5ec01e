/** The two check sums of ZMODEM: CRC-16/XMODEM and the CRC-32 of IEEE 802.3. */

const TABLE_16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

const TABLE_32 = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

export function crc16(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (TABLE_16[(crc >> 8) ^ byte] ?? 0);
  return crc;
}

/** Goes on from `before`, the sum of the bytes so far. */
export function crc32(bytes: Iterable<number>, before = 0): number {
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE_32[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}
