/** What a blank form says by itself, besides what its definition says; the letterhead is Vietnamese in any language. */
export const letterhead = {
  country: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập – Tự do – Hạnh phúc',
} as const;

export const formTexts = {
  vi: {
    addressedTo: 'Kính gửi',
    procedureCode: 'Mã thủ tục',
    required: 'Mục có dấu * là bắt buộc; đánh dấu × vào ô được chọn.',
    officialForm: 'Mẫu do pháp luật quy định',
    sectionOnly: (condition: string) => `Chỉ khai phần này nếu ${condition}.`,
    itemsOnly: (first: string, last: string, condition: string) =>
      `Chỉ khai mục ${first === last ? first : `${first} đến ${last}`} nếu ${condition}.`,
    requiredIf: (condition: string) => `Bắt buộc nếu ${condition}.`,
    if: (condition: string) => `nếu ${condition}`,
    address: 'Số nhà, đường, thôn/tổ dân phố; phường/xã; tỉnh/thành phố; ở nước ngoài thì ghi thêm tên nước.',
    dateGroups: [
      { count: 2, caption: 'ngày' },
      { count: 2, caption: 'tháng' },
      { count: 4, caption: 'năm' },
    ],
    attached: 'Có gửi kèm',
    several: 'Có thể chọn nhiều ô.',
    writeOut: (some: readonly string[]) => `Ghi rõ, ví dụ: ${some.join('; ')}.`,
    papers: 'Giấy tờ gửi kèm',
    legalBasis: 'Căn cứ pháp lý',
    shown: 'xuất trình',
    copies: (originals: number, copies: number) =>
      [originals > 0 ? `${String(originals)} bản chính` : '', copies > 0 ? `${String(copies)} bản sao` : '']
        .filter((each) => each !== '')
        .join(', '),
    placeAndDay: '…………………, ngày …… tháng …… năm …………',
    applicant: 'Người yêu cầu',
    sign: '(ký, ghi rõ họ, chữ đệm, tên)',
  },
  en: {
    addressedTo: 'To',
    procedureCode: 'Procedure code',
    required: 'Items marked * are required; put a cross into the box you choose.',
    officialForm: 'Form prescribed by law',
    sectionOnly: (condition: string) => `Fill in this part only if ${condition}.`,
    itemsOnly: (first: string, last: string, condition: string) =>
      `Fill in ${first === last ? `item ${first}` : `items ${first} to ${last}`} only if ${condition}.`,
    requiredIf: (condition: string) => `Required if ${condition}.`,
    if: (condition: string) => `if ${condition}`,
    address: 'House number, street, hamlet; ward; province; abroad also the country.',
    dateGroups: [
      { count: 2, caption: 'day' },
      { count: 2, caption: 'month' },
      { count: 4, caption: 'year' },
    ],
    attached: 'Enclosed',
    several: 'More than one may be chosen.',
    writeOut: (some: readonly string[]) => `Write it out, for example: ${some.join('; ')}.`,
    papers: 'Papers to enclose',
    legalBasis: 'Legal basis',
    shown: 'to be shown',
    copies: (originals: number, copies: number) =>
      [originals > 0 ? `original: ${String(originals)}` : '', copies > 0 ? `copy: ${String(copies)}` : '']
        .filter((each) => each !== '')
        .join(', '),
    placeAndDay: '…………………, …… / …… / …………',
    applicant: 'Applicant',
    sign: '(signature and full name)',
  },
} as const;
