import { DossierResultReady, DossierSubmitted, OfficeChanged } from '@motcua/event-contracts';
import { createSealer, createVault, derivedId, newId, parseEnv } from '@motcua/service-kit';
import { startTestBench, type TestBench } from '@motcua/service-kit/testing';
import { handOverCodeFrom } from '../src/domain/hand-over-code.js';
import { envShape } from '../src/env.js';
import { startDelivery } from '../src/main.js';
import { signedHeaders, startCarrierDouble, type CarrierDouble } from './carrier-double.js';

export const webhookSecret = 'development-only-carrier-secret';
export const owner = { kind: 'citizen', id: 'citizen-1' } as const;
export const anotherCitizen = { kind: 'citizen', id: 'citizen-2' } as const;
export const desk = { kind: 'officer', id: 'officer-1', officeId: 'off_ha-dong', roles: ['receive'] } as const;
export const processor = { ...desk, id: 'officer-2', roles: ['process'] } as const;
export const deskElsewhere = { ...desk, officeId: 'off_elsewhere' } as const;

/** Marked values: wherever one of them turns up in the clear, something leaked. */
export const receiver = {
  name: 'Nguyễn Thị Mẫu',
  phone: '0912 345 678',
  address: { countryCode: 'VN', provinceCode: '01', wardCode: '09556', detail: 'Số 1 phố Mẫu' },
};

export interface DeliveryBench extends TestBench {
  readonly url: string;
  readonly carrier: CarrierDouble;
}

/** The service on real engines, with a carrier that answers over HTTP. */
export async function openDeliveryBench(): Promise<DeliveryBench> {
  const bench = await startTestBench('delivery');
  const carrier = await startCarrierDouble();
  bench.lifecycle.defer('carrier', () => carrier.close());
  const env = bench.env({
    CARRIER_URL: carrier.url,
    CARRIER_API_KEY: 'development-only-carrier-key',
    CARRIER_WEBHOOK_SECRET: webhookSecret,
  });
  const given = { clock: bench.clock, patienceMs: 2_000 };
  const { url } = await startDelivery(parseEnv(envShape, env), bench.lifecycle, bench.log, given);
  return { ...bench, url, carrier };
}

export async function officeHeard(bench: TestBench, officeId: string = desk.officeId, sequence = 1): Promise<void> {
  const data = { ...OfficeChanged.sample, officeId };
  await bench.publishTwice(OfficeChanged, data, { id: `${officeId}/${String(sequence)}`, key: officeId });
}

export interface Submitted {
  readonly dossierId: string;
  readonly shipmentId: string;
}

export async function submit(
  bench: TestBench,
  { sealed, officeId = desk.officeId }: { readonly sealed?: unknown; readonly officeId?: string } = {},
): Promise<Submitted> {
  const dossierId = newId('dos', new Date());
  const sealedAddress = await createSealer(bench.keys.sealingPublicKeys).seal('delivery', sealed ?? receiver);
  await submitSealed(bench, dossierId, { method: 'POST', sealedAddress }, officeId);
  return { dossierId, shipmentId: dossierId.replace('dos_', 'shp_') };
}

export async function submitSealed(
  bench: TestBench,
  dossierId: string,
  delivery: (typeof DossierSubmitted.sample)['delivery'],
  officeId: string = desk.officeId,
): Promise<void> {
  const applicantKey = derivedId('apk', owner.id);
  const data = { ...DossierSubmitted.sample, dossierId, officeId, applicantKey, delivery };
  await bench.publishTwice(DossierSubmitted, data, { id: `${dossierId}/1`, key: dossierId });
}

export async function resultReady(bench: TestBench, dossierId: string): Promise<void> {
  const data = { ...DossierResultReady.sample, dossierId };
  await bench.publishTwice(DossierResultReady, data, { id: `${dossierId}/9`, key: dossierId });
}

export const about = (dossierId: string, type: string) => (event: { key: string; type: string }) =>
  event.key === dossierId && event.type === type;

export interface ScanSaid {
  readonly id: string;
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly status: string;
  readonly at: string;
  readonly reasonCode?: string;
  readonly nextAttemptOn?: string;
  readonly handOverCode?: string;
  readonly takenBy?: string;
}

/** The carrier tells of a scan. Answers the status and, where it was refused, the code. */
export async function webhook(
  bench: DeliveryBench,
  said: object,
  { secret = webhookSecret, at = new Date(), headers = {}, body = JSON.stringify(said) }: WebhookChanges = {},
): Promise<readonly [status: number, code: string | undefined]> {
  const id = 'id' in said ? String(said.id) : 'none';
  const response = await fetch(`${bench.url}/carrier/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signedHeaders(secret, id, JSON.stringify(said), at), ...headers },
    body,
  });
  const text = await response.text();
  return [response.status, /"code":"(\w+)"/.exec(text)?.[1]];
}

/** What the receiver tells the courier at the door. */
export function doorOf(
  bench: TestBench,
  shipmentId: string,
): { readonly handOverCode: string; readonly takenBy: string } {
  const key = createVault(bench.keys.vault).blindIndex('hand-over code', shipmentId);
  return { handOverCode: handOverCodeFrom(key), takenBy: 'Lê Thị Nhận Mẫu' };
}

export interface WebhookChanges {
  readonly secret?: string;
  readonly at?: Date;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent instead of what was signed. */
  readonly body?: string;
}

/** For what no event tells. */
export async function untilTrue(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it did not become true');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
