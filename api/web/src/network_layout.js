// A graph in, places for its nodes out: ForceAtlas2 in slices between frames, so that the page never stops.

import forceAtlas2 from "graphology-layout-forceatlas2";

const SLICE = 10; // steps between two frames
const STEPS = 400;

/** Go on arranging nodes that have places until it is stopped or done; shorter where most are not `fresh`. Returns stop(). */
export function arrange(graph, places, fresh, changed) {
  if (graph.order < 2) return () => {};
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 800, gravity: 1 };
  let left = fresh ? STEPS : STEPS / 5;
  let going = true;
  const keep = () => graph.forEachNode((node, { x, y }) => places.set(node, { x, y }));
  const step = () => {
    if (!going) return;
    forceAtlas2.assign(graph, { iterations: SLICE, settings, getEdgeWeight: null });
    left -= SLICE;
    keep();
    changed();
    if (left > 0) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
  return () => {
    going = false;
  };
}

/** Put nodes where they were, new ones on a spiral, always the same; tell whether most are new. */
export function place(graph, places) {
  let fresh = 0;
  let number = 0;
  graph.forEachNode((node) => {
    const known = places.get(node);
    const turn = number * 2.399963; // the golden angle
    number += 1;
    if (!known) fresh += 1;
    graph.mergeNodeAttributes(node, known ?? { x: Math.sqrt(number) * Math.cos(turn), y: Math.sqrt(number) * Math.sin(turn) });
  });
  return fresh > graph.order / 2;
}
