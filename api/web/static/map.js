// The map can be dragged and zoomed: by wheel, buttons, or + and - and the arrow keys while it has the focus.

const NARROWEST = 40;
let kept = null;

function start() {
  const frame = document.querySelector(".map");
  const svg = frame?.querySelector("svg");
  if (!svg) return;
  const whole = svg.viewBox.baseVal.width;
  svg.dataset.whole = whole;
  for (const part of svg.querySelectorAll("circle")) part.dataset.r = part.getAttribute("r");
  for (const part of svg.querySelectorAll("text")) {
    const circle = part.parentElement.querySelector("circle");
    part.dataset.dx = part.getAttribute("x") - circle.getAttribute("cx");
    part.dataset.dy = part.getAttribute("y") - circle.getAttribute("cy");
  }
  set(svg, kept ?? read(svg));
  frame.append(makeButton(frame.dataset.zoomIn, "+", () => zoom(svg, 0.6)), makeButton(frame.dataset.zoomOut, "−", () => zoom(svg, 1 / 0.6)));
  svg.tabIndex = 0;
  svg.addEventListener("keydown", (event) => walk(svg, event));
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !svg.matches(":focus")) return; // the page scrolls
    event.preventDefault();
    zoom(svg, event.deltaY > 0 ? 1.2 : 1 / 1.2, event);
  }, { passive: false });
  drag(svg);
}

function makeButton(label, text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.setAttribute("aria-label", label);
  button.title = label;
  button.addEventListener("click", act);
  return button;
}

/** Show a part of the drawing; dots and names keep their size on the screen. */
function set(svg, box) {
  kept = box;
  svg.setAttribute("viewBox", [box.x, box.y, box.width, box.height].join(" "));
  const small = Math.min(2.2, Math.max(1, 1000 / svg.clientWidth)); // names can be read on a phone
  const scale = (box.width / svg.dataset.whole) * small;
  svg.setAttribute("font-size", 12 * svg.dataset.unit * scale);
  for (const part of svg.querySelectorAll("circle")) part.setAttribute("r", part.dataset.r * scale);
  for (const part of svg.querySelectorAll("text")) {
    const circle = part.parentElement.querySelector("circle");
    part.setAttribute("x", Number(circle.getAttribute("cx")) + part.dataset.dx * scale);
    part.setAttribute("y", Number(circle.getAttribute("cy")) + part.dataset.dy * scale);
  }
  thin(svg);
}

/** Hide each name that would lie on one that matters more; what matters most is drawn last. */
function thin(svg) {
  const taken = [];
  for (const part of [...svg.querySelectorAll("text")].reverse()) {
    const box = part.getBBox();
    const hidden = taken.some((other) => meet(box, other));
    part.setAttribute("visibility", hidden ? "hidden" : "visible");
    if (!hidden) taken.push(box);
  }
}

function meet(one, other) {
  const across = one.x < other.x + other.width && other.x < one.x + one.width;
  return across && one.y < other.y + other.height && other.y < one.y + one.height;
}

function read(svg) {
  const { x, y, width, height } = svg.viewBox.baseVal;
  return { x, y, width, height };
}

/** Zoom about the pointer, or about the middle. */
function zoom(svg, factor, pointer) {
  const box = read(svg);
  const width = Math.min(5000, Math.max(NARROWEST, box.width * factor));
  const by = width / box.width;
  const frame = svg.getBoundingClientRect();
  const [u, v] = pointer
    ? [(pointer.clientX - frame.left) / frame.width, (pointer.clientY - frame.top) / frame.height]
    : [0.5, 0.5];
  set(svg, {
    x: box.x + u * box.width * (1 - by), y: box.y + v * box.height * (1 - by), width, height: box.height * by,
  });
}

function walk(svg, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const box = read(svg);
  const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
  if (event.key === "+" || event.key === "=") zoom(svg, 0.6);
  else if (event.key === "-") zoom(svg, 1 / 0.6);
  else if (x || y) set(svg, { ...box, x: box.x + (x * box.width) / 8, y: box.y + (y * box.width) / 8 });
  else return;
  event.preventDefault();
}

function drag(svg) {
  let from = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && !event.target.closest("a")) {
      from = { x: event.clientX, y: event.clientY, box: read(svg) };
      svg.setPointerCapture(event.pointerId);
    }
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const scale = from.box.width / svg.getBoundingClientRect().width;
    set(svg, { ...from.box, x: from.box.x - (event.clientX - from.x) * scale, y: from.box.y - (event.clientY - from.y) * scale });
  });
  for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, () => (from = null));
}

document.addEventListener("renewed", start);
start();
