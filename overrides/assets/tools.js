/* Small tools: copying a citation, filtering quotes and the timeline, sorting a table. Every page works without. */
(() => {
  "use strict";

  /* Copying: one button, three ways. What is copied is put together from what the quote shows and says of itself. */
  const copying = document.createElement("div");
  copying.className = "nd-copying";
  copying.setAttribute("role", "menu");
  copying.hidden = true;
  let copied = null; // the button whose menu is open
  const WAYS = {
    "Quote with source": ({ said, by, link, title, from }) => `${said} — ${[by, title && `“${title}”`, from].filter(Boolean).join(", ")}. ${link}`,
    "As Markdown": ({ said, by, link, title, from }) =>
      `> ${literal(said)}\n>\n> — ${[literal(by), `[${literal(title || "source")}](${link})`, literal(from)].filter(Boolean).join(", ")}`,
    "Link": ({ link }) => link,
  };
  const literal = (text) => text.replace(/[\\`*_[\]<>#!|]/g, "\\$&");
  for (const way of Object.keys(WAYS)) {
    const choice = document.createElement("button");
    choice.type = "button";
    choice.setAttribute("role", "menuitem");
    choice.textContent = way;
    copying.append(choice);
  }
  function quoteOf(figure) {
    const words = figure.querySelector("blockquote"), frame = figure.querySelector(".nd-quote__frame");
    const text = words ? [...words.querySelectorAll("span")].map((part) => part.textContent).join(" … ") : frame.textContent;
    const { by, title, from } = figure.dataset, link = figure.querySelector("a.nd-ref").href;
    if (frame) return { said: text, by: "", link, title, from };
    if (!figure.matches(".nd-quote--indirect")) return { said: `“${text}”`, by: by || "speaker not established", link, title, from };
    const cue = figure.querySelector(":scope > .nd-cue")?.textContent ?? ""; // reported words stand after who said them, and how
    return { said: `${[by || "speaker not established", cue].filter(Boolean).join(" ")}: ${text}`, by: "", link, title, from };
  }
  function closeCopying() {
    copying.hidden = true;
    copied?.setAttribute("aria-expanded", "false");
    copied = null;
  }
  async function put(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea"); // from a folder there is no clipboard to ask for
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".nd-copy"), choice = event.target.closest?.(".nd-copying button");
    if (choice) {
      const from = copied;
      await put(WAYS[choice.textContent](quoteOf(from.closest("figure"))));
      closeCopying();
      from.textContent = "Copied";
      from.focus();
      setTimeout(() => (from.textContent = "Copy"), 1500);
      return;
    }
    const again = button === copied;
    closeCopying();
    if (!button || again) return;
    copied = button;
    button.setAttribute("aria-expanded", "true");
    button.after(copying);
    copying.hidden = false;
    const edge = document.documentElement.clientWidth - copying.offsetWidth - 8;
    copying.style.left = `${Math.min(button.offsetLeft, edge - button.offsetParent.getBoundingClientRect().left)}px`;
    copying.style.top = `${button.offsetTop + button.offsetHeight}px`;
    copying.firstElementChild.focus();
  });
  copying.addEventListener("keydown", (event) => {
    const choices = [...copying.children], at = choices.indexOf(document.activeElement);
    if (event.key === "Escape") {
      const from = copied;
      closeCopying();
      from.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choices[(at + (event.key === "ArrowDown" ? 1 : -1) + choices.length) % choices.length].focus();
    }
  });

  /* A form whose fields are kept in the page's address. */
  function filter(form, apply) {
    const fields = [...form.elements].filter((field) => field.name);
    const wanted = new URLSearchParams(location.search);
    for (const field of fields) field.value = wanted.get(field.name) ?? "";
    for (const field of fields) field.value ||= "";
    const values = () => Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
    const run = () => {
      const now = values(), query = new URLSearchParams(Object.entries(now).filter(([, value]) => value));
      try {
        history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
      } catch {} // a page opened from a folder may not change its address
      apply(now, query.size > 0);
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", run);
    form.addEventListener("reset", () => setTimeout(run));
    if (fields.some((field) => field.value)) run();
  }

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /*
   * Quotes: the first page carries, for every quote of the site, which speaker, source, kind and year it has; so only
   * those months are fetched that hold a match. A page opened from a folder may fetch none: it has no filter then.
   */
  const quotes = document.querySelector("form[data-filter=quotes]");
  if (quotes) {
    const facets = JSON.parse(document.getElementById("quote-facets").textContent);
    quotes.hidden = location.protocol === "file:" && facets.pages.length > 0;
    const list = document.querySelector("[data-list=quotes]"), months = document.querySelector(".nd-parts");
    const found = quotes.querySelector("output");
    const first = [...list.children];
    const here = -1, loaded = new Map([[here, Promise.resolve(first)]]);
    const starts = [];
    let rows = 0;
    for (const [, number] of facets.pages) {
      starts.push(rows);
      rows += number;
    }
    const pageOf = (row) => (row < first.length ? here : starts.findLastIndex((start) => start <= row));
    let turn = 0;

    const page = (number) => {
      if (!loaded.has(number)) loaded.set(number, fetchPage(new URL(facets.pages[number][0], location.href)));
      return loaded.get(number);
    };
    async function fetchPage(address) {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      const other = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const link of other.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address);
      for (const card of other.querySelectorAll("template[id]")) {
        for (const link of card.content.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address);
        if (!document.getElementById(card.id)) document.body.append(document.adoptNode(card));
      }
      return [...other.querySelector("[data-list=quotes]").children].map((figure) => document.adoptNode(figure));
    }

    filter(quotes, async (values, narrowed) => {
      const mine = ++turn;
      if (months) months.hidden = narrowed;
      if (!narrowed) {
        list.replaceChildren(...first);
        found.textContent = "";
        return;
      }
      const want = [
        facets.speakers.indexOf(values.speaker),
        facets.sources.indexOf(values.source),
        facets.kinds.findIndex(([kind]) => kind === values.kind),
        facets.years.indexOf(values.year),
      ];
      const asked = [values.speaker, values.source, values.kind, values.year];
      const hits = facets.rows.flatMap((row, at) => (row.every((is, n) => !asked[n] || is === want[n]) ? [at] : []));
      const words = fold(values.words ?? "").split(/\s+/).filter(Boolean);
      const shown = [];
      let missing = false;
      for (const number of new Set(hits.map(pageOf))) {
        try {
          const figures = await page(number);
          for (const at of hits) {
            if (pageOf(at) !== number) continue;
            const figure = figures[at - (starts[number] ?? 0)], text = fold(figure.querySelector("blockquote, .nd-quote__frame").textContent);
            if (words.every((word) => text.includes(word))) shown.push(figure);
          }
        } catch {
          missing = true;
        }
        if (mine !== turn) return; // somebody went on typing
      }
      list.replaceChildren(...shown);
      found.textContent = `${shown.length} ${shown.length === 1 ? "quote" : "quotes"}` +
        (missing ? "; some of the other pages could not be opened" : "");
    });
  }

  /* Timeline: by name. */
  const timeline = document.querySelector("form[data-filter=timeline]");
  if (timeline) {
    const events = [...document.querySelectorAll(".nd-event[data-names]")];
    filter(timeline, ({ name }) => {
      for (const event of events) event.hidden = Boolean(name) && !event.dataset.names.split("|").includes(name);
      for (const group of document.querySelectorAll(".nd-day")) group.hidden = !group.querySelector(".nd-event:not([hidden])");
      for (const group of document.querySelectorAll(".nd-month")) group.hidden = !group.querySelector(".nd-event:not([hidden])");
      const left = events.filter((event) => !event.hidden).length;
      timeline.querySelector("output").textContent = name ? `${left} ${left === 1 ? "event" : "events"} on this page` : "";
    });
  }

  /* Profile: by outlet. */
  const profile = document.querySelector("form[data-filter=profile]");
  if (profile) {
    filter(profile, ({ outlet }) => {
      const of = (quote) => quote.dataset.from === outlet || quote.dataset.from.startsWith(`${outlet}, `);
      const quotes = [...document.querySelectorAll(".nd-quote")];
      for (const quote of quotes) quote.hidden = Boolean(outlet) && !of(quote);
      for (const group of document.querySelectorAll(".nd-subject")) group.hidden = !group.querySelector(".nd-quote:not([hidden])");
      for (const context of document.querySelectorAll(".nd-context[data-outlet]")) context.hidden = Boolean(outlet) && context.dataset.outlet !== outlet;
      const left = quotes.filter((quote) => !quote.hidden).length;
      profile.querySelector("output").textContent = outlet ? `${left} ${left === 1 ? "quote" : "quotes"} on this page` : "";
    });
  }

  /* Tables: sort by a column. */
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const heads = [...table.tHead.rows[0].cells], order = new Intl.Collator(document.documentElement.lang);
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const number = "number" in head.dataset;
        const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : number;
        const key = (row) => row.cells[column].textContent.trim();
        const rows = [...table.tBodies[0].rows].sort((a, b) => (number ? key(a) - key(b) : order.compare(key(a), key(b))));
        table.tBodies[0].append(...(down ? rows.reverse() : rows));
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
      });
    });
  }
})();
