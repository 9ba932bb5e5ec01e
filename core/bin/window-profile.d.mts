export function windowProfile(
  browser: string,
  env?: Readonly<Record<string, string | undefined>>,
  home?: string,
): { readonly folder: string; readonly kept: boolean };
