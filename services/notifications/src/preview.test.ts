import { readTemplates } from './read-templates.js';
import { draftedForms, formsOf, previewOf, type Draft, type Forms } from './domain/preview.js';
import { noticeNames } from './domain/templates.js';

const templates = readTemplates();
const forms = (): Forms => {
  const found = formsOf(templates, { notice: 'dossier-received', version: 1, language: 'vi' });
  if (found === null) throw new Error('no such text');
  return found;
};
const drafted = (draft: Draft) => previewOf(draftedForms(forms(), draft));

describe('a preview', () => {
  it('shows what is sent, and what the marks would cost', () => {
    const { problems, text, textWithMarks, letter } = previewOf(forms());
    expect(problems).toEqual([]);
    expect(text).toEqual({
      ...{ words: 'Ho so H26.153-261123-0001 da duoc tiep nhan. Hen tra: 01/12/2026.' },
      ...{ encoding: 'GSM-7', units: 65, parts: 1 },
    });
    expect(textWithMarks).toMatchObject({ encoding: 'UCS-2', units: 65, parts: 1 });
    expect(letter?.subject).toBe('Hồ sơ H26.153-261123-0001 đã được tiếp nhận');
  });

  it('of a long draft counts its parts', () => {
    const { text, textWithMarks } = drafted({ text: `{{code}} {{dueAt}} ${'ồ'.repeat(120)}` });
    expect([text?.parts, textWithMarks?.parts]).toEqual([1, 3]);
  });

  it('of a draft with holes names all of them at once and shows no words', () => {
    const { problems, text, textWithMarks, letter } = drafted({
      ...{ text: 'Hồ sơ {{cod}} {{name}} 漢', subject: '', letter: '{{code}} {{due At}}' },
    });
    expect(problems).toEqual([
      'dossier-received/v1/sms.vi uses the unknown placeholder cod',
      'dossier-received/v1/sms.vi uses the unknown placeholder name',
      'dossier-received/v1/sms.vi does not use the placeholder code',
      'dossier-received/v1/sms.vi does not use the placeholder dueAt',
      'dossier-received/v1/sms.vi would cost double for the sign 漢',
      'dossier-received/v1/email.vi does not use the placeholder dueAt',
      'dossier-received/v1/email.vi has a brace that opens or closes nothing',
      'dossier-received/v1/email.vi has no subject',
    ]);
    expect([text, textWithMarks, letter]).toEqual([null, null, null]);
  });

  it('of one wrong form still shows the other', () => {
    const { text, letter } = drafted({ text: 'x' });
    expect(text).toBeNull();
    expect(letter?.text).toContain('Kính gửi Nguyễn Văn Mẫu');
  });

  it.each(noticeNames.flatMap((notice) => (['vi', 'en'] as const).map((language) => [notice, language] as const)))(
    'can be had of %s (%s)',
    (notice, language) => {
      const found = formsOf(templates, { notice, version: 1, language });
      expect(found === null ? null : previewOf(found).problems).toEqual([]);
    },
  );

  it('needs a version that there is', () => {
    expect(formsOf(templates, { notice: 'dossier-received', version: 99, language: 'vi' })).toBeNull();
  });
});

describe('a letter as HTML', () => {
  it('lets no word become markup and no value a link', () => {
    const letter = '{{name}} <b>& {{code}} {{dueAt}}';
    const { letter: shown } = drafted({ letter });
    expect(shown?.html).toContain('<p>Nguyễn Văn Mẫu &lt;b&gt;&amp; H26.153-261123-0001 01/12/2026</p>');
    expect(shown?.html).not.toContain('<a ');
  });

  it('leads back to a draft by its link', () => {
    const found = formsOf(templates, { notice: 'draft-expiring', version: 1, language: 'en' });
    const html = found === null ? '' : (previewOf(found).letter?.html ?? '');
    expect(html).toContain(
      '<a href="https://dichvucong.example.vn/resume#sample">https://dichvucong.example.vn/resume#sample</a>',
    );
  });
});
