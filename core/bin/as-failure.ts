/** What a call of the contract may throw, as data: the same in this process and over a socket. */
import type { FailureData } from '../model/failure.ts';
import { Failure, toFailure } from '../model/failure.ts';

export function asFailure(caught: unknown): FailureData {
  const carried = caught as { readonly code?: unknown; readonly data?: unknown };
  const { data } = carried instanceof Error ? carried : { data: undefined };
  if (carried.code === 'FAILURE' && isFailure(data)) return data;
  return toFailure(caught);
}

/** The call's value. @throws Failure what it failed with, carried over the socket as data */
export async function carried<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (caught) {
    throw new Failure(asFailure(caught));
  }
}

const isFailure = (value: unknown): value is FailureData =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
