/** `npm test` calls this: installs the Debian packages of the lab where it may, and says what stays missing. */
import { installPackages } from './packages.ts';

const problem = installPackages();
if (problem !== null) console.error(problem);
