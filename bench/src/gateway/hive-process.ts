import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';

/** Not known to the compiler: its types bring those of browsers along, which change the meaning of ours everywhere. */
const library: string = '@graphql-hive/gateway-runtime';
const loaded: unknown = await import(library);
const { createGatewayRuntime } = loaded as {
  readonly createGatewayRuntime: (options: Record<string, unknown>) => RequestListener;
};

/** Hive Gateway's runtime as its manual sets it up, with what it reports and shows turned off. */
const gateway = createGatewayRuntime({
  supergraph: readFileSync(process.env['SUPERGRAPH'] ?? '', 'utf8'),
  logging: false,
  landingPage: false,
  graphiql: false,
  healthCheckEndpoint: '/readyz',
});
createServer(gateway).listen(Number(process.env['PORT']), '127.0.0.1');
