/** Sums in Vietnamese words, as a receipt has to say them. */

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const scales = ['', ' nghìn', ' triệu'];
const milliard = 1_000_000_000;

/** `28000` → `Hai mươi tám nghìn đồng`. @throws RangeError for anything but a whole sum, from nothing up. */
export function vndInWords(amountVnd: number): string {
  if (!Number.isSafeInteger(amountVnd) || amountVnd < 0) throw new RangeError(`not a sum: ${amountVnd}`);
  const words = amountVnd === 0 ? 'không' : belowAny(amountVnd, false);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} đồng`;
}

function belowAny(value: number, follows: boolean): string {
  if (value < milliard) return belowMilliard(value, follows);
  const rest = value % milliard;
  const high = `${belowAny(Math.floor(value / milliard), follows)} tỷ`;
  return rest === 0 ? high : `${high} ${belowAny(rest, true)}`;
}

/** `follows`: something greater was said before, so that a missing hundred is said too. */
function belowMilliard(value: number, follows: boolean): string {
  const parts: string[] = [];
  for (let scale = 2; scale >= 0; scale -= 1) {
    const three = Math.floor(value / 1_000 ** scale) % 1_000;
    if (three === 0) continue;
    parts.push(`${belowThousand(three, follows || parts.length > 0)}${scales[scale] ?? ''}`);
  }
  return parts.join(' ');
}

function belowThousand(value: number, follows: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const withHundreds = hundreds > 0 || follows;
  return [
    withHundreds ? `${wordOf(hundreds)} trăm` : '',
    tensInWords(tens, ones > 0 && withHundreds),
    onesInWords(ones, tens),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function tensInWords(tens: number, needsZero: boolean): string {
  if (tens === 0) return needsZero ? 'linh' : '';
  return tens === 1 ? 'mười' : `${wordOf(tens)} mươi`;
}

function onesInWords(ones: number, tens: number): string {
  if (ones === 0) return '';
  if (ones === 1 && tens > 1) return 'mốt';
  if (ones === 4 && tens > 1) return 'tư';
  return ones === 5 && tens > 0 ? 'lăm' : wordOf(ones);
}

const wordOf = (digit: number): string => digits[digit] ?? '';
