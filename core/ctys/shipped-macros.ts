/**
 * Macros of the product: columns (F_), tables (TAB_) and whole calls. Names, numbers and widths: macros/default of
 * UnifiedSessionsManager 01.11; TAB_CPORT is reconstructed from its printed columns.
 */

const column = (...parts: readonly (string | number)[]): string => parts.join('_');

/** Columns of LIST, ENUMERATE and vhost. */
const COLUMNS: Readonly<Record<string, string>> = {
  F_PM: column(1, 'PM', 15),
  F_STYPE: column(2, 'stype', 8),
  F_LABEL: column(3, 'label', 10),
  F_ID: column(4, 'ID', 25, 'L'),
  F_UUID: column(5, 'UUID', 32),
  F_MAC: column(6, 'MAC', 18),
  F_TCP: column(7, 'TCP', 15),
  F_DISP: column(8, 'DISP', 4),
  F_CPORT: column(9, 'cport', 5, 'L'),
  F_SPORT: column(10, 'sport', 5, 'L'),
};

const LIST_COLUMNS: Readonly<Record<string, string>> = {
  F_L_PID: column(11, 'pid', 5),
  F_L_UID: column(12, 'uid', 8),
  F_L_GID: column(13, 'gid', 8),
  F_L_CST: column(14, 'cst', 1),
  F_L_JOBID: column(15, 'jobid', 30),
  F_L_IFNAME: column(16, 'ifn', 4),
  F_L_RESERVED1: column(17, 'res', 4),
  F_L_CONTEXTSTRG: column(18, 'context', 20),
  F_L_EXECPATH: column(19, 'exepath', 20),
  F_L_HYPERRELRUN: column(20, 'hyprel', 10),
  F_L_ACCELERATOR: column(21, 'accel', 5),
  F_L_ARCH: column(22, 'arch', 5),
};

const STORED_COLUMNS: Readonly<Record<string, string>> = {
  F_VNCBASE: column(11, 'vncbase', 7),
  F_DIST: column(12, 'distro', 12),
  F_DISTREL: column(13, 'distrorel', 15),
  F_OS: column(14, 'os', 10),
  F_OSREL: column(15, 'osrel', 10),
  F_VERNO: column(16, 'verno', 9),
  F_SERNO: column(17, 'serno', 14),
  F_CATEGORY: column(18, 'category', 8),
  F_VMSTATE: column(19, 'VMstate', 9),
  F_HYPERREL: column(20, 'hyperrel', 15),
  F_STACKCAP: column(21, 'StackCap', 15, 'B'),
  F_STACKREQ: column(22, 'StackReq', 15, 'B'),
  F_HWCAP: column(23, 'HWcap', 60, 'B'),
  F_HWREQ: column(24, 'HWreq', 25, 'B'),
  F_EXECLOC: column(25, 'execloc', 15),
  F_RELOCCAP: column(26, 'reloccap', 8),
  F_SSHPORT: column(27, 'SSH', 5),
  F_NETNAME: column(28, 'netname', 16),
  F_HYRREL: column(29, 'hyrrel', 5),
  F_ACCEL: column(30, 'accel', 5),
  F_EXEP: column(31, 'exep', 20),
  F_INDEX: column(32, 'index', 5),
  F_IFNAME: column(33, 'if', 7),
  F_CTYSREL: column(34, 'ctysrel', 10),
  F_NETMASK: column(35, 'netmask', 15),
  F_GATEWAY: column(36, 'gateway', 15),
  F_RELAY: column(37, 'relay', 15),
  F_ARCH: column(38, 'Arch', 7),
  F_PLATFORM: column(39, 'Platform', 10),
  F_VRAM: column(40, 'VRAM', 13),
  F_VCPU: column(41, 'VCPU', 5),
  F_CSTRG: column(42, 'cstrg', 20, 'B'),
  F_USTRG: column(43, 'ustrg', 20, 'B'),
  F_UID: column(44, 'uid', 10),
  F_GID: column(45, 'gid', 10),
};

