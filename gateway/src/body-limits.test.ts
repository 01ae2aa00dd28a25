import { readdirSync, readFileSync } from 'node:fs';
import { bodyLimits } from './body-limits.js';

const catalogue = new URL('../../services/procedures/catalogue/', import.meta.url);
const minified = (file: string): string => JSON.stringify(JSON.parse(readFileSync(new URL(file, catalogue), 'utf8')));
const procedures = readdirSync(catalogue).filter((file) => /^\d\.\d+\.json$/.test(file));

describe('the largest body', () => {
  it('of whoever tends the catalogue has room for a procedure with every option set, many times over', () => {
    const sizes = procedures.map((file) => Buffer.byteLength(minified(file) + minified('option-sets.json')));
    expect(sizes.length).toBeGreaterThanOrEqual(8);
    expect(Math.max(...sizes) * 4).toBeLessThan(bodyLimits.catalogueAdmin);
  });
});
