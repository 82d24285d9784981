// The cells of a page, their kernel, and the bar that says how it is.

import { Cell } from "./cells.js";
import { announce, button } from "./controls.js";
import { PageKernel } from "./kernel.js";

const STATUS = {
  off: "Kernel: not started",
  starting: "Kernel: starting",
  ready: "Kernel: ready",
  busy: "Kernel: busy",
  died: "Kernel: died and starts again; what was defined is gone",
  ended: "Kernel: ended after a time without work; Run starts another",
  lost: "Kernel: out of reach; is jax101 learn still running?",
};

export class Page {
  constructor(elements) {
    this.kernel = new PageKernel((status) => this.show(status));
    this.queue = Promise.resolve();
    this.cells = elements.map((element, index) => new Cell(element, index + 1, this));
    this.bar();
    this.show("off");
  }

  bar() {
    this.statusLine = document.createElement("span");
    this.statusLine.className = "wb-status";
    this.statusLine.setAttribute("role", "status");
    this.interruptButton = button("Interrupt", "Interrupt the kernel", () => this.kernel.interrupt());
    this.restartButton = button("Restart", "Restart the kernel", () => this.restart());
    const all = button("Run all", "Run all cells", () => this.run(this.cells));
    const back = button("Back to the published page", "Back to the published page", () => {
      for (const cell of this.cells) cell.restore();
      announce("All cells are as published.");
    });
    const bar = document.createElement("section");
    bar.className = "wb-bar";
    bar.setAttribute("aria-label", "Kernel of this page");
    bar.append(this.statusLine, all, this.interruptButton, this.restartButton, back);
    document.querySelector("article.bd-article").prepend(bar);
  }

  // Run cells one after another, behind those that run already; a failure stops the rest.
  run(cells) {
    const turn = (this.turn ??= { stopped: false });
    this.queue = this.queue.then(async () => {
      for (const cell of cells) {
        if (turn.stopped) return;
        if (!(await cell.run(this.kernel)) && cell !== cells.at(-1)) {
          announce(`Stopped at cell ${cell.number}, which failed.`);
          return;
        }
      }
    });
    return this.queue;
  }

  async restart() {
    if (this.turn) this.turn.stopped = true; // what waits in the queue is not wanted any more
    this.turn = null;
    try {
      await this.kernel.restart();
      announce("The kernel is new: nothing is defined.");
    } catch {
      this.show("lost");
    }
  }

  show(status) {
    this.statusLine.textContent = STATUS[status];
    this.statusLine.dataset.status = status;
    this.interruptButton.disabled = status !== "busy";
    this.restartButton.disabled = status === "off" || status === "starting";
  }
}
