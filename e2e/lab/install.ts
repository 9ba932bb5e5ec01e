/**
 * `npm test` calls this: installs the Debian packages of the lab where it may, and says what stays missing. What a Xen
 * host boots from is made here too, so that no test pays for it.
 */
import { installPackages } from './packages.ts';
import { xenAvailable } from './xen/available.ts';
import { prepareXen } from './xen/image.ts';

const problem = installPackages();
if (problem !== null) console.error(problem);
if (xenAvailable() === null)
  await prepareXen().catch((error: Error) => console.error(`No Xen host for the tests: ${error.message}`));
