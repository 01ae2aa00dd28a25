/** `8.000 ₫`: whole đồng with dots between thousands. @throws RangeError for anything but a safe integer. */
export function formatVnd(amountVnd: number): string {
  if (!Number.isSafeInteger(amountVnd)) throw new RangeError(`not an amount in đồng: ${amountVnd}`);
  const digits = String(Math.abs(amountVnd)).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${amountVnd < 0 ? '-' : ''}${digits} ₫`;
}
