import { Refusal } from '@motcua/service-kit/pure';
import { publishCalendar, calendarAggregate } from './calendar.js';
import { officeAggregate, registerOffice, type Office } from './office.js';
import { pageOf } from './page.js';
import { publishVersion, versionAggregate, type VersionContent } from './version.js';

const at = new Date('2026-11-23T02:00:00Z');
const club: VersionContent = { code: '9.000001', version: 1, effectiveFrom: '2026-01-01', definitionJson: '{"a":1}' };
const [published] = publishVersion(versionAggregate.initial, club, at);
const publishedState =
  published === undefined ? versionAggregate.initial : versionAggregate.evolve(versionAggregate.initial, published);

describe('a version', () => {
  it('is published once', () => {
    expect(published).toMatchObject({ type: 'VersionPublished', publishedAt: at, code: '9.000001' });
    expect(publishVersion(publishedState, club, at)).toEqual([]);
  });

  it('never changes', () => {
    const changed = { ...club, definitionJson: '{"a":2}' };
    expect(codeOf(() => publishVersion(publishedState, changed, at))).toBe('VERSION_IMMUTABLE');
  });
});

const desk: Office = {
  id: 'off_club',
  codePrefix: 'H26.999',
  name: { vi: 'Câu lạc bộ Mẫu' },
  phone: '0900000001',
  address: 'Sân số 1',
  provinceCode: '01',
  wardCode: '09556',
  procedureCodes: ['9.000001'],
  validFrom: '2026-01-01',
};

describe('an office', () => {
  const registered = officeAggregate.evolve({ status: 'NONE' }, { type: 'OfficeRegistered', office: desk });
  it('is registered, and again only when something changed, in whatever order it is written', () => {
    expect(registerOffice({ status: 'NONE' }, desk)).toHaveLength(1);
    const { id, ...rest } = desk;
    expect(registerOffice(registered, { ...rest, id })).toEqual([]);
    expect(registerOffice(registered, { ...desk, phone: '0900000002' })).toHaveLength(1);
    expect(registerOffice(registered, { ...desk, name: { vi: 'Câu lạc bộ Mẫu', en: 'Sample club' } })).toHaveLength(1);
  });
});

describe('the calendar', () => {
  const first = { asOf: '2026-01-01', json: '1' };
  const state = calendarAggregate.evolve({ status: 'NONE' }, { type: 'CalendarPublished', ...first });

  it('is published, and again only when it changed', () => {
    expect(publishCalendar({ status: 'NONE' }, first)).toEqual([{ type: 'CalendarPublished', ...first }]);
    expect(publishCalendar(state, first)).toEqual([]);
    expect(publishCalendar(state, { asOf: '2026-06-01', json: '2' })).toHaveLength(1);
  });

  it.each(['2026-01-01', '2025-12-31'])('never changes back or under the same day (%s)', (asOf) => {
    expect(codeOf(() => publishCalendar(state, { asOf, json: '2' }))).toBe('CALENDAR_NOT_LATER');
  });
});

describe('a page', () => {
  const items = ['a', 'b', 'c'].map((id) => ({ id }));
  it('goes on where the last one ended', () => {
    const first = pageOf(items, 2);
    expect(first).toMatchObject({ nodes: [{ id: 'a' }, { id: 'b' }], pageInfo: { hasNextPage: true } });
    expect(pageOf(items, 2, first.pageInfo.endCursor)).toMatchObject({
      nodes: [{ id: 'c' }],
      pageInfo: { hasNextPage: false },
    });
  });

  it.each([0, -1, 101])('has no size of %d', (size) => {
    expect(codeOf(() => pageOf(items, size))).toBe('PAGE_SIZE_OUT_OF_RANGE');
  });

  it('knows its own cursors only', () => {
    expect(codeOf(() => pageOf(items, 1, 'elsewhere'))).toBe('CURSOR_INVALID');
  });
});

function codeOf(refused: () => unknown): string | null {
  try {
    refused();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
