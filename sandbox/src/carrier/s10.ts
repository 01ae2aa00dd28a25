const weights = [8, 6, 4, 2, 3, 5, 9, 7] as const;

/** UPU S10: two letters, eight digits, a check digit, the country; upper case without spaces. */
export function isS10(code: string): boolean {
  const parts = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/.exec(code);
  return parts !== null && Number(parts[2]) === checkDigit(parts[1] ?? '');
}

function checkDigit(serial: string): number {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(serial[index]), 0);
  const digit = 11 - (sum % 11);
  if (digit === 10) return 0;
  return digit === 11 ? 5 : digit;
}
