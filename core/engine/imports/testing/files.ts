/**
 * Files as the programs write them. Shapes: mRemoteNG 1.76 (ConfVersion 2.6), Remote Desktop Connection Manager 2.7
 * (schemaVersion 3), PuTTY 0.78 (unix/storage.c, `reg export`), Remmina 1.4, virt-manager 4.1 (gsettings, GLib key file),
 * libvirt.conf of libvirt 9, known_hosts of OpenSSH 9 (sshd(8)). Passwords in them are there to be left behind.
 */
import type { Offered } from '../offer.ts';

export const MREMOTENG = `<?xml version="1.0" encoding="utf-8"?>
<mrng:Connections xmlns:mrng="http://mremoteng.org" Name="Connections" Export="false" EncryptionEngine="AES" BlockCipherMode="GCM" KdfIterations="1000" FullFileEncryption="false" Protected="ZSvKI7j2" ConfVersion="2.6">
  <Node Name="Servers &amp; more" Type="Container" Username="admin" Protocol="SSH2" Port="2222" Password="c2VjcmV0">
    <Node Name="Web 1" Type="Connection" Username="" Password="c2VjcmV0" Hostname="web1.example.org" Protocol="RDP" Port="3389" InheritUsername="true" InheritProtocol="true" InheritPort="true" />
    <Node Name="db" Type="Connection" Username="root" Password="c2VjcmV0" Hostname="192.0.2.7" Protocol="SSH2" Port="22" />
    <Node Name="desk" Type="Connection" Username="CORP\\ada" Password="c2VjcmV0" Hostname="desk.example.org" Protocol="RDP" Port="3389" />
    <Node Name="empty" Type="Connection" Hostname="" Protocol="SSH2" Port="22" />
  </Node>
</mrng:Connections>`;

export const RDCMAN = `\ufeff<?xml version="1.0" encoding="utf-8"?>
<RDCMan programVersion="2.7" schemaVersion="3">
  <file>
    <credentialsProfiles />
    <properties><expanded>True</expanded><name>Lab</name></properties>
    <group>
      <properties><expanded>True</expanded><name>Prod</name></properties>
      <logonCredentials inherit="None"><userName>admin</userName><password>AQAAANCM</password></logonCredentials>
      <server><properties><displayName>Web Server 01</displayName><name>web01.example.org</name></properties></server>
    </group>
    <server><properties><name>dc01</name></properties></server>
  </file>
  <connected /><favorites /><recentlyUsed />
</RDCMan>`;

export const PUTTY_REG = `Windows Registry Editor Version 5.00

[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\Default%20Settings]
"HostName"=""

[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\prod%20db]
"HostName"="db.example.org"
"PortNumber"=dword:0000116f
"UserName"="deploy"
"Protocol"="ssh"
"ProxyPassword"="secret"

[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\switch]
"HostName"="ada@192.0.2.9"
"Protocol"="telnet"
[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\SshHostKeys]
"rsa2@22:192.0.2.9"="0x10001"
`;

/** `name user@address:port`, with a mark of doubt. */
export const names = (offered: readonly Offered[]) =>
  offered.map(({ host: { name, address = name, user = '', port = 22 }, doubt }) =>
    [name, `${user}@${address}:${port}`, ...(doubt === undefined ? [] : ['?'])].join(' '),
  );
