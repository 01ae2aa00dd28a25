import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { onEngines, percentile, printFigures, rounded, say } from '@motcua/bench';
import { connectMongo, type Mongo } from '@motcua/service-kit';
import { databaseOf } from '@motcua/service-kit/mongo';
import type { TestBench } from '@motcua/service-kit/testing';
import { startMovingClock } from './moving-clock.js';
import { startCarrierPrograms, type CarrierPrograms } from './parcels/carrier-programs.js';
import { carrierKey, carrierSecret } from './parcels/carrier-words.js';
import { expectedOf, type StormedParcel } from './parcels/fates.js';
import { fileParcels } from './parcels/filed-parcels.js';
import { firstLeg, lastLeg } from './parcels/legs.js';
import { planAfterwards, planWave } from './parcels/plan.js';
import { startStormedService, type StormedService } from './parcels/stormed-service.js';
import { judge } from './parcels/verdict.js';
import { codesOf, patienceMs, toldOf, untilStored } from './parcels/waiting.js';
import { seeded } from './seeded.js';

// npm run -s storm:parcels [-- --parcels 1000 --seed 1]
const { values } = parseArgs({
  options: { parcels: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
});
const noon = new Date('2026-11-23T05:00:00.000Z');
const minuteMs = 60_000;
/** A parcel nobody heard of for twelve hours is asked about. */
const silenceMs = 12 * 60 * minuteMs + minuteMs;

say(`seed ${values.seed}`);
process.exitCode = await onEngines('delivery', storm);

interface World {
  readonly bench: TestBench;
  readonly mongo: Mongo;
  readonly carrier: CarrierPrograms;
  readonly service: StormedService;
  readonly clock: Awaited<ReturnType<typeof startMovingClock>>;
  readonly parcels: readonly StormedParcel[];
  readonly random: () => number;
}

async function storm(bench: TestBench): Promise<number> {
  const random = seeded(Number(values.seed));
  const [carrier, clock] = await Promise.all([startCarrierPrograms(), startMovingClock(noon)]);
  for (const outside of [carrier, clock]) bench.lifecycle.defer('an outside system', () => outside.close());
  const mongo = await connectMongo(bench.mongoUrl, bench.lifecycle, bench.log);
  const service = await startStormedService(bench, environment(carrier.url, clock.url), say);
  say('filing …');
  const parcels = await fileParcels(bench, Number(values.parcels), random);
  carrier.knows(parcels);
  const world: World = { bench, mongo, carrier, service, clock, parcels, random };
  await untilStored(mongo, 'packed', { 'state.status': 'PREPARED' }, parcels.length);
  say('the desk gives them away …');
  const begunAt = performance.now();
  await giveAll(world);
  const perSecond = rounded(parcels.length / ((performance.now() - begunAt - service.awayMs()) / 1_000));
  const { wrong, webhooks, tookMs, spentMs } = await carry(world);
  const verdict = await judge(bench, mongo, carrier, parcels, say);
  const webhooksPerSecond = rounded(tookMs.length / (spentMs / 1_000));
  printFigures([
    { what: 'parcels sent', key: 'sent', value: parcels.length, unit: '', most: null },
    { what: 'lost', key: 'lost', value: verdict.lost, unit: '', most: 0 },
    { what: 'doubled', key: 'doubled', value: verdict.doubled, unit: '', most: 0 },
    { what: 'mismatched', key: 'mismatched', value: verdict.mismatched, unit: '', most: 0 },
    { what: 'answered wrongly', key: 'wrongAnswers', value: wrong, unit: '', most: 0 },
    { what: 'given to the carrier while it lives', key: 'perSecond', value: perSecond, unit: '/s', most: null },
    { what: 'webhooks', key: 'webhooks', value: webhooks, unit: '', most: null },
    { what: 'webhooks heard', key: 'webhooksPerSecond', value: webhooksPerSecond, unit: '/s', most: null },
    {
      what: 'a webhook, sixteen at once, p95',
      key: 'p95Ms',
      value: rounded(percentile(tookMs, 0.95)),
      unit: 'ms',
      most: null,
    },
    { what: 'killed with -9', key: 'kills', value: service.kills(), unit: '', most: null },
  ]);
  return verdict.lost + verdict.doubled + verdict.mismatched + wrong === 0 ? 0 : 1;
}

/** Every parcel twice at once; what the carrier refused is given once more, what is not known is asked later. */
async function giveAll({ bench, mongo, service, clock, carrier, parcels }: World): Promise<void> {
  const rest = parcels.flatMap(({ shipmentId }) => [shipmentId, shipmentId]);
  const give = async (): Promise<void> => {
    for (let id = rest.shift(); id !== undefined; id = rest.shift()) await service.giveAway(id);
  };
  const giving = Promise.all(Array.from({ length: 8 }, give));
  await service.during(giving, () => rest.length < parcels.length);
  const isDone = () => parcels.every(({ shipmentId }) => carrier.numberOf(shipmentId) !== undefined);
  const refused = { 'state.status': 'PREPARED' };
  for (const deadline = Date.now() + patienceMs; !isDone();) {
    if (Date.now() > deadline) throw new Error('the carrier never got all parcels');
    const rows = await databaseOf(mongo).collection<{ _id: string }>('shipments').find(refused).toArray();
    for (const { _id } of rows) await service.giveAway(_id);
    clock.jump(2 * minuteMs);
    await pause(500);
  }
  await toldOf(
    bench,
    parcels,
    () => 'shipment.handed-over',
    () => clock.jump(10 * minuteMs),
  );
}

/** Scans to the end; timed is what was said while the service lived. */
async function carry(world: World) {
  const { bench, carrier, service, clock, parcels, random } = world;
  const first = parcels.map((parcel) => ({ parcel, scans: firstLeg(parcel) }));
  for (const { parcel, scans } of first) carrier.scanned(parcel.shipmentId, scans);
  say('on their way …');
  const opening = service.hear(planWave(carrier, first, random));
  const heardOf = () => bench.seen('delivery.v1').filter(({ type }) => type === 'shipment.out-for-delivery').length;
  await service.during(opening, () => heardOf() > parcels.length / 3);
  clock.jump(silenceMs);
  await toldOf(
    bench,
    parcels,
    () => 'shipment.hand-over-code',
    () => clock.jump(minuteMs),
  );
  const codes = await codesOf(bench);
  const last = parcels.map((parcel) => ({ parcel, scans: lastLeg(parcel, codes.get(parcel.dossierId) ?? '') }));
  for (const [at, { parcel, scans }] of last.entries()) {
    carrier.scanned(parcel.shipmentId, [...(first[at]?.scans ?? []), ...scans]);
  }
  say('at the door …');
  const closing = await service.hear(planWave(carrier, last, random));
  clock.jump(silenceMs);
  await toldOf(
    bench,
    parcels,
    (parcel) => expectedOf(parcel).told,
    () => clock.jump(minuteMs),
  );
  const afterwards = await service.hear(planAfterwards(carrier, last, random));
  const all = [await opening, closing, afterwards];
  return {
    wrong: all.reduce((sum, hearing) => sum + hearing.wrong, 0),
    webhooks: all.reduce((sum, hearing) => sum + hearing.tookMs.length, 0),
    tookMs: [...closing.tookMs, ...afterwards.tookMs],
    spentMs: closing.spentMs + afterwards.spentMs,
  };
}

function environment(url: string, clockUrl: string): Readonly<Record<string, string>> {
  return {
    CARRIER_URL: url,
    CARRIER_API_KEY: carrierKey,
    CARRIER_WEBHOOK_SECRET: carrierSecret,
    CLOCK_URL: clockUrl,
  };
}
