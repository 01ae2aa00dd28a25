import { fileURLToPath } from 'node:url';
import { readApplication } from '../src/application.js';
import { payAtTheBank, receive } from '../src/birth-journey.js';
import { fileApplication } from '../src/file-application.js';
import { onPlatform } from '../src/on-platform.js';
import { type Told, watchDossier, type Watching } from '../src/watch-dossier.js';

const on = onPlatform();

const birth = readApplication(fileURLToPath(new URL('../applications/birth-with-papers.json', import.meta.url)));
const silent = (): void => {};

interface Seen {
  readonly status: string;
  readonly dueAt: string | null;
  readonly payment: { readonly status: string } | null;
  readonly messages: readonly { readonly template: string }[] | null;
}

const selection = '{ status dueAt payment { status } shipment { status } messages { template status } }';

async function watch(user: string, dossierId: string): Promise<Watching<Seen>> {
  return watchDossier<Seen>(on.platform.endpoint, await on.actors.sandbox.tokenOf(user), dossierId, selection);
}

const shows = (holds: (seen: Seen) => boolean) => {
  return ({ data }: Told<Seen>): boolean => {
    const seen = data?.dossierChanged ?? null;
    return seen !== null && holds(seen);
  };
};
const isDegraded = ({ extensions }: Told<Seen>): boolean =>
  extensions?.degraded?.some(({ part }) => part === 'LIVE_UPDATES') === true;

describe('a citizen who watches their dossier', () => {
  it('hears what the bank, the post and the office do, without asking', async () => {
    const { dossierId } = await fileApplication(on.actors, birth, silent);
    const citizen = await watch('citizen-1', dossierId);
    await citizen.until(
      'the fee',
      shows(({ payment }) => payment?.status === 'DUE'),
    );
    await payAtTheBank(on.actors, dossierId, silent);
    await citizen.until(
      'the payment',
      shows(({ payment }) => payment?.status === 'SETTLED'),
    );
    await receive(on.actors, dossierId, silent);
    await citizen.until(
      'the reception',
      shows(({ status, dueAt }) => status === 'PROCESSING' && dueAt !== null),
    );
    await citizen.until(
      'the letter about it',
      shows(({ messages }) => {
        return messages?.some(({ template }) => template === 'dossier-received') === true;
      }),
    );
    expect(citizen.told.every(({ errors }) => errors === undefined)).toBe(true);
    citizen.told.slice(1).forEach((told, index) => expect(told).not.toEqual(citizen.told[index]));
    citizen.stop();
  }, 120_000);

  it('is the only one, beside the office: to another there is no such dossier', async () => {
    const { dossierId } = await fileApplication(on.actors, birth, silent);
    const [other, officer] = [await watch('citizen-2', dossierId), await watch('officer-receive', dossierId)];
    await other.ended;
    expect(other.told).toEqual([{ data: { dossierChanged: null } }]);
    await officer.until(
      'the dossier',
      shows(({ status }) => status === 'SUBMITTED'),
    );
    officer.stop();
  }, 60_000);
});

describe('while Kafka is away', () => {
  it('who watches is told so, goes on watching, and hears afterwards what was missed', async () => {
    const { kafka } = on.platform;
    if (kafka.kill === undefined || kafka.restart === undefined) {
      console.warn('only given engines here: nothing may be killed, so nothing was tried');
      return;
    }
    const { dossierId } = await fileApplication(on.actors, birth, silent);
    const citizen = await watch('citizen-1', dossierId);
    await citizen.until(
      'the fee',
      shows(({ payment }) => payment?.status === 'DUE'),
    );
    await kafka.kill();
    await citizen.until('what is missing', isDegraded);
    await receive(on.actors, dossierId, silent);
    await kafka.restart();
    const isWhole = (told: Told<Seen>): boolean => !isDegraded(told) && told.errors === undefined;
    await citizen.until('the reception', (told) => {
      return isWhole(told) && shows(({ status }) => status === 'PROCESSING')(told);
    });
    await citizen.until(
      'the letter about it',
      shows(({ messages }) => {
        return messages?.some(({ template }) => template === 'dossier-received') === true;
      }),
    );
    citizen.stop();
  }, 180_000);
});

describe('when the gateway stops', () => {
  it('who watches is told why, and by the next one how it is now', async () => {
    const { dossierId } = await fileApplication(on.actors, birth, silent);
    const citizen = await watch('citizen-1', dossierId);
    await citizen.until(
      'the dossier',
      shows(() => true),
    );
    const code = await on.platform.children.get('gateway')?.stop();
    expect(code).toBe(0);
    await citizen.ended;
    expect(citizen.told.at(-1)?.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
    await on.platform.restart('gateway');
    const again = await watch('citizen-1', dossierId);
    await again.until(
      'the dossier',
      shows(() => true),
    );
    again.stop();
  }, 60_000);
});
