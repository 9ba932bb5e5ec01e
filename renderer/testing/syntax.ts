/** Source as a tree, for tests that read it. */
import { parseAst } from 'vite';

export interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The node and all below it. */
export function* inside(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node))
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) yield* inside(one);
}

export const parsed = (source: string, lang: 'ts' | 'tsx'): Node =>
  parseAst(source, { lang }) as unknown as Node;
