import { EngineError, RungGivesWay } from './engine-error.js';
import { chooseRung, climb, type Rung, type Sighting } from './ladder.js';

describe('the choice of a rung', () => {
  it('is the first that is there, with what was missing above it', () => {
    const choice = chooseRung('MongoDB', [
      absent('no MONGODB_URL'),
      absent('no Docker'),
      there('mongod 8.2.6 on PATH'),
    ]);
    expect(choice.line).toBe('MongoDB: mongod 8.2.6 on PATH, because no MONGODB_URL, no Docker');
    expect(choice.chosen?.what).toBe('mongod 8.2.6 on PATH');
  });

  it('needs no reason when the very first is there', () => {
    expect(chooseRung('Kafka', [there('given by KAFKA_BROKERS')]).line).toBe('Kafka: given by KAFKA_BROKERS');
  });

  it('passes over everything below the first that is there', () => {
    expect(chooseRung('Kafka', [absent('no Docker'), there('here'), there('there')]).chosen?.what).toBe('here');
  });

  it('is none when nothing is there', () => {
    expect(chooseRung('Kafka', [absent('no Docker'), absent('no Maven')])).toEqual({
      chosen: null,
      line: 'Kafka: no Docker, no Maven',
    });
  });
});

describe('climbing the ladder', () => {
  it('looks no further than the rung it takes', async () => {
    const looked: string[] = [];
    const rungs = ['first', 'second', 'third'].map((name) =>
      rung(name, () => {
        looked.push(name);
        return name === 'second' ? there(name) : absent(`no ${name}`);
      }),
    );
    await expect(climb('Kafka', 'NO_KAFKA', rungs, () => undefined)).resolves.toBe('second');
    expect(looked).toEqual(['first', 'second']);
  });

  it('goes on below a rung that gives way, and says so', async () => {
    const said: string[] = [];
    const rungs = [
      rung('docker', () => there('mongo 8 in Docker', new RungGivesWay('Docker could not start mongo:8'))),
      rung('path', () => there('mongod on PATH')),
    ];
    await expect(climb('MongoDB', 'NO_MONGODB', rungs, (line) => said.push(line))).resolves.toBe('mongod on PATH');
    expect(said).toEqual([
      'MongoDB: mongo 8 in Docker',
      'MongoDB: Docker could not start mongo:8; trying the next way',
      'MongoDB: mongod on PATH, because Docker could not start mongo:8',
    ]);
  });

  it('does not hide the failure of an engine that was asked for', async () => {
    const unreachable = new EngineError('MONGODB_UNREACHABLE', 'MONGODB_URL is set, but …');
    const rungs = [rung('given', () => there('given', unreachable)), rung('path', () => there('mongod on PATH'))];
    await expect(climb('MongoDB', 'NO_MONGODB', rungs, () => undefined)).rejects.toBe(unreachable);
  });

  it('lists every way when nothing holds, without a stack', async () => {
    const rungs = [
      rung('Docker: install it', () => absent('no Docker')),
      rung('Maven: apt-get install maven', () => absent('no Maven')),
    ];
    const error = await climb('Kafka', 'NO_KAFKA', rungs, () => undefined).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'NO_KAFKA',
      message:
        'Kafka: no Docker, no Maven. Any one of these helps:\n  - Docker: install it\n  - Maven: apt-get install maven',
    });
    expect(error instanceof Error ? error.stack : '').not.toMatch(/\n\s+at /);
  });
});

function absent(why: string): Sighting<string> {
  return { there: false, why };
}

function there(what: string, failure?: Error): Sighting<string> {
  return { there: true, what, start: () => (failure === undefined ? Promise.resolve(what) : Promise.reject(failure)) };
}

function rung(way: string, look: () => Sighting<string>): Rung<string> {
  return { way, look: () => Promise.resolve(look()) };
}
