/** For tests: membership of a tennis club, an invented procedure, so that nothing here can depend on a real one. */
import { parseProcedure, type ProcedureDefinition } from '@motcua/procedure-definition';

const label = (en: string) => ({ labelVi: `${en} (vi)`, labelEn: en });
const named = (en: string) => ({ nameVi: `${en} (vi)`, nameEn: en });
const text = (key: string, required: boolean, type = 'text') => ({ key, ...label(key), type, required });
const choice = (key: string, options: string) => ({ key, ...label(key), type: 'select', required: true, options });
const byPost = { field: 'cardBy', equals: '2' };
const posted = (key: string, type: string) => ({ ...text(key, true, type), visibleWhen: byPost });
const files = ['application/pdf', 'image/jpeg', 'image/png'];
const paper = (key: string, more: object) => ({
  key,
  ...named(key),
  form: 'copy',
  originals: 0,
  copies: 1,
  count: 1,
  mandatory: true,
  acceptedTypes: files,
  ...more,
});
const step = (order: number, key: string, agency: string, dependsOn: readonly string[], more: object = {}) => ({
  order,
  key,
  agency,
  actionVi: `${key} (vi)`,
  actionEn: key,
  workingDays: 1,
  dependsOn,
  produces: [],
  ...more,
});

export const tennisClub = {
  code: '9.000001',
  version: 1,
  effectiveFrom: '2026-01-01',
  slug: 'tennis-club',
  ...named('Membership of a tennis club'),
  sector: 'Sport',
  serviceLevel: 4,
  executingAgencyType: 'The club',
  cooperatingAgencies: [],
  applicants: 'Anybody who plays',
  eligibilityVi: [],
  timeLimit: {
    textVi: '5',
    workingDays: 5,
    sameDayRule: { sameDay: false, cutoff: '15:00', afterCutoff: 'nextWorkingDay' },
  },
  steps: [
    step(1, 'welcome', 'onestop', []),
    step(2, 'appraise', 'justice', ['welcome']),
    step(3, 'confirm', 'applicant', ['welcome'], { optional: true }),
    step(4, 'notify', 'onestop', ['appraise']),
    step(5, 'assignCourt', 'police', ['notify'], { workingDays: 3 }),
    step(6, 'insurePlayer', 'bhxh', ['notify'], { workingDays: null, condition: { field: 'coached', equals: 'yes' } }),
    step(7, 'return', 'onestop', ['assignCourt', 'insurePlayer'], { produces: ['delivered'] }),
  ],
  fees: [
    { key: 'joining', ...named('Joining fee'), amountVnd: 50_000, per: 'case', exemptions: [] },
    { key: 'card', ...named('Card'), amountVnd: 8_000, per: 'copy', quantityField: 'cards', exemptions: [] },
    { key: 'postage', ...named('Postage'), amountVnd: null, per: 'delivery', exemptions: [], condition: byPost },
  ],
  delivery: [
    { method: 'inPerson', allowed: true },
    { method: 'post', allowed: true },
    { method: 'online', allowed: false },
  ],
  attachments: [
    paper('photo', {}),
    paper('medicalNote', { condition: { field: 'coached', equals: 'yes' } }),
    paper('racket', { presentOnly: true }),
  ],
  results: [{ ...named('Membership card'), documentCode: 'KQ.X00.000001' }],
  legalBasis: [],
  templates: [],
  rules: [
    {
      key: 'oldEnough',
      type: 'minAge',
      severity: 'error',
      messageVi: 'Người chơi phải đủ 12 tuổi',
      messageEn: 'Players are at least 12',
      field: 'bornOn',
      years: 12,
    },
  ],
  contact: { nameField: 'playerName', phoneField: 'playerPhone', emailField: 'playerEmail' },
  deliveryFields: {
    methodField: 'cardBy',
    postValue: '2',
    nameField: 'toName',
    phoneField: 'toPhone',
    addressField: 'toAddress',
  },
  subjectFields: [{ nameFields: ['playerName'], dobField: 'bornOn' }],
  sensitiveFields: [],
  grants: {
    police: { purposeVi: 'Xếp sân', fields: ['playerName', 'level'] },
    bhxh: { purposeVi: 'Bảo hiểm', fields: ['bornOn', 'coached'] },
  },
  form: {
    sections: [
      {
        key: 'player',
        titleVi: 'Người chơi',
        titleEn: 'Player',
        fields: [
          text('playerName', true, 'personName'),
          text('playerPhone', true, 'phone'),
          text('playerEmail', true, 'email'),
          text('bornOn', true, 'date'),
          choice('coached', 'yesNo'),
          text('level', false),
          { ...text('cards', true, 'number'), min: 1, max: 5 },
          {
            key: 'rackets',
            ...label('rackets'),
            type: 'repeatable',
            required: false,
            max: 3,
            itemFields: [{ ...text('brand', true), max: 10 }],
          },
          choice('cardBy', 'receiveMethod'),
          posted('toName', 'personName'),
          posted('toPhone', 'phone'),
          posted('toAddress', 'address'),
        ],
      },
    ],
  },
};

const options = (...values: readonly string[]) => ({
  ...label('list'),
  options: values.map((value) => ({ value, ...label(value) })),
});

export const tennisLists = {
  optionSets: { yesNo: options('yes', 'no'), receiveMethod: options('1', '2', '3') },
  agencies: Object.fromEntries(
    ['applicant', 'onestop', 'justice', 'leader', 'police', 'bhxh'].map((key) => [key, named(key)]),
  ),
};

export function tennisDefinition(change: object = {}): ProcedureDefinition {
  const parsed = parseProcedure({ ...tennisClub, ...change }, tennisLists);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition;
}

/** Complete but for the papers `photo` and `medicalNote`. */
export const tennisAnswers = {
  playerName: 'Nguyễn Văn Bóng Mẫu',
  playerPhone: '0900000077',
  playerEmail: 'bong077@example.com',
  bornOn: '1990-05-17',
  coached: 'yes',
  level: 'beginner',
  cards: 2,
  cardBy: '2',
  toName: 'Trần Thị Lưới Mẫu',
  toPhone: '0900000078',
  toAddress: { countryCode: 'VN', provinceCode: '01', wardCode: '09556', detail: 'Số 7 phố Sân Mẫu' },
};
