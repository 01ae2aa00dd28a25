import { z } from 'zod';
import { contract } from './contract.js';
import { Day, Id, Instant, LocalizedText } from './values.js';

const topic = 'procedure.v1';

export const ProcedurePublished = contract({
  name: 'procedure.published',
  topic,
  schema: z.object({
    procedureId: Id,
    code: Id,
    version: z.int().positive(),
    effectiveFrom: Day,
    publishedAt: Instant,
    /** The whole definition as @motcua/procedure-definition reads it, option sets and agencies included. */
    definition: z.record(z.string(), z.unknown()),
    optionSets: z.record(z.string(), z.unknown()),
    agencies: z.record(z.string(), z.unknown()),
  }),
  sample: {
    procedureId: 'prc_2.000986',
    code: '2.000986',
    version: 1,
    effectiveFrom: '2026-07-01',
    publishedAt: '2026-06-15T02:00:00.000Z',
    definition: { code: '2.000986', nameVi: 'Liên thông đăng ký khai sinh' },
    optionSets: {},
    agencies: {},
  },
});

export const ProcedureRetired = contract({
  name: 'procedure.retired',
  topic,
  schema: z.object({ procedureId: Id, code: Id, retiredFrom: Day }),
  sample: { procedureId: 'prc_2.000986', code: '2.000986', retiredFrom: '2027-03-01' },
});

export const OfficeChanged = contract({
  name: 'office.changed',
  topic,
  schema: z.object({
    officeId: Id,
    /** First part of every dossier code of this office, e.g. `H26.153`. */
    codePrefix: Id,
    name: LocalizedText,
    phone: z.string(),
    address: z.string(),
    provinceCode: z.string().length(2),
    wardCode: z.string().length(5),
    /** Codes of the procedures filed here. */
    procedureCodes: z.array(Id),
    validFrom: Day,
    /** The last day on which it takes dossiers, and who took over. */
    validUntil: Day.optional(),
    successorOfficeId: Id.optional(),
  }),
  sample: {
    officeId: 'off_ha-dong',
    codePrefix: 'H26.153',
    name: { vi: 'Bộ phận Một cửa phường Hà Đông' },
    phone: '02433.824.606',
    address: 'Phường Hà Đông, thành phố Hà Nội',
    provinceCode: '01',
    wardCode: '09556',
    procedureCodes: ['2.000986'],
    validFrom: '2025-07-01',
  },
});

export const CalendarChanged = contract({
  name: 'calendar.changed',
  topic,
  schema: z.object({
    calendarId: Id,
    asOf: Day,
    /** The working calendar as @motcua/vietnam reads it. */
    calendar: z.record(z.string(), z.unknown()),
  }),
  sample: { calendarId: 'cal_vn', asOf: '2026-11-22', calendar: { timezone: 'Asia/Ho_Chi_Minh' } },
});
