import type { DocumentNode } from 'graphql';
import { compileOperation, type CompileSurroundings } from './compile-operation.js';
import type { AskedOperation, CompiledOperation } from './compiled-operation.js';

export interface Compiler {
  /** The operation as closures, compiled when it is first asked for; null when it holds what is not compiled. */
  find(asked: AskedOperation): CompiledOperation | null;
}

/** Compiles against one state of the graph, and remembers as long as the server remembers the parsed document. */
export function createCompiler(surroundings: CompileSurroundings): Compiler {
  const documents = new WeakMap<DocumentNode, Map<string | undefined, CompiledOperation | null>>();
  return {
    find(asked) {
      const known = documents.get(asked.document) ?? new Map<string | undefined, CompiledOperation | null>();
      const operation = known.get(asked.operationName);
      if (operation !== undefined) return operation;
      const compiled = compileOrNot(asked, surroundings);
      // An unknown name is the caller's; it must not fill the memory.
      if (compiled !== null || known.size === 0)
        documents.set(asked.document, known.set(asked.operationName, compiled));
      return compiled;
    },
  };
}

function compileOrNot(asked: AskedOperation, surroundings: CompileSurroundings): CompiledOperation | null {
  try {
    return compileOperation(asked, surroundings);
  } catch {
    return null; // nothing is lost: the stock executor meets whatever it was again, and answers or says what is wrong
  }
}
