import {
  about,
  act,
  aFiledDossier,
  aPaidPayment,
  desk,
  deskElsewhere,
  openPaymentsBench,
  owner,
  type PaymentsBench,
} from './payments-bench.js';

let bench: PaymentsBench;
beforeAll(async () => {
  bench = await openPaymentsBench();
}, 60_000);
afterAll(() => bench.close());

const day = '2026-11-23';
const heard = (dossierId: string, type: string) => bench.waitFor('payment.v1', about(dossierId, type));
const transfer = (reference: string, amountVnd: number, at = `${day}T12:10:00+07:00`) =>
  ({ kind: 'TRANSFER', reference, amountVnd, at }) as const;
/** Time passes, and the statement is read again. */
const later = (minutes: number) =>
  bench.clock.set(new Date(bench.clock.now().getTime() + minutes * 60_000).toISOString());

async function aTransfer() {
  const filed = await aFiledDossier(bench);
  await heard(filed.dossierId, 'payment.due');
  const started = await act(bench, owner, 'start', { paymentId: filed.paymentId, method: 'VIETQR' });
  return { ...filed, attemptId: started.textAt('startPayment.attempt.id'), started };
}

const reconciliation = `query ($day: Date!, $officeId: ID!) { reconciliation(day: $day, officeId: $officeId) {
  matchedCount matchedVnd bankVnd bookedVnd cashVnd mismatches { code nextStep { vi en } reference bankVnd bookedVnd } } }`;
const reconciled = (viewer: Parameters<typeof bench.query>[3] = desk) =>
  bench.query(bench.url, reconciliation, { day, officeId: 'off_ha-dong' }, viewer);

describe('a transfer by VietQR', () => {
  it('settles when the statement shows it, whatever the bank added to its text', async () => {
    const { dossierId, attemptId, started } = await aTransfer();
    expect(started.at('startPayment')).toMatchObject({ payUrl: null, attempt: { method: 'VIETQR' } });
    expect(started.textAt('startPayment.qrText')).toContain(`08${String(attemptId.length)}${attemptId}6304`);
    bench.bank.states([transfer(`MBVCB.123.${attemptId}.CT tu NGUYEN VAN MAU`, 28_000)]);
    later(1);
    expect((await heard(dossierId, 'payment.settled')).data).toMatchObject({ method: 'VIETQR' });
    later(1);
    expect(bench.seen('payment.v1').filter(({ key }) => key === dossierId)).toHaveLength(2);
  });

  it('of another sum is looked into', async () => {
    const { dossierId, attemptId } = await aTransfer();
    bench.bank.states([transfer(attemptId, 20_000)]);
    later(1);
    expect((await heard(dossierId, 'payment.under-review')).data).toMatchObject({ reasonCode: 'WRONG_AMOUNT' });
  });

  it('that is waited for does not keep anybody from paying otherwise; both is looked into', async () => {
    const { dossierId, paymentId, attemptId } = await aTransfer();
    expect((await act(bench, desk, 'cash', { paymentId, amountVnd: 28_000 })).codes).toEqual([]);
    bench.bank.states([transfer(attemptId, 28_000)]);
    later(1);
    expect((await heard(dossierId, 'payment.under-review')).data).toMatchObject({ attemptId });
  });
});

describe('the bank’s statement against the books of an office', () => {
  it('fits, names what does not, and is shown to the office alone', async () => {
    const paid = await aPaidPayment(bench);
    const missing = await aPaidPayment(bench);
    const reviewed = await aTransfer();
    const lines = [
      { kind: 'PAYMENT', reference: paid.attemptId, amountVnd: 28_000, at: `${day}T12:00:00+07:00` } as const,
      transfer(reviewed.attemptId, 30_000),
      transfer('tien phong tro thang 11', 1_000_000),
    ];
    bench.bank.states(lines);
    later(1);
    await heard(reviewed.dossierId, 'payment.under-review');
    const found = (await reconciled()).at('reconciliation') as { mismatches: { code: string; reference: string }[] }; // as the schema says
    const codes = new Map(found.mismatches.map(({ code, reference }) => [reference, code]));
    expect(codes.get(missing.attemptId)).toBe('MISSING_AT_BANK');
    expect(codes.get(reviewed.attemptId)).toBe('UNDER_REVIEW');
    expect(codes.has(paid.attemptId)).toBe(false);
    expect(found.mismatches).toContainEqual({
      ...{ code: 'UNKNOWN_REFERENCE', bankVnd: 1_000_000, bookedVnd: null },
      nextStep: {
        vi: expect.stringMatching(/^Hỏi ngân hàng/) as unknown,
        en: expect.stringMatching(/^Ask/) as unknown,
      },
      reference: expect.stringMatching(/^line-/) as unknown,
    });
    expect(JSON.stringify(found)).not.toContain('phong tro');
    expect((await reconciled(deskElsewhere)).at('reconciliation')).toBeNull();
    expect((await reconciled(owner)).at('reconciliation')).toBeNull();
  });

  it('cannot be held against anything while the bank gives none', async () => {
    bench.bank.states(null);
    expect((await reconciled()).codes).toEqual(['STATEMENT_NOT_AVAILABLE']);
  });

  it('finds money whose callback was lost for good', async () => {
    const filed = await aFiledDossier(bench);
    await heard(filed.dossierId, 'payment.due');
    const started = await act(bench, owner, 'start', { paymentId: filed.paymentId });
    const reference = started.textAt('startPayment.attempt.id');
    bench.bank.says('SILENCE');
    bench.bank.states([{ kind: 'PAYMENT', reference, amountVnd: 28_000, at: bench.clock.now().toISOString() }]);
    later(2);
    expect((await heard(filed.dossierId, 'payment.settled')).data).toMatchObject({ method: 'VNPAY' });
  });
});
