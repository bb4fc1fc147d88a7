// The server's JSON and the reader's wishes in, the part of the network to draw out, with its measures.

import { UndirectedGraph } from "graphology";
import betweenness from "graphology-metrics/centrality/betweenness.js";

const MOST = 2000; // nodes that are drawn, the best connected
const MEASURED = 600; // of a larger graph betweenness is found only when it is asked for: it takes seconds
const SMALLEST = 3;
const LARGEST = 22;

/** Fetch a network; nodes are found by id, `places` will keep where they were drawn. */
export async function loadNetwork(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  const network = await answer.json();
  network.byId = new Map(network.nodes.map((node) => [node.id, node]));
  network.places = new Map();
  return network;
}

/** The edges within the years and classes wished for and, about a node, within its neighbourhood. */
export function choose(network, wishes) {
  const { nodes } = network;
  const fits = (number) => wishes.kinds.has(nodes[number].kind);
  let edges = network.edges.filter((edge) => fits(edge.s) && fits(edge.t) && liesIn(edge, wishes));
  if (wishes.node && wishes.depth) {
    const near = findNear(nodes, edges, wishes.node, wishes.depth);
    edges = edges.filter((edge) => near.has(edge.s) && near.has(edge.t));
  }
  return keepBest(edges);
}

/** The edges between the nodes that have most; all where there are not too many. */
function keepBest(edges) {
  const degrees = new Map();
  for (const { s, t } of edges) for (const node of [s, t]) degrees.set(node, (degrees.get(node) ?? 0) + 1);
  if (degrees.size <= MOST) return edges;
  const best = new Set([...degrees].sort((one, other) => other[1] - one[1]).slice(0, MOST).map(([node]) => node));
  return edges.filter(({ s, t }) => best.has(s) && best.has(t));
}

function liesIn({ periods }, { from, to, whole, undated }) {
  if (!periods.length) return undated;
  return whole || periods.some(([first, last]) => (first || -Infinity) <= to && (last || Infinity) >= from);
}

/** The numbers of the nodes within so many steps of one. */
function findNear(nodes, edges, id, depth) {
  let near = new Set([nodes.findIndex((node) => node.id === id)]);
  for (let step = 0; step < depth; step += 1) {
    const wider = new Set(near);
    for (const { s, t } of edges) {
      if (near.has(s)) wider.add(t);
      if (near.has(t)) wider.add(s);
    }
    near = wider;
  }
  return near;
}

/** A graph of the edges: those between the same two become one. Attributes `size`, `color`, `label` are sigma's. */
export function toGraph(network, edges, wishes) {
  const graph = new UndirectedGraph();
  for (const { s, t, kind, claims, periods } of edges) {
    const [one, other] = [s, t].map((number) => addNode(graph, network.nodes[number]));
    const edge = graph.edge(one, other);
    if (edge) graph.updateEdgeAttributes(edge, (old) => join(old, kind, claims, periods));
    else graph.addEdge(one, other, join({ weight: 0, kinds: "", years: "" }, kind, claims, periods));
  }
  setMeasures(graph, network, wishes);
  return graph;
}

function addNode(graph, { id, label, kind, mentions, wikidata }) {
  if (!graph.hasNode(id)) graph.addNode(id, { label, kind, mentions, wikidata });
  return id;
}

function join(old, kind, claims, periods) {
  const years = periods.map(([first, last]) => (first === last ? `${first}` : `${first || ""}–${last || ""}`));
  return {
    weight: old.weight + Math.max(1, claims),
    kinds: unite(old.kinds, [kind]),
    years: unite(old.years, years),
    color: "#cfc8bb",
    size: Math.min(5, 1 + Math.log2(old.weight + Math.max(1, claims))),
  };
}

function unite(text, parts) {
  return [...new Set([...text.split("; "), ...parts])].filter(Boolean).join("; ");
}

function setMeasures(graph, network, wishes) {
  const asked = [wishes.size, wishes.colour].includes("betweenness") || graph.order <= MEASURED;
  const between = asked && graph.order > 2 ? betweenness(graph, { normalized: true, getEdgeWeight: null }) : {};
  graph.updateEachNodeAttributes((node, old) => ({
    ...old,
    degree: graph.degree(node),
    betweenness: Number((between[node] ?? 0).toFixed(5)),
  }));
  const scales = Object.fromEntries(["degree", "betweenness", "mentions"].map((name) => [name, findScale(graph, name)]));
  graph.updateEachNodeAttributes((node, old) => ({
    ...old,
    size: SMALLEST + (LARGEST - SMALLEST) * scales[wishes.size](old[wishes.size]),
    color: wishes.colour === "kind" ? (network.colours[old.kind] ?? "#5a5a5a") : toColour(scales[wishes.colour](old[wishes.colour])),
  }));
}

/** A function from a measure to 0…1: areas, not diameters, grow with it. */
function findScale(graph, name) {
  const most = Math.max(...graph.mapNodes((node, data) => data[name]), 1e-9);
  return (value) => Math.sqrt(value / most);
}

/** From pale to dark red. */
function toColour(share) {
  const [from, to] = [[244, 214, 190], [140, 16, 24]];
  return `#${from.map((part, at) => Math.round(part + (to[at] - part) * share).toString(16).padStart(2, "0")).join("")}`;
}
