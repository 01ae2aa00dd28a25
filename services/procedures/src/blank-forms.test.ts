import { offeredSections, isOffered, type Condition, type Language } from '@motcua/procedure-definition';
import { readPrinted } from '@motcua/printed-documents/testing';
import { definitions, getDefinition } from '../test/sample-applications.js';
import { blankFormOf } from './domain/blank-form.js';
import { conditionInWords } from './domain/condition-in-words.js';
import { numberFields } from './domain/form-numbers.js';
import { printBlankForm } from './use-cases/print-blank-form.js';

const forms = [...definitions.keys()].flatMap((code) => [[code, 'vi'] as const, [code, 'en'] as const]);

describe.each(forms)('the blank form of %s in %s', (code, language) => {
  const { procedure, optionSets } = getDefinition(code);
  const printed = print(code, language).then(readPrinted);
  const label = (part: { readonly labelVi: string; readonly labelEn: string }) =>
    language === 'vi' ? part.labelVi : part.labelEn;

  it('shows every field that is asked, once under its number, and none that is switched off', async () => {
    const { text } = await printed;
    const numbers = numberFields(procedure);
    for (const { section, fields } of offeredSections(procedure)) {
      expect(text).toContain(language === 'vi' ? section.titleVi : section.titleEn);
      for (const field of fields)
        expect(text).toContain(plain(`${numbers.get(field.key)?.number ?? '?'}. ${label(field)}`));
      for (const field of section.fields.filter((each) => !isOffered(each))) expect(numbers.has(field.key)).toBe(false);
    }
    expect(numbers.size).toBeGreaterThan(40);
  });

  it('shows every option of a short list and the columns of every table', async () => {
    const { text } = await printed;
    for (const field of offeredSections(procedure).flatMap(({ fields }) => fields)) {
      const options = 'options' in field ? (optionSets[field.options]?.options.filter(isOffered) ?? []) : [];
      if (options.length <= 12) for (const option of options) expect(text).toContain(plain(label(option)));
      if (field.type === 'repeatable') for (const item of field.itemFields) expect(text).toContain(plain(label(item)));
    }
  });

  it('says what it is, for whom, with which papers, by which law, and where to sign', async () => {
    const { text, title, language: spoken, pages } = await printed;
    expect(text).toMatch(/^CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập – Tự do – Hạnh phúc /);
    expect(text).toContain(plain((language === 'vi' ? procedure.nameVi : procedure.nameEn).toUpperCase()));
    expect(text).toContain(language === 'vi' ? 'Kính gửi' : 'Addressed to');
    for (const paper of procedure.attachments)
      expect(text).toContain(plain(language === 'vi' ? paper.nameVi : paper.nameEn));
    for (const law of procedure.legalBasis) expect(text).toContain(plain(`${law.code} – ${law.titleVi}`));
    expect(text).toMatch(language === 'vi' ? /Người yêu cầu \(ký/ : /Applicant \(signature/);
    expect({ title, spoken }).toEqual({ title: expect.stringContaining(`(${code}@1)`), spoken: language });
    pages.forEach(({ lines }, at) => {
      const [left, right] = lines.filter(({ artifact }) => artifact).map((line) => line.text);
      expect(left).toMatch(new RegExp(`^${code}@1 – `));
      expect(right).toBe(`${language === 'vi' ? 'trang' : 'page'} ${String(at + 1)}/${String(pages.length)}`);
    });
  });
});

describe('a form on paper', () => {
  it('is the same each time', async () => {
    expect((await print('2.000986', 'vi')).equals(await print('2.000986', 'vi'))).toBe(true);
  });

  it('lets others in: no part of the largest holds them up for long', async () => {
    await print('2.000986', 'vi');
    let longestMs = 0;
    const startedAt = performance.now();
    let last = startedAt;
    const beat = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 1);
    await print('2.000986', 'vi');
    clearInterval(beat);
    // Compared with the whole, so that a busy machine changes nothing: in one piece it would be all of it.
    expect(longestMs).toBeLessThan((performance.now() - startedAt) / 2);
  });

  it('marks what must be filled in, and says when', () => {
    const items = itemsOf('2.000986');
    expect(items.get('2.9')?.label).toBe('2.9. Nơi cư trú *');
    expect(items.get('2.2')?.hints).toContain('Bắt buộc nếu không khai mục 2.3 “Số định danh cá nhân”.');
    // Asked only where the household's head is somebody else, and then required: one mark, one sentence.
    expect(items.get('8.2')).toMatchObject({ label: '8.2. Họ, chữ đệm và tên chủ hộ (CT01 mục 7) *', hints: [] });
    expect(items.get('2.3')?.space).toEqual({ kind: 'squares', groups: [{ count: 12 }] });
  });

  it('says a condition once for all fields that share it', () => {
    const { sections } = blankFormOf(getDefinition('2.000986'), 'vi');
    const notes = sections.flatMap(({ groups }) => groups.flatMap(({ note }) => note ?? []));
    expect(notes).toContain('Chỉ khai mục 6.2 đến 6.9 nếu mục 6.1 “Khai thông tin người cha” là “Có”.');
    expect(notes.filter((note) => note.includes('mục 6.1')).length).toBeLessThan(4);
  });
});

describe('a condition in words', () => {
  const definition = getDefinition('2.000986');
  const numbers = numberFields(definition.procedure);
  const scope = { field: 'interlinkScope', equals: 'birthResidence' } as const;
  const mother = { field: 'hasMother', equals: 'yes' } as const;

  it.each<[Condition, string, string]>([
    [
      scope,
      'mục 1.2 “Phạm vi liên thông” là “Khai sinh – thường trú”',
      'item 1.2 “Interlink scope” is “Birth and residence”',
    ],
    [{ field: 'hasMother', notEquals: 'no' }, 'mục 5.1 “Khai thông tin người mẹ” không phải là “Không”', ''],
    [{ field: 'requesterEmail', present: true }, 'đã khai mục 2.12 “Thư điện tử”', 'item 2.12 “E-mail” is filled in'],
    [{ not: { field: 'requesterEmail', present: true } }, 'không khai mục 2.12 “Thư điện tử”', ''],
    [{ not: mother }, 'không phải trường hợp (mục 5.1 “Khai thông tin người mẹ” là “Có”)', ''],
    [
      { any: [mother, { all: [mother, scope] }] },
      'mục 5.1 “Khai thông tin người mẹ” là “Có” hoặc (mục 5.1 “Khai thông tin người mẹ” là “Có” và mục 1.2 “Phạm vi liên thông” là “Khai sinh – thường trú”)',
      '',
    ],
    [
      { field: 'requestChildIdCard', in: ['yes', 'no'] },
      '“Đề nghị cấp thẻ căn cước cho trẻ” là “Có” hoặc “Không”',
      '“Also request an identity card for the child” is “Yes” or “No”',
    ],
  ])('%j', (condition, vi, en) => {
    expect(conditionInWords(condition, { definition, numbers, language: 'vi' })).toBe(vi);
    if (en !== '') expect(conditionInWords(condition, { definition, numbers, language: 'en' })).toBe(en);
  });
});

function itemsOf(code: string) {
  const { sections } = blankFormOf(getDefinition(code), 'vi');
  const items = sections.flatMap(({ groups }) => groups.flatMap((group) => group.items));
  return new Map(items.map((item) => [/^[\d.]*\d/.exec(item.label)?.[0], item]));
}

function print(code: string, language: Language): Promise<Buffer> {
  return printBlankForm({ definition: getDefinition(code) }, language);
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
