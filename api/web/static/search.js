// The search field of every page: what is typed in, a list of entities under it out, to be walked with the arrow keys.
// Without this file the form asks the server for a page.

const form = document.querySelector("form.search");
const field = form.elements.q;
const list = document.createElement("ul");
let asked = 0;
let shown = [];
let at = -1;

list.id = "suggestions";
list.className = "suggestions";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", field.getAttribute("aria-label"));
form.append(list);
for (const [name, value] of Object.entries({
  role: "combobox",
  "aria-expanded": "false",
  "aria-controls": list.id,
  "aria-autocomplete": "list",
})) {
  field.setAttribute(name, value);
}

/** Ask for what may be meant; an answer that comes after a later question is dropped. */
async function suggest() {
  const number = ++asked;
  const text = field.value.trim();
  if (!text) return close();
  try {
    const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`);
    if (answer.ok && number === asked) show(await answer.json());
  } catch {
    close(); // offline: the form still works when the server is back
  }
}

function show(entries) {
  shown = entries;
  at = -1;
  list.replaceChildren(...entries.map(toOption));
  list.hidden = entries.length === 0;
  mark();
}

/** An entry as a line of the list; its texts are set as texts. */
function toOption(entry, number) {
  const option = document.createElement("li");
  option.id = `suggestion-${number}`;
  option.setAttribute("role", "option");
  const name = document.createElement("strong");
  name.textContent = entry.label;
  const about = document.createElement("span");
  about.textContent = [entry.name, entry.kind, entry.description].filter(Boolean).join(" · ");
  option.append(name, " ", about);
  option.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  option.addEventListener("click", () => location.assign(entry.href));
  return option;
}

function mark() {
  field.setAttribute("aria-expanded", String(!list.hidden));
  [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
  if (at >= 0) field.setAttribute("aria-activedescendant", list.children[at].id);
  else field.removeAttribute("aria-activedescendant");
}

function close() {
  asked += 1;
  show([]);
}

function walk(event) {
  if (list.hidden) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    at = ((at + step + 1 + shown.length + 1) % (shown.length + 1)) - 1; // -1 is the field itself
    mark();
    list.children[at]?.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && at >= 0) location.assign(shown[at].href);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
}

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(suggest, 80);
});
field.addEventListener("keydown", walk);
field.addEventListener("blur", close);
