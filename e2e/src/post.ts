import { randomUUID } from 'node:crypto';
import type { Actors } from './actors.js';
import { act } from './act.js';
import type { Client } from './client.js';

/** A parcel as the applicant and the desk see it. */
export interface ParcelSeen {
  readonly id: string;
  readonly status: string;
  readonly reasonCode: string | null;
  readonly failedAttempts: number;
  readonly nextAttemptOn: string | null;
  readonly proof: string | null;
  readonly copy: number;
  readonly trackingNumber: string | null;
  readonly postageVnd: number;
  readonly returnAcceptedAt: string | null;
  readonly scans: readonly { readonly status: string; readonly reasonCode: string | null }[];
}

/** What the carrier does with the parcels it takes from now on; hours after it took them. */
export interface CarrierLeg {
  readonly status: string;
  readonly afterMs: number;
  readonly reasonCode?: string;
  readonly door?: 'SILENT' | 'WRONG_CODE';
  readonly untold?: true;
}

const fields = `id status reasonCode failedAttempts nextAttemptOn proof copy trackingNumber postageVnd returnAcceptedAt
  scans { status reasonCode }`;

/** Every parcel of a dossier, oldest first. */
export async function parcelsOf(client: Client, dossierId: string): Promise<readonly ParcelSeen[]> {
  const { dossier } = await client.ask<{ dossier: { shipments: readonly ParcelSeen[] } }>(
    `query Parcels($id: ID!) { dossier(id: $id) { shipments { ${fields} } } }`,
    { id: dossierId },
  );
  return dossier.shipments;
}

/** One mutation about a parcel. */
export async function actOnParcel(
  client: Client,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<ParcelSeen> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const answer = await client.ask<Readonly<Record<string, { readonly shipment: ParcelSeen }>>>(
    `mutation Act($input: ${type}!) { ${name}(input: $input) { shipment { ${fields} } } }`,
    { input: { requestId: randomUUID(), ...input } },
  );
  const done = answer[name];
  if (done === undefined) throw new Error(`${name} was not answered`);
  return done.shipment;
}

/** The newest parcel, once it is packed, given to the carrier; answers when the carrier has it. */
export async function giveToCarrier({ receiver, until }: Actors, dossierId: string): Promise<ParcelSeen> {
  const newest = async () => (await parcelsOf(receiver, dossierId)).at(-1);
  const packed = await until('the parcel to be packed', newest, (parcel) => parcel?.status === 'PREPARED');
  await actOnParcel(receiver, 'handOverToCarrier', { shipmentId: packed?.id });
  const given = await until('the carrier to take it', newest, (parcel) => (parcel?.scans.length ?? 0) > 0);
  if (given === undefined) throw new Error('the parcel is not there any more');
  return given;
}

export async function planCarrier(sandboxUrl: string, legs: readonly CarrierLeg[]): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/parcels/journey`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ status: 'ACCEPTED', afterMs: 0 }, ...legs]),
  });
  if (!answer.ok) throw new Error(`the carrier takes no such plan: ${await answer.text()}`);
}

/** Both sign for it at the desk. */
export async function handOverAtDesk({ receiver }: Actors, dossierId: string): Promise<void> {
  const receivers = [{ name: 'Trần Thu Hà Mẫu', personalId: '000194000002' }];
  await act(receiver, 'handOverResult', { dossierId, receivers, authority: null }, 'HandOverResultInput');
}
