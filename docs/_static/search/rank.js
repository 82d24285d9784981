/* Which sections answer what was typed: MiniSearch finds and scores, and this says what counts. */
(() => {
  "use strict";
  const search = (window.jax101Search ??= {});

  // What a word counts by where it stands; the page's title stands with each of its sections.
  const ASKED = { title: 5, page: 2, prose: 1, code: 0.7, errors: 0.5 };
  const RAISED = { title: 2, page: 0.1, prose: 0.3, code: 0.2, errors: 4 };
  const PART = 0.3; // of what a name counts, its parts; half of it where the pages have the whole
  const INSIDE = 0.3; // the same of a word between the brackets of a call: a name of the reader's own
  const OTHER = 0.7; // the same of another word for it
  const NAME = 1.5; // and what two words count that are one name: `shard map`
  const AGAIN = 0.75; // what each further hit on a page counts
  const SAME_CLASS = 1.4; // what a section counts that raises the class of the pasted error
  const MOST = 30; // hits
  const LEAST = 0.05; // of what the first hit counts
  const FEW = 12; // words: in a longer text none is corrected
  const LONGER = 3; // letters that may be missing at the end of a word
  const BEGUN = 0.4; // what a longer word counts that begins with one that was typed: profile, profiler

  // What readers call by other words than these pages do.
  const OTHER_WORDS = {
    assign: "immutable update set", autograd: "differentiate grad", backprop: "gradient differentiate backward",
    backpropagation: "gradient differentiate backward", batch: "vmap", benchmark: "time measure", cluster: "process",
    condition: "branch cond", core: "device", derivative: "gradient differentiate grad", dictionary: "dict pytree",
    disk: "runs folder", distribute: "shard place", double: "float64", example: "batch", f64: "float64",
    fake: "emulate", fp16: "float16 bfloat16", fp64: "float64", grad: "differentiate", half: "float16 bfloat16",
    if: "branch cond", inplace: "immutable update copy", leak: "leaked", log: "print", long: "time measure",
    loop: "fori_loop scan while_loop", machine: "process", multiple: "many", mutate: "immutable update copy",
    nested: "pytree", node: "process", oom: "memory", parallelize: "parallel shard", persist: "keep",
    place: "copy update", precision: "float64 dtype", promotion: "weak dtype", ragged: "pad shape length",
    recompilation: "retrace again compile cache", recompile: "retrace again compile cache", rng: "random key",
    rounding: "digits last", save: "keep", second: "hessian", seed: "random key", several: "many",
    simulate: "emulate", slow: "fast time measure", speed: "fast time measure", statement: "branch",
    unhashable: "hashable static", vectorize: "vectorization vmap", virtual: "emulate",
  };
  const SAME = new Map(Object.entries(OTHER_WORDS).map(([word, others]) => {
    return [search.stem(word), others.split(" ").map((other) => search.tokens(other)[0].alone[0])];
  }));

  /* Everything to search in: the records, MiniSearch's index of them, in how many fields each term of
     theirs stands, and the term of each word as it is written. */
  function build({ kinds, pages }) {
    const records = [], words = new Map(), spelled = new Map();
    const split = (text) => {
      const found = search.tokens(text), terms = found.flatMap(({ alone, parts }) => [...alone, ...parts]);
      for (const term of new Set(terms)) words.set(term, (words.get(term) ?? 0) + 1);
      for (const { token, alone: [term] } of found) spelled.set(token.replace(/\($/, "").toLowerCase(), term);
      return terms;
    };
    const index = new MiniSearch({ fields: Object.keys(ASKED), tokenize: split, processTerm: (term) => term });
    for (const [name, kind, rows] of pages) {
      const [kindName, asked, raised, headings] = kinds[kind], pageTitle = rows[0][1], known = name.split("/").filter((part) => part !== "index").at(-1) ?? "";
      for (const [anchor, heading, prose, code, errors] of rows) {
        const place = { name, heading, of: anchor ? pageTitle : "", url: `${name}.html${anchor && `#${anchor}`}`, kind: kindName };
        const record = { id: records.length, ...place, asked, raised, title: "", page: `${pageTitle} ${known}`, prose, code, errors };
        // Notes are called by their name: vmap, jit, pytrees.
        record[anchor ? headings : "title"] += ` ${heading} ${!anchor && kindName === "Notes" ? known : ""}`;
        records.push(record);
      }
    }
    index.addAll(records);
    for (const word of Object.keys(OTHER_WORDS)) spelled.set(word, search.stem(word));
    return { records, index, words, spelled };
  }

  // The words nearest to one that the pages do not have; of equally near ones the most frequent.
  function nearest(typed, { words, spelled }) {
    const most = typed.length > 6 ? 2 : typed.length > 3 ? 1 : 0, found = [];
    if (!most) return [];
    for (const [word, term] of spelled) {
      if (word[0] !== typed[0] && word[1] !== typed[1]) continue;
      const begun = typed.length > 3 && word.startsWith(typed) && word.length <= typed.length + LONGER;
      const far = begun ? 0.5 : search.distance(typed, word, most);
      if (far <= most) found.push({ word, term, far, count: words.get(term) ?? 0 });
    }
    const least = Math.min(...found.map(({ far }) => far));
    return found.filter(({ far }) => far === least).sort((a, b) => b.count - a.count).slice(0, 3);
  }

  // For each word typed: terms, and what each counts.
  function fromWords(text, made) {
    const { words } = made, corrected = new Map(), tokens = search.tokens(text);
    const plain = ({ token }) => token.replace(/\($/, "").toLowerCase();
    const unknown = ({ alone: [whole] }) => !words.has(whole) && !SAME.has(whole) && tokens.length <= FEW;
    const near = tokens.map((token) => (unknown(token) ? nearest(plain(token), made) : []));
    const meant = tokens.map((token, at) => near[at][0]?.word ?? plain(token));
    const groups = tokens.map(({ token, index, alone: [whole], parts }, at) => {
      const group = new Map(), known = words.has(whole);
      const add = (term, weight) => words.has(term) && !group.has(term) && group.set(term, weight);
      add(whole, 1);
      for (const { term } of near[at]) group.set(term, 1);
      if (near[at].length) corrected.set(token.replace(/\($/, ""), meant[at]);
      for (const part of parts) add(part, known ? PART / 2 : PART);
      for (const term of [whole, ...group.keys()]) for (const other of SAME.get(term) ?? []) add(other, OTHER);
      if (whole.length > 4) {
        for (const term of words.keys()) if (term.startsWith(whole) && term.length <= whole.length + LONGER) add(term, BEGUN);
      }
      const both = search.unsplit(meant[at] + (meant[at + 1] ?? ""));
      if (at + 1 < tokens.length && words.has(both)) group.set(both, NAME);
      const before = text.slice(0, index), inside = before.split(/\w\(/).length > before.split(")").length;
      return inside ? new Map([...group].map(([term, weight]) => [term, weight * INSIDE])) : group;
    });
    return { groups, corrected };
  }

  // An error's words are taken as they are: nobody types them.
  function fromError({ type, message }, words) {
    const known = new Set(search.terms(`${type} ${message}`).filter((term) => words.has(term)));
    return { groups: [...known].map((term) => new Map([[term, 1]])), corrected: new Map() };
  }

  /* The hits for a text, the best first; the words that were corrected; the error, if one was pasted.
     A section counts by MiniSearch's score, by how much of what was typed it has, rare words counting
     more, and by the kind of its page. */
  function find(made, text) {
    const { records, index, words } = made;
    const error = search.raised(text), { groups, corrected } = error ? fromError(error, words) : fromWords(text, made);
    const weights = new Map();
    for (const group of groups) for (const [term, weight] of group) weights.set(term, Math.max(weight, weights.get(term) ?? 0));
    const rarity = (term) => Math.log(1 + records.length / (words.get(term) ?? records.length));
    const worth = groups.map((group) => Math.max(0, ...[...group].map(([term, weight]) => rarity(term) * Math.min(1, weight))));
    const all = worth.reduce((sum, one) => sum + one, 0);
    const found = index.search([...weights.keys()].join(" "), {
      boost: error ? RAISED : ASKED, boostTerm: (term) => weights.get(term), tokenize: (terms) => terms.split(" "),
    });
    const hits = found.map(({ id, score, queryTerms }) => {
      const record = records[id], terms = new Set(queryTerms);
      const part = worth.reduce((sum, one, at) => sum + ([...groups[at].keys()].some((term) => terms.has(term)) ? one : 0), 0) / all;
      const raises = error && record.errors.includes(`${error.type}:`);
      return { record, terms, value: score * (0.2 + part) * (error ? record.raised : record.asked) * (raises ? SAME_CLASS : 1) };
    });
    return { hits: spread(hits), corrected, error };
  }

  // The hits in order, so that one page does not take all the first places.
  function spread(hits) {
    const seen = new Map(), order = (a, b) => b.value - a.value || a.record.id - b.record.id;
    for (const hit of hits.sort(order)) {
      const before = seen.get(hit.record.name) ?? 0;
      seen.set(hit.record.name, before + 1);
      hit.value *= AGAIN ** before;
    }
    return hits.sort(order).filter(({ value }) => value > LEAST * hits[0].value).slice(0, MOST);
  }

  Object.assign(search, { build, find });
})();
