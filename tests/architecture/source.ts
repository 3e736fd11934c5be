import { parseSync } from 'vite';

/** A file of the project, as the rules look at it. */
export interface Source {
  /** From the project's root, with slashes: src/lib/env.ts. */
  path: string;
  lineCount: number;
  imports: Import[];
  functions: Span[];
  /** Top-level `export` statements that declare something. */
  exports: Span[];
  /** The properties of `route({ … })`, wherever it is called. */
  handlers: Span[];
  reads: Read[];
  isClientOnly: boolean;
}

export interface Import {
  /** As written; null where the name is computed. */
  name: string | null;
  line: number;
  kind: 'import' | 'dynamic' | 're-export' | 're-export all';
}

interface Span {
  name: string;
  line: number;
  lines: number;
}

/** `a.b.c` as a list of names, wherever one is read. */
interface Read {
  chain: string[];
  line: number;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** @throws Error that names the file when it is not TypeScript. */
export function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const [flaw] = parsed.errors;
  if (flaw) throw new Error(`${path} cannot be parsed: ${flaw.message}`);
  const lineOf = createLineFinder(text);
  const body = (parsed.program.body as unknown[]).filter(isNode);
  const source: Source = {
    path,
    lineCount: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: [],
    functions: [],
    exports: body.flatMap((node) => exported(node, lineOf)),
    handlers: [],
    reads: [],
    isClientOnly: body.some((node) => node.type === 'ExpressionStatement' && node.directive === 'use client'),
  };
  for (const node of body) note(source, node, lineOf, 'unnamed');
  return source;
}

type LineOf = (offset: number) => number;

/** Notes the node and all below. `known`: a node whose chain of names is noted as part of a longer one. */
function note(source: Source, node: Node, lineOf: LineOf, outerName: string, known?: unknown): void {
  const name = nameOf(node) ?? outerName;
  const line = lineOf(node.start);
  const imported = importIn(node);
  if (imported) source.imports.push({ ...imported, line });
  source.handlers.push(...handlersIn(node, lineOf));
  if (FUNCTIONS.has(node.type)) source.functions.push(span(node, name, lineOf));
  const chain = chainOf(node);
  if (chain && node !== known) source.reads.push({ chain, line });
  const noted = chain && node.type === 'MemberExpression' ? node.object : undefined;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) note(source, child, lineOf, name, noted);
    }
  }
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

const span = (node: Node, name: string, lineOf: LineOf): Span => ({
  name,
  line: lineOf(node.start),
  lines: lineOf(node.end) - lineOf(node.start) + 1,
});

function importIn(node: Node): Omit<Import, 'line'> | null {
  const name = literal(node.source);
  switch (node.type) {
    case 'ImportDeclaration':
      return { name, kind: 'import' };
    case 'ExportAllDeclaration':
      return { name, kind: 're-export all' };
    case 'ExportNamedDeclaration':
      return node.source ? { name, kind: 're-export' } : null;
    case 'ImportExpression':
    case 'TSImportType':
      return { name, kind: 'dynamic' };
    case 'CallExpression':
      return identifier(node.callee) === 'require'
        ? { name: literal((node.arguments as unknown[])[0]), kind: 'dynamic' }
        : null;
    default:
      return null;
  }
}

/** `a.b`, `a['b']` and `const { b } = a`, with as many names as are static. */
function chainOf(node: Node): string[] | null {
  if (node.type === 'VariableDeclarator' && isNode(node.id) && node.id.type === 'ObjectPattern') {
    const from = names(node.init);
    const keys = (node.id.properties as unknown[]).flatMap((p) =>
      isNode(p) ? (identifier(p.key) ?? []) : [],
    );
    return from && keys[0] ? [...from, ...keys] : null;
  }
  return node.type === 'MemberExpression' ? names(node) : null;
}

function names(value: unknown): string[] | null {
  const own = identifier(value);
  if (own) return [own];
  if (isNode(value) && value.type === 'CallExpression') return ['()'];
  if (isNode(value) && value.type === 'ChainExpression') return names(value.expression);
  if (!isNode(value) || value.type !== 'MemberExpression') return null;
  const key = identifier(value.property) ?? literal(value.property);
  const from = names(value.object);
  return key && from ? [...from, key] : null;
}

function handlersIn(node: Node, lineOf: LineOf): Span[] {
  if (node.type !== 'CallExpression' || identifier(node.callee) !== 'route') return [];
  const [handlers] = (node.arguments as unknown[]).filter(isNode);
  const properties = handlers?.type === 'ObjectExpression' ? (handlers.properties as unknown[]) : [];
  return properties.filter(isNode).map((p) => span(p, nameOf(p) ?? 'handler', lineOf));
}

function exported(node: Node, lineOf: LineOf): Span[] {
  if (node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration') return [];
  if (!isNode(node.declaration)) return [];
  const [declarator] = Array.isArray(node.declaration.declarations) ? node.declaration.declarations : [];
  const name = nameOf(node.declaration) ?? (isNode(declarator) ? nameOf(declarator) : null) ?? 'default';
  return [span(node, name, lineOf)];
}

const nameOf = (node: Node): string | null => identifier(node.id) ?? identifier(node.key);

const identifier = (value: unknown): string | null =>
  isNode(value) && value.type === 'Identifier' && typeof value.name === 'string' ? value.name : null;

const literal = (value: unknown): string | null =>
  isNode(value) && value.type === 'Literal' && typeof value.value === 'string' ? value.value : null;

function createLineFinder(text: string): LineOf {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  return (offset) => {
    const next = starts.findIndex((start) => start > offset);
    return next < 0 ? starts.length : next;
  };
}
