/**
 * All that a call on a running host does not need. The build keeps it unparsed until somebody asks for it (build.mjs),
 * which makes such a call a fifth faster.
 */
export { act } from './act.ts';
export { answerPrompts } from './ask.ts';
export { bulkCommand } from './commands.ts';
export { completeLine, completion } from './completion.ts';
export { help } from './help.ts';
export { transfer } from './import.ts';
export { manPage } from './man.ts';
export { openOwnCore } from './own-core.ts';
export { query } from './query.ts';
export { report } from './report.ts';
export { serve } from './serve.ts';
export { stackUp } from './stack.ts';
export { tunnel } from './tunnel.ts';
export { runTool } from './tools/registry.ts';
