/* Shows what is found for the words in the address, `search.html?q=…`. All that a reader typed, and
   all that pages say, is set as text. */
(() => {
  "use strict";
  const { build, find, tokens } = window.jax101Search;
  const LONGEST = 220; // letters of an excerpt

  const made = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };
  const has = (text, terms) => tokens(text).filter(({ alone, parts }) => [...alone, ...parts].some((term) => terms.has(term)));

  // The sentence with most of the words, or what was raised, or the names in the code.
  function excerpt({ record, terms }, error) {
    const lines = error && record.errors.trim() ? record.errors.split("\n") : record.prose.split(/(?<=[.:;])\s/);
    const counts = lines.map((line) => new Set(has(line, terms).map(({ token }) => token)).size), best = Math.max(...counts);
    if (best > 0) return lines.slice(counts.indexOf(best)).join(" ");
    const names = has(record.code, terms).map(({ token }) => token.replace(/\($/, ""));
    return names.length ? [...new Set(names)].join(", ") : record.prose;
  }

  function cut(text) {
    return text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/\s\S*$/, "")} …` : text;
  }

  // Text with the words that were asked for marked.
  function marked(text, terms) {
    const parts = [];
    let from = 0;
    for (const { token } of has(text, terms)) {
      const word = token.replace(/\($/, ""), at = text.indexOf(word, from);
      if (at < 0) continue;
      parts.push(text.slice(from, at), made("mark", {}, word));
      from = at + word.length;
    }
    return [...parts, text.slice(from)];
  }

  function item(hit, error) {
    const { heading, of, kind, url } = hit.record;
    const where = [of, kind === "Notes" || kind === of ? "" : kind].filter(Boolean).join(" · ");
    const link = made("a", { href: url }, heading, ...(where ? [" ", made("span", { className: "jax101-of" }, where)] : []));
    return made("li", {}, link, made("p", { className: "context" }, ...marked(cut(excerpt(hit, error)), hit.terms)));
  }

  function said(text, { hits, corrected, error }) {
    if (!text) return "Type a name, a few words, or paste an error with its traceback.";
    const what = error ? `this ${error.type}` : `“${cut(text)}”`;
    if (!hits.length) return `Nothing was found for ${what}.`;
    const count = hits.length === 1 ? "1 result" : `${hits.length} results`;
    const other = [...corrected].map(([typed, word]) => ` No page has “${typed}”; this is for “${word}”.`).join("");
    return `${count} for ${what}.${other}`;
  }

  const text = (new URLSearchParams(location.search).get("q") ?? "").trim();
  const index = build(window.jax101Records), result = find(index, text);
  for (const field of document.querySelectorAll("form.bd-search input[name=q]")) field.value = text;
  document.getElementById("jax101-found").replaceChildren(...result.hits.map((hit) => item(hit, result.error)));
  document.getElementById("jax101-ways").hidden = !text || result.hits.length > 0;
  document.getElementById("jax101-status").textContent = said(text, result);
  document.querySelector(".bd-search-container form.bd-search input").focus();
  Object.assign(window.jax101Search, { index });
})();
