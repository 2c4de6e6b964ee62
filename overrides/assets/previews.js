/*
 * Previews of names: a card on hover and on focus. Escape closes it; the pointer may enter it. The cards stand in the
 * page itself (<template id="card-…">), so they need no request and work under any address, from a folder too.
 */
(() => {
  "use strict";
  const SHOW = 250, HIDE = 250; // milliseconds
  const box = document.createElement("aside");
  box.className = "nd-card";
  box.id = "nd-card";
  box.hidden = true;
  box.setAttribute("role", "tooltip");
  let anchor = null, timer = 0;

  const linkOf = (target) => target.closest?.("a[data-card]");

  function place() {
    const at = anchor.getBoundingClientRect(), width = box.offsetWidth, height = box.offsetHeight;
    const room = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(at.left, room - width - 8));
    const below = at.bottom + 6 + height <= innerHeight || at.top < height + 6;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(below ? at.bottom + 6 : at.top - height - 6) + scrollY}px`;
  }

  function show(link) {
    const card = document.getElementById(link.dataset.card);
    if (!card) return;
    if (!box.isConnected) document.body.append(box);
    hide();
    anchor = link;
    box.replaceChildren(card.content.cloneNode(true));
    box.hidden = false;
    link.setAttribute("aria-describedby", box.id);
    place();
  }

  function hide() {
    clearTimeout(timer);
    anchor?.removeAttribute("aria-describedby");
    anchor = null;
    box.hidden = true;
  }

  const later = (what, delay) => {
    clearTimeout(timer);
    timer = setTimeout(what, delay);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event.target);
    if (link && link !== anchor) later(() => show(link), SHOW);
    else if (link || box.contains(event.target)) clearTimeout(timer);
    else if (anchor) later(hide, HIDE);
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link) later(() => show(link), SHOW);
    else if (!box.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
})();
