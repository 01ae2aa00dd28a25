/** As much of an address as its owner needs to recognise it, and no more. */

export const hiddenAddress = '•••••';

/** `090•••••01` for a Vietnamese number in E.164; two signs less of anything shorter. */
export function maskPhone(phone: string): string {
  const national = phone.replace(/[\s.()-]/g, '').replace(/^\+84/, '0');
  return national.length < 9 ? hiddenAddress : `${national.slice(0, 3)}${hiddenAddress}${national.slice(-2)}`;
}

/** `n•••@example.com` */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? hiddenAddress : `${email.slice(0, 1)}•••${email.slice(at)}`;
}
