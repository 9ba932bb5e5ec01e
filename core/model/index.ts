/** The vocabulary: one noun, one file. Pure values and functions. */
export * from './action.ts';
export * from './address.ts';
export * from './availability.ts';
export * from './call-options.ts';
export * from './console.ts';
export * from './console-words.ts';
export * from './drift.ts';
export * from './failure.ts';

export * from './history.ts';
export * from './host.ts';
export * from './job.ts';
export * from './known.ts';
export * from './machine.ts';
export * from './mconf.ts';
export * from './notice.ts';
export * from './output.ts';
export * from './pipe.ts';
export * from './plan.ts';
export * from './prompt.ts';
export * from './report.ts';
export * from './session.ts';
export * from './showing.ts';
export * from './suited.ts';
export * from './transcript.ts';
export * from './verb.ts';
