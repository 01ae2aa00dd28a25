/** What the contract with the carrier fixes; one carrier until there is a second. */
export const carrierName = 'vnpost';
