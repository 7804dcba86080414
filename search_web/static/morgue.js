// Keys for those who like them: / to the box, j and k through the hits, ? for this list. Nothing needs them.
"use strict";

(() => {
  const typing = (target) => target.closest("input, select, textarea, dialog") !== null;
  const hits = () => [...document.querySelectorAll(".hit h2 a")];

  function step(by) {
    const links = hits();
    if (links.length === 0) return;
    const at = links.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
    const link = links[Math.max(0, Math.min(links.length - 1, next))];
    link.focus();
    link.scrollIntoView({ block: "nearest" });
  }

  function toBox() {
    const box = document.getElementById("q");
    if (box === null) return false;
    box.focus();
    box.select();
    return true;
  }

  const keys = {
    "/": toBox,
    j: () => step(1),
    k: () => step(-1),
    "?": () => document.getElementById("keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (typing(event.target) || !Object.hasOwn(keys, event.key)) return;
    if (keys[event.key]() !== false) event.preventDefault();
  });
})();
