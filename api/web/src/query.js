// The query page with JavaScript: the form's query in, an editor with tabs and tables of results in its place out.
// Without this file, or when it fails, the form stays and the server renders the answer.

import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import { addPrefixes } from "./prefixes.js";
import { VIEWS } from "./views.js";
import { words } from "./words.js";
import "./query.css";

const form = document.getElementById("query-form");
const place = document.getElementById("editor");
const endpoint = new URL(form.dataset.endpoint, location.href).href;

/** Build the editor; it asks our endpoint only, and the page's security policy allows no other. */
function createEditor() {
  return new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [] },
    copyEndpointOnNewTab: false,
    populateFromUrl: false,
    autofocus: false,
    persistenceId: `smolny ${endpoint}`,
    tabName: words.query,
    yasqe: { value: form.elements.query.defaultValue, resizeable: true, showQueryButton: true },
    yasr: { defaultPlugin: "table", pluginOrder: VIEWS },
  });
}

/** Open a query in a tab, the same one when it is asked again, and run it. */
function open(editor, name, query) {
  const tab = editor.addTab(true, { name, yasqe: { value: query } }, { avoidDuplicateTabs: true });
  tab.query().catch(() => {}); // what went wrong is shown among the results
}

/** Run an example in the editor instead of following its link. */
function openExample(editor, event) {
  const link = event.target.closest("a[data-example]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(editor, link.textContent.trim(), new URL(link.href).searchParams.get("query"));
  place.scrollIntoView({ behavior: "smooth" });
}

/** Lead to our own page of a thing rather than to its IRI, which may answer from elsewhere. */
function openPage(event) {
  const link = event.target.closest("a[href]");
  const base = form.dataset.base;
  if (link && link.href.startsWith(base)) {
    link.href = form.dataset.pages + link.href.slice(base.length).replaceAll("#", "%23");
  }
}

/** The address that asks the query of the tab again, with the version of the graph that answers now. */
function renewPermalink(editor) {
  const query = editor.getTab()?.getQuery() ?? "";
  const { endpoint: address, version } = form.dataset;
  document.getElementById("permalink").href = `${address}?${new URLSearchParams({ query, version })}`;
}

/** Name what the editor leaves without a name for those who don't see it. */
function nameParts() {
  for (const area of place.querySelectorAll(".CodeMirror textarea")) area.setAttribute("aria-label", words.query);
  for (const list of place.querySelectorAll("select.tableSizer")) list.setAttribute("aria-label", words.rows);
  for (const button of place.querySelectorAll('[role="tablist"] button.addTab')) {
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", "false");
  }
}

place.hidden = false;
const editor = createEditor();
const prefixes = JSON.parse(form.dataset.prefixes);
for (const event of ["tabSelect", "tabChange", "query"]) {
  editor.on(event, () => setTimeout(() => {
    addPrefixes(editor.getTab()?.getYasqe(), prefixes);
    renewPermalink(editor);
    nameParts();
  }));
}
new MutationObserver(nameParts).observe(place, { childList: true, subtree: true });
nameParts();
form.hidden = true;
for (const shown of document.querySelectorAll("#answer, .message")) shown.hidden = true;
document.querySelector(".examples").addEventListener("click", (event) => openExample(editor, event));
place.addEventListener("click", openPage, true);

const asked = new URLSearchParams(location.search).get("query");
if (asked) {
  const example = [...document.querySelectorAll("a[data-example]")].find(
    (link) => new URL(link.href).searchParams.get("query") === asked,
  );
  open(editor, example ? example.textContent.trim() : words.query, asked);
}
