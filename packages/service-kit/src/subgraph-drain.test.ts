import { Agent, get } from 'node:http';
import { openTennisClub, send } from '../test/tennis-club.js';
import { createHealth } from './health.js';
import { identityHeader } from './identity.js';

/** A connection that stays open between requests, as a load balancer keeps one. */
function keptOpen(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    agent,
    ready: () =>
      new Promise<number>((resolve, reject) => {
        get(`${url}/readyz`, { agent }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        }).on('error', reject);
      }),
  };
}

describe('a subgraph', () => {
  it('is not ready before it listens, though its checks pass', async () => {
    const health = createHealth();
    expect((await health.readiness()).ready).toBe(false);
  });

  it('is not ready while a check fails, and says which but not why', async () => {
    const club = await openTennisClub();
    club.health.check('courts', () => Promise.reject(new Error('flooded by 10.0.0.9')));
    const { status, body, text } = await send(`${club.url}/readyz`, undefined, {}).answer;
    expect(status).toBe(503);
    expect(body).toEqual({ ready: false, phase: 'RUNNING', checks: { courts: 'FAILED' } });
    expect(text).not.toContain('flooded');
    await club.lifecycle.close();
  });

  it('finishes what it is answering, is not ready meanwhile, and takes nothing new', async () => {
    const club = await openTennisClub();
    const probe = keptOpen(club.url);
    expect(await probe.ready()).toBe(200);
    const headers = { 'content-type': 'application/json', [identityHeader]: await club.identity() };
    const game = club.post(JSON.stringify({ query: '{ slow }' }), headers);
    await club.court.playing;
    const closing = club.lifecycle.close();
    await expect(probe.ready().catch(() => 'refused')).resolves.not.toBe(200);
    const late = club.post(JSON.stringify({ query: '{ whoAmI }' }), headers);
    await expect(
      late.then(
        ({ status }) => status,
        () => 'refused',
      ),
    ).resolves.not.toBe(200);
    club.court.end();
    expect((await game).body).toEqual({ data: { slow: 'over' } });
    await closing;
    await expect(club.post('{}', headers)).rejects.toThrow('ECONNREFUSED');
    probe.agent.destroy();
  });

  it('refuses to start when schema and resolvers differ', async () => {
    await expect(openTennisClub(undefined, { Query: { umpire: () => null }, Ballboy: {} })).rejects.toThrow(
      /Query\.whoAmI has no resolver.*Query\.umpire is not in the schema.*Ballboy is not in the schema/,
    );
  });
});
