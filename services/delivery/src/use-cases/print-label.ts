import { openDocument, type PrintedDocument } from '@motcua/printed-documents';
import { Refusal, type LinkedPaper } from '@motcua/service-kit';
import { dayInVietnam } from '@motcua/vietnam';
import type { Context, Receiver } from '../context.js';
import { nameOfUnit } from '../domain/destination.js';
import type { Office } from '../domain/office.js';
import { isLabelled, type LabelledShipment } from '../domain/shipment.js';
import { readReceiver } from './receiver.js';

/** The label a signed link leads to; null when the link is over or forged, or the address was erased. */
export async function printLabel(context: Context, token: string): Promise<LinkedPaper | null> {
  const at = context.clock.now();
  const shipmentId = context.links.open('label', token, at);
  const shipment = shipmentId === null ? undefined : (await context.shipments.find(shipmentId))?.state;
  if (shipment === undefined || !isLabelled(shipment)) return null;
  const receiver = await receiverOf(context, shipment);
  if (receiver === null) return null;
  const office = await context.offices.find(shipment.officeId);
  const fileName = `nhan-${shipment.trackingNumber}.pdf`;
  return { bytes: draw({ shipment, receiver, office, day: dayInVietnam(at) }), fileName };
}

async function receiverOf(context: Context, shipment: LabelledShipment): Promise<Receiver | null> {
  try {
    return await readReceiver(context, shipment);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

interface Label {
  readonly shipment: LabelledShipment;
  readonly receiver: Receiver;
  readonly office: Office | null;
  readonly day: string;
}

function draw({ shipment, receiver, office, day }: Label): Buffer {
  const { trackingNumber, dossierCode, weightGrams } = shipment;
  const title = `Nhãn bưu gửi ${trackingNumber}`;
  const page = openDocument({
    ...{ title, language: 'vi', size: 'A5', footer: title },
    createdAt: shipment.labelPrintedAt ?? shipment.requestedAt,
  });
  page.heading('BƯU GỬI', 1, 'center');
  page.barCode(trackingNumber, { alt: `Mã vạch Code 128 của số hiệu bưu gửi ${trackingNumber}` });
  page.space(10);
  drawSender(page, office);
  drawReceiver(page, receiver, day);
  page.table(
    [
      { title: 'Hồ sơ', share: 2 },
      { title: 'Nội dung', share: 2 },
      { title: 'Khối lượng', align: 'right' },
    ],
    [[dossierCode, 'Giấy tờ', `${String(weightGrams)} g`]],
  );
  page.paragraph('Bưu gửi được niêm phong khi giao cho bưu tá; người nhận xuất trình giấy tờ tùy thân và mã nhận.', {
    size: 'small',
  });
  return page.finish();
}

function drawSender(page: PrintedDocument, office: Office | null): void {
  page.heading('Người gửi', 3);
  page.paragraph(office?.name ?? 'Bộ phận Một cửa', { weight: 'bold' });
  page.paragraph([office?.address, office?.phone].filter((text) => text !== undefined).join(' · '), { size: 'small' });
}

function drawReceiver(page: PrintedDocument, { name, phone, address }: Receiver, day: string): void {
  const { detail, wardCode, provinceCode } = address;
  const place = [wardCode, provinceCode].map((code) => nameOfUnit(code, day));
  page.heading('Người nhận', 3);
  page.paragraph(name, { weight: 'bold', size: 'large' });
  page.paragraph([detail, ...place].join(', '), { size: 'large' });
  page.paragraph(`Điện thoại: ${phone}`);
}
