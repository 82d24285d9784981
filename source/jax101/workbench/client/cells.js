// A published cell that can be edited and run; the published code and output are never lost.

import { announce, button } from "./controls.js";
import { draft, keep } from "./drafts.js";
import { makeEditor } from "./editor.js";
import { Outputs } from "./outputs.js";

export class Cell {
  // `page` runs cells in their order: page.run(cells).
  constructor(element, number, page) {
    this.element = element;
    this.number = number;
    this.page = page;
    this.input = element.querySelector(":scope > .cell_input");
    this.published = element.querySelector(":scope > .cell_output");
    this.code = this.input.querySelector("pre").textContent.replace(/\n$/, "");
    this.mayFail = element.classList.contains("tag_raises-exception");
    this.editor = null;
    this.own = null;
    this.toolbar();
    const typed = draft(number);
    if (typed !== null && typed !== this.code) this.edit(typed, false);
  }

  toolbar() {
    const bar = document.createElement("div");
    bar.className = "wb-toolbar";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", `Cell ${this.number}`);
    const n = this.number;
    this.runButton = button("Run", `Run cell ${n}`, () => this.page.run([this]));
    this.aboveButton = button("Run all above", `Run all cells above cell ${n}`, () =>
      this.page.run(this.page.cells.slice(0, n - 1)),
    );
    this.aboveButton.hidden = n === 1;
    this.editButton = button("Edit", `Edit cell ${n}`, () => this.edit(this.text, true));
    this.backButton = button("Back to the published", `Back to the published cell ${n}`, () => {
      this.restore();
      this.editButton.focus();
    });
    this.backButton.hidden = true;
    bar.append(this.runButton, this.editButton, this.aboveButton, this.backButton);
    this.input.after(bar);
  }

  get text() {
    return this.editor ? this.editor.text : this.code;
  }

  edit(text, focus) {
    if (!this.editor) {
      const box = document.createElement("div");
      box.className = "wb-editor";
      this.input.before(box);
      this.input.hidden = true;
      this.editor = makeEditor({
        parent: box,
        text,
        label: `Code of cell ${this.number}`,
        onRun: () => this.page.run([this]),
        onChange: (typed) => keep(this.number, typed === this.code ? null : typed),
      });
      this.editor.box = box;
      this.editButton.hidden = true;
      this.backButton.hidden = false;
    }
    if (focus) this.editor.focus();
  }

  // Run in the page's kernel. Returns whether cells below may follow.
  async run(kernel) {
    if (!this.own) {
      this.own = document.createElement("div");
      this.own.className = "cell_output docutils container wb-own";
      this.own.setAttribute("role", "group");
      this.own.setAttribute("aria-label", `Your output of cell ${this.number}`);
      (this.published ?? this.toolbarElement).after(this.own);
      this.outputs = new Outputs(this.own, () => kernel.interrupt());
    }
    this.outputs.clear();
    this.element.classList.add("wb-running");
    this.element.setAttribute("aria-busy", "true");
    if (this.published) this.published.hidden = true;
    this.backButton.hidden = false;
    let status;
    try {
      if (kernel.status !== "off" && !(await kernel.exists())) {
        this.outputs.note("The kernel had ended after a time without work; this is a new one, without what was defined.");
      }
      status = await kernel.run(this.text, (message) => this.outputs.message(message));
    } catch (error) {
      status = "lost";
      this.outputs.note(`No kernel: ${error.message} Is \`jax101 learn\` still running?`);
    }
    this.element.classList.remove("wb-running");
    this.element.removeAttribute("aria-busy");
    if (status === "died") {
      this.outputs.note("The kernel ended while this cell ran. What was defined is gone: run the cells above again.");
    }
    if (!this.own.hasChildNodes()) this.outputs.note("It ran, and shows nothing.");
    announce(`Cell ${this.number} ${status === "ok" ? "ran" : "failed"}.`);
    return status === "ok" || (status === "error" && this.mayFail);
  }

  get toolbarElement() {
    return this.element.querySelector(":scope > .wb-toolbar");
  }

  restore() {
    this.editor?.remove();
    this.editor?.box.remove();
    this.editor = null;
    this.own?.remove();
    this.own = null;
    this.input.hidden = false;
    if (this.published) this.published.hidden = false;
    this.editButton.hidden = false;
    this.backButton.hidden = true;
    keep(this.number, null);
    announce(`Cell ${this.number} is as published.`);
  }
}
