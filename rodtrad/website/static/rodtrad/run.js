// Shows how far work has come without a reload. Without this the link beside the bar does the same.
(() => {
  "use strict";
  const EVERY = 3000;
  const look = async () => {
    const here = document.querySelector("[data-run]");
    if (!here) return;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok) { setTimeout(look, EVERY * 4); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.querySelector("[data-run]");
    if (!there) { location.reload(); return; }
    // The focus stays where it is: only what tells is exchanged.
    for (const [at, part] of [...there.children].entries()) {
      const old = here.children[at];
      if (old && !old.contains(document.activeElement)) old.replaceWith(part.cloneNode(true));
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
})();
