/** Programs that outlive the command that starts them. */
export { launch } from '../channel/launch.ts';
