/** Longest name of a state machine on AWS. */
const longest = 80;

/** The name of a workflow without the ending of its file. */
export function withoutEnding(workflow: string): string {
  return workflow.replace(/\.(asl\.)?(json|ya?ml)$/i, "");
}

/** A name that AWS accepts, made of a workflow's. */
export function machineName(workflow: string): string {
  const plain = withoutEnding(workflow).replace(/[^A-Za-z0-9_-]+/g, "-");
  return plain.replace(/^-+|-+$/g, "").slice(0, longest) || "workflow";
}

/** Why a text is not a name; null if it is. Stricter than AWS, which lets names hold what its console warns of. */
export function wrongName(name: string): string | null {
  if (name === "") return "a name is needed";
  if (name.length > longest) return `at most ${longest} characters`;
  return /^[A-Za-z0-9_-]+$/.test(name) ? null : "letters, digits, - and _ only";
}
