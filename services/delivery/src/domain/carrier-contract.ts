/** What the contract with the carrier fixes; one carrier until there is a second. */
export const carrierName = 'vnpost';

/** A parcel of papers, as the tariff prices it. */
export const parcelWeightGrams = 250;
