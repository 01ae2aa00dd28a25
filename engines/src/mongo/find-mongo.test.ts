import { join } from 'node:path';
import { bareMachine, lineOf, type Machine } from '../../test/machine.js';
import { mongoRungs } from './find-mongo.js';

const MONGOD_8 = 'echo "db version v8.2.6"';
const SECANTUS = 'echo "secantusd-rs 0.5.3-beta.196"';
const NOTHING_ABOVE = 'because no MONGODB_URL, no Docker';

let machine: Machine;
beforeEach(() => {
  machine = bareMachine();
  // No test of the choice asks the network.
  machine.has('MONGOMS_RUNTIME_DOWNLOAD', 'false');
});
afterEach(() => machine.remove());

describe('which MongoDB is chosen', () => {
  it('the one that is given, whatever else is there', async () => {
    machine.has('MONGODB_URL', 'mongodb://127.0.0.1:27017');
    machine.hasProgram('mongod', MONGOD_8);
    await expect(line()).resolves.toBe('MongoDB: given by MONGODB_URL');
  });

  it('not the one that a test run shares: who looks within a test wants an engine of its own', async () => {
    machine.has('MONGODB_URL', 'mongodb://127.0.0.1:27017');
    machine.has('MOTCUA_TEST_RUN_ENGINES', 'shared');
    machine.hasProgram('mongod', MONGOD_8);
    await expect(line()).resolves.toBe(
      'MongoDB: mongod 8.2.6 on PATH, because MONGODB_URL is that of all tests, no Docker',
    );
  });

  it('not Docker when its client is there but no daemon answers', async () => {
    machine.has('DOCKER_HOST', `unix://${join(machine.home, 'nobody-listens.sock')}`);
    machine.hasProgram('docker', 'exit 1');
    machine.hasProgram('mongod', MONGOD_8);
    await expect(line()).resolves.toBe(`MongoDB: mongod 8.2.6 on PATH, ${NOTHING_ABOVE}`);
  });

  it('mongod on PATH before SecantusDB', async () => {
    machine.hasProgram('secantusd-rs', SECANTUS);
    machine.hasProgram('mongod', MONGOD_8);
    await expect(line()).resolves.toBe(`MongoDB: mongod 8.2.6 on PATH, ${NOTHING_ABOVE}`);
  });

  it.each([
    ['too old', 'echo "db version v4.4.29"'],
    ['broken', 'echo "libcrypto.so.1.1: cannot open shared object file" >&2; exit 127'],
  ])('not a mongod that is %s', async (_why, script) => {
    machine.hasProgram('mongod', script);
    machine.hasProgram('secantusd-rs', SECANTUS);
    await expect(line()).resolves.toBe(
      `MongoDB: secantusd-rs 0.5.3-beta.196 on PATH, ${NOTHING_ABOVE}, no mongod on PATH`,
    );
  });

  it('a mongod downloaded earlier, the newest, and only a complete one', async () => {
    for (const version of ['8.0.4', '8.2.6', '8.10.0']) {
      const binary = join(machine.cache, 'mongod', `mongod-x64-debian-${version}`);
      machine.hasFile(binary, `#!/bin/sh\necho "db version v${version}"\n`);
      // The library writes the checksum last: without it the download was cut short.
      if (version !== '8.10.0') machine.hasFile(`${binary}.md5`, '');
    }
    await expect(line()).resolves.toBe(`MongoDB: mongod 8.2.6 downloaded earlier, ${NOTHING_ABOVE}`);
  });

  it('SecantusDB built earlier', async () => {
    machine.hasFile(join(machine.cache, 'secantusd-rs-0.5.3-beta.196/bin/secantusd-rs'), `#!/bin/sh\n${SECANTUS}\n`);
    await expect(line()).resolves.toBe(
      `MongoDB: secantusd-rs 0.5.3-beta.196 built earlier, ${NOTHING_ABOVE}, no mongod on PATH`,
    );
  });

  it('the official one by download before building anything', async () => {
    machine.has('MONGOMS_RUNTIME_DOWNLOAD', '');
    hasBuildTools();
    await expect(line()).resolves.toBe(
      `MongoDB: official mongod by download, ${NOTHING_ABOVE}, no mongod on PATH, no SecantusDB built`,
    );
  });

  it('SecantusDB built now when nothing else is left', async () => {
    hasBuildTools();
    await expect(line()).resolves.toMatch(
      /^MongoDB: SecantusDB 0\.5\.3-beta\.196 built now, because .*no SecantusDB built, download switched off$/,
    );
  });

  it('none on a bare machine, and it says what is missing', async () => {
    machine.hasProgram('cargo', 'echo "cargo 1.95.0"');
    await expect(line()).resolves.toMatch(/no C compiler, no cmake to build SecantusDB$/);
  });
});

function line(): Promise<string> {
  return lineOf('MongoDB', mongoRungs({ dataDir: 'temporary', say: () => undefined }));
}

function hasBuildTools(): void {
  machine.hasProgram('cargo', 'echo "cargo 1.95.0"');
  machine.hasProgram('cc', '');
  machine.hasProgram('cmake', '');
}
