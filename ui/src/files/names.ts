import type { Notation } from "../api/generated";

/** Path of a name in a folder, in the folder's own notation. */
export function pathIn(folder: string, name: string): string {
  if (/^(\/|[A-Za-z]:[\\/])/.test(name)) return name;
  const slash = folder.includes("\\") && !folder.includes("/") ? "\\" : "/";
  return folder.endsWith(slash) ? folder + name : folder + slash + name;
}

/** A file name with the ending of workflows, or another that is wished, if it has none of its own. */
export function fileName(name: string, ending = ".asl.json"): string {
  const trimmed = name.trim();
  const own = ending === ".asl.json" ? /\.(json|ya?ml)$/i.test(trimmed) : trimmed.toLowerCase().endsWith(ending);
  return trimmed === "" || own ? trimmed : `${trimmed}${ending}`;
}

/** The folder of a path; null if it names none. */
export function folderOf(path: string): string | null {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return end > 0 ? path.slice(0, end) : null;
}

export function looksLikeWorkflow(name: string): boolean {
  return /\.(json|asl|ya?ml)$/i.test(name);
}

/** Sizes in KiB and MiB. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** File name offered for a workflow's name: `Order fulfilment` becomes `order-fulfilment.asl.json`. */
export function suggestedName(name: string, notation: Notation = "json"): string {
  if (/\.(json|ya?ml)$/i.test(name)) return name;
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["workflow"];
  return `${words.join("-")}.asl.${notation}`;
}
