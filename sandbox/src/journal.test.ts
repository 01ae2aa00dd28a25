import { createJournal } from './journal.js';

const aJournal = (limit = 10) => createJournal<{ id: string; to: string }>({ limit, onChange: () => undefined });
const all = () => true;

describe('a journal', () => {
  it('answers what is behind an id, newest last', async () => {
    const journal = aJournal();
    for (const id of ['1', '2', '3']) journal.add({ id, to: 'a' });
    expect(await journal.read({ after: '1', waitMs: 0, matches: all })).toEqual([
      { id: '2', to: 'a' },
      { id: '3', to: 'a' },
    ]);
    expect(await journal.read({ waitMs: 0, matches: ({ id }) => id === '2' })).toHaveLength(1);
  });

  it('lets a reader wait for the next that is meant for them', async () => {
    const journal = aJournal();
    const waiting = journal.read({ waitMs: 10_000, matches: ({ to }) => to === 'b' });
    journal.add({ id: '1', to: 'a' });
    journal.add({ id: '2', to: 'b' });
    expect(await waiting).toEqual([{ id: '2', to: 'b' }]);
  });

  it('answers nothing when the time is over', async () => {
    expect(await aJournal().read({ waitMs: 5, matches: all })).toEqual([]);
  });

  it('forgets the oldest, and starts anew for an id it forgot', async () => {
    const journal = aJournal(2);
    for (const id of ['1', '2', '3']) journal.add({ id, to: 'a' });
    expect(await journal.read({ after: '1', waitMs: 0, matches: all })).toHaveLength(2);
    journal.replace({ id: '1', to: 'gone' });
    expect(journal.find('1')).toBeUndefined();
  });
});
