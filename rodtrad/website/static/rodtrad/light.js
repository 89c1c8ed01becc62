/* Lights the thread of the station that is pointed at or has focus. Without this the chosen thread stays lit. */
(() => {
  "use strict";
  const split = (text) => (text || "").split(" ").filter(Boolean);

  const prepare = (map) => {
    const stations = new Map([...map.querySelectorAll("[data-key]")].map((one) => [one.dataset.key, one]));
    const lines = [...map.querySelectorAll("[data-from]")].map((one) => ({
      element: one,
      from: split(one.dataset.from),
      to: split(one.dataset.to),
    }));
    const up = new Map(), down = new Map();
    for (const [key, station] of stations) {
      for (const above of split(station.dataset.above)) {
        up.set(key, [...(up.get(key) || []), above]);
        down.set(above, [...(down.get(above) || []), key]);
      }
    }
    const reach = (start, ways) => {
      const found = new Set([start]);
      for (const key of found) for (const next of ways.get(key) || []) found.add(next);
      return found;
    };
    const paths = (station) => [station, ...station.querySelectorAll(".tangle .ln")];
    const usual = [...[...stations.values()].flatMap(paths), ...lines.map((line) => line.element)].map((one) => [
      one,
      one.classList.contains("lit"),
    ]);
    const light = (key) => {
      const above = reach(key, up), below = reach(key, down);
      const inside = (line, part) => line.from.some((one) => part.has(one)) && line.to.some((one) => part.has(one));
      for (const [one, station] of stations) {
        for (const part of paths(station)) part.classList.toggle("lit", above.has(one) || below.has(one));
      }
      for (const line of lines) {
        const lit = inside(line, above) || inside(line, below);
        line.element.classList.toggle("lit", lit);
        if (lit && line.element.ownerSVGElement) line.element.parentNode.append(line.element);
      }
    };
    const restore = () => {
      for (const [one, lit] of usual) {
        one.classList.toggle("lit", lit);
        if (lit && one.matches(".tracks .ln")) one.parentNode.append(one);
      }
    };
    const show = (event) => {
      const station = event.target.closest("[data-key]");
      if (station) light(station.dataset.key);
      else restore();
    };
    map.addEventListener("pointerover", show);
    map.addEventListener("pointerleave", restore);
    map.addEventListener("focusin", show);
    map.addEventListener("focusout", restore);
  };

  for (const map of document.querySelectorAll(".map")) prepare(map);
})();
