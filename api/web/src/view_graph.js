// Triples in, their things as dots and their predicates as lines out.

import { DirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import { clip, draw, link, shorten } from "./drawing.js";
import { frame } from "./view_chart.js";
import { words } from "./words.js";

const MOST = 250; // triples between things
const NAMES = /(prefLabel|#label|\/title|\/name)$/;
const [WIDTH, HEIGHT] = [1000, 700];

export class TripleGraph {
  priority = 6;
  label = words.graph;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return findTies(this.yasr.results).length > 0;
  }

  draw() {
    const ties = findTies(this.yasr.results);
    const graph = arrange(toGraph(ties.slice(0, MOST)));
    this.yasr.resultsEl.replaceChildren(
      frame(WIDTH, HEIGHT, toParts(graph, findNames(this.yasr.results)), ties.length - MOST, MOST),
    );
  }

  getIcon() {
    return undefined;
  }
}

/** The triples whose object is a thing, classes not. */
function findTies(results) {
  const triples = results?.getStatements?.() ?? [];
  return triples.filter(({ object, predicate }) => object.termType !== "Literal" && !predicate.value.endsWith("#type"));
}

function findNames(results) {
  const named = results.getStatements().filter(({ predicate, object }) => object.termType === "Literal" && NAMES.test(predicate.value));
  return new Map(named.map(({ subject, object }) => [subject.value, object.value]));
}

function toGraph(ties) {
  const graph = new DirectedGraph();
  for (const { subject, predicate, object } of ties) {
    for (const { value } of [subject, object]) graph.mergeNode(value);
    const old = graph.edge(subject.value, object.value);
    const name = shorten(predicate.value);
    if (old) graph.updateEdgeAttribute(old, "name", (names) => `${names}, ${name}`);
    else graph.addEdge(subject.value, object.value, { name });
  }
  return graph;
}

/** Places within the drawing, the same for the same graph. */
function arrange(graph) {
  graph.nodes().forEach((node, number) => {
    const turn = number * 2.399963;
    graph.mergeNodeAttributes(node, { x: Math.sqrt(number + 1) * Math.cos(turn), y: Math.sqrt(number + 1) * Math.sin(turn) });
  });
  if (graph.order > 2) forceAtlas2.assign(graph, { iterations: 300, settings: { ...forceAtlas2.inferSettings(graph), gravity: 2 } });
  for (const [axis, size, margin] of [["x", WIDTH, 110], ["y", HEIGHT, 30]]) {
    const places = graph.mapNodes((node, data) => data[axis]);
    const [least, most] = [Math.min(...places), Math.max(...places)];
    const scale = (size - 2 * margin) / (most - least || 1);
    graph.updateEachNodeAttributes((node, data) => ({ ...data, [axis]: margin + (data[axis] - least) * scale }));
  }
  return graph;
}

function toParts(graph, names) {
  const lines = graph.mapEdges((edge, { name }, source, target, one, other) => {
    const title = draw("title", {}, `${names.get(source) ?? shorten(source)} – ${name} – ${names.get(target) ?? shorten(target)}`);
    return draw("line", { x1: one.x, y1: one.y, x2: other.x, y2: other.y }, title);
  });
  const said = graph.size <= 60 ? graph.mapEdges((edge, { name }, source, target, one, other) =>
    draw("text", { class: "tie", x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 - 3, "text-anchor": "middle" }, clip(name, 24))) : [];
  const dots = graph.mapNodes((node, { x, y }) => {
    const name = names.get(node) ?? shorten(node);
    const dot = draw("g", {}, draw("circle", { cx: x, cy: y, r: 4 + Math.min(8, graph.degree(node)) }), draw("title", {}, name));
    if (graph.order <= 90 || graph.degree(node) > 2) dot.append(draw("text", { x, y: y - 12, "text-anchor": "middle" }, clip(name, 30)));
    return link(node, dot);
  });
  return [...lines, ...said, ...dots];
}
