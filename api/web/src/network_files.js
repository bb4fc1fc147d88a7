// What is drawn in, a file of it out: GEXF of the nodes and ties that are shown, SVG and PNG of the view as it is.

import { write } from "graphology-gexf/browser/index.js";

const SHARPNESS = 2;

/** Let the reader save the view. */
export async function download(format, sigma, name) {
  if (format === "gexf") return save(new Blob([toGexf(sigma.getGraph())], { type: "application/gexf+xml" }), `${name}.gexf`);
  const svg = toSvg(sigma);
  if (format === "svg") return save(new Blob([svg], { type: "image/svg+xml" }), `${name}.svg`);
  return save(await toPng(svg, sigma.getDimensions()), `${name}.png`);
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Sizes and colours go into GEXF's own elements. */
export function toGexf(graph) {
  return write(graph, {
    formatNode: (node, { label, x, y, size, color, ...attributes }) => ({
      label, attributes, viz: { x, y, size, color },
    }),
    formatEdge: (edge, { size, color, weight, ...attributes }) => ({
      weight, attributes, label: attributes.kinds, viz: { thickness: size, color },
    }),
  });
}

/** The view as SVG: places as on the screen, the names that are shown there. */
export function toSvg(sigma) {
  const graph = sigma.getGraph();
  const { width, height } = sigma.getDimensions();
  const at = (node) => sigma.graphToViewport(graph.getNodeAttributes(node));
  const round = (number) => Math.round(number * 10) / 10;
  const lines = graph.mapEdges((edge, { color, size }, source, target) => {
    const [one, other] = [at(source), at(target)];
    return `<line x1="${round(one.x)}" y1="${round(one.y)}" x2="${round(other.x)}" y2="${round(other.y)}" stroke="${color}" stroke-width="${round(sigma.scaleSize(size))}"/>`;
  });
  const dots = graph.mapNodes((node, { color, size }) => {
    const { x, y } = at(node);
    return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(sigma.scaleSize(size))}" fill="${color}"/>`;
  });
  const names = [...sigma.getNodeDisplayedLabels()].map((node) => {
    const { label, size } = graph.getNodeAttributes(node);
    const { x, y } = at(node);
    return `<text x="${round(x + sigma.scaleSize(size) + 3)}" y="${round(y + 4)}">${escape(label)}</text>`;
  });
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="14">`;
  return `${head}<rect width="100%" height="100%" fill="#fff"/>${[...lines, ...dots, ...names].join("\n")}</svg>\n`;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** An SVG drawn on a canvas; its address is data, which the page's security policy lets in. */
async function toPng(svg, { width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SHARPNESS, height: height * SHARPNESS });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
