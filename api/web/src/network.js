// The network explorer: the form's wishes and the server's JSON in, a drawing by sigma out, with what is chosen beside.
// Without this file the page lists the best-connected nodes.

import Sigma from "sigma";
import { choose, loadNetwork, toGraph } from "./network_data.js";
import { arrange, place } from "./network_layout.js";
import { download } from "./network_files.js";
import { showAbout } from "./network_about.js";

const form = document.getElementById("network-form");
const about = document.getElementById("network-about");
const frame = document.getElementById("network");
const count = document.getElementById("network-count");
const list = document.getElementById("nodes");
const LONGEST = 26; // letters of a name beside its node
const NARROW = 600; // pixels of a frame in which nodes are smaller and fewer have their names

let network;
let sigma;
let shown; // the graph that is drawn
let selected = "";
let hovered = "";
let stop = () => {};

/** What the reader wishes to see. */
function readWishes() {
  const { elements } = form;
  return {
    from: Number(elements.from.value),
    to: Number(elements.to.value),
    whole: elements.from.value === elements.from.min && elements.to.value === elements.to.max,
    undated: elements.undated.checked,
    kinds: new Set([...form.querySelectorAll("[name=kind]:checked")].map((box) => box.value)),
    size: elements.size.value,
    colour: elements.colour.value,
    depth: Number(elements.depth.value),
    node: selected,
  };
}

/** Draw what is wished for; nodes stay where they are, new ones find their place. */
function draw() {
  stop();
  const chosen = choose(network, readWishes());
  const graph = toGraph(network, chosen, readWishes());
  if (selected && !graph.hasNode(selected)) selected = "";
  const fresh = place(graph, network.places);
  shown = graph;
  if (sigma) sigma.setGraph(graph);
  else sigma = createSigma(graph);
  stop = arrange(graph, network.places, fresh, () => sigma.refresh());
  count.textContent = `${graph.order} / ${network.nodes.length} ${about.dataset.nodes}, ${graph.size} ${about.dataset.edges}`;
  showAbout(about, graph, selected, select, form.dataset.root);
}

/** A name as it is written beside its node; whole for the one that is looked at. */
function shorten(label) {
  return label.length > LONGEST ? `${label.slice(0, LONGEST - 1).trimEnd()}…` : label;
}

/** A node as it is drawn. */
function showNode(node, data) {
  const size = frame.clientWidth < NARROW ? data.size * 0.6 : data.size;
  if (isFar(node)) return { ...data, size, color: "#e2ddd4", label: "", zIndex: 0 };
  const watched = node === (hovered || selected);
  const label = watched ? data.label : shorten(data.label);
  return { ...data, size, label, zIndex: 1, forceLabel: watched, highlighted: node === selected };
}

function createSigma(graph) {
  const made = new Sigma(graph, frame, {
    labelFont: "system-ui, sans-serif",
    labelRenderedSizeThreshold: 7,
    labelDensity: 0.6,
    labelGridCellSize: 150,
    stagePadding: 45,
    zIndex: true,
    nodeReducer: showNode,
    edgeReducer: (edge, data) => (isFarEdge(edge) ? { ...data, hidden: true } : data),
  });
  made.on("clickNode", ({ node }) => select(node));
  made.on("clickStage", () => select(""));
  made.on("enterNode", ({ node }) => ((hovered = node), made.refresh({ skipIndexation: true })));
  made.on("leaveNode", () => ((hovered = ""), made.refresh({ skipIndexation: true })));
  return made;
}

/** Whether a node is neither chosen nor a neighbour of the one that is. */
function isFar(node) {
  const centre = hovered || selected;
  return Boolean(centre) && node !== centre && !shown.areNeighbors(node, centre);
}

function isFarEdge(edge) {
  const centre = hovered || selected;
  return Boolean(centre) && !shown.extremities(edge).includes(centre);
}

/** Choose a node, none with "". */
function select(node) {
  selected = node;
  form.elements.find.value = node ? network.byId.get(node).label : "";
  if (Number(form.elements.depth.value)) return draw();
  showAbout(about, shown, selected, select, form.dataset.root);
  sigma.refresh({ skipIndexation: true });
  if (node && shown.hasNode(node)) {
    const { x, y } = sigma.getNodeDisplayData(node);
    sigma.getCamera().animate({ x, y, ratio: Math.min(0.6, sigma.getCamera().ratio) }, { duration: 300 });
  }
}

/** Find the node whose name is typed: one that is just so, else one that begins so. */
function find(text) {
  const wanted = text.trim().toLocaleLowerCase();
  const nodes = wanted ? shown.nodes() : [];
  const name = (node) => network.byId.get(node).label.toLocaleLowerCase();
  const found = nodes.find((node) => name(node) === wanted) ?? nodes.find((node) => name(node).startsWith(wanted));
  if (found) select(found);
}

function push(moved) {
  const { from, to } = form.elements;
  if (Number(from.value) > Number(to.value)) (moved === from ? to : from).value = moved.value;
  for (const slider of [from, to]) slider.parentElement.querySelector("output").value = slider.value;
}

/** The keys of the drawing: + and - to zoom, arrows to move, Escape to choose nothing. */
function walk(event) {
  const camera = sigma.getCamera();
  const step = 0.15 * camera.ratio;
  const [x, y] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[event.key] ?? [0, 0];
  if (event.key === "+" || event.key === "=") camera.animatedZoom({ duration: 150 });
  else if (event.key === "-") camera.animatedUnzoom({ duration: 150 });
  else if (event.key === "Escape") select("");
  else if (x || y) camera.setState({ x: camera.x + x, y: camera.y + y });
  else return;
  event.preventDefault();
}

let waiting;
function listen() {
  form.addEventListener("input", (event) => {
    if (event.target.name === "name") return form.requestSubmit();
    if (event.target.name === "find") return;
    push(event.target);
    clearTimeout(waiting);
    waiting = setTimeout(draw, 120);
  });
  form.elements.find.addEventListener("change", (event) => find(event.target.value));
  form.addEventListener("submit", (event) => {
    if (document.activeElement === form.elements.find) {
      event.preventDefault();
      find(form.elements.find.value);
    }
  });
  form.querySelector(".downloads").addEventListener("click", (event) => {
    const format = event.target.dataset.format;
    if (format) download(format, sigma, form.dataset.name);
  });
  frame.addEventListener("keydown", walk);
}


async function start() {
  document.querySelector(".explorer").hidden = false;
  if (!document.createElement("canvas").getContext("webgl2") && !document.createElement("canvas").getContext("webgl")) {
    about.textContent = about.dataset.noWebgl;
    return;
  }
  network = await loadNetwork(`${form.dataset.root}/network/${form.dataset.name}.json`);
  form.querySelector(".enhanced").hidden = false;
  form.querySelector("[type=submit]").hidden = true;
  list.replaceChildren(...network.nodes.map(({ label }) => Object.assign(document.createElement("option"), { value: label })));
  selected = network.byId.has(form.dataset.node) ? form.dataset.node : "";
  if (selected) {
    form.elements.depth.value = "1";
    form.elements.find.value = network.byId.get(selected).label;
  }
  draw();
  listen();
}

start().catch((error) => {
  about.textContent = String(error.message ?? error);
});