const table = (...columns: readonly string[]): string =>
  `tab_gen:${columns.map((name) => (name in ALL_COLUMNS ? `macro:${name}` : name)).join('%%')}`;

const ALL_COLUMNS: Readonly<Record<string, string>> = { ...COLUMNS, ...LIST_COLUMNS, ...STORED_COLUMNS };

const TABLES: Readonly<Record<string, string>> = {
  TAB_CPORT: table('3_Label_10', '2_stype_8', '9_cport_5', '1_PM_10', '6_MAC_17', '7_TCP_15'),
  TAB_CTYS_VHOST_DEFAULT: table(
    ...[
      'F_LABEL',
      'F_STYPE',
      'F_ACCEL',
      'F_DIST',
      'F_DISTREL',
      'F_OS',
      'F_OSREL',
      'F_PM',
      'F_IFNAME',
      'F_TCP',
    ],
  ),
  TAB_HYPER: table('F_LABEL', 'F_STYPE', 'F_VMSTATE', 'F_OS', 'F_OSREL', 'F_ARCH', 'F_VCPU', 'F_VRAM'),
  TAB_STACKSTAT: table('F_LABEL', 'F_STYPE', 'F_VMSTATE', 'F_HYPERREL', 'F_STACKCAP', 'F_STACKREQ'),
  TAB_STACKSTAT1: table(
    'F_LABEL',
    'F_STYPE',
    'F_VMSTATE',
    'F_ACCEL',
    'F_HYPERREL',
    'F_STACKCAP',
    'F_STACKREQ',
    'F_PM',
  ),
  TAB_STACKCAP: table('F_LABEL', 'F_STYPE', '21_StackCap_60_B'),
  TAB_STACKREQ: table('F_LABEL', 'F_STYPE', '22_StackReq_60_B'),
  TAB_HWSTAT: table('F_LABEL', 'F_STYPE', 'F_CATEGORY', 'F_ARCH', 'F_PLATFORM', 'F_VRAM', 'F_VCPU'),
  TAB_HWSTAT1: table(
    'F_LABEL',
    'F_STYPE',
    'F_CATEGORY',
    'F_ARCH',
    'F_PLATFORM',
    'F_VRAM',
    'F_VCPU',
    'F_HWCAP',
  ),
  TAB_HWCAP: table('F_LABEL', 'F_STYPE', 'F_HWCAP'),
  TAB_HWREQ: table('F_LABEL', 'F_STYPE', 'F_HWREQ'),
  TAB_LST_CONNPID: table(
    ...['F_LABEL', 'F_STYPE', 'F_L_CST', 'F_DISP', 'F_CPORT', 'F_SPORT', 'F_L_PID', 'F_PM', 'F_TCP'],
  ),
  TAB_ENUMLST_CONNECT: table(
    'F_LABEL',
    'F_STYPE',
    'F_DISP',
    'F_CPORT',
    'F_SPORT',
    'F_PM',
    'F_IFNAME',
    'F_TCP',
  ),
  TAB_ENUMLIST_INTERFACES: table('F_LABEL', 'F_STYPE', 'F_PM', 'F_IFNAME', 'F_NETNAME', 'F_TCP', 'F_MAC'),
  TAB_ENUMLIST_CONF: table('F_LABEL', 'F_STYPE', 'F_TCP', 'F_MAC', '4_ID_50_L'),
  TAB_ENUMLIST_ID: table('F_LABEL', 'F_STYPE', 'F_TCP', 'F_MAC', 'F_UUID', 'F_ID'),
  TAB_LST_JOBS: table(
    ...[
      '3_label_20',
      'F_PM',
      'F_STYPE',
      'F_L_ACCELERATOR',
      'F_L_CST',
      'F_L_JOBID',
      'F_L_PID',
      'F_L_UID',
      'F_L_GID',
    ],
  ),
};

/** Prefix of a call macro and what it stands for. */
const LIST = '-a list=';
const ENUMERATE = '-a enumerate=';
const VHOST = '-o ';

