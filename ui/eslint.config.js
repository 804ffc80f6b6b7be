import js from "@eslint/js";
import tseslint from "typescript-eslint";

/**
 * The arrows between folders, lowest first. A folder may use `parts` and what stands in its row; nothing else of ours.
 * @type {Record<string, string[]>}
 */
const arrows = {
  platform: ["api/generated"],
  api: ["platform"],
  parts: [],
  actions: [],
  workflow: ["api"],
  canvas: ["api/generated"],
  code: ["api", "workflow"],
  catalogue: ["api", "workflow"],
  inspector: ["api", "workflow", "catalogue"],
  runs: ["api", "workflow"],
  inbox: ["api"],
  machines: ["api", "runs"],
  clients: ["api"],
  accounts: ["api"],
  files: ["api"],
  start: ["api"],
  designer: ["api", "actions", "workflow", "catalogue", "canvas", "code", "inspector", "runs", "inbox"],
  shell: [
    "platform",
    "api",
    "actions",
    "workflow",
    "catalogue",
    "canvas",
    "code",
    "inspector",
    "runs",
    "inbox",
    "machines",
    "clients",
    "accounts",
    "files",
    "start",
    "designer",
  ],
};

const folders = Object.keys(arrows);

function arrowRule(folder) {
  const allowed = arrows[folder];
  const parts = folder === "parts" ? [] : ["parts"];
  const forbidden = [...folders, "testing"].filter(
    (other) => other !== folder && !parts.includes(other) && !allowed.includes(other),
  );
  const patterns = forbidden.map((other) => {
    const only = allowed.find((path) => path.startsWith(`${other}/`));
    const group = [`../${other}/**`, `../../${other}/**`, ...(only ? [`!../${only}`, `!../../${only}`] : [])];
    return { group, message: `\`${folder}\` may not use \`${other}\`; the arrows are listed in eslint.config.js` };
  });
  if (folder !== "platform") patterns.push({ group: ["@tauri-apps/*"], message: "only platform/tauri.ts talks to Tauri" });
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    ignores: ["**/*.test.{ts,tsx}"],
    rules: { "no-restricted-imports": ["error", { patterns }] },
  };
}

export default tseslint.config(
  { ignores: ["dist", "node_modules", "*.config.js", "src/api/generated.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      "no-undef": "off",
      // Solid assigns `ref` variables where the rule does not look.
      "no-unassigned-vars": "off",
      "@typescript-eslint/no-unused-expressions": ["error", { allowTernary: true, allowShortCircuit: true }],
      "no-console": "error",
      eqeqeq: "error",
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 70 }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "export by name" },
        { selector: "TSEnumDeclaration", message: "use a union of strings" },
      ],
    },
  },
  {
    files: ["**/*.test.{ts,tsx}"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  { files: ["vite.config.ts"], rules: { "no-restricted-syntax": "off" } },
  ...folders.map(arrowRule),
);
