/**
 * The cycles of a directed graph, each as the nodes in order, without repeating the first. One is found for every edge that
 * leads back into the path being walked, so an acyclic graph gives none.
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  const finished = new Set<string>();
  const path: string[] = [];

  function walk(node: string): void {
    if (finished.has(node)) return;
    path.push(node);
    for (const next of new Set(graph.get(node))) {
      const since = path.indexOf(next);
      if (since >= 0) cycles.push(path.slice(since));
      else walk(next);
    }
    path.pop();
    finished.add(node);
  }

  for (const node of graph.keys()) walk(node);
  return cycles;
}
