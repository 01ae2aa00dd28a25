import type { Language } from '../edge-texts.js';

/** What a page may have to do without, in the words of those who use it. */
const parts = {
  CATALOGUE: {
    vi: 'Thông tin thủ tục tạm thời chưa có.',
    en: 'The catalogue of procedures is missing at the moment.',
  },
  DOSSIERS: { vi: 'Thông tin hồ sơ tạm thời chưa có.', en: 'The dossiers are missing at the moment.' },
  PAYMENTS: { vi: 'Thông tin thanh toán tạm thời chưa có.', en: 'The payments are missing at the moment.' },
  MESSAGES: { vi: 'Thông tin tin nhắn tạm thời chưa có.', en: 'The messages are missing at the moment.' },
  DELIVERY: {
    vi: 'Thông tin chuyển phát tạm thời chưa có.',
    en: 'What is known about delivery is missing at the moment.',
  },
  LIVE_UPDATES: {
    vi: 'Tạm thời chưa tự cập nhật được. Trang sẽ cập nhật lại khi hệ thống trở lại.',
    en: 'Changes are not shown by themselves at the moment; they will be once the system is back.',
  },
} as const;

export type Part = keyof typeof parts;

/** One entry of `extensions.degraded`. */
export interface MissingPart {
  readonly part: Part;
  readonly message: string;
}

export function missingPart(part: Part, language: Language): MissingPart {
  return { part, message: parts[part][language] };
}

const answeredBy: Readonly<Record<string, Part>> = {
  procedures: 'CATALOGUE',
  dossiers: 'DOSSIERS',
  payments: 'PAYMENTS',
  notifications: 'MESSAGES',
  delivery: 'DELIVERY',
};

/** Undefined for a subgraph that is none of the platform's: its name is nobody's business. */
export function partOf(subgraph: string): Part | undefined {
  return Object.hasOwn(answeredBy, subgraph) ? answeredBy[subgraph] : undefined;
}
