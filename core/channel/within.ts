/** Resolves with `what`, or after `ms`; its failure is for whoever else waits for it. */
export async function within(ms: number, what: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([what.catch(() => {}), late]);
  clearTimeout(timer);
}
