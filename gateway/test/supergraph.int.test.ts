import { readFileSync } from 'node:fs';
import { startRunning } from './running-gateway.js';

describe('the committed supergraph', () => {
  it('is served, and says what is missing when no subgraph is there', async () => {
    const supergraph = readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');
    const nowhere = Object.fromEntries(
      [...supergraph.matchAll(/@join__graph\(name: "([\w-]+)"/g)].map(([, name = '']) => [
        name,
        'http://127.0.0.1:9/graphql',
      ]),
    );
    expect(Object.keys(nowhere).sort()).toEqual(['delivery', 'dossiers', 'notifications', 'payments', 'procedures']);
    const running = await startRunning({ urls: nowhere, settings: { supergraph } });
    const { status, data, errors } = await running.ask(
      '{ trackDossier(code: "H26.153-261123-0001") { code } procedure(code: "2.000986") { name { vi } } }',
    );
    expect({ status, data }).toEqual({ status: 200, data: { trackDossier: null, procedure: null } });
    expect(errors.map(({ path }) => path)).toEqual(expect.arrayContaining([['trackDossier'], ['procedure']]));
    await running.close();
  });

  it('refuses to start when it is not told where a subgraph is', async () => {
    const supergraph = readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8');
    await expect(startRunning({ settings: { supergraph } })).rejects.toThrow(/no URL for/);
  });
});
