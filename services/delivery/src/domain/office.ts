/** An office as far as a parcel is concerned: where it starts and who sends it. */
export interface Office {
  readonly officeId: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly provinceCode: string;
}
