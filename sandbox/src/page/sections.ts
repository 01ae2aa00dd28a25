import type { AgencyBook, AgencyNote, NoteKind } from '../agencies/agency-book.js';
import type { LedgerEntry } from '../bank/ledger.js';
import type { Ledger } from '../bank/ledger.js';
import type { Parcel, Scan } from '../carrier/parcels.js';
import type { Clock } from '../clock/clock.js';
import { nextWorkingMorning } from '../clock/next-working-morning.js';
import { html, type Html } from '../html.js';
import type { Journal } from '../journal.js';
import type { Letter } from '../mail/mailbox.js';
import type { Text } from '../sms/text-inbox.js';

/** All there is to see. */
export interface World {
  readonly clock: Clock;
  readonly letters: Journal<Letter>;
  readonly texts: Journal<Text>;
  readonly parcels: Journal<Parcel>;
  readonly ledger: Ledger;
  readonly agencies: readonly AgencyBook[];
}

const mostShown = 30;

export function clockSection({ clock }: World): Html {
  const now = clock.now();
  const morning = nextWorkingMorning(now);
  return html`<section id="clock">
    <h2>Đồng hồ</h2>
    <p class="now"><time datetime="${now.toISOString()}">${inVietnam(now)}</time></p>
    <p>
      <button data-by-ms="3600000">+1 giờ</button>
      <button data-by-ms="86400000">+1 ngày</button>
      <button data-to="${morning.toISOString()}">Sáng làm việc tới (${inVietnam(morning)})</button>
    </p>
    <p id="clock-problem" role="alert"></p>
  </section>`;
}

export function letterSection({ letters }: World): Html {
  return listSection('letters', 'Thư điện tử', 'Chưa có thư nào.', letters, (letter) => [
    html`${heading(letter.receivedAt, letter.to)}<strong>${letter.subject}</strong>
      <pre>${letter.text}</pre>
      ${letter.attachments.map(({ filename, bytes }) => html`<p>Đính kèm: ${filename} (${bytes} byte)</p>`)}`,
  ]);
}

export function textSection({ texts }: World): Html {
  return listSection('texts', 'Tin nhắn', 'Chưa có tin nhắn nào.', texts, (text) => [
    html`${heading(text.receivedAt, text.to)}<small>${text.from} · ${text.encoding} · ${text.parts} phần</small>
      <pre>${text.text}</pre>`,
  ]);
}

export function parcelSection({ parcels }: World): Html {
  return listSection('parcels', 'Bưu gửi', 'Chưa có bưu gửi nào.', parcels, (parcel) => [
    html`${heading(parcel.acceptedAt, parcel.trackingNumber)}<strong>${scanNames[parcel.status]}</strong>
      <p>${parcel.receiver.name}, ${parcel.receiver.phone}, ${parcel.receiver.address} · ${parcel.weightGrams} g</p>
      <ol>
        ${parcel.scans.map(scanLine)}
      </ol>`,
  ]);
}

export function moneySection({ ledger }: World): Html {
  return listSection('money', 'Tiền', 'Chưa có giao dịch nào.', ledger, (entry) => [moneyLine(entry)]);
}

export function agencySection({ agencies }: World): Html {
  return html`<section id="agencies">
    <h2>Cơ quan liên thông</h2>
    ${agencies.map(
      (book) =>
        html`<h3>${book.agency}</h3>
          <p>
            Thời gian xử lý ${hours(book.way().workingMs)} giờ. Từ chối vì chữ ký hoặc nội dung sai:
            <strong>${book.counts().REFUSED}</strong>
          </p>
          <ul>
            ${newestFirst(book.notes).map(noteLine)}
          </ul>`,
    )}
  </section>`;
}

function listSection<Entry extends { readonly id: string }>(
  id: string,
  title: string,
  none: string,
  journal: Journal<Entry>,
  show: (entry: Entry) => readonly Html[],
): Html {
  const entries = newestFirst(journal);
  return html`<section id="${id}">
    <h2>${title} <small>${journal.entries().length}</small></h2>
    ${entries.length === 0 ? html`<p class="none">${none}</p>` : entries.map((entry) => html`<article>${show(entry)}</article>`)}
  </section>`;
}

const scanNames: Readonly<Record<Scan['status'], string>> = {
  ACCEPTED: 'Đã nhận gửi',
  IN_TRANSIT: 'Đang vận chuyển',
  OUT_FOR_DELIVERY: 'Đang phát',
  DELIVERED: 'Đã phát',
  ATTEMPT_FAILED: 'Phát không thành công',
  RETURNING: 'Đang chuyển hoàn',
  RETURNED: 'Đã chuyển hoàn',
  LOST: 'Thất lạc',
};

const noteNames: Readonly<Record<NoteKind, string>> = {
  REFUSED: 'Từ chối bản tin',
  DUPLICATE: 'Bản tin trùng, bỏ qua',
  READ: 'Đã đọc hồ sơ',
  ACCEPTED: 'Đã tiếp nhận',
  COMPLETED: 'Đã giải quyết',
  REJECTED: 'Không giải quyết',
  TAKEN_AWAY: 'Không phải làm nữa',
  RESCHEDULED: 'Hạn mới',
  NOT_TAKEN: 'Trả lời không được nhận',
};

function scanLine({ at, status, reasonCode }: Scan): Html {
  return html`<li>${inVietnam(new Date(at))} ${scanNames[status]} ${reasonCode}</li> `;
}

function noteLine({ at, what, dossierId, stepKey, detail }: AgencyNote): Html {
  const about = [dossierId, stepKey, detail].filter((part) => part !== undefined).join(' · ');
  return html`<li class="${what.toLowerCase()}">
    ${inVietnam(new Date(at))} ${noteNames[what]} <small>${about}</small>
  </li> `;
}

function moneyLine(entry: LedgerEntry): Html {
  const amount = html`<strong>${entry.amountVnd.toLocaleString('vi-VN')} ₫</strong>`;
  if (entry.kind === 'REFUND') return html`${heading(entry.at, entry.txnRef)}${amount} hoàn trả, ${entry.createdBy}`;
  if (entry.kind === 'TRANSFER') return html`${heading(entry.at, entry.txnRef)}${amount} chuyển khoản đến`;
  const calls = entry.callbacks.map(({ answered }) => answered).join(', ');
  return html`${heading(entry.at, entry.txnRef)}${amount} ${entry.charged ? 'đã thu' : 'không thu'}
    <small
      >${entry.outcome} (${entry.responseCode}/${entry.transactionStatus}), gọi lại:
      ${calls === '' ? 'chưa' : calls}</small
    >`;
}

function newestFirst<Entry extends { readonly id: string }>(journal: Journal<Entry>): readonly Entry[] {
  return journal.entries().slice(-mostShown).reverse();
}

function heading(at: string, whom: string): Html {
  return html`<p class="heading"><time>${inVietnam(new Date(at))}</time> ${whom}</p>`;
}

const vietnam = new Intl.DateTimeFormat('vi-VN', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Asia/Ho_Chi_Minh',
});
const inVietnam = (instant: Date): string => vietnam.format(instant);
const hours = (ms: number): string => (ms / 3_600_000).toLocaleString('vi-VN');
