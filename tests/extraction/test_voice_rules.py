"""Each rule by which a word may be who speaks has a text that it decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from newsdesk.extraction.quotes import voice_rules
from newsdesk.extraction.quotes.candidates import set_scene
from newsdesk.extraction.quotes.marks import quoted_stretches
from newsdesk.extraction.syntax import Doc
from newsdesk.reading.parser import Parser
from newsdesk.reading.source import source_from_text
from newsdesk.records import Lexicon

CASES = YAML(typ="safe").load(Path(__file__).parents[1] / "cases" / "quotes" / "voices.yml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['text'][:30]}")
def test_the_rule_decides(case: dict[str, str], parser: Parser, lexicon: Lexicon) -> None:
    source = source_from_text("case", case["text"])
    doc = Doc(source, next(iter(parser.parse([source]))))
    scene = set_scene(doc, quoted_stretches(source, lexicon), lexicon)
    token = next(token for token in doc.tokens if token.text == case["word"])
    construction = voice_rules.construction_of(scene, token)
    assert (construction[0] if construction else "") == case["as"]
    word = voice_rules.Word(scene, token)
    decides = next(rule for rule in voice_rules.rules_for(token.dep, token.pos) if rule(word) is not None)
    assert decides.__name__ == f"_{case['rule']}"


def test_every_rule_has_a_case() -> None:
    assert {rule.__name__ for rule, *_ in voice_rules.RULES} == {f"_{case['rule']}" for case in CASES}
