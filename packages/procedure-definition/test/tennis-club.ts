/** An invented procedure: the engine must know nothing of births. */
const yesNo = { field: 'hasPartner', equals: 'yes' };
const family = { field: 'kind', equals: 'family' };
const club = { acceptedTypes: ['application/pdf'], originals: 1, copies: 0, count: 1, form: 'original' };
const cutoff = { cutoff: '15:00', afterCutoff: 'nextWorkingDay' };

const text = (key: string, more: object = {}) => ({
  key,
  type: 'text',
  labelVi: key,
  labelEn: key,
  required: false,
  ...more,
});
const rule = (key: string, more: object) => ({ key, severity: 'error', messageVi: key, messageEn: key, ...more });
const step = (order: number, key: string, more: object = {}) => ({
  order,
  key,
  agency: 'club',
  actionVi: key,
  actionEn: key,
  workingDays: 1,
  dependsOn: [],
  produces: [],
  ...more,
});
const fee = (key: string, more: object) => ({ key, nameVi: key, nameEn: key, per: 'case', exemptions: [], ...more });
const paper = (key: string, more: object) => ({ key, nameVi: key, nameEn: key, mandatory: true, ...club, ...more });
const options = (...values: string[]) => ({
  labelVi: 'x',
  labelEn: 'x',
  options: values.map((value) => ({ value, labelVi: value, labelEn: value })),
});

const player = {
  key: 'player',
  titleVi: 'Người chơi',
  titleEn: 'Player',
  fields: [
    text('playerName', { type: 'personName', required: true, pattern: "^[A-Za-zÀ-ỹ][A-Za-zÀ-ỹ' ]{1,98}$" }),
    text('playerDob', { type: 'date', required: true, min: '1900-01-01', max: 'today' }),
    text('playerGender', { type: 'select', required: true, options: 'gender' }),
    text('playerId', { type: 'personalId', pattern: '^\\d{12}$' }),
    text('playerPhone', { type: 'phone', required: true, pattern: '^0\\d{9}$' }),
    text('playerEmail', { type: 'email', requiredWhen: { not: { field: 'playerId', present: true } } }),
    text('home', { type: 'address', required: true }),
  ],
};

const membership = {
  key: 'membership',
  titleVi: 'Hội viên',
  titleEn: 'Membership',
  fields: [
    text('kind', { type: 'select', required: true, options: 'membershipKind' }),
    text('startsOn', { type: 'date', min: 'today-1m', max: '2030-01-01' }),
    text('endsOn', { type: 'date' }),
    text('rackets', { type: 'number', min: 1, max: 5 }),
    text('hasPartner', { type: 'select', required: true, options: 'yesNo', default: 'no' }),
    text('partnerName', { type: 'personName', required: true, visibleWhen: yesNo }),
    text('partnerId', { type: 'personalId', visibleWhen: yesNo }),
    text('partnerNick', { visibleWhen: { all: [yesNo, { field: 'partnerName', present: true }] }, max: 10 }),
    text('children', {
      type: 'repeatable',
      visibleWhen: family,
      requiredWhen: family,
      min: 1,
      max: 2,
      itemFields: [
        text('childName', { type: 'personName', required: true, max: 20 }),
        text('childDob', { type: 'date', required: true, max: 'today' }),
        text('childGender', { type: 'select', options: 'gender' }),
      ],
    }),
    text('hobbies', { type: 'multiSelect', options: 'hobby', max: 2 }),
    text('photo', { type: 'file' }),
    text('why', { type: 'longText', min: 5, max: 100 }),
  ],
};

const delivery = {
  key: 'delivery',
  titleVi: 'Nhận thẻ',
  titleEn: 'Card',
  visibleWhen: { field: 'kind', notEquals: 'guest' },
  fields: [
    text('cards', { type: 'number', min: 1, max: 4 }),
    text('sendCard', { type: 'select', options: 'yesNo' }),
    text('ground', { type: 'select', options: 'ground' }),
    text('acceptsRules', { type: 'boolean', required: true }),
  ],
};

