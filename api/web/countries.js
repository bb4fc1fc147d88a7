// The outlines of countries from npm's world-atlas (Natural Earth, public domain) in, the middle of each country's
// largest part out: `node countries.js` writes graph/countries.tsv anew, whose first two columns are kept.

import { readFileSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";
import { unwrap } from "./world.js";

const TABLE = "../../graph/countries.tsv";
const atlas = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json", "utf8"));
const shapes = new Map(feature(atlas, atlas.objects.countries).features.map((one) => [one.properties.name, one.geometry]));

/** The area of a ring in square degrees as they are on the ground, about, and its centre of mass. */
function weigh(ring) {
  let [area, x, y] = [0, 0, 0];
  for (let number = 1; number < ring.length; number += 1) {
    const [[x1, y1], [x2, y2]] = [ring[number - 1], ring[number]];
    const cross = x1 * y2 - x2 * y1;
    area += cross / 2;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  return { area: Math.abs(area) * Math.cos((y / (6 * area)) * (Math.PI / 180)), long: x / (6 * area), lat: y / (6 * area) };
}

/** The middle of the largest part of a country. */
function findMiddle(name) {
  const shape = shapes.get(name);
  if (!shape) throw new Error(`${TABLE}: world-atlas has no '${name}'`);
  const parts = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  return parts.map(([outer]) => weigh(unwrap(outer)[0])).sort((one, other) => other.area - one.area)[0];
}

const [head, ...rows] = readFileSync(TABLE, "utf8").trimEnd().split("\n");
const lines = rows.map((row) => {
  const [country, name] = row.split("\t");
  const { lat, long } = findMiddle(name);
  return [country, name, lat.toFixed(1), long.toFixed(1)].join("\t");
});
writeFileSync(TABLE, `${[head, ...lines].join("\n")}\n`);
