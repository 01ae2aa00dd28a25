/** One operation, asked again and again about other dossiers. */
export interface Question {
  readonly name: 'small' | 'tracking';
  readonly query: string;
}

/** One subgraph, six fields. */
export const small: Question = {
  name: 'small',
  query: 'query Small($id: ID!) { dossier(id: $id) { id code status submittedAt dueAt deliveryMethod } }',
};

/** The page on which a citizen follows a dossier: all five subgraphs. */
export const tracking: Question = {
  name: 'tracking',
  query: `query Tracking($id: ID!) {
  dossier(id: $id) {
    id code status submittedAt dueAt
    procedure { id code name { vi en } level }
    office { id name { vi } phone address }
    fees { key name { vi } totalVnd }
    steps { key state dueAt }
    timeline { id at type text { vi } by }
    shipment { id status trackingNumber carrier postageVnd }
    payment { id status amountVnd amountDueVnd items { key quantity totalVnd } }
    messages { id template channel status statusText queuedAt }
  }
}`,
};

/** Dossiers that are asked about: so many that two in flight at once are seldom the same. */
export const dossiers = 1_000;
