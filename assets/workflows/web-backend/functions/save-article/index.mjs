// Saves the article under an address made of its title. The first call is throttled.

class ProvisionedThroughputExceededException extends Error {
  name = "ProvisionedThroughputExceededException";
}

export const handler = async ({ article, attempt }) => {
  if (attempt === 0) throw new ProvisionedThroughputExceededException("the level of write throughput was exceeded");
  const id = article.title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return { id, url: `/articles/${id}` };
};
