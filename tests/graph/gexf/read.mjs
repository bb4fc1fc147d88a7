// Reads the GEXF file named on the command line with graphology-gexf and prints what it found as JSON.
import { readFileSync } from "node:fs";
import { DOMParser } from "@xmldom/xmldom";
import { MultiDirectedGraph } from "graphology";
import gexf from "graphology-gexf";

globalThis.DOMParser ??= DOMParser;
const graph = gexf.parse(MultiDirectedGraph, readFileSync(process.argv[2], "utf8"), { addMissingNodes: false });
const nodes = Object.fromEntries(graph.mapNodes((key, attributes) => [key, attributes]));
const edges = graph.mapEdges((key, attributes, source, target) => ({ key, source, target, ...attributes }));
console.log(JSON.stringify({ order: graph.order, size: graph.size, nodes, edges }));
