/* Finds the message in what is pasted from a terminal: a traceback, its last lines, or one line.
   In a field of one line all of it stands in a row. */
(() => {
  "use strict";
  const search = (window.jax101Search ??= {});

  const COLOUR = /\u001b\[[\d;]*m/g;
  // A frame as Python writes it, and three ways of IPython's.
  const FRAME = /File "[^"]*", line \d+(?:, in \S+)?|File \S+:\d+, in \S+|Cell In ?\[\d+\], line \d+|-{2,}> \d+/g;
  const RAISED = /(?<![\w.])(?:[a-z_]\w*\.)*([A-Z]\w*(?:Error|Exception|Warning))(?=:|\s|$)/;
  // What differs from one run to the next, or from one program to the next.
  const OWN = [
    /For simplicity, JAX has removed .*/s,
    /https?:\/\/\S+/g,
    /(?:[A-Za-z]:)?[\w.~-]*[\\/][^\s"'()]*(?::\d+)*(?:\s\(\S+\))?/g, // a path, with the line and the function
    /\b0x[0-9a-f]+\b/gi,
    /\[[\d,@\s]*\]/g, // a shape
    /\b\d[\d.,e+-]*\b/g,
  ];

  /* The error in a text: its class, and its message without what is the reader's own.
     Null if there is none. */
  function raised(pasted) {
    const text = pasted.replace(COLOUR, "");
    const frames = [...text.matchAll(FRAME)], last = frames.at(-1);
    const after = last ? text.slice(last.index + last[0].length) : text;
    const found = RAISED.exec(after) ?? RAISED.exec(text);
    if (!found || (!last && !/:\s/.test(text.slice(found.index + found[0].length, found.index + found[0].length + 2)))) return null;
    const rest = found.input.slice(found.index + found[0].length).replace(/^:/, "");
    return { type: found[1], message: OWN.reduce((told, own) => told.replace(own, " "), rest).trim() };
  }

  search.raised = raised;
})();
