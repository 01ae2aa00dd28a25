import { openDocument } from '@motcua/printed-documents';
import type { LinkedPaper } from '@motcua/service-kit';
import { formatVnd, instantInVietnam } from '@motcua/vietnam';
import type { Context } from '../context.js';
import { nameOfUnit } from '../domain/destination.js';
import type { Office } from '../domain/office.js';
import { handedOver, type GivenAway } from './list-hand-overs.js';

/** The list a signed link leads to; null when the link is over or forged. It names provinces, never a receiver. */
export async function printHandOverList(context: Context, token: string): Promise<LinkedPaper | null> {
  const [officeId, day] = context.links.open('hand-over-list', token, context.clock.now())?.split('/') ?? [];
  if (officeId === undefined || day === undefined) return null;
  const [parcels, office] = [await handedOver(context, officeId, day), await context.offices.find(officeId)];
  return { bytes: draw(parcels, office, day), fileName: `ban-giao-${day}.pdf` };
}

const columns = [
  { title: 'STT', share: 0.5, align: 'right' },
  { title: 'Số hiệu bưu gửi', share: 1.8 },
  { title: 'Hồ sơ', share: 2 },
  { title: 'Nơi đến', share: 1.6 },
  { title: 'Khối lượng', align: 'right' },
  { title: 'Cước', align: 'right' },
] as const;

function draw(parcels: readonly GivenAway[], office: Office | null, day: string): Buffer {
  const written = day.split('-').reverse().join('/');
  const title = `Bảng kê giao nhận bưu gửi ngày ${written}`;
  const createdAt = instantInVietnam(day);
  const page = openDocument({ title, language: 'vi', size: 'A4', createdAt, footer: title });
  page.paragraph(office?.name ?? 'Bộ phận Một cửa', { weight: 'bold' });
  page.heading('BẢNG KÊ GIAO NHẬN BƯU GỬI', 1, 'center');
  page.paragraph(`Ngày ${written}: ${String(parcels.length)} bưu gửi, đã niêm phong.`, { align: 'center' });
  page.table(
    columns,
    parcels.map(({ state }, at) => [
      ...[String(at + 1), state.trackingNumber, state.dossierCode],
      nameOfUnit(state.toProvinceCode, day),
      ...[`${String(state.weightGrams)} g`, formatVnd(state.postageVnd)],
    ]),
  );
  page.columns(['BÊN GIAO (Bộ phận Một cửa)', 'BÊN NHẬN (bưu tá)'].map(signature));
  return page.finish();
}

function signature(who: string) {
  const [below, ...room] = [{ text: '(ký, ghi rõ họ tên, giờ)', align: 'center', size: 'small' } as const, '', '', ''];
  return { lines: [{ text: who, weight: 'bold', align: 'center' } as const, below, ...room.map((text) => ({ text }))] };
}
