/** The checkout's folder. */
export const root: string;
export function must(command: string, args: readonly string[], options?: object): void;
export function ensurePackages(): void;
export function ensureBuild(): Promise<void>;
