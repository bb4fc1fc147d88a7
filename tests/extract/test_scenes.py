"""The meeting at which a passage plays, and whose part in it the sentences tell."""

from extract.claims import Argument, FoundClaim
from extract.scenes import Scenes, put_on_scene


def at(text: str, name: str, sort: str) -> Argument:
    start = text.index(name)
    return Argument(start, start + len(name), "Event", name, sort=sort)


def test_a_meeting_is_the_scene_of_the_sentences_after_it():
    text = "Vint le Xe Congrès. Levi parla."
    scenes = Scenes()
    scenes.find(text, (0, 19), [at(text, "Xe Congrès", "smo:Congress")])
    scene = scenes.find(text, (20, 31), [])
    assert scene is not None
    assert scene.entity == "Xe Congrès"


def test_a_war_is_no_scene():
    text = "Vint la Grande Guerre. Levi parla."
    scenes = Scenes()
    scenes.find(text, (0, 22), [at(text, "Grande Guerre", "smo:War")])
    assert scenes.find(text, (23, 34), []) is None


def test_a_new_paragraph_ends_the_scene():
    text = "Vint le Xe Congrès.\nLevi parla."
    scenes = Scenes()
    scenes.find(text, (0, 19), [at(text, "Xe Congrès", "smo:Congress")])
    assert scenes.find(text, (20, 31), []) is None


def test_a_noun_that_takes_the_meeting_up_keeps_the_scene():
    text = "Vint le Xe Congrès. Un. Deux. Trois, au congrès. Quatre. Levi parla."
    scenes = Scenes()
    scenes.find(text, (0, 19), [at(text, "Xe Congrès", "smo:Congress")])
    spans = [(20, 23), (24, 29), (30, 48), (49, 56), (57, 68)]
    assert [scenes.find(text, span, []) is not None for span in spans] == [True] * 5


def test_a_scene_fades_after_some_sentences():
    text = "Vint le Xe Congrès. Un. Deux. Trois. Quatre. Levi parla."
    scenes = Scenes()
    scenes.find(text, (0, 19), [at(text, "Xe Congrès", "smo:Congress")])
    spans = [(20, 23), (24, 29), (30, 36), (37, 44), (45, 56)]
    assert [scenes.find(text, span, []) is not None for span in spans] == [True, True, True, False, False]


def test_a_part_without_event_is_taken_in_the_meeting_told_of():
    spoke = FoundClaim("Levi", "smo:participatedIn", "", 0, 4, "s-floor", 0.7)
    scene = Argument(0, 0, "Event", "Xe Congrès", sort="smo:Congress")
    placed = put_on_scene(spoke, scene)
    assert placed is not None
    assert placed.object == "Xe Congrès"
    assert put_on_scene(spoke, None) is None
