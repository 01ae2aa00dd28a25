import { randomUUID } from 'node:crypto';
import type { Viewer } from '@motcua/service-kit';
import type { TestBench } from '@motcua/service-kit/testing';
import { officeId } from '../filing/catalogue.js';

/** The officers of the office in front of the service, as the gateway would pass their requests on. */
export interface Ward {
  receive(dossierId: string): Promise<void>;
  completeStep(dossierId: string, stepKey: string): Promise<void>;
}

export function openWard(bench: TestBench, url: string): Ward {
  const viewer: Viewer = { kind: 'officer', id: 'bench-officer', officeId, roles: ['receive', 'process'] };
  const act = async (name: string, type: string, input: object): Promise<void> => {
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) { dossier { id status } } }`;
    const answer = await bench.query(url, document, { input: { requestId: randomUUID(), ...input } }, viewer);
    answer.textAt(`${name}.dossier.status`);
  };
  return {
    receive: (dossierId) => act('receiveDossier', 'DossierActionInput', { dossierId }),
    completeStep: (dossierId, stepKey) => act('completeStep', 'CompleteStepInput', { dossierId, stepKey }),
  };
}
