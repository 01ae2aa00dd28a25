/** How the result shall reach the applicant: read from the answers, where the form asks, and written back there. */
import { deliveryOf, type ProcedureDefinition } from '@motcua/procedure-definition';
import { Refusal } from '@motcua/service-kit/pure';
import type { DeliveryMethod } from './dossier-facts.js';
import type { Answers } from './draft.js';

/** Values of the national e-form's list "Phương thức nhận kết quả"; the one for the post stands in each definition. */
const values: Readonly<Record<Exclude<DeliveryMethod, 'POST'>, string>> = { DESK: '1', ELECTRONIC: '3' };
const offeredAs = { DESK: 'inPerson', POST: 'post', ELECTRONIC: 'online' } as const;

export interface Receiver {
  readonly name: string;
  readonly phone: string;
  readonly address: {
    readonly countryCode: string;
    readonly provinceCode: string;
    readonly wardCode: string;
    readonly detail: string;
  };
}

/** Null while the form has not been told. A form that does not ask means the desk. */
export function deliveryMethodOf({ procedure }: ProcedureDefinition, answers: Answers): DeliveryMethod | null {
  const fields = procedure.deliveryFields;
  if (fields === undefined) return 'DESK';
  const answer = answers[fields.methodField];
  if (answer === fields.postValue) return 'POST';
  if (answer === values.ELECTRONIC) return 'ELECTRONIC';
  return answer === values.DESK ? 'DESK' : null;
}

/** The answers that say so; null takes the receiver back where nothing is posted. */
export function answersForDelivery(
  { procedure }: ProcedureDefinition,
  method: DeliveryMethod,
  receiver: Receiver | null,
): Answers {
  const fields = procedure.deliveryFields;
  const offered = procedure.delivery.some((way) => way.allowed && way.method === offeredAs[method]);
  if (!offered || (fields === undefined && method !== 'DESK')) throw notOffered(method);
  if (fields === undefined) return {};
  if (method !== 'POST') {
    return {
      [fields.methodField]: values[method],
      [fields.nameField]: null,
      [fields.phoneField]: null,
      [fields.addressField]: null,
    };
  }
  // Without a receiver the form keeps those it has; readiness names what is missing.
  const to =
    receiver === null
      ? {}
      : {
          [fields.nameField]: receiver.name,
          [fields.phoneField]: receiver.phone,
          [fields.addressField]: receiver.address,
        };
  return { [fields.methodField]: fields.postValue, ...to };
}

/** Where a parcel would go; null unless it goes by post within Vietnam and the address is given. */
export function destinationProvinceOf(definition: ProcedureDefinition, answers: Answers): string | null {
  const address: unknown = deliveryOf(definition, answers)?.address;
  if (typeof address !== 'object' || address === null || !('provinceCode' in address)) return null;
  const { provinceCode } = address;
  return typeof provinceCode === 'string' && /^\d{2}$/.test(provinceCode) ? provinceCode : null;
}

function notOffered(method: DeliveryMethod): Refusal {
  return new Refusal('DELIVERY_METHOD_NOT_OFFERED', 'The result of this procedure cannot be received that way.', {
    method,
  });
}
