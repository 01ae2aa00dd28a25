import { createBreaker, LeftAlone } from './breaker.js';

/** A breaker, and a clock that stands still. */
function aBreaker() {
  const state = { now: 0, turns: [] as boolean[] };
  const settings = { failures: 3, restMs: 100, now: () => state.now };
  const breaker = createBreaker((isLeftAlone) => state.turns.push(isLeftAlone), settings);
  /** How many of so many questions were let through to a subgraph that answers, or not. */
  const ask = (times: number, answers: boolean): number => {
    let asked = 0;
    for (let time = 0; time < times; time += 1) {
      try {
        breaker.admit();
      } catch (error) {
        if (error instanceof LeftAlone) continue;
        throw error;
      }
      asked += 1;
      if (answers) breaker.answered();
      else breaker.failed();
    }
    return asked;
  };
  return { state, ask };
}

describe('a subgraph that fails again and again', () => {
  it('is left alone, and everybody hears no at once', () => {
    const { state, ask } = aBreaker();
    expect(ask(5, false)).toBe(3);
    expect(state.turns).toEqual([true]);
  });

  it('is tried by one question after a rest, and by everybody once that was answered', () => {
    const { state, ask } = aBreaker();
    ask(3, false);
    state.now = 101;
    expect(ask(2, false)).toBe(1);
    state.now = 202;
    expect(ask(2, true)).toBe(2);
    expect(state.turns).toEqual([true, false]);
  });

  it('is asked as before when it answers now and then', () => {
    const { state, ask } = aBreaker();
    expect([ask(2, false), ask(1, true), ask(2, false)]).toEqual([2, 1, 2]);
    expect(state.turns).toEqual([]);
  });
});
