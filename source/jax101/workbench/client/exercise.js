// An exercise on its page: the learner's file, its check, the hints, the comparison.

import { Refusal, ask } from "./api.js";
import { announce, button } from "./controls.js";
import { draft, keep } from "./drafts.js";
import { makeEditor } from "./editor.js";

const PAGE = /([\w/-]+\.html(?:#[\w-]+)?)/; // as a report names a page of the notes

function linkTo(page) {
  return Object.assign(document.createElement("a"), { href: `/${page}`, textContent: page });
}

export class Exercise {
  constructor(name, starter) {
    this.address = `/workbench/answers/${name}`;
    this.name = name;
    this.panel = document.createElement("section");
    this.panel.className = "wb-exercise";
    this.panel.setAttribute("aria-label", "Your answer");
    starter.after(this.panel);
    this.hints = [...document.querySelectorAll("#take-a-hint details")];
    this.hints.forEach((hint, index) =>
      hint.addEventListener("toggle", () => hint.open && this.read(index + 1)),
    );
  }

  async open() {
    this.state = await ask(this.address);
    this.heading = document.createElement("p");
    this.heading.className = "wb-record";
    const box = document.createElement("div");
    box.className = "wb-editor";
    this.reportBox = document.createElement("div");
    this.reportBox.className = "wb-report";
    this.buttons = document.createElement("div");
    this.buttons.className = "wb-toolbar";
    this.panel.append(this.heading, box, this.buttons, this.reportBox);
    this.editor = makeEditor({
      parent: box,
      text: draft("answer") ?? this.state.text,
      label: `Your answer to ${this.name}`,
      onRun: () => this.check(),
      onChange: (typed) => keep("answer", typed === this.state.text ? null : typed),
    });
    this.checkButton = button("Check", "Check your answer", () => this.check());
    this.hintButton = button("Next hint", "Next hint", () => this.nextHint());
    this.compareButton = button("Compare with ours", "Compare with our solution", () => this.compare());
    const anew = button("Begin anew", "Begin anew with the starter", () => {
      this.editor.text = this.state.starter; // undone with Ctrl-Z; the file stays until the next check
      this.editor.focus();
    });
    this.buttons.append(this.checkButton, this.hintButton, this.compareButton, anew);
    this.show(this.state.record);
  }

  show(record) {
    this.state.record = record;
    const checks = record.checks === 1 ? "1 check" : `${record.checks} checks`;
    const tried = `${checks}, ${record.hints} of 3 hints`;
    this.heading.textContent = `${record.passed ? "✓ Passed" : "Not passed yet"} · ${tried} · ${this.state.file}`;
    this.heading.classList.toggle("wb-passed", record.passed);
    this.compareButton.hidden = !record.passed;
    this.hintButton.disabled = record.hints >= this.hints.length;
  }

  async check() {
    if (this.checking) return;
    this.checking = true;
    this.checkButton.textContent = "Checking …";
    this.checkButton.setAttribute("aria-disabled", "true");
    const text = this.editor.text;
    try {
      const result = await ask(this.address, { text, digest: this.state.digest });
      Object.assign(this.state, { digest: result.digest, text });
      if (this.editor.text === text) keep("answer", null);
      this.report(result.report, result.passed);
      this.show(result.record);
      announce(result.passed ? "All checks passed." : result.report.split("\n")[0]);
    } catch (error) {
      this.refused(error);
    }
    this.checking = false;
    this.checkButton.textContent = "Check";
    this.checkButton.removeAttribute("aria-disabled");
  }

  report(text, passed) {
    const pre = document.createElement("pre");
    pre.tabIndex = 0;
    pre.className = passed ? "wb-passed" : "";
    for (const part of text.split(PAGE)) pre.append(PAGE.test(part) ? linkTo(part) : part);
    this.reportBox.replaceChildren(pre);
  }

  // Nothing is lost when the file was changed elsewhere: the reader says which text counts.
  refused(error) {
    const line = document.createElement("p");
    line.className = "wb-note";
    line.textContent = error.message;
    this.reportBox.replaceChildren(line);
    announce(error.message);
    if (!(error instanceof Refusal) || error.status !== 409) return;
    const { text, digest } = error.answer;
    const decide = (chosen) => {
      Object.assign(this.state, { digest, text });
      this.editor.text = chosen;
      this.reportBox.replaceChildren();
      this.editor.focus();
    };
    const typed = this.editor.text;
    line.after(
      button("Use the file", "Use what the file holds", () => decide(text)),
      button("Keep what is here", "Keep what is in this editor", () => decide(typed)),
    );
  }

  nextHint() {
    const hint = this.hints[this.state.record.hints];
    if (!hint) return;
    hint.open = true;
    hint.querySelector("summary").focus();
    hint.scrollIntoView({ block: "center" });
  }

  async read(number) {
    try {
      const { record } = await ask(`${this.address}/hint`, { number });
      if (this.heading) this.show(record);
    } catch (error) {
      announce(error.message);
    }
  }

  async compare() {
    try {
      this.report((await ask(`${this.address}/difference`)).difference, true);
    } catch (error) {
      this.refused(error);
    }
  }
}
