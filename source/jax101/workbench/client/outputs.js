// The outputs of one cell, in the site's own markup; what could hold a program is cleaned first.

import { MimeModel, RenderMimeRegistry, standardRendererFactories } from "./vendor/jupyter.js";

const MOST = 100_000; // characters of one cell's output; a page with more is of no use
const ANSI = /\x1b\[[0-9;]*[A-Za-z]/g;
const registry = new RenderMimeRegistry({ initialFactories: standardRendererFactories });

export class Outputs {
  // `onTooMuch` is called once, when a cell prints more than anybody reads.
  constructor(element, onTooMuch) {
    this.element = element;
    this.onTooMuch = onTooMuch;
    this.clear();
  }

  clear() {
    this.element.replaceChildren();
    this.printed = null;
    this.left = MOST;
    this.clearNext = false;
  }

  message({ header, content }) {
    const type = header.msg_type;
    if (type === "clear_output") {
      if (content.wait) this.clearNext = true;
      else this.clear();
      return;
    }
    if (!["stream", "error", "execute_result", "display_data"].includes(type)) return;
    if (this.clearNext) this.clear();
    if (this.left <= 0) return;
    if (type === "stream") this.stream(content);
    else if (type === "error") this.error(content);
    else this.display(content);
    if (this.left <= 0) {
      this.note(`More than ${MOST} characters: the rest is not shown, and the cell was interrupted.`);
      this.onTooMuch();
    }
  }

  stream({ name, text }) {
    if (this.printed?.name !== name) {
      this.printed = { name, pre: this.block(name === "stderr" ? "stderr" : "stream", "") };
    }
    this.printed.pre.append(this.cut(text.replace(ANSI, "")));
  }

  error({ ename, evalue, traceback }) {
    this.printed = null;
    this.block("traceback", this.cut(`${ename}: ${evalue}`.replace(ANSI, "")));
    const fold = document.createElement("details");
    fold.className = "wb-traceback";
    const summary = document.createElement("summary");
    summary.textContent = "Where it was raised";
    const pre = document.createElement("pre");
    pre.tabIndex = 0;
    pre.textContent = this.cut(traceback.join("\n").replace(ANSI, ""));
    fold.append(summary, pre);
    this.element.append(fold);
  }

  display({ data, metadata }) {
    this.printed = null;
    const mime = registry.preferredMimeType(data, "any") ?? "text/plain";
    this.left -= JSON.stringify(data[mime] ?? "").length / (mime.startsWith("image/") ? 20 : 1);
    if (mime === "text/plain") {
      this.block("text_plain", this.cut(String(data[mime]).replace(ANSI, ""), 0));
      return;
    }
    // A drawing is shown as an image, in which no program runs; HTML is cleaned of programs.
    const trusted = mime === "image/svg+xml";
    const renderer = registry.createRenderer(mime);
    const box = document.createElement("div");
    box.className = `output ${mime.replaceAll(/\W/g, "_")}`;
    box.append(renderer.node);
    this.element.append(box);
    void renderer.renderModel(new MimeModel({ data, metadata, trusted })).then(() => {
      for (const image of box.querySelectorAll("img:not([alt])")) image.alt = data["text/plain"] ?? "";
    });
  }

  note(text) {
    const line = document.createElement("p");
    line.className = "wb-note";
    line.textContent = text;
    this.element.append(line);
  }

  block(kind, text) {
    const box = document.createElement("div");
    box.className = `output ${kind} highlight-text notranslate`;
    const inner = document.createElement("div");
    inner.className = "highlight";
    const pre = document.createElement("pre");
    pre.tabIndex = 0; // a long line is scrolled with the keyboard
    pre.textContent = text;
    inner.append(pre);
    box.append(inner);
    this.element.append(box);
    return pre;
  }

  cut(text, cost = 1) {
    const shown = text.slice(0, Math.max(this.left, 0));
    this.left -= cost * text.length;
    return shown;
  }
}
