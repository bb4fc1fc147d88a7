// The pages' larger scripts with what they take from npm, the outlines of the maps and all their licences: into built/.

import { build } from "esbuild";
import { mkdirSync, rmSync, renameSync } from "node:fs";
import { writeLicences } from "./licences.js";
import { writeWorld } from "./world.js";

const aside = "built.new";

rmSync(aside, { recursive: true, force: true });
mkdirSync(aside);
const made = await build({
  entryPoints: ["src/query.js", "src/network.js"],
  bundle: true,
  minify: true,
  target: "es2022",
  outdir: aside,
  legalComments: "none", // LICENSES.txt has them whole
  loader: { ".svg": "dataurl", ".png": "dataurl", ".woff2": "dataurl", ".woff": "dataurl", ".ttf": "dataurl" },
  logLevel: "warning",
  metafile: true,
});
writeWorld(`${aside}/world.svg`);
writeLicences(Object.keys(made.metafile.inputs), ["world-atlas"], `${aside}/LICENSES.txt`);
rmSync("built", { recursive: true, force: true });
renameSync(aside, "built");
