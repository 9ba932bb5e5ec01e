/** What every call does with what is thrown: expected failures and bugs alike cross the border as data. */
import { implement } from '@orpc/server';
import { contract } from '../../contract/contract.ts';
import type { FailureData } from '../../model/failure.ts';
import { toFailure } from '../../model/failure.ts';

export const api = implement(contract);

/** The schemas' types know no `readonly`; what is handed to them is serialised, never changed. */
type Wire<T> = T extends object ? { -readonly [K in keyof T]: Wire<T[K]> } : T;

export const wire = <T>(value: T): Wire<T> => value as Wire<T>;

/** The contract's one error, as the RPC library makes it for each call. */
export interface Errors {
  FAILURE(options: { message: string; data: Wire<FailureData> }): Error;
}

export async function guard<T>(errors: Errors, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (caught) {
    const data = toFailure(caught);
    throw errors.FAILURE({ message: data.message, data: wire(data) });
  }
}
