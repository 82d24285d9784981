// What `jax101 learn` adds to each page: cells that run, exercises that are checked, progress.

import { ask } from "./api.js";
import { announce } from "./controls.js";
import { Exercise } from "./exercise.js";
import { Page } from "./page.js";

const EXERCISE = /\/exercises\/(\w+)\.html$/;

const cells = [...document.querySelectorAll("article.bd-article div.cell")].filter((cell) =>
  cell.querySelector(":scope > .cell_input pre"),
);
if (cells.length) new Page(cells);

const name = location.pathname.match(EXERCISE)?.[1];
const starter = document.querySelector("#solve-it div.jax101-exercise");
if (name && starter) new Exercise(name, starter).open().catch((error) => announce(error.message));

// Which exercises are passed, wherever a page links to them.
const links = [...document.querySelectorAll("article.bd-article a[href]")].filter((link) =>
  EXERCISE.test(new URL(link.href).pathname),
);
if (links.length) {
  const records = await ask("/workbench/progress").catch(() => ({}));
  for (const link of links) {
    if (!records[new URL(link.href).pathname.match(EXERCISE)[1]]?.passed) continue;
    link.classList.add("wb-done");
    link.append(Object.assign(document.createElement("span"), { textContent: " (passed)", className: "wb-hidden" }));
  }
}
