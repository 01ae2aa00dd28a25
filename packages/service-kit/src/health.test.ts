import { createHealth } from './health.js';
import { kitCounters } from './kit-counters.js';
import { createMetrics } from './metrics.js';

describe('readiness', () => {
  it('comes with the start, goes when a check fails and ends when the process stops', async () => {
    const health = createHealth();
    let databaseIsThere = true;
    health.check('mongo', () => (databaseIsThere ? Promise.resolve() : Promise.reject(new Error('mongodb://secret'))));
    expect(await health.readiness()).toEqual({ ready: false, phase: 'STARTING', checks: { mongo: 'OK' } });
    health.started();
    expect(await health.readiness()).toEqual({ ready: true, phase: 'RUNNING', checks: { mongo: 'OK' } });
    databaseIsThere = false;
    expect(await health.readiness()).toEqual({ ready: false, phase: 'RUNNING', checks: { mongo: 'FAILED' } });
    databaseIsThere = true;
    health.stopping();
    health.started();
    expect(await health.readiness()).toEqual({ ready: false, phase: 'STOPPING', checks: { mongo: 'OK' } });
  });

  it('counts a check that throws or never answers as failed', async () => {
    const health = createHealth();
    health.started();
    health.check('throws', () => {
      throw new Error('at once');
    });
    health.check('hangs', () => new Promise(() => undefined));
    expect((await health.readiness()).checks).toEqual({ throws: 'FAILED', hangs: 'FAILED' });
  });

  it('has one check of a name', () => {
    const health = createHealth();
    health.check('mongo', () => Promise.resolve());
    expect(() => health.check('mongo', () => Promise.resolve())).toThrow('exists already');
  });
});

it('renders the metrics of the process, the kit and the service as one text', async () => {
  kitCounters.refusals.inc({ code: 'CLUB_FULL' });
  const text = await createMetrics('club').render();
  expect(text).toContain('motcua_refusals_total{code="CLUB_FULL"} 1');
  expect(text).toMatch(/process_cpu_seconds_total\{service="club"\}/);
});
