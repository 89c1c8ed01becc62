/* Escape closes an explanation without moving the pointer or the focus. */
(() => {
  "use strict";
  const close = (event) => {
    if (event.key === "Escape") {
      for (const help of document.querySelectorAll(".help:is(:hover, :focus-within)")) help.classList.add("closed");
    }
  };
  const reopen = (event) => event.target.closest?.(".help")?.classList.remove("closed");
  document.addEventListener("keydown", close);
  document.addEventListener("pointerout", reopen);
  document.addEventListener("focusout", reopen);
})();
