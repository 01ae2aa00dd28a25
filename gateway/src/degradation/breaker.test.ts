import { CallerGone } from '../caller-signal.js';
import { LeftAlone, withBreaker } from './breaker.js';

const question = { headers: {}, body: '{}', signal: new AbortController().signal, deadlineMs: 1 };

/** A subgraph that does as told, and a clock that stands still. */
function aSubgraph() {
  const state = { now: 0, asked: 0, error: undefined as Error | undefined };
  const connection = {
    post: () => {
      state.asked += 1;
      return state.error === undefined ? Promise.resolve({ status: 200, body: '{}' }) : Promise.reject(state.error);
    },
    close: () => Promise.resolve(),
  };
  const breaker = withBreaker(connection, { failures: 3, restMs: 100, now: () => state.now });
  const fail = async (times: number): Promise<void> => {
    state.error = new Error('gone');
    for (let time = 0; time < times; time += 1) await breaker.post(question).catch(() => undefined);
  };
  return { state, breaker, fail };
}

describe('a subgraph that fails again and again', () => {
  it('is left alone, and everybody hears no at once', async () => {
    const { state, breaker, fail } = aSubgraph();
    await fail(3);
    await expect(breaker.post(question)).rejects.toThrow(LeftAlone);
    expect(state.asked).toBe(3);
  });

  it('is tried by one question after a rest, and by everybody once that was answered', async () => {
    const { state, breaker, fail } = aSubgraph();
    await fail(3);
    state.now = 101;
    await fail(2);
    expect(state.asked).toBe(4);
    state.now = 202;
    state.error = undefined;
    await breaker.post(question);
    await breaker.post(question);
    expect(state.asked).toBe(6);
  });

  it('is asked as before when it answers now and then', async () => {
    const { state, breaker, fail } = aSubgraph();
    await fail(2);
    state.error = undefined;
    await breaker.post(question);
    await fail(2);
    expect(state.asked).toBe(5);
  });

  it('is not blamed for callers who hang up', async () => {
    const { state, breaker } = aSubgraph();
    state.error = new CallerGone();
    for (let time = 0; time < 5; time += 1) await breaker.post(question).catch(() => undefined);
    expect(state.asked).toBe(5);
  });
});
