import { randomUUID } from 'node:crypto';
import type { Actors } from '../actors.js';
import { samplePdf, type Application } from '../application.js';
import { birthJourney } from '../birth-journey.js';
import { startDraft } from '../start-draft.js';

/** What the matrix is asked about: one dossier at its end, with everything that can be attached to one. */
export interface Stage {
  readonly tokens: { readonly guest: string; readonly otherGuest: string };
  readonly variables: Readonly<Record<string, unknown>>;
  /** How each query is asked. */
  readonly queries: Readonly<Record<string, { readonly declared: string; readonly given: string }>>;
  /** What inputs of mutations hold, by the name of the field. */
  readonly known: Readonly<Record<string, unknown>>;
}

const silent = (): void => {};

const ofResidence = new Set([
  ...['residenceRequest', 'residenceAddress', 'residenceConfirmMethod', 'householdHeadIs', 'relationToHead'],
  ...['headConsentBy', 'ownerIs'],
]);

export async function setStage(actors: Actors, birth: Application): Promise<Stage> {
  // Without residence, so that one of the two agencies has nothing to do with it.
  const answers = Object.fromEntries(Object.entries(birth.answers).filter(([name]) => !ofResidence.has(name)));
  const application = { ...birth, answers: { ...answers, interlinkScope: 'birthInsurance' } };
  const { code } = await birthJourney(actors, application, silent);
  const { myDossiers } = await actors.citizen.ask<{
    myDossiers: {
      nodes: {
        id: string;
        code: string;
        submissionSlip: { receiptToken: string; qrText: string };
        payment: { id: string };
        shipment: { id: string };
        messages: { id: string }[];
        results: { id: string; resultCode: string }[];
      }[];
    };
  }>(
    `query Mine { myDossiers(first: 100) { nodes { id code submissionSlip { receiptToken qrText } payment { id } shipment { id } messages { id } results { id resultCode } } } }`,
  );
  const dossier = myDossiers.nodes.find((node) => node.code === code);
  if (dossier === undefined) throw new Error(`${code} is not its applicant’s`);
  const { redeemReceipt } = await actors.anybody.ask<{ redeemReceipt: { access: { token: string } } }>(
    `mutation Redeem($input: RedeemReceiptInput!) { redeemReceipt(input: $input) { access { token } } }`,
    { input: { requestId: randomUUID(), receiptToken: dossier.submissionSlip.receiptToken } },
  );
  const about = { procedureCode: application.procedureCode, officeId: 'off_ha-dong' };
  const own = await startDraft(actors, actors.citizen, about);
  const others = await startDraft(actors, actors.anybody, about);
  const today = (await actors.sandbox.now()).toISOString().slice(0, 10);
  const ids = {
    ...{ dossier: dossier.id, draft: own.draft.id, payment: dossier.payment.id, shipment: dossier.shipment.id },
    ...{ code, procedureCode: application.procedureCode, today, token: dossier.submissionSlip.qrText },
    ...{ office: about.officeId, nothing: 'nothing' },
  };
  return {
    tokens: { guest: redeemReceipt.access.token, otherGuest: others.access?.token ?? '' },
    variables: ids,
    queries: questions,
    known: {
      ...{ dossierId: ids.dossier, draftId: ids.draft, paymentId: ids.payment, shipmentId: ids.shipment },
      ...{ messageId: dossier.messages[0]?.id, documentId: dossier.results[0]?.id ?? 'res_none.1' },
      ...{ resultCode: dossier.results[0]?.resultCode ?? 'KQ', code, procedureCode: '9.999999', officeId: ids.office },
      ...{ reasonCode: 'NOT_THIS_OFFICE', paper: 'birthNotification', stepKey: 'forward', toStepKey: 'registerBirth' },
      ...{ answers: {}, items: [{ subject: 'PAPER', key: 'birthNotification', reasonCode: 'UNREADABLE' }] },
      ...{
        receivers: [],
        definition: {},
        calendar: {},
        samples: [],
        newDueOn: today,
        effectiveFrom: today,
        retiredFrom: today,
      },
    },
  };
}

const id = (name: string) => ({ declared: `($${name}: ID!)`, given: `(id: $${name})` });
const first = { declared: '', given: '(first: 3)' };

const questions: Stage['queries'] = {
  ...{ draft: id('draft'), payment: id('payment'), shipment: id('shipment'), procedureDraft: id('nothing') },
  ...{
    deskQueue: { declared: '', given: '(first: 3, filter: { status: [CLOSED] })' },
    myDossiers: first,
    myDrafts: first,
  },
  ...{ procedures: first, procedureDrafts: first, offices: first },
  administrativeUnits: { declared: '', given: '(first: 1, provinceCode: "01")' },
  deskRegister: { declared: '($today: Date!)', given: '(from: $today, to: $today)' },
  dueDatePreview: {
    declared: '($procedureCode: String!)',
    given: '(procedureCode: $procedureCode, acceptedAt: "2026-11-23T02:00:00.000Z")',
  },
  handOverList: { declared: '($today: Date!)', given: '(day: $today)' },
  messages: { declared: '($dossier: ID!)', given: '(dossierId: $dossier, first: 3)' },
  parcelsToHandle: { declared: '($office: ID!)', given: '(officeId: $office)' },
  paymentsToHandle: { declared: '($office: ID!)', given: '(officeId: $office)' },
  postageQuote: { declared: '($office: ID!)', given: '(officeId: $office, toProvinceCode: "01")' },
  previewMessage: { declared: '', given: '(input: { template: "dossier-received", language: VI })' },
  procedure: { declared: '($procedureCode: String!)', given: '(code: $procedureCode)' },
  procedureVersion: { declared: '($procedureCode: String!)', given: '(code: $procedureCode, version: 1)' },
  procedureVersionDifference: {
    declared: '($procedureCode: String!)',
    given: '(code: $procedureCode, from: 1, to: 1)',
  },
  reconciliation: { declared: '($today: Date!, $office: ID!)', given: '(day: $today, officeId: $office)' },
  trackDossier: { declared: '($code: String!)', given: '(code: $code)' },
  verifyDocument: { declared: '($token: String!)', given: '(token: $token)' },
  whatDoINeed: {
    declared: '($procedureCode: String!)',
    given: '(input: { procedureCode: $procedureCode, answers: {} })',
  },
};

/** What is handed in where a file is asked for. */
export const sampleFile = () => samplePdf('a paper that nobody asked for');
