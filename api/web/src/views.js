// The editor's views of results, in French and with whole texts: historians read the quotes.

import Yasgui from "@zazuko/yasgui";

const Table = Yasgui.Yasr.plugins.table;
const WORDS = {
  "Simple view": "Vue simple",
  Ellipse: "Abréger",
  "Page size: ": "Lignes\u00a0: ",
  All: "Toutes",
};

Table.defaults.tableConfig.language = {
  info: "Lignes _START_ à _END_ sur _TOTAL_",
  infoEmpty: "Aucune ligne",
  infoFiltered: "(filtrées parmi _MAX_)",
  emptyTable: "Aucun résultat",
  zeroRecords: "Aucun résultat",
  paginate: { first: "«", previous: "‹", next: "›", last: "»" },
};

class FrenchTable extends Table {
  label = "Tableau";

  draw(settings) {
    super.draw({ isEllipsed: false, ...settings });
  }

  drawControls() {
    super.drawControls();
    for (const element of this.tableControls.querySelectorAll("span, option")) {
      element.textContent = WORDS[element.textContent] ?? element.textContent;
    }
    this.tableFilterField.placeholder = "Filtrer";
    this.tableFilterField.setAttribute("aria-label", "Filtrer les résultats");
  }
}

class FrenchResponse extends Yasgui.Yasr.plugins.response {
  label = "Réponse brute";
}

Yasgui.Yasr.registerPlugin("table", FrenchTable);
Yasgui.Yasr.registerPlugin("response", FrenchResponse);
