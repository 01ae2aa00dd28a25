import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { type GatewayInternals, internalsOf } from './gateway-internals.js';
import { rehearse } from './rehearsal.js';
import { rehearsalOperations } from './rehearsal-operations.js';

process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
const supergraphSdl = readFileSync(new URL('../../supergraph.graphql', import.meta.url), 'utf8');
const gateway = new ApolloGateway({
  supergraphSdl,
  buildService: () => ({ process: () => Promise.reject(new Error('nobody is there')) }),
});
let internals: GatewayInternals;
beforeAll(async () => {
  await gateway.load();
  internals = internalsOf(gateway);
});

describe('the rehearsal after a graph is loaded', () => {
  it('finds that the compiled executor agrees with the stock one', async () => {
    const operations = rehearsalOperations(internals.schema);
    expect(operations).toHaveLength(4);
    await rehearse(internals);
  });

  it('finds that it does not when a plan is not what the planner says', async () => {
    const plans = rehearsalOperations(internals.schema).length;
    let asked = 0;
    const changed: GatewayInternals = {
      ...internals,
      // Every other plan is for the compiled executor.
      planOf: (operation) => {
        const planned = internals.planOf(operation);
        return (asked += 1) % 2 === 1 ? { ...planned, plan: { kind: 'QueryPlan' } } : planned;
      },
    };
    await expect(rehearse(changed)).rejects.toThrow('the executors do not agree');
    expect(asked).toBeLessThanOrEqual(2 * plans);
  });

  it('does not begin when the stock gateway is made otherwise', () => {
    const { schema, ...without } = { schema: gateway.schema };
    expect(schema).toBeDefined();
    // What another version might be.
    expect(() => internalsOf(without as unknown as ApolloGateway)).toThrow('made otherwise');
  });
});
