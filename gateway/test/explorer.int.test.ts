import { readFileSync } from 'node:fs';
import { buildClientSchema, type IntrospectionQuery } from 'graphql';
import { readRegisteredOperations } from '../src/registered-operations.js';
import { send, startRunning } from './running-gateway.js';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('the explorer', () => {
  it('comes whole from the gateway, with every registered operation as an example', async () => {
    const running = await startRunning({ development: true });
    const page = await send(running.url, {}, '/explorer');
    const named = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(named.length).toBe(6);
    for (const path of [...named, '/explorer/examples.json', '/explorer/schema.json']) {
      const { status, headers } = await send(running.url, {}, path);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    }
    expect((await send(running.url, {}, '/explorer/examples.json')).text).toContain('query Members');
    await running.close();
  });

  it('asks nobody else for anything', async () => {
    const running = await startRunning({ development: true });
    const [page, script] = await Promise.all(
      ['/explorer', '/explorer/page.mjs'].map(async (path) => (await send(running.url, {}, path)).text),
    );
    expect(`${page}${script}`).not.toMatch(/https?:\/\//);
    await running.close();
  });

  it('is there for others where it is wished, with the schema that nobody may introspect', async () => {
    const running = await startRunning({ explorer: true });
    const { text } = await send(running.url, {}, '/explorer/schema.json');
    const schema = buildClientSchema(JSON.parse(text) as IntrospectionQuery);
    expect(schema.getQueryType()?.getFields()).toHaveProperty('courts');
    expect((await running.ask('{ __schema { queryType { name } } }')).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    await running.close();
  });

  it.each([{}, { development: true, explorer: false }])('is not there for anybody else (%j)', async (options) => {
    const running = await startRunning(options);
    for (const path of ['/explorer', '/explorer/schema.json']) {
      expect(await send(running.url, {}, path)).toMatchObject({ status: 404, codes: ['NOT_FOUND'] });
    }
    await running.close();
  });

  it('has an example for every registered operation, with its variables', () => {
    const examples = JSON.parse(read('explorer/examples.json')) as Record<string, { variables: object }>;
    const { all } = readRegisteredOperations();
    expect(Object.keys(examples).sort()).toEqual(all.map(({ id }) => id).sort());
    expect(all.length).toBeGreaterThan(10);
  });
});
