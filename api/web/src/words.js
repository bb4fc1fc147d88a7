// The words of the editor's views, in the language of the page.

const WORDS = {
  fr: {
    query: "Requête", table: "Tableau", chart: "Graphique", graph: "Graphe", map: "Carte", raw: "Réponse brute",
    filter: "Filtrer", filterAll: "Filtrer les résultats", simple: "Vue simple", shorten: "Abréger",
    rows: "Lignes\u00a0: ", all: "Toutes", info: "Lignes _START_ à _END_ sur _TOTAL_", none: "Aucun résultat",
    among: "(filtrées parmi _MAX_)", cut: "Seuls les premiers sont dessinés\u00a0:", of: "sur",
    noPlaces: "Aucun de ces lieux n’a de coordonnées.",
  },
  en: {
    query: "Query", table: "Table", chart: "Chart", graph: "Graph", map: "Map", raw: "Raw answer",
    filter: "Filter", filterAll: "Filter the results", simple: "Simple view", shorten: "Ellipsis",
    rows: "Rows: ", all: "All", info: "Rows _START_ to _END_ of _TOTAL_", none: "No result",
    among: "(filtered from _MAX_)", cut: "Only the first are drawn:", of: "of",
    noPlaces: "None of these places has coordinates.",
  },
};

export const words = WORDS[document.documentElement.lang] ?? WORDS.fr;
