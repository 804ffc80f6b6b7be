/** What a team begins with. */
export const example = `{
  "Rules": [
    {
      "Name": "tasks-have-timeouts",
      "Applies": ["Task"],
      "When": "{% $not($exists(TimeoutSeconds) or $exists(TimeoutSecondsPath)) %}",
      "Message": "Give {% $name %} a timeout.",
      "Severity": "warning"
    }
  ]
}
`;

/** The fields of a rule, and what they say. */
export const fields: readonly (readonly [name: string, text: string])[] = [
  ["Name", "What the rule is called."],
  [
    "When",
    "JSONata that is true where something is wrong. It sees the fields of the state by their names (Type, Resource, Retry …), and $name and $workflow (the whole definition).",
  ],
  ["Message", "What people read. Places in {% … %} are filled."],
  ["Applies", 'Types of states, as in ["Task", "Map"]; all without it. ["Workflow"]: the definition as a whole.'],
  ["Severity", "error, warning or info. Errors fail “signalbox validate”; none keeps a workflow from running."],
  ["Field", "The field that is underlined: TimeoutSeconds, /Retry/0/MaxAttempts. Without it the state's name."],
];
