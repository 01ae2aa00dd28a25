import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type AsAsked, asAsked } from '../degradation/as-asked.js';
import type { SubgraphSource } from '../subgraph-source.js';
import { type Json, NotCompiled, type Run } from './compiled-operation.js';
import { type AnswerPath, objectsAt, pathsAt, type PlanPath } from './entity-paths.js';
import { copyOf, isObject, mergeInto } from './merged-answers.js';
import { compileRepresentation, type Represent } from './representations.js';
import { subgraphError } from './subgraph-errors.js';
import { type SubgraphQuestion, writeQuestion } from './subgraph-question.js';

/** One part of a plan: asks, and puts what came into the run. */
export type Step = (run: Run) => Promise<void>;

export interface FetchSurroundings {
  /** With the types of all subgraphs, keys and hidden fields included. */
  readonly supergraph: GraphQLSchema;
  readonly sources: ReadonlyMap<string, SubgraphSource>;
}

/** A question to one subgraph about what lies at `path`: a closure with everything written down that does not change. */
export function compileFetch(fetch: FetchNode, path: PlanPath, { supergraph, sources }: FetchSurroundings): Step {
  const source = sources.get(fetch.serviceName);
  if (source === undefined) throw new NotCompiled(`a subgraph that is not known: ${fetch.serviceName}`);
  if ([fetch.inputRewrites, fetch.outputRewrites, fetch.contextRewrites].some((each) => (each ?? []).length > 0)) {
    throw new NotCompiled('an answer that is rewritten');
  }
  const place: Place = { path, source, question: writeQuestion(fetch), asAsked: asAsked(fetch.operation) };
  if (fetch.requires === undefined) return (run) => guarded(run, () => fetchFields(run, place));
  const represent = compileRepresentation(fetch.requires, supergraph);
  return (run) => guarded(run, () => fetchEntities(run, place, represent));
}

interface Place {
  readonly path: PlanPath;
  readonly source: SubgraphSource;
  readonly question: SubgraphQuestion;
  readonly asAsked: AsAsked;
}

/** What goes wrong with one subgraph is an error of the answer, and others go on. */
async function guarded(run: Run, fetch: () => Promise<void>): Promise<void> {
  try {
    await fetch();
  } catch (error) {
    run.errors.push(error);
  }
}

async function fetchFields(run: Run, { path, source, question, asAsked }: Place): Promise<void> {
  const places = objectsAt(run.root, path);
  if (places.length === 0) return;
  const answer = await source.ask(
    {
      body: question.body(run.variables),
      failedPaths: () => question.failedPaths().map((keys) => [...path, ...keys]),
      fits: asAsked.root,
    },
    run.context,
  );
  for (const error of answer.errors ?? []) {
    const at = answer.failed || error.path === undefined ? error.path : [...path, ...error.path];
    run.errors.push(subgraphError(error, at, question.subgraph));
  }
  const { data } = answer;
  if (!isObject(data)) return;
  places.forEach((place, index) => mergeInto(place, index === 0 ? data : copyOf(data)));
}

async function fetchEntities(
  run: Run,
  { path, source, question, asAsked }: Place,
  represent: Represent,
): Promise<void> {
  const entities = represented(objectsAt(run.root, path), represent);
  if (entities.representations.length === 0) return;
  let found: readonly AnswerPath[] | null = null;
  const places = (): readonly AnswerPath[] => (found ??= pathsAt(run.root, path));
  const answer = await source.ask(
    {
      body: question.body(run.variables, entities.representations),
      failedPaths: () =>
        question.failedPaths(
          entities.positions
            .flat()
            .sort(byNumber)
            .map((each) => places()[each] ?? []),
        ),
      fits: (data) => asAsked.entities(data, entities),
    },
    run.context,
  );
  for (const error of answer.errors ?? []) {
    const paths = answer.failed ? [error.path] : pathsOfError(error.path, path, entities, places);
    for (const each of paths) run.errors.push(subgraphError(error, each, question.subgraph));
  }
  if (!isObject(answer.data)) return;
  mergeEntities(entities, answer.data['_entities']);
}

/** Entities that are told alike are asked about once; `positions` says where each answer belongs. */
interface Represented {
  readonly objects: readonly Json[];
  readonly representations: readonly string[];
  readonly positions: readonly (readonly number[])[];
}

function represented(objects: readonly Json[], represent: Represent): Represented {
  const positions = new Map<string, number[]>();
  for (let index = 0; index < objects.length; index += 1) {
    const representation = represent(objects[index]);
    if (typeof representation?.['__typename'] !== 'string') continue;
    const text = JSON.stringify(representation);
    const known = positions.get(text);
    if (known === undefined) positions.set(text, [index]);
    else known.push(index);
  }
  return { objects, representations: [...positions.keys()], positions: [...positions.values()] };
}

function pathsOfError(
  told: AnswerPath | undefined,
  path: PlanPath,
  { positions }: Represented,
  places: () => readonly AnswerPath[],
): readonly (AnswerPath | undefined)[] {
  if (told === undefined) return [undefined];
  const [, index, ...inside] = told;
  if (typeof index !== 'number') return [[...path, ...told]];
  return (positions[index] ?? []).map((position) => [...(places()[position] ?? []), ...inside]);
}

function mergeEntities({ objects, positions }: Represented, answered: unknown): void {
  if (!Array.isArray(answered)) throw new Error('Expected "data._entities" in response to be an array');
  if (answered.length !== positions.length) {
    throw new Error(`Expected "data._entities" to contain ${positions.length} elements`);
  }
  for (let index = 0; index < answered.length; index += 1) {
    const entity: unknown = answered[index];
    if (!isObject(entity)) continue;
    positions[index]?.forEach((position, times) => {
      const object = objects[position];
      if (object !== undefined) mergeInto(object, times === 0 ? entity : copyOf(entity));
    });
  }
}

function byNumber(one: number, other: number): number {
  return one - other;
}
