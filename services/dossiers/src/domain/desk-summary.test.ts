import { summaryOf, type DeskGroup } from './desk-summary.js';

const group: DeskGroup = {
  ...{ status: 'SUBMITTED', waitsFor: ['receive'], whose: 'NOBODYS', lateness: 'ON_TIME' },
  ...{ unreachable: false, count: 1 },
};

describe('how much there is to do', () => {
  it('is nothing where nothing is open', () => {
    expect(summaryOf([])).toMatchObject({ open: 0, byStatus: [], mine: 0, nobodys: 0, lapsed: 0, unreachable: 0 });
    expect(summaryOf([]).byRole.map(({ count }) => count)).toEqual([0, 0, 0, 0]);
  });

  it('adds up what stands alike, and counts work of two roles for both', () => {
    const summary = summaryOf([
      { ...group, count: 3 },
      { ...group, count: 2, whose: 'MINE', lateness: 'LATE', unreachable: true },
      { ...group, count: 5, status: 'PROCESSING', waitsFor: ['process', 'sign'], lateness: 'AT_RISK', whose: 'OTHERS' },
    ]);
    expect(summary).toEqual({
      ...{ open: 10, mine: 2, nobodys: 3, atRisk: 5, late: 2, lapsed: 0, unreachable: 2 },
      byStatus: [
        { status: 'PROCESSING', count: 5 },
        { status: 'SUBMITTED', count: 5 },
      ],
      byRole: [
        { role: 'receive', count: 5, atRisk: 0, late: 2 },
        { role: 'process', count: 5, atRisk: 5, late: 0 },
        { role: 'sign', count: 5, atRisk: 5, late: 0 },
        { role: 'lead', count: 0, atRisk: 0, late: 0 },
      ],
    });
  });

  it('calls a supplement lapsed once it waits for the leader', () => {
    const awaiting = { ...group, status: 'AWAITING_SUPPLEMENT', lateness: 'NONE', waitsFor: [] } as const;
    expect(summaryOf([awaiting, { ...awaiting, waitsFor: ['lead'], count: 4 }])).toMatchObject({ open: 5, lapsed: 4 });
  });
});
