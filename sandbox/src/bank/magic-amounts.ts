/** What becomes of a payment that is confirmed without saying how, by the last three digits of its sum in đồng. */
export const magicEndings: ReadonlyMap<string, string> = new Map([
  ['024', 'cancel'],
  ['051', 'insufficient-funds'],
  ['013', 'wrong-otp'],
  ['010', 'wrong-details'],
  ['079', 'wrong-password'],
  ['009', 'not-enrolled'],
  ['012', 'account-locked'],
  ['065', 'daily-limit'],
  ['075', 'maintenance'],
  ['099', 'other-error'],
  ['007', 'suspect'],
  ['004', 'reversed'],
  ['100', 'success-callback-never'],
  ['101', 'success-callback-late'],
  ['105', 'success-callback-five-times'],
  ['110', 'success-wrong-amount'],
  ['111', 'success-forged-callback'],
  ['112', 'success-after-failure'],
  ['113', 'success-before-failure'],
  ['120', 'success-no-return'],
  ['121', 'success-times-out'],
  ['130', 'success-refund-refused'],
  ['131', 'success-refund-times-out'],
  ['140', 'success-not-in-statement'],
]);

export function outcomeOfAmount(amountVnd: number): string {
  return magicEndings.get(String(amountVnd % 1_000).padStart(3, '0')) ?? 'success';
}
