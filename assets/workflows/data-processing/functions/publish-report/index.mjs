// Writes the report as one would read it.

export const handler = async (report) => {
  const lines = Object.entries(report.kwhByRegion).map(([region, kwh]) => `${region}: ${kwh.toFixed(2)} kWh`);
  return { ...report, report: [`Batch ${report.batch}`, ...lines].join("\n") };
};
