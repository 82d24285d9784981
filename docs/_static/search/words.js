/* Splits text into the terms that are searched; records and what people type go through the same.
   A name in code is a term as a whole, and so are its parts: `jax.lax.psum` is lax.psum, lax and
   psum; `static_argnums` is itself, staticargnums, static and argnum. A word is its stem. */
(() => {
  "use strict";
  const search = (window.jax101Search ??= {});

  // What every section has, or what only makes a sentence. Not in it: words that are Python.
  const STOP = new Set(`a about across after all am an and any are as at be been by can cannot could do does doing don each every
    get gets getting give has have having he her how i im in inside into is isn it its just let like make me my
    no of on one or our out over own please s should so some such t take takes than that the their them then there
    these they this those to too up us use used using very want was we were what when which who why will without
    with would you your jax work works working way`.split(/\s+/));

  // `.at[…].set`; a name with dots and hyphens, and the bracket that makes a call of it.
  const TOKEN = /\.at\b(?:\[[^\]]*\]?(?:\.(\w+))?)?|[A-Za-z_]\w*(?:[.-](?!at\[)[A-Za-z_]\w*)*\(?/g;
  const CAMEL = /[a-z0-9](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g;

  const IRREGULAR = { axes: "axis", axis: "axis", indices: "index", indexes: "index" };
  const LONG = /^(.{4,}?)(?:ations?|ating|ated|ates?|ions?)$/;
  const SHORT = /^(.{3,}?)(?:ings?|ed|es|e|(?<![isu])s)$/;

  // What a word has in common with its other forms: compile, compiles, compiled, compilation.
  function stem(word) {
    if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word];
    const short = LONG.exec(word)?.[1] ?? SHORT.exec(word)?.[1] ?? word;
    return short.replace(/([b-df-hj-np-tv-z])\1$/, "$1");
  }

  const unsplit = (word) => word.replace(/[-_]/g, "");

  // One name between dots: the whole, what it is without its joints, and the parts.
  function partsOf(name) {
    const lower = name.toLowerCase(), words = name.replace(CAMEL, "$&_").toLowerCase().split(/[-_]+/).filter(Boolean);
    if (words.length < 2) return [stem(lower.replace(/_/g, ""))];
    const whole = /[-_]/.test(lower) ? [lower.replace(/-/g, "_"), unsplit(lower)] : [lower];
    return [...whole, ...words.filter((word) => !STOP.has(word)).map(stem)];
  }

  /* The terms of one token, the most telling first. `alone` are those that say all of it: whoever
     finds one of them need not look for the others. */
  function termsOf(token, method) {
    if (token.startsWith(".at")) return { alone: [`.at[]${method ? `.${method.toLowerCase()}` : ""}`], parts: [".at[]"] };
    const called = token.endsWith("("), name = token.replace(/\($/, "").replace(/^jax\.numpy\b/, "jnp");
    // One letter, but known by it.
    if (/(^|\.)PartitionSpec$/.test(name) || /^jax\.(sharding\.)?P$/.test(name) || (name === "P" && (called || token === "P"))) {
      return { alone: ["partitionspec"], parts: [] };
    }
    const names = name.split("."), found = partsOf(names.at(-1));
    if (names.length === 1) return { alone: [found[0]], parts: found.slice(1) };
    const pair = names.slice(-2).join(".").toLowerCase();
    return { alone: [pair], parts: [...found, ...names.slice(0, -1).flatMap(partsOf)] };
  }

  // Tokens with their terms, in order; words that say nothing are left out.
  function tokens(text) {
    const found = [];
    for (const { 0: token, 1: method, index } of text.matchAll(TOKEN)) {
      const { alone, parts } = termsOf(token, method);
      const telling = (term) => term.length > 1 && !STOP.has(term);
      if (!STOP.has(token.toLowerCase()) && telling(alone[0])) found.push({ token, index, alone, parts: parts.filter(telling) });
    }
    return found;
  }

  const terms = (text) => tokens(text).flatMap(({ alone, parts }) => [...new Set([...alone, ...parts])]);

  // How many letters to change, add, drop or swap to make one word of the other; more than `most` is Infinity.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return Infinity;
    let before = [], last = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
      [before, last] = [last, row];
    }
    return last[b.length] <= most ? last[b.length] : Infinity;
  }

  Object.assign(search, { tokens, terms, stem, unsplit, distance });
})();
