// Keys for those who like them: / to the box, j and k through the hits, n and p through the mentions in an article, ? for this list. Nothing needs them.
"use strict";

(() => {
  const typing = (target) => target.closest("input, select, textarea, dialog") !== null;
  const hits = () => [...document.querySelectorAll(".hits h2 a")];

  const mentions = () => [...document.querySelectorAll("mark[id]")];

  // From where the focus or the address is to the next of a list; at its end it stays.
  function step(list, by, block) {
    if (list.length === 0) return false;
    const focused = list.indexOf(document.activeElement);
    const at = focused < 0 ? list.indexOf(document.querySelector("mark:target")) : focused;
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by;
    const one = list[Math.max(0, Math.min(list.length - 1, next))];
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block });
    return true;
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
    j: () => step(hits(), 1, "nearest"),
    k: () => step(hits(), -1, "nearest"),
    n: () => step(mentions(), 1, "center"),
    p: () => step(mentions(), -1, "center"),
    "?": () => document.getElementById("keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (typing(event.target) || !Object.hasOwn(keys, event.key)) return;
    if (keys[event.key]() !== false) event.preventDefault();
  });
})();
