"""A sources folder that attacks the site: every string of `tests/cases/hostile`, everywhere text can come from."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

from ruamel.yaml import YAML

CASES = Path(__file__).parents[1] / "cases" / "hostile" / "strings.yml"
STRINGS: list[str] = YAML(typ="safe").load(CASES.read_text(encoding="utf-8"))
TOGETHER, IN_A_NAME = 9, 3  # strings that share an article, and a name: a page each would take minutes
WORDS = ["harbour", "bridge", "library", "market", "station", "theatre", "school", "museum", "stadium", "airport"]
CONTROLS = "".join(map(chr, [*range(1, 9), 11, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF]))


def groups() -> list[list[str]]:
    return [STRINGS[k : k + TOGETHER] for k in range(0, len(STRINGS), TOGETHER)]


def write(folder: Path) -> list[Path]:
    """The articles and the vocabulary; the paths of the articles, in the order of `groups`."""
    people, paths = [], []
    for n, group in enumerate(groups()):
        word = WORDS[n % len(WORDS)]
        shared = [" ".join(group[k : k + IN_A_NAME]) for k in range(0, len(group), IN_A_NAME)]
        named = [(f"h{n}-{k}", f"Ada {texts} Holm{n}{k}") for k, texts in enumerate(shared)]
        for key, name in named:
            people.append(
                f"{key}:\n  name: {json.dumps(name)}\n  aliases: [{json.dumps('Dr. ' + name)}]\n"
                f"  weak_aliases: [{json.dumps('Boss ' + name)}]\n  description: {json.dumps(name)}\n"
                f"  same_as: [{json.dumps('https://h.example/' + quote(name))}]\n"
            )
        all_of_it = " ".join(group)
        header = {
            "title": f"The {word}: {all_of_it}",
            "outlet": f"Wire {shared[n % len(shared)]}",
            "author": f"Jo {all_of_it}",
            "origin": f"Agency {shared[0]}",
            "story": f"{word} {group[0]}",
            "summary": f"About the {word}: {all_of_it}",
            "url": f"https://h.example/{quote(all_of_it)[:400]}?a=1&b=(x)[y]&lt;#&quot;",
        }
        lines = [f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in header.items()]
        lines += ["published: 2024-02-03", "rights: full", f"tags: {json.dumps(group, ensure_ascii=False)}", "updates:"]
        lines += [f"  - {{on: 2024-02-04, text: {json.dumps(all_of_it, ensure_ascii=False)}}}"]
        body = []
        for k, text in enumerate(group):
            name = named[k // IN_A_NAME][1]
            body.append(f"{name} opened the {word} on Monday. Dr. {name} knew the {word}.")
            body.append(f"“The {word} has {text} on its {WORDS[k]} wall,” said {name}.")
            body.append(f"{name} said the {word} would keep {text} for {k + 3} years.")
            body.append(text)
        body.append(f"A line of control characters {CONTROLS} ends the text about the {word}.")
        # What no file name may hold is left out; the rest of the string stands in it.
        name = shared[0].replace("/", "∕")[:100]
        path = folder / f"{n:02} {name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(["---", *lines, "---", "", "\n\n".join(body), ""]), encoding="utf-8")
        paths.append(path)
    (folder / "entities").mkdir()
    (folder / "entities" / "people.yml").write_text("".join(people), encoding="utf-8")
    return paths