const CALLS: Readonly<Record<string, string>> = {
  listdefault: `${LIST}both,tab_tcp,dns`,
  ldefault: `${LIST}both,tab_tcp,dns`,
  enumdefault: `${ENUMERATE}macro:TAB_CTYS_VHOST_DEFAULT`,
  edefault: `${ENUMERATE}macro:TAB_CTYS_VHOST_DEFAULT`,
  erecdefault: `${ENUMERATE}rec`,
  especdefault: `${ENUMERATE}spec`,
  exmldefault: `${ENUMERATE}xml`,
  vhostdefault: `${VHOST}macro:TAB_CTYS_VHOST_DEFAULT`,
  vdefault: `${VHOST}macro:TAB_CTYS_VHOST_DEFAULT`,
  enumhyper: `${ENUMERATE}macro:TAB_HYPER`,
  ehyper: `${ENUMERATE}macro:TAB_HYPER`,
  vhyper: `${VHOST}macro:TAB_HYPER`,
  vhosthyper: `${VHOST}macro:TAB_HYPER`,
  enumstack: `${ENUMERATE}macro:TAB_STACKSTAT`,
  estack: `${ENUMERATE}macro:TAB_STACKSTAT`,
  vstack: `${VHOST}macro:TAB_STACKSTAT`,
  vhoststack: `${VHOST}macro:TAB_STACKSTAT`,
  vstack1: `${VHOST}macro:TAB_STACKSTAT1`,
  estackcap: `${ENUMERATE}macro:TAB_STACKCAP`,
  vstackcap: `${VHOST}macro:TAB_STACKCAP`,
  estackreq: `${ENUMERATE}macro:TAB_STACKREQ`,
  vstackreq: `${VHOST}macro:TAB_STACKREQ`,
  ehw: `${ENUMERATE}macro:TAB_HWSTAT`,
  ehwstate: `${ENUMERATE}macro:TAB_HWSTAT`,
  vhw: `${VHOST}macro:TAB_HWSTAT`,
  vhosthwstate: `${VHOST}macro:TAB_HWSTAT`,
  vhw1: `${VHOST}macro:TAB_HWSTAT1`,
  vhwcap: `${VHOST}macro:TAB_HWCAP`,
  vhwreq: `${VHOST}macro:TAB_HWREQ`,
  listconnpid: `${LIST}macro:TAB_LST_CONNPID`,
  connpid: 'macro:TAB_LST_CONNPID',
  conn: 'macro:TAB_ENUMLST_CONNECT',
  interfaces: 'macro:TAB_ENUMLIST_INTERFACES',
  conf: 'macro:TAB_ENUMLIST_CONF',
  id: 'macro:TAB_ENUMLIST_ID',
  jobs: 'macro:TAB_LST_JOBS',
  listconn: `${LIST}macro:TAB_ENUMLST_CONNECT`,
  lconn: `${LIST}macro:TAB_ENUMLST_CONNECT`,
  econn: `${ENUMERATE}macro:TAB_ENUMLST_CONNECT`,
  vconn: `${VHOST}macro:TAB_ENUMLST_CONNECT`,
  lif: `${LIST}macro:TAB_ENUMLIST_INTERFACES`,
  eif: `${ENUMERATE}macro:TAB_ENUMLIST_INTERFACES`,
  vif: `${VHOST}macro:TAB_ENUMLIST_INTERFACES`,
  lconf: `${LIST}macro:TAB_ENUMLIST_CONF`,
  econf: `${ENUMERATE}macro:TAB_ENUMLIST_CONF`,
  vconf: `${VHOST}macro:TAB_ENUMLIST_CONF`,
  lid: `${LIST}macro:TAB_ENUMLIST_ID`,
  eid: `${ENUMERATE}macro:TAB_ENUMLIST_ID`,
  vid: `${VHOST}macro:TAB_ENUMLIST_ID`,
  listjobs: `${LIST}macro:TAB_LST_JOBS`,
};

export const SHIPPED_MACROS: Readonly<Record<string, string>> = { ...ALL_COLUMNS, ...TABLES, ...CALLS };
