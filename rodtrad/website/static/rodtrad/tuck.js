/* Opens what is folded for lack of room, in browsers where style alone cannot: on a wide screen and on paper. */
(() => {
  "use strict";
  if (CSS.supports("selector(::details-content)")) return;
  const room = matchMedia("(min-width: 56rem)");
  const open = (chosen) => {
    for (const one of document.querySelectorAll(chosen)) one.open = true;
  };
  const openWhereRoom = () => room.matches && open("details.tuck, details.roomy");
  openWhereRoom();
  room.addEventListener("change", openWhereRoom);
  addEventListener("beforeprint", () => open("main details"));
})();
