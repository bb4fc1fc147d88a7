// What a bundle was made of in, the licences of its packages out, as their authors wrote them.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NAMES = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** The folder of the package that a file belongs to, "" for our own. */
function findPackage(file) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return match ? match[1] : "";
}

/** The folders of packages and of all that they depend on: a package may carry others within its own bundle. */
function findAll(folders) {
  const found = new Set();
  const waiting = [...folders];
  while (waiting.length) {
    const folder = waiting.pop();
    if (found.has(folder) || !existsSync(join(folder, "package.json"))) continue;
    found.add(folder);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    for (const name of Object.keys(dependencies)) {
      const nested = join(folder, "node_modules", name);
      waiting.push(existsSync(nested) ? nested : join("node_modules", name));
    }
  }
  return [...found].sort();
}

/** Write name, version, licence and the licence's text of every package among the inputs, and of `others`. */
export function writeLicences(inputs, others, target) {
  const used = [...inputs.map(findPackage).filter(Boolean), ...others.map((name) => join("node_modules", name))];
  const parts = findAll(used).map((folder) => {
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const files = readdirSync(folder).filter((name) => NAMES.test(name)).sort();
    const texts = files.map((name) => readFileSync(join(folder, name), "utf8").trim());
    const own = texts.length ? texts.join("\n\n") : "(The package carries no licence file.)";
    return `${about.name} ${about.version} – ${toName(about)}\n\n${own}\n`;
  });
  const line = `\n${"-".repeat(80)}\n\n`;
  writeFileSync(target, `The packages from npm that the files of this folder were made of.\n${line}${parts.join(line)}`);
}

function toName({ license, licenses }) {
  const found = license ?? licenses ?? "no licence named";
  return [found].flat().map((one) => one.type ?? one).join(" or ");
}
