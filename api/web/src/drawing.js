// Names and attributes in, elements of an SVG out; what all drawings of results share. Texts are set as texts.

const SVG = "http://www.w3.org/2000/svg";

/** An element of an SVG with its attributes and children; a text among them is text. */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** An element that leads to our page of a thing, or itself where it has none. */
export function link(iri, element) {
  const form = document.getElementById("query-form");
  if (!iri?.startsWith(form.dataset.base)) return element;
  const path = iri.slice(form.dataset.base.length).replaceAll("#", "%23");
  return draw("a", { href: form.dataset.pages + path }, element);
}

/** An IRI as short as it can be read. */
export function shorten(text) {
  const last = decodeURI(text.replace(/[/#]$/, "")).split(/[/#]/).pop();
  return last || text;
}

export function clip(text, most) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}
