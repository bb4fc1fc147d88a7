"""A catalogue in, what OpenRefine lets its user choose from out: the service manifest, suggestions, proposals."""

from typing import Any, Final

from api.catalogues import Card, Catalogue, Term
from api.extensions import make_settings
from graph.iris import ROOMS
from graph.manifest import find_smolny_version
from graph.names_index import fold
from ontology.files import SMO

ENOUGH: Final = 20  # fewer suggestions than these are filled up with what sounds alike
KINDS: Final = ("entity", "type", "property")
PREVIEW_SIZE: Final = {"width": 420, "height": 260}


def make_manifest(root: str, catalogue: Catalogue, language: str, batch: int) -> dict[str, Any]:
    """Return the service manifest; ``root`` is the address of the server, ``batch`` how many queries it takes."""
    rooms = [f"smo:{room.capitalize()}" for room in ROOMS]
    suggest = {
        kind: {
            "service_url": root, "service_path": f"/reconcile/suggest/{kind}",
            "flyout_service_url": root, "flyout_service_path": f"/reconcile/flyout/{kind}?id=${{id}}",
        }
        for kind in KINDS
    }  # fmt: skip
    return {
        "versions": ["0.1", "0.2"],
        "name": "Smolny",
        "identifierSpace": catalogue.base,
        "schemaSpace": SMO,
        "documentation": f"{root}/",
        "logo": f"{root}/static/icon.svg",
        "serviceVersion": find_smolny_version(),
        "defaultTypes": [to_term_record(catalogue.classes[one], language) for one in rooms if one in catalogue.classes],
        "view": {"url": f"{root}/page/{{{{id}}}}"},
        "preview": {"url": f"{root}/reconcile/preview?id={{{{id}}}}", **PREVIEW_SIZE},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/reconcile/properties"},
            "property_settings": make_settings(language),
        },
        "batchSize": batch,
    }  # fmt: skip


def complete(catalogue: Catalogue, prefix: str, type_: str) -> list[Card]:
    """Return the entities of a class that have a word where ``prefix`` begins, then those that sound alike."""
    if card := catalogue.find_entity(prefix):
        return [card]
    wanted = catalogue.find_class(type_)

    def keep(entity: str) -> bool:
        return entity in catalogue.cards and (not wanted or wanted in catalogue.cards[entity].all_types)

    begun = [name.entity for name in catalogue.names.complete(prefix, keep)]
    alike = [found.entity for found in catalogue.names.find(prefix, keep)] if len(begun) < ENOUGH else []
    return [catalogue.cards[id_] for id_ in dict.fromkeys((*begun, *alike))]


def begins(term: Term, prefix: str) -> bool:
    """Tell whether a word of a term's names, or its id, begins as ``prefix`` does."""
    start = fold(prefix) if prefix.strip() else ""
    texts = [fold(text) for text in (*term.names.values(), term.id.rpartition(":")[2])]
    return term.id.startswith(prefix) or any(f" {text}".find(f" {start}") >= 0 for text in texts)


def to_suggestion(card: Card, catalogue: Catalogue, language: str) -> dict[str, Any]:
    """Return an entity as a suggestion."""
    notable = [
        {"id": one, "name": catalogue.classes[one].name(language)} for one in card.types if one in catalogue.classes
    ]
    record = {"id": card.id, "name": card.label, "notable": notable}
    return record | ({"description": card.description} if card.description else {})


def to_term_record(term: Term, language: str) -> dict[str, Any]:
    """Return a class or property as the protocol has it."""
    meaning = term.meanings.get(language) or term.meanings.get("fr") or ""
    return {"id": term.id, "name": term.name(language)} | ({"description": meaning} if meaning else {})
