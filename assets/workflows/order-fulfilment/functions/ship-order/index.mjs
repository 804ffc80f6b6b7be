// Books the parcel with the carrier that serves the country.

const CARRIERS = { PT: "CTT", ES: "Correos", DE: "DHL" };

export const handler = async ({ orderId, shipTo, reservation }) => {
  const carrier = CARRIERS[shipTo.country] ?? "DHL";
  console.log(`picking ${reservation}, handing it to ${carrier}`);
  return { carrier, trackingNumber: `${carrier.toUpperCase()}-${orderId.replace(/\D/g, "")}-${shipTo.country}` };
};
