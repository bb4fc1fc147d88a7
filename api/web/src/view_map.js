// Rows with places of the graph, or with latitudes and longitudes, in, dots on the world's coastlines out.

import { clip, draw, link, shorten } from "./drawing.js";
import { frame } from "./view_chart.js";
import { words } from "./words.js";

// as in api/outlines.py
const UNITS = 20;
const SHRUNK = Math.cos((50 * Math.PI) / 180);
const [NORTH, SOUTH] = [84, -60];
const MOST = 500; // places
const LEAST = 160; // units
const LATITUDE = /^lat(itude)?$/i;
const LONGITUDE = /^(lng|lon|long|longitude)$/i;

export class PlacesMap {
  priority = 4;
  label = words.map;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    const { results } = this.yasr;
    return findPoints(results).length > 0 || findPlaces(results).size > 0;
  }

  async draw() {
    const points = findPoints(this.yasr.results);
    const places = points.length ? points : await fetchPoints(findPlaces(this.yasr.results));
    if (places.length) this.yasr.resultsEl.replaceChildren(toMap(places.slice(0, MOST), places.length));
    else this.yasr.resultsEl.replaceChildren(Object.assign(document.createElement("p"), { textContent: words.noPlaces }));
  }

  getIcon() {
    return undefined;
  }
}

/** The rows with coordinates of their own. */
function findPoints(results) {
  const names = results?.getVariables?.() ?? [];
  const [latitude, longitude] = [LATITUDE, LONGITUDE].map((pattern) => names.find((name) => pattern.test(name)));
  if (!latitude || !longitude) return [];
  const rows = results.getBindings().filter((row) => row[latitude] && row[longitude]);
  const label = names.find((name) => rows.some((row) => row[name] && row[name].type !== "uri") && name !== latitude && name !== longitude);
  const thing = names.find((name) => rows.some((row) => row[name]?.type === "uri"));
  return rows.map((row) => ({
    iri: row[thing]?.value,
    name: row[label]?.value ?? shorten(row[thing]?.value ?? ""),
    count: 1,
    point: [Number(row[latitude].value), Number(row[longitude].value)],
  })).filter(({ point }) => point.every(Number.isFinite));
}

/** How often each place of the graph stands in the answer. */
function findPlaces(results) {
  const start = `${document.getElementById("query-form").dataset.base}place/`;
  const found = new Map();
  for (const row of results?.getBindings?.() ?? []) {
    for (const { type, value } of Object.values(row)) {
      if (type === "uri" && value.startsWith(start)) found.set(value, (found.get(value) ?? 0) + 1);
    }
  }
  return found;
}

/** The names and coordinates of places, asked from our own endpoint. */
async function fetchPoints(places) {
  const named = [...places.keys()].slice(0, MOST).filter((iri) => !/[<>"{}|\\^`\s]/.test(iri)).map((iri) => `<${iri}>`);
  const query = `SELECT ?it ?name ?lat ?long { VALUES ?it { ${named.join(" ")} } ?it smo:latitude ?lat ; smo:longitude ?long ; skos:prefLabel ?name }`;
  const answer = await fetch(document.getElementById("query-form").dataset.endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json" },
    body: query,
  });
  const rows = answer.ok ? (await answer.json()).results.bindings : [];
  return rows.map(({ it, name, lat, long }) => ({
    iri: it.value, name: name.value, count: places.get(it.value) ?? 1, point: [Number(lat.value), Number(long.value)],
  }));
}

function toMap(places, total) {
  const drawn = places.map((place) => ({ ...place, x: place.point[1] * UNITS * SHRUNK, y: -place.point[0] * UNITS }));
  const [xs, ys] = [drawn.map(({ x }) => x), drawn.map(({ y }) => y)];
  const wide = Math.max(...xs) - Math.min(...xs);
  const high = Math.max(...ys) - Math.min(...ys);
  const width = Math.max(LEAST, wide * 1.25, high * 2);
  const height = width * 0.6;
  const [left, top] = [(Math.max(...xs) + Math.min(...xs)) / 2 - width / 2, (Math.max(...ys) + Math.min(...ys)) / 2 - height / 2];
  const unit = width / 1000;
  const world = document.getElementById("query-form").dataset.world;
  const parts = world ? [draw("image", {
    href: world, x: -180 * UNITS * SHRUNK, y: -NORTH * UNITS, width: 360 * UNITS * SHRUNK, height: (NORTH - SOUTH) * UNITS, preserveAspectRatio: "none",
  })] : [];
  parts.push(...drawn.map(({ iri, name, count, x, y }) => {
    const radius = (4 + 2 * Math.sqrt(count)) * unit;
    const dot = draw("g", { class: "dot people" }, draw("title", {}, `${name} (${count})`), draw("circle", { cx: x, cy: y, r: radius }));
    if (drawn.length <= 60) dot.append(draw("text", { x: x + radius + 3 * unit, y: y + 4 * unit }, clip(name, 28)));
    return link(iri, dot);
  }));
  const place = frame(1, 1, parts, total - places.length, places.length);
  place.classList.add("map");
  const svg = place.querySelector("svg");
  svg.setAttribute("viewBox", [left, top, width, height].join(" "));
  svg.setAttribute("font-size", 12 * unit);
  svg.setAttribute("aria-label", words.map);
  return place;
}
