import type { Client } from './client.js';

/** One query over four subgraphs: what a progress page shows. */
export interface DossierSeen {
  readonly code: string;
  readonly status: string;
  readonly nationalStatus: number;
  readonly dueAt: string | null;
  readonly steps: readonly { readonly key: string; readonly agency: string; readonly state: string }[];
  readonly availableActions: readonly string[];
  readonly timeline: readonly { readonly at: string; readonly text: { readonly vi: string } }[];
  readonly accesses: readonly { readonly who: string; readonly purpose: string }[] | null;
  readonly payment: {
    readonly id: string;
    readonly status: string;
    readonly amountDueVnd: number;
    readonly items: readonly { readonly key: string; readonly totalVnd: number }[];
  } | null;
  readonly messages: readonly { readonly template: string; readonly channel: string; readonly status: string }[] | null;
  readonly shipment: { readonly id: string; readonly status: string; readonly trackingNumber: string | null } | null;
}

/** Mail as far as anybody knows; a text is told of by whoever carried it. */
export function reachedSomebody({ status }: { readonly status: string }): boolean {
  return status === 'SENT' || status === 'DELIVERED';
}

export async function readDossier(client: Client, id: string): Promise<DossierSeen> {
  const { dossier } = await client.ask<{ dossier: DossierSeen | null }>(
    `query Progress($id: ID!) {
      dossier(id: $id) {
        code status nationalStatus dueAt availableActions
        steps { key agency state }
        timeline { at text { vi } }
        accesses { who purpose }
        payment { id status amountDueVnd items { key totalVnd } }
        messages { template channel status }
        shipment { id status trackingNumber }
      }
    }`,
    { id },
  );
  if (dossier === null) throw new Error(`There is no dossier ${id} for this viewer`);
  return dossier;
}
