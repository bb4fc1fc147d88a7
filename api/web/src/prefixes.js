// A query in, the same with a PREFIX line for every known prefix that it uses without declaring it.

const NOT_NAMES = /<[^<>\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g;
const USED = /(?<![\w?$:@-])([A-Za-z][\w-]*):(?=[\w%\\]|$)/g;

/** The known prefixes that a query uses and does not declare. */
export function findMissing(query, known, declared) {
  const bare = query.replace(NOT_NAMES, " ");
  const used = new Set([...bare.matchAll(USED)].map((match) => match[1]));
  return [...used].filter((prefix) => prefix in known && !(prefix in declared));
}

/** Declare them in the editor. */
export function addPrefixes(yasqe, known) {
  if (!yasqe) return;
  const missing = findMissing(yasqe.getValue(), known, yasqe.getPrefixesFromQuery());
  if (missing.length) yasqe.addPrefixes(Object.fromEntries(missing.map((prefix) => [prefix, known[prefix]])));
}
