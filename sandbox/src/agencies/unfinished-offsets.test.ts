import { createUnfinishedOffsets } from './unfinished-offsets.js';

describe('unfinished offsets', () => {
  it('let a partition be committed up to the oldest message that is still worked on', () => {
    const offsets = createUnfinishedOffsets();
    for (const offset of ['7', '8', '9']) offsets.taken(0, offset);
    expect(offsets.finished(0, '8')).toBeUndefined();
    expect(offsets.finished(0, '7')).toBe('9');
    expect(offsets.finished(0, '9')).toBe('10');
  });

  it('hold the place of a message whose copy was finished before it', () => {
    const offsets = createUnfinishedOffsets();
    offsets.taken(0, '7');
    offsets.taken(0, '7');
    expect(offsets.finished(0, '7')).toBeUndefined();
    expect(offsets.finished(0, '7')).toBe('8');
  });

  it('know partitions apart, and numbers from texts', () => {
    const offsets = createUnfinishedOffsets();
    for (const offset of ['9', '10']) offsets.taken(1, offset);
    offsets.taken(2, '9');
    expect(offsets.finished(1, '10')).toBeUndefined();
    expect(offsets.finished(2, '9')).toBe('10');
    expect(offsets.finished(1, '9')).toBe('11');
  });
});
