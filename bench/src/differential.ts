import { parseArgs } from 'node:util';
import { compare, type Comparison, isSame, isSameButForPlaces } from './differential/comparison.js';
import { openExecutors } from './differential/executors.js';
import { abstractGraph, type Graph, ownGraph } from './differential/graphs.js';
import { usualMishaps } from './differential/made-up-subgraph.js';

// npm run -s differential [-- --operations 5000 --seed 8]
const { values } = parseArgs({
  options: { operations: { type: 'string', default: '5000' }, seed: { type: 'string', default: '8' } },
});
const wanted = Number(values.operations);
/** As many again over a made-up graph with what ours does not have. */
const abstractShare = 0.1;

const own = await over(ownGraph(), wanted, isSame);
const abstract = await over(abstractGraph(), Math.ceil(wanted * abstractShare), isSameButForPlaces);
for (const { seed, text, variables, ours, stock } of [...own.differences, ...abstract.differences].slice(0, 3)) {
  console.log(`seed ${seed}\n${text}\nvariables ${JSON.stringify(variables)}`);
  console.log(`ours  ${ours.data}\n      ${ours.errors.join('\n      ')}`);
  console.log(`stock ${stock.data}\n      ${stock.errors.join('\n      ')}`);
}
const different = own.differences.length + abstract.differences.length;
console.log(
  JSON.stringify({
    ...{ operations: own.operations, different, abstractOperations: abstract.operations },
    ...{ withErrors: own.withErrors, withoutData: own.withoutData },
    leftToStock: own.leftToStock + abstract.leftToStock,
  }),
);
process.exitCode = different === 0 ? 0 : 1;

async function over(graph: Graph, operations: number, alike: typeof isSame): Promise<Comparison> {
  console.log(`${graph.name} graph: ${operations} operations, seed ${values.seed}`);
  const executors = await openExecutors(graph, usualMishaps);
  return compare(executors, { seed: values.seed, operations, alike, say: (line) => console.error(line) });
}
