import { auditServer } from 'graphql-http';
import { startAuditedGateway } from './gateway-process.js';

// npm run -s audit:http [-- URL of a GraphQL endpoint that introspects]
const given = process.argv[2];
const gateway = given === undefined ? await startAuditedGateway('development') : null;
try {
  const results = await auditServer({ url: given ?? `${gateway?.url ?? ''}/graphql`, fetchFn: asOurClientsAsk });
  for (const result of results) {
    const why = result.status === 'ok' ? '' : `  (${result.reason})`;
    console.log(`${result.status === 'ok' ? '✓' : '✗'} ${result.name}${why}`);
  }
  const level = (name: string) => results.filter((result) => result.name.startsWith(name));
  const passed = (name: string) => level(name).filter(({ status }) => status === 'ok').length;
  const figures = {
    ...{ must: passed('MUST'), mustOf: level('MUST').length },
    ...{ should: passed('SHOULD'), shouldOf: level('SHOULD').length },
  };
  console.log(JSON.stringify(figures));
  const held = figures.mustOf > 0 && figures.must === figures.mustOf && figures.should === figures.shouldOf;
  process.exitCode = held ? 0 : 1;
} finally {
  await gateway?.stop();
}

/** The protection against foreign pages stays on: a client names itself to be no form of a page. */
function asOurClientsAsk(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('apollo-require-preflight', 'true');
  return fetch(url, { ...init, headers });
}
