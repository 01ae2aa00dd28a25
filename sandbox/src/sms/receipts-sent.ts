import type { Pdu, PduOptions, Session } from 'smpp';
import type { WeatherStation } from '../weather/weather.js';
import { receiptOf, type ReceiptState } from './receipt.js';

export interface Submitted {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly userReference?: number | undefined;
  readonly submittedAt: Date;
  readonly doneAt: Date;
}

/** What becomes of a text, as the centre tells it: once, or as badly as the weather is. */
export function sendReceipts(
  session: Session,
  submitted: Submitted,
  state: ReceiptState,
  station: WeatherStation,
): void {
  const { texts } = station.now();
  const tell = (options: PduOptions): void => void session.deliver_sm(options, () => undefined);
  const receipt = (more: Partial<Submitted> & { readonly state?: ReceiptState } = {}) =>
    receiptOf({ ...submitted, state, ...more });
  if (station.happens(texts.noReceiptPerMille)) return;
  // Forged: about the same text, from a phone it never went to.
  if (station.happens(texts.forgedReceiptPerMille)) tell(receipt({ state: 'UNDELIV', to: '84911111111' }));
  tell(receipt());
  if (station.happens(texts.doubledReceiptPerMille)) tell(receipt());
  if (station.happens(texts.contraryReceiptPerMille)) {
    tell(receipt({ state: state === 'DELIVRD' ? 'UNDELIV' : 'DELIVRD' }));
  }
}

/** Whether the sender asked to be told. */
export function wantsReceipt({ registered_delivery: wanted = 0 }: Pdu): boolean {
  return (wanted & 0x01) !== 0;
}
