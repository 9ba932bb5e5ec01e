import { expect, test } from 'vitest';
import { parseArp, parseIpNeigh, parseProcArp } from './neighbours.ts';

test('/proc/net/arp: those who answered', () => {
  const text = `IP address       HW type     Flags       HW address            Mask     Device
10.77.0.10       0x1         0x2         02:77:00:00:00:0a     *        ctyslab0
10.77.0.99       0x1         0x0         00:00:00:00:00:00     *        ctyslab0
10.77.0.98       0x1         0x0         02:77:00:00:00:0b     *        ctyslab0
10.77.0.97       0x1         0x2         00:00:00:00:00:00     *        ctyslab0
`;
  expect([...parseProcArp(text)]).toEqual([['10.77.0.10', '02:77:00:00:00:0A']]);
});

test('ip neigh: those with a link address, of either family', () => {
  const text = `192.0.2.1 dev eth0 lladdr 02:fc:00:00:00:05 REACHABLE
fe80::1 dev eth0 lladdr 02:fc:00:00:00:06 router STALE
fd00::1 dev eth0 FAILED
10.0.0.9 dev eth0 INCOMPLETE
10.0.0.8 dev eth0 lladdr
10.0.0.7 dev eth0 lladdr 02:fc:00:00:00:07 FAILED
$(x) dev eth0 lladdr 02:fc:00:00:00:05 STALE
`;
  expect([...parseIpNeigh(text)]).toEqual([
    ['192.0.2.1', '02:FC:00:00:00:05'],
    ['fe80::1', '02:FC:00:00:00:06'],
  ]);
});

test('arp -an of macOS, whose MACs have single digits', () => {
  const text = `? (192.168.1.1) at 0:1b:21:3:4:5 on en0 ifscope [ethernet]
? (192.168.1.9) at (incomplete) on en0 ifscope [ethernet]
`;
  expect([...parseArp(text)]).toEqual([['192.168.1.1', '00:1B:21:03:04:05']]);
});
