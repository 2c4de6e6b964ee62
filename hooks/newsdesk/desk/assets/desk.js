/* The Editor's desk, in the preview alone: the queue on its page, and pencils on all others.
   The server makes every piece of HTML; this moves focus, sends what was chosen, and shows what was written. */
(() => {
  "use strict";
  const meta = document.querySelector('meta[name="desk-token"]');
  if (!meta) return;
  const { kind = "", address = "" } = meta.dataset;
  const own = {}; // digests of the files that this page has had written, by file
  const live = new Set(); // the digests that each form on this page carries
  let writes = 0;
  let sending = 0; // what is on its way: no page is loaded anew before it is there
  let renewed = () => location.reload();

  // ------------------------------------------------------------------ asking the server
  const ask = async (path, body) => {
    const headers = { "X-Desk-Token": meta.content };
    if (body) {
      headers["Content-Type"] = "application/json";
      sending++;
    }
    try {
      const answer = await fetch(`/_desk/${path}`, {
        method: body ? "POST" : "GET", headers, cache: "no-store", body: body && JSON.stringify(body),
      });
      return { status: answer.status, data: await answer.json().catch(() => ({})) };
    } catch {
      return { status: 0, data: {} };
    } finally {
      if (body) sending--;
    }
  };
  const known = () => `known=${encodeURIComponent(JSON.stringify(own))}`;
  const look = async (path, more = "") => {
    for (let tries = 0; tries < 200; tries++) {
      const before = writes;
      const found = await ask(`${path}?${known()}${more}`);
      if (found.status === 503) await pause(150); // the pages are being made anew
      else if (before === writes) return found;
    }
    return { status: 0, data: {} };
  };
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const wrote = (data) => {
    writes++;
    for (const { file, seen } of data.files) {
      own[file] = seen;
      for (const form of live) if (file in form) form[file] = seen;
    }
  };

  // Instead of MkDocs' own script, which loads every page anew: this one is there first and cannot be written over.
  Object.defineProperty(window, "livereload", {
    value: (epoch, id) => {
      let stop;
      const poll = async () => {
        while (document.visibilityState === "visible") {
          stop = new AbortController();
          try {
            const answer = await fetch(`/livereload/${epoch}/${id}`, { signal: stop.signal, cache: "no-store" });
            const now = parseFloat(await answer.text());
            if (now > epoch) { epoch = now; await renewed(); }
          } catch (fault) {
            if (fault.name === "AbortError") return;
            await pause(1500);
          }
        }
      };
      window.addEventListener("load", poll);
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") poll(); else stop?.abort();
      });
    },
  });

  // ------------------------------------------------------------------ small things
  const make = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, ""); else if (value !== false) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };
  const parsed = (html) => [...new DOMParser().parseFromString(html, "text/html").body.children];
  const pencil = () => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(svg.namespaceURI, "path");
    path.setAttribute("d", "M2.5 13.5l.7-3 7.6-7.6 2.3 2.3-7.6 7.6zM9.6 4.1l2.3 2.3");
    svg.append(path);
    return svg;
  };
  const say = (text) => { status.textContent = ""; setTimeout(() => { status.textContent = text; }, 30); };
  const status = make("p", { class: "desk-unseen", role: "status" });

  // ------------------------------------------------------------------ what was written, and taking it back
  let toast;
  const lines = (change) => {
    const shown = make("div", { class: "desk-diff", tabindex: "0", role: "region", "aria-label": "What was changed" });
    for (const line of change.removed) shown.append(make("span", { class: "desk-d" }, `− ${line}`));
    for (const line of change.added) shown.append(make("span", { class: "desk-p" }, `+ ${line}`));
    return shown;
  };
  const tell = (data) => {
    toast?.remove();
    const top = make("p", { class: "desk-toast__top" }, make("b", {}, data.said));
    const back = data.change && !data.said.startsWith("Taken back");
    if (back) {
      const undo = make("button", { type: "button", class: "desk-b desk-b--small", "data-key": "u" }, "Undo ");
      undo.append(make("kbd", { "aria-hidden": "true" }, "u"));
      undo.addEventListener("click", () => takeBack(data.change));
      top.append(undo);
    }
    const close = make("button", { type: "button", class: "desk-b desk-b--quiet desk-b--small", "aria-label": "Close this message" }, "×");
    close.addEventListener("click", () => { toast.remove(); sessionStorage.removeItem("desk-said"); });
    top.append(close);
    toast = make("div", { class: "desk-toast", role: "group", "aria-label": "Written" }, top);
    for (const file of data.files.slice(0, 4)) {
      toast.append(make("code", { class: "desk-file" }, file.line ? `${file.shown}:${file.line}` : file.shown), lines(file));
    }
    if (data.files.length > 4) toast.append(make("code", { class: "desk-file" }, `and ${data.files.length - 4} more files`));
    document.body.append(toast);
    say(`${data.said}. Written: ${data.files.map((file) => file.shown).join(", ")}`);
  };
  const remember = (data) => sessionStorage.setItem("desk-said", JSON.stringify({ ...data, run: meta.content }));
  const takeBack = async (change) => {
    if (sending) return;
    const { status: code, data } = await ask("undo", { change });
    if (code === 200) {
      wrote(data);
      tell(data);
      if (queue) queue.undone(change); else remember(data);
    } else {
      tell({ said: code === 409 ? `${data.shown} was changed meanwhile: it is not taken back` : fault(code, data), files: [] });
    }
  };
  const fault = (code, data) => {
    if (code === 403) return "This page is of an earlier run of the preview: load it again";
    if (code === 0) return "No answer: what you chose is kept. Is the preview running?";
    if (code === 422) return `${data.message}${data.remedy ? `; ${data.remedy}` : ""}`;
    return `${data.message || `Fault ${code}`}. This is a fault of the program: please report it`;
  };

  // ------------------------------------------------------------------ what a form holds
  const put = (payload, path, value) => {
    const steps = path.split(".");
    const last = steps.pop();
    let at = payload;
    for (const [n, step] of steps.entries()) {
      at[step] ??= /^\d+$/.test(steps[n + 1] ?? last) ? [] : {};
      at = at[step];
    }
    if (last.endsWith("[]")) (at[last.slice(0, -2)] ??= []).push(value); else at[last] = value;
  };
  const payloadOf = (button) => {
    const payload = { ...JSON.parse(button.dataset.form), ...JSON.parse(button.dataset.with || "{}") };
    if ("fields" in button.dataset) {
      const within = button.closest("[data-part], .desk-q, .desk-pop");
      for (const field of within.querySelectorAll("[data-field]")) {
        if (["checkbox", "radio"].includes(field.type) && !field.checked) continue;
        put(payload, field.dataset.field, field.value.trim());
      }
    }
    return payload;
  };
  const warn = (within, text, field) => {
    const told = within.querySelector(".desk-told");
    told.replaceChildren(text);
    told.hidden = false;
    const at = field && within.querySelector(`[data-field="${CSS.escape(field)}"], [data-field="${CSS.escape(field)}[]"]`);
    if (at) { at.setAttribute("aria-invalid", "true"); at.focus(); } else told.scrollIntoView({ block: "nearest" });
    return told;
  };

  // Sends what was chosen. `form`: {root, seen, done(data), again(text)}
  const send = async (form, action, payload) => {
    if (form.busy) return;
    form.busy = true;
    form.root.setAttribute("aria-busy", "true");
    const { status: code, data } = await ask(action, { ...payload, seen: form.seen });
    form.busy = false;
    form.root.removeAttribute("aria-busy");
    if (code === 200) {
      wrote(data);
      await form.done(data);
    } else if (code === 409) {
      await form.again(data);
    } else {
      warn(form.root, fault(code, data), data.field);
    }
  };
  const wire = (form) => {
    live.add(form.seen);
    form.root.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (button) send(form, button.dataset.do, payloadOf(button));
    });
    form.root.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input[data-field]")) return;
      event.preventDefault();
      event.target.closest("[data-part], .desk-q").querySelector(".desk-b--go:not([disabled])")?.click();
    });
    for (const combo of form.root.querySelectorAll(".desk-combo")) choose(form, combo);
  };
  // After a change by somebody else: the same answer, to be given once more.
  const same = (root, payload) => [...root.querySelectorAll("button[data-do]")]
    .find((button) => JSON.stringify(payloadOf(button)) === JSON.stringify(payload));

  // ------------------------------------------------------------------ looking for a name or a headline
  const choose = (form, combo) => {
    const { combo: what, pick, do: action } = combo.dataset;
    const input = combo.querySelector("input");
    const list = combo.querySelector("ul");
    let at = -1, asked = 0;
    const show = (on) => {
      list.hidden = !on;
      input.setAttribute("aria-expanded", String(on));
      if (!on) input.removeAttribute("aria-activedescendant");
    };
    const mark = (n) => {
      at = n;
      [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === n)));
      if (n >= 0) {
        input.setAttribute("aria-activedescendant", list.children[n].id);
        list.children[n].scrollIntoView({ block: "nearest" });
      }
    };
    const taken = (item) => {
      const payload = { ...JSON.parse(combo.dataset.form), ...(form.more || {}) };
      if (item.dataset.name) payload.name = item.dataset.name;
      else if (pick === "ids") {
        payload.ids = [...payload.ids, item.dataset.id];
        payload.main ??= item.dataset.id;
      } else payload[pick] = pick === "sources" ? [item.dataset.id] : item.dataset.id;
      show(false);
      send(form, action, payload);
    };
    const fill = async () => {
      const number = ++asked;
      const letters = input.value.trim();
      const { status: code, data } = letters.length > 1 ? await look(what, `&q=${encodeURIComponent(letters)}`) : { data: {} };
      if (number !== asked) return;
      list.replaceChildren();
      if (code === 200) {
        for (const [file, seen] of Object.entries(data.seen)) form.seen[file] ??= seen;
        for (const found of data.found) {
          list.append(make("li", { role: "option", "data-id": found.id, "aria-selected": "false" }, make("b", {}, found.name), make("span", {}, found.about)));
        }
        if ("free" in combo.dataset && !data.found.some((found) => found.name.toLowerCase() === letters.toLowerCase())) {
          list.append(make("li", { role: "option", "data-name": letters, "aria-selected": "false" }, make("b", {}, `“${letters}”`), make("span", {}, "has no profile")));
        }
      }
      [...list.children].forEach((item, n) => { item.id = `${list.id}-${n}`; });
      at = -1;
      show(list.children.length > 0);
    };
    input.addEventListener("input", fill);
    input.addEventListener("blur", () => setTimeout(() => show(false), 150));
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (event.key === "ArrowDown" && count) mark((at + 1) % count);
      else if (event.key === "ArrowUp" && count) mark((at + count - 1) % count);
      else if (event.key === "Enter" && at >= 0 && !list.hidden) taken(list.children[at]);
      else if (event.key === "Escape" && !list.hidden) { show(false); event.stopPropagation(); }
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // focus stays in the field
    list.addEventListener("click", (event) => { const item = event.target.closest("li"); if (item) taken(item); });
  };

  // ------------------------------------------------------------------ the queue
  let queue = null;
  class Queue {
    constructor(root) {
      this.root = root;
      this.order = [];
      this.decided = new Map(); // by question: the change
      this.returned = new Map(); // taken back, and not yet asked again by pages that know of it: how often to look
      this.later = new Set(JSON.parse(sessionStorage.getItem("desk-later") || "[]"));
      this.ahead = new Map(); // questions that were fetched before they are shown
      this.place = root.querySelector("[data-desk-question]");
    }

    async start() {
      await this.read();
      await this.next(true);
    }

    async read() {
      const { status: code, data } = await ask("queue");
      if (code !== 200) return this.lost(code, data);
      const before = this.order.length;
      this.order = data.questions;
      const there = new Set(this.order.map(([id]) => id));
      const settled = before ? this.settling(there) : 0;
      if (settled) say(`That settled ${settled} more`);
      this.rail();
      return true;
    }

    settling(there) {
      const gone = (this.listed ?? []).filter((id) => !there.has(id) && !this.decided.has(id)).length;
      this.listed = [...there];
      return gone;
    }

    lost(code, data) {
      this.place.replaceChildren(make("p", { class: "desk-empty" }, code === 503 ? "The pages are being made …" : fault(code, data)));
      return false;
    }

    waiting() { return this.order.filter(([id]) => !this.decided.has(id)); }

    rail() {
      this.listed ??= this.order.map(([id]) => id);
      const groups = new Map();
      for (const [id, group] of this.order) {
        groups.set(group, (groups.get(group) ?? 0) + (this.decided.has(id) ? 0 : 1));
      }
      const here = this.order.find(([id]) => id === this.current)?.[1];
      this.root.querySelector("[data-desk-kinds]").replaceChildren(...[...groups].map(([group, count]) => {
        const item = make("button", { type: "button", "aria-current": group === here ? "true" : "false" }, make("span", {}, group), make("span", {}, String(count)));
        item.addEventListener("click", () => {
          const first = this.waiting().find(([, of]) => of === group);
          if (first) this.show(first[0]);
        });
        return make("li", {}, item);
      }));
      const bar = this.root.querySelector("progress");
      bar.max = Math.max(1, this.waiting().length + this.decided.size);
      bar.value = this.decided.size;
      this.root.querySelector("[data-desk-decided]").textContent = `${this.decided.size} of ${bar.max}`;
      const log = [...this.decided.values()].slice(-4).reverse();
      this.root.querySelector("[data-desk-log]").replaceChildren(...(log.length
        ? log.map((data) => make("li", {}, data.said, " ", make("code", {}, data.files[0]?.shown ?? "")))
        : [make("li", {}, "Nothing yet.")]));
    }

    // The question after the current one, of those that wait; those put off come last.
    following(from = this.current, step = 1) {
      const all = this.waiting().map(([id]) => id);
      const open = all.filter((id) => !this.later.has(id) || id === from);
      const list = open.length && !(open.length === 1 && open[0] === from) ? open : all;
      if (!list.length) return null;
      const ids = this.order.map(([id]) => id);
      const start = ids.indexOf(from);
      const inOrder = step > 0 ? [...ids.slice(start + 1), ...ids.slice(0, start + 1)] : [...ids.slice(0, Math.max(0, start)).reverse(), ...ids.slice(Math.max(0, start)).reverse()];
      return inOrder.find((id) => list.includes(id)) ?? null;
    }

    async next(first = false, step = 1) {
      const id = first ? this.following(undefined) : this.following(this.current, step);
      if (id) return this.show(id, !first);
      this.current = null;
      this.place.replaceChildren(make("div", { class: "desk-empty" }, make("h2", { tabindex: "-1" }, "Nothing waits"), make("p", {}, `${this.decided.size} decided.`)));
      if (!first) this.place.querySelector("h2").focus();
      this.rail();
    }

    fetch(id) {
      if (!this.ahead.has(id)) {
        this.ahead.set(id, look(`question/${id}`).then((found) => {
          if (found.status === 200) live.add(found.data.seen);
          return found;
        }));
      }
      return this.ahead.get(id);
    }

    async show(id, focus = true) {
      this.current = id;
      this.rail();
      this.place.setAttribute("aria-busy", "true");
      const { status: code, data } = await this.fetch(id);
      if (this.current !== id) return;
      const left = this.returned.get(id) ?? 0;
      if (code === 404 && left) { // the pages are still those from before it was taken back
        this.returned.set(id, left - 1);
        this.ahead.delete(id);
        setTimeout(() => { if (this.current === id) this.show(id, focus); }, 500);
        return;
      }
      this.place.removeAttribute("aria-busy");
      if (code === 404) {
        this.order = this.order.filter(([other]) => other !== id);
        return this.next();
      }
      if (code !== 200) { this.ahead.delete(id); return this.lost(code, data); }
      this.draw(id, data);
      window.scrollTo({ top: 0 });
      if (focus) this.place.querySelector("h2").focus({ preventScroll: true });
      const after = this.following(id);
      if (after && after !== id) this.fetch(after);
    }

    draw(id, data) {
      const [article] = parsed(data.html);
      this.html = data.html;
      this.place.replaceChildren(article);
      this.form = { root: article, seen: data.seen, done: (told) => this.done(id, told), again: (told) => this.again(id, told) };
      wire(this.form);
      const count = () => {
        const many = article.querySelectorAll('[data-field="sources[]"]:checked, [data-field="ids[]"]:checked').length;
        const go = article.querySelector(".desk-b--go");
        if (go && article.querySelector('input[type="checkbox"][data-field="sources[]"], input[type="checkbox"][data-field="ids[]"]')) {
          go.disabled = many < 2;
          if (article.dataset.kind === "story") go.firstChild.textContent = `One story: ${many} articles`;
        }
      };
      article.addEventListener("change", () => { this.form.touched = true; count(); });
      article.addEventListener("input", () => { this.form.touched = true; });
      article.querySelector("[data-later]")?.addEventListener("click", () => this.putOff(id));
      count();
    }

    async done(id, data) {
      this.decided.set(id, { ...data, id });
      tell(data);
      await this.next();
    }

    // A file was changed by somebody else: the question anew, with what was chosen kept.
    async again(id, data) {
      const chosen = document.activeElement?.closest("button[data-do]");
      const payload = chosen && payloadOf(chosen);
      this.ahead.delete(id);
      const { status: code, data: fresh } = await this.fetch(id);
      if (code === 404) {
        tell({ said: `It was settled in ${data.shown} meanwhile`, files: [{ ...data, ...data.change, line: data.change.line }] });
        this.order = this.order.filter(([other]) => other !== id);
        return this.next();
      }
      if (code !== 200) { this.ahead.delete(id); warn(this.form.root, fault(code, fresh)); return; }
      this.draw(id, fresh);
      const told = warn(this.form.root, `${data.shown} was changed meanwhile, and nothing was written. Press again to decide it so.`);
      if (data.change.added.length || data.change.removed.length) told.append(lines(data.change));
      (payload && same(this.form.root, payload))?.focus();
    }

    putOff(id) {
      this.later.add(id);
      sessionStorage.setItem("desk-later", JSON.stringify([...this.later]));
      this.next();
    }

    undone(change) {
      const back = [...this.decided].find(([, data]) => data.change === change)?.[0];
      if (!back) return;
      this.decided.delete(back);
      this.ahead.delete(back);
      this.returned.set(back, 40);
      this.show(back);
    }

    async renewed() {
      this.ahead.clear();
      const { current } = this;
      if (!(await this.read())) return;
      for (const [id] of this.order) this.returned.delete(id);
      if (this.returned.get(current)) return; // `show` looks again
      if (current && this.current === current && !this.order.some(([id]) => id === current)) {
        say("It was settled meanwhile");
        return this.next();
      }
      if (!current) return this.next(true);
      const { status: code, data } = await this.fetch(current);
      if (code !== 200 || this.current !== current) return;
      if (data.html === this.html) {
        Object.assign(this.form.seen, data.seen);
      } else if (!this.form.touched && !this.form.busy) {
        const inside = this.place.contains(document.activeElement);
        this.draw(current, data);
        if (inside) this.place.querySelector("h2").focus({ preventScroll: true });
      }
    }
  }

  // ------------------------------------------------------------------ in place
  let pop = null, opener = null, missed = false;
  const close = () => {
    if (!pop) return;
    pop.remove();
    pop = null;
    if (missed) location.reload(); else opener?.focus();
  };
  const open = async (from, title, more, fields = {}) => {
    close();
    opener = from;
    from.setAttribute("aria-expanded", "true");
    sending++;
    const { status: code, data } = await look("form", `&address=${encodeURIComponent(address)}${more}`);
    sending--;
    from.setAttribute("aria-expanded", "false");
    const shut = make("button", { type: "button", class: "desk-b desk-b--quiet desk-b--small", "aria-label": "Close" }, "×");
    const body = make("div", { class: "desk-pop__body" }, ...(code === 200 ? parsed(data.html) : [make("p", {}, code === 404 ? "Nothing here can be changed." : fault(code, data))]));
    pop = make("dialog", { class: "desk-pop", "aria-labelledby": "desk-pop-title" }, make("div", { class: "desk-pop__head" }, make("h2", { id: "desk-pop-title" }, title), shut), body);
    shut.addEventListener("click", close);
    pop.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
    pop.addEventListener("click", (event) => { if (event.target === pop) close(); });
    document.body.append(pop);
    for (const at of body.querySelectorAll("[data-words]")) at.textContent = fields.words;
    if (code === 200) {
      for (const button of body.querySelectorAll("button[data-do]")) {
        button.dataset.form = JSON.stringify({ ...JSON.parse(button.dataset.form), ...fields });
      }
      const form = {
        root: body, seen: data.seen, more: fields,
        done: (told) => { remember({ ...told, focus: from.dataset.pen }); tell(told); close(); },
        again: async (told) => {
          const typed = [...body.querySelectorAll("[data-field]")].map((field) => [field.dataset.field, field.value]);
          const fresh = await look("form", `&address=${encodeURIComponent(address)}${more}`);
          if (fresh.status === 200) Object.assign(form.seen, fresh.data.seen);
          const shown = warn(body, `${told.shown} was changed meanwhile, and nothing was written. ${fresh.status === 200 ? "Press again to decide it so." : fault(fresh.status, fresh.data)}`);
          if (told.change.added.length || told.change.removed.length) shown.append(lines(told.change));
          return typed;
        },
      };
      wire(form);
    }
    pop.showModal();
    stand(pop, from);
    (body.querySelector("button[data-do], input:not([type=hidden]), textarea") ?? shut).focus();
  };
  const stand = (what, beside) => {
    const at = beside.getBoundingClientRect();
    if (innerWidth < 640) return what.classList.add("desk-pop--sheet");
    const { width, height } = what.getBoundingClientRect();
    what.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    what.style.top = `${Math.max(8, Math.min(at.bottom + 6, innerHeight - height - 8))}px`;
  };
  const pen = (name, label, act) => {
    const made = make("button", { type: "button", class: "desk-pen", "data-pen": name, "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": label, title: label }, pencil());
    made.addEventListener("click", () => act(made));
    return made;
  };
  const TITLES = { source: "This article", profile: "This profile", briefing: "This briefing" };
  const pencils = () => {
    for (const quote of document.querySelectorAll("[data-quote], [data-inside]")) {
      const id = quote.dataset.quote || quote.dataset.inside;
      quote.classList.add("desk-penned");
      quote.append(pen(id, "Who said it? Correct this quote", (button) => open(button, "Who said it?", `&quote=${encodeURIComponent(id)}`)));
    }
    const heading = document.querySelector("main h1, h1");
    if (heading && TITLES[kind]) {
      heading.after(pen("page", `Change ${TITLES[kind].toLowerCase()}`, (button) => open(button, TITLES[kind], "")));
    }
    if (kind === "source") marking();
  };
  const marking = () => {
    let offer = null;
    const look = () => {
      if (pop) return;
      offer?.remove();
      const chosen = getSelection();
      const words = chosen.toString().replace(/\s+/g, " ").trim();
      const near = chosen.anchorNode?.parentElement?.closest("p[id]");
      if (!words || !near || words.length > 4000 || !near.contains(chosen.focusNode)) return;
      offer = make("button", { type: "button", class: "desk-b desk-b--go desk-offer" }, "Quote or name");
      const at = chosen.getRangeAt(0).getBoundingClientRect();
      offer.style.left = `${Math.max(8, Math.min(at.right + scrollX - 60, innerWidth - 150))}px`;
      offer.style.top = `${at.bottom + scrollY + 6}px`;
      offer.addEventListener("mousedown", (event) => event.preventDefault());
      offer.addEventListener("click", () => { const from = offer; open(from, "These words", "&part=marked", { words }).then(() => { from.remove(); opener = near.querySelector("a") ?? near; }); });
      document.body.append(offer);
    };
    document.addEventListener("selectionchange", () => { clearTimeout(look.timer); look.timer = setTimeout(look, 120); });
  };

  // ------------------------------------------------------------------ keys
  const keysOn = () => localStorage.getItem("desk-keys") !== "off";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.key.length !== 1) return;
    if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") || !keysOn()) return;
    const within = pop ?? queue?.root;
    if (queue && !pop && (event.key === "j" || event.key === "k")) { queue.next(false, event.key === "j" ? 1 : -1); return event.preventDefault(); }
    const button = within?.querySelector(`[data-key="${CSS.escape(event.key)}"]`) ?? document.querySelector(`.desk-toast [data-key="${CSS.escape(event.key)}"]`);
    if (button && !button.disabled) { event.preventDefault(); button.focus(); button.click(); } else if (queue && !pop && event.key === "a") say("No guess is good enough to be accepted: choose one");
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(status);
    const root = document.querySelector("[data-desk]");
    if (root) {
      queue = new Queue(root);
      renewed = () => queue.renewed();
      const on = root.querySelector("[data-desk-keys]");
      on.checked = keysOn();
      on.addEventListener("change", () => localStorage.setItem("desk-keys", on.checked ? "on" : "off"));
      queue.start();
      return;
    }
    pencils();
    renewed = async () => {
      while (sending) await pause(30);
      if (pop) missed = true; else location.reload();
    };
    const said = JSON.parse(sessionStorage.getItem("desk-said") || "null");
    if (said?.run === meta.content) {
      tell(said);
      for (const { file, seen } of said.files) own[file] = seen;
      document.querySelector(`[data-pen="${CSS.escape(said.focus || "")}"]`)?.focus({ preventScroll: true });
    }
  });
})();
