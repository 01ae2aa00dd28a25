import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { isPlainName, NotCompiled } from './compiled-operation.js';
import { compileFetch, type FetchSurroundings, type Step } from './fetch-step.js';
import type { PlanPath } from './entity-paths.js';

/** Turns a query plan into one closure; throws NotCompiled at anything that is not understood. */
export function compilePlan({ node }: QueryPlan, surroundings: FetchSurroundings): Step {
  if (node === undefined) return nothing;
  if (node.kind === 'Subscription') throw new NotCompiled('a subscription');
  return compileNode(node, [], surroundings);
}

function compileNode(node: PlanNode, path: PlanPath, surroundings: FetchSurroundings): Step {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((each) => compileNode(each, path, surroundings)));
    case 'Parallel':
      return atOnce(node.nodes.map((each) => compileNode(each, path, surroundings)));
    case 'Flatten':
      return compileNode(node.node, [...path, ...node.path.map(plainStep)], surroundings);
    case 'Fetch':
      return compileFetch(node, path, surroundings);
    case 'Condition': {
      const yes = node.ifClause === undefined ? null : compileNode(node.ifClause, path, surroundings);
      const no = node.elseClause === undefined ? null : compileNode(node.elseClause, path, surroundings);
      return (run) => ((run.conditions[node.condition] === true ? yes : no) ?? nothing)(run);
    }
    case 'Defer':
      throw new NotCompiled('a deferred part');
  }
}

const nothing: Step = () => Promise.resolve();

function inSequence(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function atOnce(steps: readonly Step[]): Step {
  return async (run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
}

function plainStep(step: string | number): string {
  if (typeof step !== 'string' || (step !== '@' && !/^\w+$/.test(step)) || !isPlainName(step)) {
    throw new NotCompiled(`a path with ${step}`);
  }
  return step;
}
