/**
 * What the core tells people, read from its source: each text as it is written, `{0}` where something is filled in. Whole
 * sentences wherever they stand, and shorter texts where a person reads them: titles, names of facts, progress, questions.
 */
import { inside, isNode, type Node } from './syntax.ts';

/** A text as written; null: it is none. */
export function template(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = node.quasis as { readonly value: { readonly cooked: string } }[];
  return quasis.map(({ value }, at) => (at === 0 ? '' : `{${at - 1}}`) + value.cooked).join('');
}

/** The texts an expression may come to. */
function said(node: unknown): readonly string[] {
  if (!isNode(node)) return [];
  if (node.type === 'ConditionalExpression') return [...said(node.consequent), ...said(node.alternate)];
  if (node.type === 'LogicalExpression') return said(node.right);
  if (node.type === 'ArrayExpression') return (node.elements as unknown[]).flatMap(said);
  const text = template(node);
  return text === null ? [] : [text];
}

/** Functions by what of their arguments a person reads. */
const ARGUMENTS = new Map<string, readonly number[]>(
  Object.entries({
    fail: [1, 2],
    bad: [0],
    damaged: [2],
    incomplete: [1],
    lacks: [1, 2, 3],
    log: [0],
    progress: [0],
    mustAsOwner: [3],
    // core/ctys: fields of filters, arguments of options, parameters of templates.
    text: [1],
    amount: [1],
    wrong: [0, 1],
    needed: [1],
    free: [1],
    // What a host tells of itself.
    detail: [0],
    section: [0],
    some: [0],
  }),
);
/** Properties that a person reads, whatever they are of. */
const READ = /^(?:message|remedy|problem|help|today|note|detail|blocked|hint|title|label|steps)$/;
/** Functions and constants that name facts of a machine, and those that make tables of what a host tells. */
const FACTS = /^(?:details|detailsOf|told)$/;
/** Objects of words by what they are for. */
const WORDS = /^(?:WAY_WORDS|AMOUNT_SHAPES)$/;
const TABLES = /^(?:valuesOf|valuesAt|DETAILS|MAKE|about|manager)$/;

const isSentence = (text: string): boolean => /^[\p{Lu}{'"“].* .*[.?!]$/su.test(text);
const isName = (text: string): boolean => /^\p{Lu}\p{Ll}/u.test(text);

const nameOf = (node: unknown): string =>
  isNode(node) ? String(node.name ?? node.value ?? nameOf(node.property)) : '';

const keysOf = ({ properties }: Node): readonly string[] =>
  (properties as Node[]).map(({ key }) => nameOf(key));

const all = (node: unknown, type: string): readonly Node[] =>
  isNode(node) ? [...inside(node)].filter((one) => one.type === type) : [];

const facts = (node: unknown): readonly string[] =>
  all(node, 'ObjectExpression').flatMap(keysOf).filter(isName);

/** Names stand first in each line of a table. */
const firsts = (node: unknown): readonly string[] =>
  all(node, 'ArrayExpression')
    .flatMap(({ elements }) => {
      const [first] = elements as unknown[];
      return isNode(first) && first.type !== 'ArrayExpression' ? said(first) : [];
    })
    .filter(isName);

function named(name: string, value: unknown): readonly string[] {
  if (READ.test(name)) return said(value);
  if (FACTS.test(name)) return facts(value);
  if (WORDS.test(name)) return all(value, 'Property').flatMap((one) => said(one.value));
  return TABLES.test(name) ? firsts(value) : [];
}

function shownBy(node: Node): readonly string[] {
  switch (node.type) {
    case 'CallExpression': {
      const name = nameOf(node.callee);
      const given = node.arguments as unknown[];
      const read = ARGUMENTS.get(name) ?? [];
      return [...read.flatMap((at) => said(given[at])), ...(TABLES.test(name) ? given.flatMap(firsts) : [])];
    }
    case 'Property':
      return named(nameOf(node.key), node.value);
    case 'VariableDeclarator':
      return named(nameOf(node.id), node.init);
    case 'FunctionDeclaration':
      return FACTS.test(nameOf(node.id)) ? facts(node.body) : [];
    case 'ObjectExpression': {
      const isNamedValue = ['name', 'value'].every((key) => keysOf(node).includes(key));
      const name = (node.properties as Node[]).find(({ key }) => nameOf(key) === 'name');
      return isNamedValue ? said(name?.value) : [];
    }
    default:
      return said(node).filter(isSentence);
  }
}

/** The same in every language: programs, technologies, words of a call and of files. */
const NAMES = new Set(
  [
    'ctys|OpenSSH ({0})|ssh2|Xvnc|vncviewer|xauth|setsid|socat|vboxdrv|VBoxManage|VMware|libvirt',
    'Remmina|mRemoteNG|PuTTY|Remote Desktop Connection Manager|kickstart|preseed|AutoYaST',
    'virsh start|xl create|startvm --type|shell|ctys hosts',
  ].flatMap((line) => line.split('|')),
);
/** One word that no language has: with signs of code in it, or in capitals. */
const CODE = /^(?:[^ ]*[-_/*<|.\d][^ ]*|[\p{Lu}\d]+)$/u;
/** How a command of the command line is written. */
const USAGE = /^Usage: /;
const isWords = (text: string): boolean => {
  const own = text.replace(/\{\d+\}|SHA-256/g, '').replace(/^[\s:]+|[\s:]+$/g, '');
  return /\p{L}{2}/u.test(own) && !NAMES.has(text) && !NAMES.has(own) && !CODE.test(own) && !USAGE.test(own);
};

/** What of a source a person is told. */
export const toldTexts = (program: Node): readonly string[] =>
  [...inside(program)].flatMap(shownBy).filter(isWords);
