// The editor's views of results, in the page's language and with whole texts: historians read the quotes.

import Yasgui from "@zazuko/yasgui";
import { Chart } from "./view_chart.js";
import { TripleGraph } from "./view_graph.js";
import { PlacesMap } from "./view_map.js";
import { words } from "./words.js";

const Table = Yasgui.Yasr.plugins.table;
const CONTROLS = {
  "Simple view": words.simple,
  Ellipse: words.shorten,
  "Page size: ": words.rows,
  All: words.all,
};

Table.defaults.tableConfig.language = {
  info: words.info,
  infoEmpty: words.none,
  infoFiltered: words.among,
  emptyTable: words.none,
  zeroRecords: words.none,
  paginate: { first: "«", previous: "‹", next: "›", last: "»" },
};

class WholeTable extends Table {
  label = words.table;

  draw(settings) {
    super.draw({ isEllipsed: false, ...settings });
  }

  drawControls() {
    super.drawControls();
    for (const element of this.tableControls.querySelectorAll("span, option")) {
      element.textContent = CONTROLS[element.textContent] ?? element.textContent;
    }
    this.tableFilterField.placeholder = words.filter;
    this.tableFilterField.setAttribute("aria-label", words.filterAll);
  }
}

class RawAnswer extends Yasgui.Yasr.plugins.response {
  label = words.raw;
}

Yasgui.Yasr.registerPlugin("table", WholeTable);
Yasgui.Yasr.registerPlugin("response", RawAnswer);
Yasgui.Yasr.registerPlugin("chart", Chart);
Yasgui.Yasr.registerPlugin("graph", TripleGraph);
Yasgui.Yasr.registerPlugin("map", PlacesMap);

export const VIEWS = ["table", "boolean", "chart", "graph", "map", "response"];
