import { DossierSubmitted } from '@motcua/event-contracts';
import { createSealer, newId } from '@motcua/service-kit';
import type { TestBench } from '@motcua/service-kit/testing';

/** Somebody who is to get one text and one letter. */
export interface FiledDossier {
  readonly dossierId: string;
  /** E.164. */
  readonly phone: string;
  readonly textId: string;
  readonly letterId: string;
}

const atOnce = 200;

/** Tells the service of so many dossiers, each of somebody with an address nobody else has, as of `at`. */
export async function fileDossiers(
  bench: TestBench,
  numbers: { readonly from: number; readonly count: number },
  at: Date,
): Promise<readonly FiledDossier[]> {
  const sealer = createSealer(bench.keys.sealingPublicKeys);
  const filed = Array.from({ length: numbers.count }, (_, index) => aDossier(numbers.from + index));
  for (let from = 0; from < filed.length; from += atOnce) {
    await Promise.all(
      filed.slice(from, from + atOnce).map(async ({ dossierId, phone, email, code }) => {
        const contact = { name: 'Nguyễn Văn Mẫu', phone, email, language: 'vi' };
        const sealedContact = await sealer.seal('notifications', contact);
        const data = { ...DossierSubmitted.sample, dossierId, code, sealedContact };
        await bench.publish(DossierSubmitted, data, { id: `${dossierId}/1`, key: dossierId, at });
      }),
    );
  }
  return filed;
}

function aDossier(number: number) {
  const dossierId = newId('dos', new Date());
  const messages = dossierId.replace('dos_', 'msg_');
  return {
    dossierId,
    // The last digit keeps clear of the numbers to which the sandbox does something by itself.
    phone: `+8491${String(number * 10 + 7).padStart(7, '0')}`,
    email: `nguoidan${String(number)}@example.com`,
    code: `H26.153-261123-${String(number % 10_000).padStart(4, '0')}`,
    textId: `${messages}.dossier-submitted.1.SMS`,
    letterId: `${messages}.dossier-submitted.1.EMAIL`,
  };
}
