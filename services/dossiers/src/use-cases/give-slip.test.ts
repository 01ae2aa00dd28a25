import { createSignedLinks, createVault, generateIdentityKeys, generateVaultKeys } from '@motcua/service-kit';
import { after, filed, submits } from '../domain/dossier-story.fixture.js';
import type { Relation } from '../domain/access.js';
import { createDocumentSigner } from '../providers/document-signer.js';
import { giveSlip } from './give-slip.js';

const id = 'dos_player';
const at = new Date('2026-11-23T02:00:00Z');
const vault = createVault(generateVaultKeys('vault-1'));
const wrappedKey = vault.newDataKey();
const submission = filed();
const receipt = vault.encrypt(wrappedKey, `dossiers/${id}/receipt`, 'AAAAAAAAAAAAAAAAAAAAAA');
const facts = [{ ...submission, personal: { ...submission.personal, receipt } }];

function give(relation: Relation, { key = wrappedKey }: { readonly key?: string | null } = {}) {
  const context = {
    ...{ vault, links: createSignedLinks(vault), portalUrl: 'https://portal.test' },
    documents: createDocumentSigner({ keys: [generateIdentityKeys('documents-1').privateKey] }),
    clock: { now: () => at, onJump: () => () => undefined },
    dataKeys: {
      find: () => Promise.resolve(key),
      open: () => Promise.reject(new Error()),
      forget: () => Promise.reject(new Error()),
    },
  };
  const state = after(submits);
  if (state.status === 'NONE') throw new Error('nothing was submitted');
  const meta = {
    id: `${id}/1`,
    causedBy: 'drf_player',
    actor: { kind: 'citizen', id: 'apk_player' },
    occurredAt: at,
  } as const;
  const stored = { id, version: 1, state, facts: facts.map((fact) => ({ ...fact, ...meta })) };
  return giveSlip(context, { stored, id, state, relation }, 'en');
}

describe('the slip', () => {
  it('is given to the applicant, in the language of the request', async () => {
    expect(await give('APPLICANT')).toMatchObject({
      downloadPath: expect.stringMatching(/^\/slips\/.+\?language=en$/),
      receiptToken: 'AAAAAAAAAAAAAAAAAAAAAA',
    });
  });

  it.each(['OFFICE', 'AGENCY'] as const)('is nothing for the %s: it opens the dossier', async (relation) => {
    expect(await give(relation)).toBeNull();
  });

  it('is gone once the data key is gone', async () => {
    expect(await give('APPLICANT', { key: null })).toBeNull();
  });
});
