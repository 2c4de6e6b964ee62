/*
 * Search over the index that hooks/newsdesk/exports/search.py writes and describes. Its files are scripts, each of
 * which calls newsdeskSearch, since a page opened from a folder may load a script but fetch nothing.
 */
(() => {
  "use strict";
  const SHOWN = 12, EXCERPT = 180; // results at a time; characters
  const ROOM = 64; // by how much the numbers of pages in one file of texts are apart from those in the next
  const ALSO = 6; // further pages of a story that its result names
  const LOADED = 3, NAMES = 2; // files that the beginning of a word loads; names that are nearly a word
  const NEARLY = 0.3; // what a name counts for that is nearly the word, beside the word itself
  const PREFIX = 0.5; // what the beginning of a word counts for, beside the whole word
  const CHARACTER = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff";
  const WORD = new RegExp(`[${CHARACTER}]|(?:(?![${CHARACTER}])[\\p{L}\\p{N}])+`, "gu");

  const input = document.querySelector(".nd-search__input");
  if (!input) return;
  const box = document.querySelector(".nd-search__found"), list = box.querySelector("ol");
  const count = box.querySelector(".nd-search__count");
  const folder = new URL(input.dataset.index, location.href), root = new URL("..", folder);

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => fold(text).match(WORD) ?? [];

  /* Each file once. */
  const files = new Map(), given = new Map();
  window.newsdeskSearch = (kind, ...rest) => given.set([kind, ...rest.slice(0, -1)].join("-"), rest.at(-1));
  function load(name) {
    if (!files.has(name)) {
      files.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = new URL(`${name}.js`, folder);
        script.onload = () => done(given.get(name));
        script.onerror = () => {
          files.delete(name);
          failed(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return files.get(name);
  }

  /* The files of a kind that have a word, and a few that have words which begin with it. */
  async function filesWith(kind, word) {
    const { [kind]: starts } = await load("index");
    const own = starts.findLastIndex((start) => start <= word);
    const needed = starts.flatMap((start, n) => (n === own || (word.length > 1 && start.startsWith(word)) ? [n] : []));
    return Promise.all(needed.slice(0, LOADED).map((n) => load(`${kind}-${n}`)));
  }

  /* The pages that have a word, or one that begins with it: number → weight. `all`: how many have it, where these are
     so many that only those are here for which it counts most. */
  async function pagesWith(word) {
    const wide = word.length > 1;
    const found = new Map();
    found.all = 0;
    for (const shard of await filesWith("words", word)) {
      for (const [other, steps] of Object.entries(shard)) {
        if (other !== word && !(wide && other.startsWith(word))) continue;
        if (steps.length % 2) found.all = Math.max(found.all, steps.at(-1));
        for (let at = 0, number = 0; at + 1 < steps.length; at += 2) {
          number += steps[at];
          const weight = steps[at + 1] * (other === word ? 1 : PREFIX);
          if (weight > (found.get(number) ?? 0)) found.set(number, weight);
        }
      }
    }
    return found;
  }

  /* By how many letters two words differ, a swap of neighbours counted once; more than `most` is as good as any more. */
  function apart(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [], row = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      before = row;
      row = next;
    }
    return row[other.length];
  }

  const backwards = (word) => [...word].reverse().join("");

  /* The words of names that are nearest to a word, and near: who is wrong at its beginning is seldom wrong at its end. */
  async function near(word) {
    if (word.length < 4) return [];
    const most = word.length > 6 ? 2 : 1, sure = word.length > 5 ? 3 : 2;
    const begin = filesWith("names", word.slice(0, sure)), end = filesWith("ends", backwards(word).slice(0, sure));
    const names = new Set([...(await begin).flat(), ...(await end).flat().map(backwards)]);
    names.delete(word);
    return [...names]
      .map((name) => [apart(word, name, most), name])
      .filter(([letters]) => letters <= most)
      .sort(([one, name], [other, second]) => one - other || (name < second ? -1 : 1))
      .slice(0, NAMES)
      .map(([, name]) => name);
  }

  /* The pages that have a word, or a name that is nearly it. */
  async function pagesNearly(word) {
    const [own, ...others] = await Promise.all([word, ...await near(word)].map(pagesWith));
    for (const found of others) {
      for (const [number, weight] of found) {
        if (weight * NEARLY > (own.get(number) ?? 0)) own.set(number, weight * NEARLY);
      }
    }
    return own;
  }

  /* Pages that have all words, best first; where none has them all, those that have most. */
  async function ranked(words, pagesOf = pagesWith) {
    const hits = new Map(), founds = await Promise.all([...new Set(words)].map(pagesOf));
    for (const found of founds) {
      for (const [number, weight] of found) {
        const hit = hits.get(number) ?? { number, words: 0, weight: 0 };
        hit.words += 1;
        hit.weight += weight;
        hits.set(number, hit);
      }
    }
    // A page that is not among those for which a common word counts most may still have it, if it has a rarer one.
    const common = founds.filter((found) => found.all), rare = founds.filter((found) => !found.all);
    for (const hit of common.length && rare.length ? hits.values() : []) {
      if (rare.some((found) => found.has(hit.number))) hit.words += common.filter((found) => !found.has(hit.number)).length;
    }
    const most = Math.max(0, ...[...hits.values()].map((hit) => hit.words));
    const best = [...hits.values()]
      .filter((hit) => hit.words === most)
      .sort((a, b) => b.weight - a.weight || a.number - b.number);
    best.all = rare.length ? 0 : Math.max(0, ...common.map((found) => found.all));
    return best;
  }

  async function entryOf(number) {
    return (await load(`texts-${Math.floor(number / ROOM)}`))[number % ROOM];
  }

  /* Hits, those of one story together, where the first of them stands. */
  async function storiesOf(hits) {
    const { stories } = await load("index"), found = new Map();
    for (const hit of hits) {
      const file = Math.floor(hit.number / ROOM), key = file < stories ? `story ${file}` : hit.number;
      found.set(key, [...(found.get(key) ?? []), hit]);
    }
    return [...found.values()];
  }

  const isHit = (word, words) => words.some((one) => (one.length > 1 ? word.startsWith(one) : word === one));

  /* A text in pieces: [words of it, whether they were searched for]. */
  function pieces(text, words) {
    const found = [];
    let at = 0;
    for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      if (!wordsOf(word).some((one) => isHit(one, words))) continue;
      found.push([text.slice(at, index), false], [word, true]);
      at = index + word.length;
    }
    return [...found, [text.slice(at), false]];
  }

  function marked(text, words) {
    return pieces(text, words).map(([piece, hit]) => {
      if (!hit) return piece;
      const mark = document.createElement("mark");
      mark.textContent = piece;
      return mark;
    });
  }

  /* Where the stretch of a text begins that has most of the words; the first of several. */
  function densest(text, words) {
    const hits = [];
    let at = 0;
    for (const [piece, isWord] of pieces(text, words)) {
      if (isWord) hits.push([at, wordsOf(piece)[0]]);
      at += piece.length;
    }
    let best = text.length, most = 0;
    for (const [start] of hits) {
      const near = hits.filter(([other]) => other >= start && other < start + EXCERPT - 40);
      const distinct = new Set(near.flatMap(([, word]) => words.filter((one) => word.startsWith(one)))).size;
      if (distinct > most) [best, most] = [start, distinct];
    }
    return best;
  }

  /* The part of a page that has most of the words (of several a quote, else the longest; the first if none), around where they stand closest. */
  function excerpt(parts, words) {
    const scored = parts.map(([anchor, heading, text]) => {
      const isQuote = anchor.startsWith("q-");
      const hits = new Set(wordsOf(isQuote ? `${heading} ${text}` : text).filter((word) => isHit(word, words))).size;
      return hits && hits + (isQuote ? 0.5 : text.length / 1e6);
    });
    const [anchor, heading, text] = parts[scored.indexOf(Math.max(...scored))] ?? ["", "", ""];
    const first = densest(text, words);
    let start = first < text.length && first > 60 ? text.lastIndexOf(" ", first - 40) + 1 : 0;
    const end = start + EXCERPT < text.length ? text.lastIndexOf(" ", start + EXCERPT) : text.length;
    const cut = text.slice(start, Math.max(end, start + 1));
    return { anchor, by: anchor.startsWith("q-") ? heading : "", text: `${start ? "… " : ""}${cut}${end < text.length ? " …" : ""}` };
  }

  /* One result: the page that fits best, and in a line the others of its story. */
  function result([[address, title, kind, parts], ...others], words) {
    const { anchor, by, text } = excerpt(parts, words);
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = new URL(anchor ? `${address}#${anchor}` : address, root);
    const said = by ? [...marked(by, words), ": "] : [];
    for (const [part, ...content] of [["title", ...marked(title, words)], ["kind", kind], ["text", ...said, ...marked(text, words)]]) {
      if (!content.some((one) => one.textContent ?? one)) continue;
      const span = document.createElement("span");
      span.className = `nd-search__${part}`;
      span.dir = "auto";
      span.append(...content);
      link.append(span);
    }
    item.append(link);
    if (others.length) item.append(also(others));
    return item;
  }

  function also(entries) {
    const line = document.createElement("p");
    line.className = "nd-search__also";
    line.append("Also: ", ...entries.flatMap(([address, title, kind], n) => {
      const link = document.createElement("a");
      link.href = new URL(address, root);
      link.title = title;
      link.textContent = kind.split(" · ").slice(0, 2).join(", ");
      return n ? [" · ", link] : [link];
    }));
    return line;
  }

  /* A way to the next results. */
  function further(act) {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.className = "nd-search__more";
    button.textContent = "More";
    button.addEventListener("click", act);
    item.append(button);
    return item;
  }

  let turn = 0;
  async function search() {
    const mine = ++turn, words = wordsOf(input.value);
    if (!words.length) return close();
    try {
      let hits = await ranked(words), shown = words, nearly = false;
      if (!(hits[0]?.words >= new Set(words).size)) {
        const others = await ranked(words, pagesNearly);
        if (others.length && others[0].words > (hits[0]?.words ?? 0)) {
          hits = others;
          nearly = true;
          shown = [...words, ...(await Promise.all(words.map(near))).flat()];
        }
      }
      const stories = await storiesOf(hits);
      const more = async (from) => {
        const entries = await Promise.all(stories.slice(from, from + SHOWN)
          .map((them) => Promise.all(them.slice(0, ALSO + 1).map((hit) => entryOf(hit.number)))));
        if (mine !== turn) return false; // somebody went on typing
        if (!from) list.replaceChildren();
        list.querySelector("button")?.parentElement.remove();
        list.append(...entries.map((entry) => result(entry, shown)));
        if (stories.length > from + SHOWN) list.append(further(() => more(from + SHOWN)));
        if (from) list.children[from].querySelector("a").focus();
        return true;
      };
      if (!(await more(0))) return;
      const pages = hits.length === 1 ? "1 page" : `${hits.length} pages`;
      const all = hits.all ? `The ${pages} that fit best of ${hits.all}` : pages;
      const some = hits.length && hits[0].words < new Set(words).size;
      count.textContent = !hits.length ? "No page has these words"
        : `${nearly ? "Nearly these words: " : ""}${some ? "No page has all of these words; some of them: " : ""}${all}`;
    } catch {
      if (mine !== turn) return;
      list.replaceChildren();
      count.textContent = "The search index could not be loaded";
    }
    box.hidden = false;
  }

  function close() {
    turn += 1;
    box.hidden = true;
  }

  let timer = 0;
  input.addEventListener("focus", () => load("index").catch(() => {}));
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 80);
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  const region = input.closest(".nd-search");
  region.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      input.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || box.hidden) return;
    event.preventDefault();
    const stops = [input, ...list.querySelectorAll("a, button")];
    stops[Math.min(Math.max(stops.indexOf(document.activeElement) + step, 0), stops.length - 1)].focus();
  });
  region.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !region.contains(event.relatedTarget)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!region.contains(event.target)) close();
  });

  /* An address may bring words to search for. */
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    search();
  }
})();
