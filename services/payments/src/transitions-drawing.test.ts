import { readFileSync } from 'node:fs';
import { transitions } from './domain/transitions.js';

/** One line for each way from state to state; what leaves a payment in its state stands in the table alone. */
function drawTransitions(): string {
  const edges = Object.entries(transitions).flatMap(([from, row]) => {
    const targets = [...new Set(Object.values(row).flat())].filter((to) => to !== from);
    return targets.map((to) => {
      const facts = Object.entries(row).flatMap(([fact, leadsTo]) => (leadsTo.includes(to) ? [fact] : []));
      return `    ${from === 'NONE' ? '[*]' : from} --> ${to}: ${facts.join(', ')}`;
    });
  });
  const ends = Object.keys(transitions).filter((status) => !edges.some((edge) => edge.startsWith(`    ${status} `)));
  return ['stateDiagram-v2', ...edges, ...ends.filter((end) => end !== 'NONE').map((end) => `    ${end} --> [*]`)].join(
    '\n',
  );
}

describe('the drawing of a payment’s life', () => {
  it('on the page of the service is drawn from the table', () => {
    const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const drawn = /```mermaid\n([\s\S]*?)\n```/.exec(page)?.[1];
    expect(drawn).toBe(drawTransitions());
  });
});
