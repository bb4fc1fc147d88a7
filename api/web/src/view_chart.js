// Rows with a column of numbers in, bars out: along the years where another column has years, else one under another.

import { clip, draw, link, shorten } from "./drawing.js";
import { words } from "./words.js";

const MOST = 60; // bars one under another
const MOST_YEARS = 400;
const ROW = 24;
const LEFT = 300;
const WIDTH = 900;
const HEIGHT = 260;
const NUMERIC = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;
const YEAR = /^-?\d{4}(?:-\d\d(?:-\d\d)?)?$/;

export class Chart {
  priority = 5;
  label = words.chart;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(findColumns(this.yasr.results));
  }

  draw() {
    const columns = findColumns(this.yasr.results);
    const rows = this.yasr.results.getBindings();
    this.yasr.resultsEl.replaceChildren(columns.year ? drawYears(rows, columns) : drawBars(rows, columns));
  }

  getIcon() {
    return undefined;
  }
}

/** The columns of numbers, names and years; null where there are no numbers. */
export function findColumns(results) {
  const rows = results?.getBindings?.() ?? [];
  const names = rows.length ? results.getVariables() : [];
  const all = (name, fits) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || fits(row[name]));
  const numbers = names.filter((name) => all(name, (term) => NUMERIC.test(term.datatype ?? "")));
  const years = names.filter((name) => all(name, (term) => term.type !== "uri" && YEAR.test(term.value)));
  const value = numbers.filter((name) => !years.includes(name)).pop();
  if (!value) return null;
  const label = names.find((name) => name !== value && rows.every((row) => row[name]?.type !== "uri")) ?? names.find((name) => name !== value);
  return { value, label, year: years.find((name) => name !== value), iri: names.find((name) => rows[0][name]?.type === "uri") };
}

function drawBars(rows, { value, label, iri }) {
  const shown = rows.filter((row) => row[value]).slice(0, MOST);
  const most = Math.max(...shown.map((row) => Math.abs(Number(row[value].value))), 1e-9);
  const bars = shown.flatMap((row, number) => {
    const length = (Math.abs(Number(row[value].value)) / most) * (WIDTH - LEFT - 90);
    const y = number * ROW;
    const name = row[label] ? (row[label].type === "uri" ? shorten(row[label].value) : row[label].value) : "";
    const text = draw("text", { x: LEFT - 8, y: y + 16, "text-anchor": "end" }, clip(name, 38));
    return [
      link(row[iri]?.value, text),
      draw("rect", { x: LEFT, y: y + 4, width: Math.max(1, length), height: ROW - 8 }, draw("title", {}, `${name} : ${row[value].value}`)),
      draw("text", { x: LEFT + length + 6, y: y + 16 }, row[value].value),
    ];
  });
  return frame(WIDTH, shown.length * ROW + 4, bars, rows.length - shown.length, shown.length);
}

function drawYears(rows, { value, year }) {
  const sums = new Map();
  for (const row of rows) {
    if (row[year] && row[value]) {
      const at = parseInt(row[year].value, 10);
      sums.set(at, (sums.get(at) ?? 0) + Number(row[value].value));
    }
  }
  const years = [...sums.keys()].sort((one, other) => one - other).slice(-MOST_YEARS);
  const [first, last] = [years[0], years.at(-1)];
  const most = Math.max(...years.map((at) => sums.get(at)), 1e-9);
  const width = WIDTH / (last - first + 1);
  const step = [1, 2, 5, 10, 20, 50, 100].find((one) => (last - first) / one <= 14) ?? 100;
  const bars = years.map((at) => {
    const height = (sums.get(at) / most) * HEIGHT;
    return draw("rect", { x: (at - first) * width, y: HEIGHT - height + 4, width: width * 0.9, height }, draw("title", {}, `${at} : ${sums.get(at)}`));
  });
  const ticks = [];
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) {
    ticks.push(draw("text", { x: (at - first + 0.5) * width, y: HEIGHT + 20, "text-anchor": "middle" }, String(at)));
  }
  return frame(WIDTH, HEIGHT + 26, [...bars, ...ticks], 0, 0);
}

/** A drawing, and under it how much of the answer is not in it. */
export function frame(width, height, parts, left, shown) {
  const place = document.createElement("div");
  place.className = "drawn";
  place.append(draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words.chart }, ...parts));
  if (left > 0) {
    const note = document.createElement("p");
    note.className = "small";
    note.textContent = `${words.cut} ${shown} ${words.of} ${shown + left}`;
    place.append(note);
  }
  return place;
}
