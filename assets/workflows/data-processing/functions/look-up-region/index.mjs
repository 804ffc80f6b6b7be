// Finds the region of a meter. The registry turns the fourth reading away once.

const REGIONS = { NL: "north", DE: "centre", PT: "south" };

class RegistryBusy extends Error {
  name = "RegistryBusy";
}

export const handler = async ({ meter, index, attempt }) => {
  if (index === 3 && attempt === 0) throw new RegistryBusy(`asked too often, ${meter} again later`);
  return { region: REGIONS[meter.slice(0, 2)] ?? "unknown" };
};
