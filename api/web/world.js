// The coastlines of the world from npm's world-atlas (Natural Earth, public domain) in, one SVG for all maps out.
// The projection is that of api/outlines.py: equirectangular, UNITS for a degree of latitude, true to scale at 50°.

import { readFileSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";

const UNITS = 20;
const SHRUNK = Math.cos((50 * Math.PI) / 180);
const [NORTH, SOUTH] = [84, -60];
const ATLAS = "node_modules/world-atlas/land-50m.json";

/** A ring that crosses the date line goes on beyond 180°, and lies once more a turn beside: two rings for one. */
export function unwrap(ring) {
  let turn = 0;
  const flat = ring.map(([longitude, latitude], number) => {
    const step = number ? longitude - ring[number - 1][0] : 0;
    if (Math.abs(step) > 180) turn -= Math.sign(step) * 360;
    return [longitude + turn, latitude];
  });
  const beyond = flat.find(([longitude]) => Math.abs(longitude) > 180.01);
  const back = beyond && -Math.sign(beyond[0]) * 360;
  return beyond ? [flat, flat.map(([longitude, latitude]) => [longitude + back, latitude])] : [flat];
}

/** A ring of degrees as a path with relative steps, whole units. */
function toPath(ring) {
  let path = "";
  let [x, y] = [0, 0];
  for (const [longitude, latitude] of ring) {
    const [nextX, nextY] = [Math.round(longitude * UNITS * SHRUNK), Math.round(-latitude * UNITS)];
    if (!path) path = `M${nextX} ${nextY}l`;
    else if (nextX !== x || nextY !== y) path += `${nextX - x} ${nextY - y} `;
    [x, y] = [nextX, nextY];
  }
  return path.endsWith("l") ? "" : `${path.trim()}z`;
}

/** Write the outlines to a file. */
export function writeWorld(file) {
  const atlas = JSON.parse(readFileSync(ATLAS, "utf8"));
  const land = feature(atlas, atlas.objects.land);
  const shapes = (land.features ?? [land]).flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
  );
  const seen = shapes.filter(([outer]) => outer.some(([, latitude]) => latitude > SOUTH));
  const path = seen.flat().flatMap(unwrap).map(toPath).join("");
  const box = [-180 * UNITS * SHRUNK, -NORTH * UNITS, 360 * UNITS * SHRUNK, (NORTH - SOUTH) * UNITS];
  const shape = `<path fill="#f6f2e9" stroke="#a79f90" stroke-width="1" vector-effect="non-scaling-stroke" d="${path}"/>`;
  const size = `viewBox="${box.map((number) => number.toFixed(1)).join(" ")}" preserveAspectRatio="none"`;
  writeFileSync(file, `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${shape}</svg>\n`);
}
