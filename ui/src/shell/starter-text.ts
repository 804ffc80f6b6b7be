/** The text of a new workflow: the smallest one that runs. */
export const starterText = `{
  "Comment": "A new workflow",
  "StartAt": "First step",
  "States": {
    "First step": {
      "Type": "Pass",
      "End": true
    }
  }
}
`;
