// The query page's editor: src/query.js and what it imports in, built/query.js and built/query.css out.

import { build } from "esbuild";
import { rmSync, renameSync } from "node:fs";

const aside = "built.new";

await build({
  entryPoints: ["src/query.js"],
  bundle: true,
  minify: true,
  target: "es2022",
  outdir: aside,
  legalComments: "linked",
  loader: { ".svg": "dataurl", ".png": "dataurl", ".woff2": "dataurl", ".woff": "dataurl", ".ttf": "dataurl" },
  logLevel: "warning",
});
rmSync("built", { recursive: true, force: true });
renameSync(aside, "built");