export const tennisClub = {
  code: '9.000001',
  version: 1,
  effectiveFrom: '2026-01-01',
  slug: 'tennis-club',
  nameVi: 'Gia nhập câu lạc bộ quần vợt',
  nameEn: 'Tennis club membership',
  sector: 'Thể thao',
  serviceLevel: 4,
  executingAgencyType: 'Câu lạc bộ',
  cooperatingAgencies: [{ agency: 'coach', role: 'kiểm tra trình độ' }],
  applicants: 'Người chơi',
  eligibilityVi: [],
  timeLimit: {
    textVi: '3 ngày',
    workingDays: 3,
    sameDayRule: { sameDay: false, ...cutoff },
    cases: [{ when: family, workingDays: 5 }],
  },
  steps: [
    step(1, 'receive', { sameDayRule: { sameDay: true, ...cutoff } }),
    step(2, 'tryOut', {
      agency: 'coach',
      workingDays: 2,
      dependsOn: ['receive'],
      condition: { field: 'kind', in: ['adult'] },
    }),
    step(3, 'confirm', { onlineOnly: true, dependsOn: ['receive'] }),
    step(4, 'reference', { optional: true, workingDays: null, dependsOn: ['receive'] }),
    step(5, 'admit', { dependsOn: ['receive', 'tryOut', 'confirm', 'reference'], produces: ['card'] }),
  ],
  fees: [
    fee('joining', { amountVnd: 100, amountByChannel: { online: 80 }, exemptions: ['poor'], exemptionField: 'ground' }),
    fee('early', { amountVnd: 0, period: { from: 'playerDob', days: 60, applies: 'within' } }),
    fee('late', { amountVnd: 50, period: { from: 'playerDob', days: 60, applies: 'after' } }),
    fee('card', { amountVnd: 10, per: 'copy', quantityField: 'cards' }),
    fee('postage', { amountVnd: null, per: 'delivery', condition: { field: 'sendCard', equals: 'yes' } }),
  ],
  delivery: [{ method: 'post', allowed: true }],
  attachments: [
    paper('photoId', {}),
    paper('familyBook', { condition: family, conditionVi: 'Cả nhà' }),
    paper('medal', { mandatory: false, condition: { any: [family, yesNo] } }),
    paper('identity', { presentOnly: true }),
  ],
  results: [{ nameVi: 'Thẻ', nameEn: 'Card', documentCode: null }],
  legalBasis: [],
  templates: [],
  rules: [
    rule('adult', { type: 'minAge', field: 'playerDob', years: 18, when: { field: 'kind', equals: 'adult' } }),
    rule('adultAtStart', { type: 'minAge', field: 'playerDob', years: 16, at: 'startsOn', severity: 'warning' }),
    rule('junior', { type: 'maxAge', field: 'playerDob', years: 18, when: { field: 'kind', equals: 'junior' } }),
    rule('order', { type: 'dateOrder', before: 'startsOn', after: 'endsOn' }),
    rule('old', { type: 'dateBefore', field: 'endsOn', value: '2031-01-01' }),
    rule('soon', { type: 'withinDays', from: 'startsOn', days: 10, severity: 'warning' }),
    rule('two', { type: 'distinct', fields: ['playerId', 'partnerId'] }),
    rule('familyRackets', { type: 'equalsWhen', when: family, field: 'rackets', value: 2 }),
    rule('noGuestPartner', { type: 'notOption', field: 'kind', value: 'guest', when: yesNo }),
    rule('idFits', {
      type: 'personalIdMatches',
      id: 'playerId',
      dob: 'playerDob',
      genderField: 'playerGender',
      severity: 'warning',
    }),
  ],
  contact: {
    nameField: 'playerName',
    phoneField: 'playerPhone',
    emailField: 'playerEmail',
    personalIdField: 'playerId',
    cases: [{ when: family, nameField: 'partnerName' }],
  },
  deliveryFields: {
    methodField: 'sendCard',
    postValue: 'yes',
    nameField: 'playerName',
    phoneField: 'playerPhone',
    addressField: 'home',
  },
  subjectFields: [{ nameFields: ['playerName', 'partnerNick'], dobField: 'playerDob', personalIdField: 'playerId' }],
  sensitiveFields: ['hobbies'],
  grants: { coach: { purposeVi: 'kiểm tra trình độ', fields: ['playerName', 'kind'] } },
  form: { sections: [player, membership, delivery] },
};

export const clubLists = {
  optionSets: {
    gender: options('male', 'female'),
    yesNo: options('yes', 'no'),
    membershipKind: options('adult', 'junior', 'family', 'guest'),
    hobby: options('singles', 'doubles', 'watching'),
    ground: options('none', 'poor'),
    neverUsed: options('x'),
  },
  agencies: {
    club: { nameVi: 'Câu lạc bộ', nameEn: 'Club' },
    coach: { nameVi: 'Huấn luyện viên', nameEn: 'Coach' },
    stranger: { nameVi: 'Người lạ', nameEn: 'Stranger' },
  },
};

export const homeInHaDong = { countryCode: 'VN', provinceCode: '01', wardCode: '09556', detail: 'Số 1 phố Mẫu' };

/** Accepted on 2026-11-22 together with the paper `photoId`. */
export const aMember = {
  playerName: 'Nguyễn An Mẫu',
  playerDob: '1990-05-01',
  playerGender: 'male',
  playerId: '000090000018',
  playerPhone: '0900000001',
  home: homeInHaDong,
  kind: 'adult',
  hasPartner: 'no',
  acceptsRules: true,
};
