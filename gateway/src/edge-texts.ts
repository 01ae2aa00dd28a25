/** What the gateway itself says no with: each code in both languages, with the next step. */
const texts = {
  UNAUTHENTICATED: {
    vi: 'Phiên đăng nhập không hợp lệ hoặc đã hết hạn. Hãy đăng nhập lại.',
    en: 'The sign-in is not valid or has expired. Sign in again.',
  },
  SIGN_IN_REQUIRED: {
    vi: 'Hãy đăng nhập hoặc dùng thẻ truy cập của bản nháp rồi gửi tệp.',
    en: 'Sign in, or use the access token of the draft, before sending files.',
  },
  SIGN_IN_UNAVAILABLE: {
    vi: 'Chưa kiểm tra được phiên đăng nhập. Hãy thử lại sau ít phút.',
    en: 'The sign-in cannot be checked at the moment. Try again in a few minutes.',
  },
  PREFLIGHT_HEADER_REQUIRED: {
    vi: 'Yêu cầu gửi tệp cần tiêu đề apollo-require-preflight.',
    en: 'A request with files needs the header apollo-require-preflight.',
  },
  OPERATION_TOO_COMPLEX: {
    vi: 'Truy vấn quá lớn. Hãy chia thành nhiều truy vấn nhỏ hơn.',
    en: 'The operation is too large. Split it into smaller ones.',
  },
  OPERATION_NOT_REGISTERED: {
    vi: 'Thao tác này chưa được đăng ký với hệ thống. Hãy cập nhật ứng dụng.',
    en: 'This operation is not registered here. Update the application.',
  },
  RATE_LIMITED: {
    vi: 'Bạn đã gửi quá nhiều yêu cầu. Hãy thử lại sau thời gian ghi trong retry-after.',
    en: 'You have asked too much in a short time. Try again after the time in retry-after.',
  },
  UNKNOWN_OPERATION: {
    vi: 'Yêu cầu không nêu đúng một thao tác có trong văn bản gửi kèm. Hãy nêu operationName.',
    en: 'The request does not name one operation of its document. Send operationName.',
  },
  ONE_TRACKING_FIELD_ONLY: {
    vi: 'Mỗi truy vấn chỉ tra cứu hoặc mở được một hồ sơ. Hãy gửi từng truy vấn một.',
    en: 'An operation may track or open one dossier. Send one operation for each.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    vi: 'Đang theo dõi quá nhiều hồ sơ cùng lúc. Hãy đóng bớt trang rồi thử lại.',
    en: 'Too many dossiers are watched at once. Close some pages, then try again.',
  },
  WRONG_TRANSPORT: {
    vi: 'Theo dõi thay đổi qua WebSocket hoặc /graphql/stream; truy vấn và thay đổi qua POST /graphql.',
    en: 'Subscribe over WebSocket or /graphql/stream; send queries and mutations by POST to /graphql.',
  },
  BODY_TOO_LARGE: { vi: 'Yêu cầu quá lớn.', en: 'The request is too large.' },
  BAD_REQUEST: { vi: 'Không đọc được yêu cầu.', en: 'The request cannot be read.' },
  UNSUPPORTED_CONTENT_TYPE: {
    vi: 'Hãy gửi yêu cầu dạng application/json hoặc multipart/form-data.',
    en: 'Send the request as application/json or multipart/form-data.',
  },
  NOT_FOUND: {
    vi: 'Không có gì ở địa chỉ này, hoặc liên kết đã hết hạn.',
    en: 'There is nothing at this address, or the link has expired.',
  },
  BAD_MULTIPART: {
    vi: 'Không đọc được các tệp gửi kèm. Hãy gửi lại.',
    en: 'The files cannot be read. Send them again.',
  },
  FILE_MISSING: { vi: 'Thiếu một tệp đã nêu trong yêu cầu.', en: 'A file that the request names is not in it.' },
  UPLOAD_INTERRUPTED: { vi: 'Việc gửi tệp bị ngắt. Hãy gửi lại.', en: 'The upload was interrupted. Send it again.' },
  FILE_TOO_LARGE: { vi: 'Tệp quá lớn.', en: 'The file is too large.' },
  TOO_MANY_FILES: { vi: 'Quá nhiều tệp trong một lần gửi.', en: 'Too many files in one request.' },
  ONE_UPLOAD_PER_OPERATION: {
    vi: 'Mỗi truy vấn chỉ gửi tệp một lần. Hãy gửi từng truy vấn một.',
    en: 'An operation may send files once. Send one operation for each.',
  },
  SERVICE_UNAVAILABLE: {
    vi: 'Phần này tạm thời chưa trả lời được. Hãy thử lại sau ít phút.',
    en: 'This part cannot answer at the moment. Try again in a few minutes.',
  },
  SERVICE_TIMEOUT: {
    vi: 'Phần này trả lời quá chậm. Hãy thử lại với cùng requestId.',
    en: 'This part takes too long to answer. Try again with the same requestId.',
  },
  INTERNAL: {
    vi: 'Hệ thống gặp lỗi. Hãy thử lại, hoặc báo mã lỗi cho bộ phận hỗ trợ.',
    en: 'Something went wrong on our side. Try again, or tell support the trace id.',
  },
} as const;

export type EdgeCode = keyof typeof texts;
export type Language = 'vi' | 'en';

export function edgeText(code: EdgeCode, language: Language): string {
  return texts[code][language];
}

export function isEdgeCode(code: unknown): code is EdgeCode {
  return typeof code === 'string' && Object.hasOwn(texts, code);
}

/** English only for those who put it before Vietnamese. */
export function languageOf(accepted: string | undefined): Language {
  return /\b(vi|en)\b/i.exec(accepted ?? '')?.[1]?.toLowerCase() === 'en' ? 'en' : 'vi';
}
