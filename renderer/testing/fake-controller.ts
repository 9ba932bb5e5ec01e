/** For tests and looks only: a host of the simulated core that has a management controller. */
import type { ControllerRequest } from '../../core/model/controller.ts';
import { fail } from '../../core/model/failure.ts';
import type { ReportSection, ReportValue } from '../../core/model/report.ts';
import type { FakeCore } from './fake-core.ts';

const values = (text: string): readonly ReportValue[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', value = ''] = line.split(' | ');
      return { name: name.trim(), value };
    });

const ANSWERS: Readonly<Record<string, readonly ReportSection[]>> = {
  status: [
    {
      title: 'Management controller of lab00',
      values: values(
        'System Power | on\nPower Overload | false\nMain Power Fault | false\nPower Restore Policy | always-off\nLast Power Event | command\nChassis Intrusion | inactive\nFront-Panel Lockout | inactive\nCooling/Fan Fault | false',
      ),
    },
  ],
  sensors: [
    {
      title: 'Sensors',
      values: values(
        'CPU1 Temp | 45 degrees C (ok)\nCPU2 Temp | 97 degrees C (cr)\nSystem Temp | 31 degrees C (ok)\nFAN1 | 4200 RPM (ok)\nFAN2 | 4100 RPM (ok)\nFAN3 | no reading\n12V | 12.06 Volts (ok)\n5VCC | 5.03 Volts (ok)\nVBAT | 3.10 Volts (ok)\nPSU1 Input Power | 212 Watts (ok)',
      ),
    },
  ],
  events: [
    {
      title: 'Event log',
      values: values(
        '11/24/2026 22:14:09 | Power Unit #0x01, Power off/down, Asserted\n11/26/2026 07:00:00 | Temperature CPU2 Temp, Upper Critical going high, Asserted',
      ),
    },
  ],
  inventory: [
    {
      title: 'Controller',
      values: values('Manufacturer Name | Contoso\nProduct Name | BMC 2600\nFirmware Revision | 1.45'),
    },
    {
      title: 'Builtin FRU Device (ID 0)',
      values: values(
        'Board Mfg | Contoso\nBoard Product | X11-T\nBoard Serial | SN-0042\nBoard Part Number | PN-7',
      ),
    },
  ],
};

/** lab00 is reached by SSH, by a magic packet and by its controller. Returns what that was told. */
export function addFakeController(core: FakeCore): readonly ControllerRequest[] {
  const own = core.tables.machines.get('pm:lab00');
  const told: ControllerRequest[] = [];
  if (own === undefined) return told;
  core.tables.putMachine({
    ...own,
    macs: ['00:0e:0c:35:f8:48'],
    consoles: [...own.consoles, { id: 'sol', kind: 'tty', title: 'Serial-over-LAN', apart: true }],
    details: { ...own.details, Controller: 'ipmi 10.77.0.60' },
  });
  core.controller = (request) => {
    told.push(request);
    if (request.what === 'identify' && request.argument === '0')
      throw fail(
        'command-failed',
        'The management controller of lab00 (10.77.0.60) refused chassis identify 0: Invalid command.',
      );
    return ANSWERS[request.what] ?? [];
  };
  return told;
}
