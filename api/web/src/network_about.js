// The chosen node in, what stands beside the drawing out: its measures, its ties as a list to walk along by keyboard.

/** Show what is known of a node, or how to choose one. All texts are set as texts. */
export function showAbout(place, graph, node, select, root) {
  if (!node || !graph.hasNode(node)) {
    place.replaceChildren(make("p", place.dataset.hint));
    return;
  }
  const { label, degree, betweenness, mentions } = graph.getNodeAttributes(node);
  const words = place.dataset;
  const title = make("h2", label);
  const page = Object.assign(make("a", words.page), { href: `${root}/page/${encodeURI(node)}` });
  const measures = make("p", `${words.degree} ${degree} · ${words.betweenness} ${betweenness} · ${mentions} ${words.mentions} · `);
  measures.className = "small";
  measures.append(page);
  const list = document.createElement("ul");
  const ties = graph
    .mapEdges(node, (edge, data, source, target) => ({ other: source === node ? target : source, ...data }))
    .sort((one, other) => other.weight - one.weight);
  list.append(...ties.map((tie) => toItem(tie, graph, select)));
  place.replaceChildren(title, measures, list);
}

function toItem({ other, kinds, years }, graph, select) {
  const item = document.createElement("li");
  const button = make("button", graph.getNodeAttribute(other, "label"));
  button.type = "button";
  button.className = "plain";
  button.addEventListener("click", () => select(other));
  item.append(button, make("span", ` ${[kinds, years].filter(Boolean).join(" · ")}`));
  return item;
}

function make(name, text) {
  return Object.assign(document.createElement(name), { textContent: text });
}
