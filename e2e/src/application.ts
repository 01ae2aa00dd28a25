import { readFileSync } from 'node:fs';

/** What a citizen would type and attach: shaped like a sample application of the catalogue. */
export interface Application {
  readonly procedureCode: string;
  readonly titleVi: string;
  readonly answers: Readonly<Record<string, unknown>>;
  /** Keys of the papers to attach. */
  readonly attachments: readonly string[];
}

/** @throws Error naming what is wrong with the file. */
export function readApplication(path: string): Application {
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof file !== 'object' || file === null) throw new Error(`${path} holds no application`);
  const { procedureCode, titleVi, answers, attachments } = file as Partial<Application>; // checked right below
  if (typeof procedureCode !== 'string') throw new Error(`${path}: procedureCode is missing`);
  if (typeof answers !== 'object') throw new Error(`${path}: answers are missing`);
  if (!Array.isArray(attachments)) throw new Error(`${path}: attachments must be a list of paper keys`);
  return { procedureCode, titleVi: titleVi ?? procedureCode, answers, attachments };
}

/** A one-page PDF that says which paper it stands for. */
export function samplePdf(paper: string): Uint8Array<ArrayBuffer> {
  const content = `BT /F1 18 Tf 60 760 Td (Sample paper: ${paper.replace(/[^\w .-]/g, '')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return new TextEncoder().encode(text + end);
}
