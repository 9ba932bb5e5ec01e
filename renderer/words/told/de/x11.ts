/** What core/plugins/x11 tells, in German. */
import type { Told } from '../../told.ts';

export const x11: Told = {
  'Install it on {0}, or name another: CMD.': 'Es auf {0} installieren, oder ein anderes nennen: CMD.',
  'Leave SHELL out.': 'SHELL weglassen.',
  '{0} runs on display :{1} of {2}, which is its own.':
    '{0} läuft auf Display :{1} von {2}, das ihm allein gehört.',
  'Nobody keeps X programs here.': 'Hier behält niemand X-Programme.',
  '{0} ended at once: {1}': '{0} endete sofort: {1}',
  'on the display of its caller': 'auf dem Display des Aufrufers',
  'programs cannot show on our display': 'Programme können auf unserem Display nicht erscheinen',
  'Install xauth there.': 'Dort xauth installieren.',
  'programs cannot be shown in a tab': 'Programme lassen sich nicht in einem Tab zeigen',
  'Install a VNC server there.': 'Dort einen VNC-Server installieren.',
  'X11 sessions have no {0} console.': 'X11-Sitzungen haben keine {0}-Konsole.',
  'XTERM, GTERM and EMACS are, or name a program: CMD.':
    'XTERM, GTERM und EMACS gibt es, oder ein Programm nennen: CMD.',
  'SHELL is what runs in a terminal; this program is none.':
    'SHELL ist, was in einem Terminal läuft; dieses Programm ist keines.',
  'See what it says; whether the host has xauth, and the display is yours.':
    'Ansehen, was es sagt; ob der Host xauth hat, und ob das Display Ihres ist.',
};
