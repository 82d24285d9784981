/* The sharding explorer: reads the reader's choices, looks the case up in the data that JAX computed
   when the site was built (explorer-data.js), and draws it. The drawing repeats, step by step, what
   jax101.pictures does in grid.py, words.py, layout.py and draw.py; a test holds both to the same
   markup. No network, no library. */
(() => {
  "use strict";
  const floor = Math.floor, ceil = Math.ceil, max = Math.max, min = Math.min;
  const PAD = 10, GAP = 3, LINE = 15, WIDE = 400, CHIP = 20, HEAD = 13, TICK = 13, BETWEEN = 14, HUES = 8;
  const range = (n) => Array.from({ length: n }, (_, at) => at);
  const product = (lists) => lists.reduce((all, list) => all.flatMap((one) => list.map((v) => [...one, v])), [[]]);
  const textWidth = (n) => floor((n * 66 + 9) / 10);
  const tuple = (list) => `(${list.join(", ")}${list.length === 1 ? "," : ""})`;
  const escape = (s) => s.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

  // One array of a case, in the form of Python's ShardingData.
  function facts(data, type, map, mesh) {
    const [shape, shard, starts] = data.maps[map], indices = {};
    mesh.devices.forEach((device, at) => {
      indices[device] = shape.map((_, axis) => {
        const start = starts[at * shape.length + axis];
        return [start, start + shard[axis]];
      });
    });
    return { type: data.types[type], shape, shard, mesh: mesh.axes, devices: mesh.devices, indices };
  }

  function makeGrid(x) {
    const rank = x.shape.length, key = String;
    const axes = range(rank).map((at) => makeAxis(x, at, { 1: "→", 2: "↓" }[rank - at] || "▦"));
    const holders = new Map(product(axes.map((axis) => range(axis.blocks.length))).map((b) => [key(b), []]));
    for (const device of x.devices) {
      const block = x.indices[device].map((span, at) => axes[at].blocks.findIndex((b) => key(b) === key(span)));
      holders.get(key(block)).push(device);
    }
    const counts = [...holders.values()].map((held) => held.length);
    return { axes, holders, fewest: min(...counts), most: max(...counts) };
  }

  function makeAxis(x, at, sign) {
    const spans = x.devices.map((device) => x.indices[device][at]);
    const blocks = [...new Map(spans.map((s) => [String(s), s])).values()].sort((a, b) => a[0] - b[0]);
    const steps = [];
    let stride = spans.length;
    for (const [name, size] of x.mesh) {
      stride /= size;
      if (size > 1 && spans[stride][0] !== spans[0][0]) steps.push([spans[stride][0], name]);
    }
    const names = steps.sort((a, b) => b[0] - a[0]).map(([, name]) => name);
    const by = !names.length ? "" : names.length === 1 ? `@${names[0]}` : `@(${names.join(",")})`;
    const ticks = blocks.map((block) => {
      let rest = spans.findIndex((s) => String(s) === String(block));
      const place = {};
      for (const [name, size] of [...x.mesh].reverse()) { place[name] = rest % size; rest = floor(rest / size); }
      const where = names.map((name) => `${name}=${place[name]}`).join(" ");
      return [...(where ? [where] : []), `${block[0]}:${block[1]}`];
    });
    return { title: `axis ${at} ${sign} ${x.shape[at]}${by}`, size: x.shape[at], blocks, names, ticks };
  }

  function caption(x, grid) {
    const copies = grid.most === 1 ? "one device each"
      : grid.holders.size === 1 ? `all of it on each of ${grid.most} devices` : `${grid.most} copies of each`;
    return [`mesh ${x.mesh.map(([name, size]) => `${name}=${size}`).join(", ")}`, `shard ${tuple(x.shard)}`, copies];
  }

  const title = (x) => `${x.type} on ${x.devices.length} devices`;

  function description(x, grid) {
    const mesh = x.mesh.map(([name, size]) => `${name} of ${size}`);
    const said = [`The mesh has ${mesh.length === 1 ? "axis" : "axes"} ${mesh.join(" and ")}.`];
    grid.axes.forEach((axis, at) => {
      const cut = axis.blocks.length > 1 ? `cut into ${axis.blocks.length} by ${axis.names.join(" and ")}.` : "not cut.";
      said.push(`Axis ${at} of ${axis.size} is ${cut}`);
    });
    said.push(`Each shard has shape ${tuple(x.shard)}.`);
    const held = [...grid.holders].map(([block, devices]) => {
      const where = block === "" ? [] : block.split(",").map((b, at) => grid.axes[at].ticks[b].at(-1));
      return `[${where.join(", ")}] on ${devices.join(", ")}`;
    });
    said.push(`Blocks and their devices: ${held.join("; ")}.`);
    return said.join(" ");
  }

  function makeCell(x, grid, rows, columns) {
    const copies = grid.most, across = range(8).map((n) => n + 1).find((n) => n * n >= copies && copies % n === 0) || min(copies, 8);
    const chip = max(22, 8 + 8 * max(...x.devices.map((d) => String(d).length)));
    const label = columns ? max(...columns.ticks.flat().map((line) => line.length)) : 0;
    let width = max(34, across * (chip + GAP) + 9, textWidth(label) + 6);
    let height = max(32, ceil(copies / across) * (CHIP + GAP) + 9);
    const down = rows ? rows.blocks.length : 1, along = columns ? columns.blocks.length : 1;
    const tall = max(1, rows ? rows.size : 1), wide = max(1, columns ? columns.size : 1);
    const bands = grid.holders.size / (down * along) * ceil(along * (width + GAP) / WIDE);
    const scale = min(40, floor((bands === 1 ? 300 : 150) / wide), floor((bands === 1 ? 180 : max(20, floor(220 / bands))) / tall));
    const inColumns = max(1, floor(wide / along)), inRows = max(1, floor(tall / down));
    width = max(width, scale * inColumns);
    height = max(height, scale * inRows);
    if (width < 7 * inColumns || height < 7 * inRows) return { width, height, across, chip, columns: 1, rows: 1 };
    return { width: ceil(width / inColumns) * inColumns, height: ceil(height / inRows) * inRows, across, chip, columns: inColumns, rows: inRows };
  }

  function panelHeads(leading, panel) {
    if (leading.length === 1) return leading[0].ticks[panel[0]];
    return leading.map((axis, at) => `${axis.title.split(" ▦")[0]}: ${axis.ticks[panel[at]].join(" ")}`);
  }

  function layOut(x, grid, top) {
    const rows = grid.axes.at(-2), columns = grid.axes.at(-1), leading = grid.axes.slice(0, -2);
    const cell = makeCell(x, grid, rows, columns), total = columns ? columns.blocks.length : 1;
    const gutter = rows ? 8 + max(...rows.ticks.flat().map((line) => textWidth(line.length))) : 0;
    const step = cell.width + GAP, bands = ceil(total / max(1, floor((WIDE - gutter + GAP) / step))), band = ceil(total / bands);
    const headLines = leading.length === 1 ? leading[0].ticks[0].length : leading.length;
    const above = HEAD * headLines + TICK * (columns ? columns.ticks[0].length : 0);
    const tall = (rows ? rows.blocks.length : 1) * (cell.height + GAP) - GAP;
    const boxes = [];
    let left = PAD + gutter, y = top, leads = true, last = [], width = 0;
    for (const panel of product(leading.map((axis) => range(axis.blocks.length)))) {
      for (let first = 0; first < total; first += band) {
        const count = min(band, total - first);
        const wide = max(count * step - GAP, ...panelHeads(leading, panel).map((head) => textWidth(head.length)));
        const newRow = panel.length > 1 && panel[0] !== last[0];
        if (!leads && (newRow || left + wide > PAD + WIDE)) { left = PAD + gutter; y += above + tall + BETWEEN; leads = true; }
        boxes.push({ panel, first, count, x: left, y: y + above, leads });
        width = max(width, left + wide + PAD);
        left += wide + BETWEEN; leads = false; last = panel;
      }
    }
    return { cell, boxes, width, height: y + above + tall + PAD };
  }

  function paint(ordinal, devices) {
    if (devices <= HUES) return `class="d${ordinal}"`;
    const hue = floor(ordinal * HUES / devices), first = ceil(hue * devices / HUES), end = ceil((hue + 1) * devices / HUES);
    const shade = 100 - floor(50 * (ordinal - first) / max(1, end - first - 1));
    return `class="d${hue}"${shade < 100 ? ` opacity=".${shade}"` : ""}`;
  }

  function wrapped(parts) {
    const lines = [];
    for (const part of parts) {
      const last = lines.length - 1;
      if (lines.length && textWidth(lines[last].length + 3 + part.length) <= WIDE) lines[last] += ` · ${part}`;
      else lines.push(part);
    }
    return lines;
  }

  function draw(x, grid) {
    const lines = [...wrapped(caption(x, grid)), ...wrapped(grid.axes.map((axis) => axis.title))];
    const layout = layOut(x, grid, PAD + (grid.axes.length > 2 ? 26 : 20) + LINE * lines.length);
    const sheets = [], hairs = [], blocks = {}, chips = {}, texts = {};
    const text = (a, b, words, kind) => { (texts[kind] ||= []).push(`<text x="${a}" y="${b}">${escape(words)}</text>`); };
    const order = [...x.devices].sort((a, b) => a - b), cell = layout.cell;
    const rows = grid.axes.at(-2), columns = grid.axes.at(-1), down = rows ? rows.blocks.length : 1;
    text(PAD, PAD + 12, x.type, "y");
    lines.forEach((line, at) => text(PAD, PAD + 28 + LINE * at, line, "t"));
    for (const box of layout.boxes) {
      const deep = columns ? 13 * columns.ticks[0].length : 0, heads = panelHeads(grid.axes.slice(0, -2), box.panel);
      heads.forEach((head, at) => text(box.x, box.y - deep - 13 * (heads.length - at) + 6, head, "k"));
      const said = !columns || (columns.ticks.length < 2 && box.panel.some((at) => at));
      for (const at of range(said ? 0 : box.count)) {
        const ticks = columns.ticks[box.first + at], middle = box.x + at * (cell.width + GAP) + floor(cell.width / 2);
        ticks.forEach((line, level) => text(middle, box.y - deep + 13 * level + 9, line, level + 1 < ticks.length ? "m" : "m t"));
      }
      if (box.leads && rows) rows.ticks.forEach((ticks, at) => {
        const y = box.y + at * (cell.height + GAP) + floor(cell.height / 2) + (ticks.length === 1 ? 4 : -2);
        ticks.forEach((line, level) => text(box.x - 6, y + 13 * level, line, level + 1 < ticks.length ? "e" : "e t"));
      });
      for (const row of range(down)) for (const column of range(box.count).map((at) => at + box.first)) {
        const a = box.x + (column - box.first) * (cell.width + GAP), b = box.y + row * (cell.height + GAP);
        const held = grid.holders.get(String([...box.panel, row, column].slice(box.panel.length + 2 - grid.axes.length)));
        if (grid.most === 1) {
          for (const device of held) {
            (blocks[paint(order.indexOf(device), order.length)] ||= []).push(`M${a + 2} ${b + 2}h${cell.width - 4}v${cell.height - 4}h-${cell.width - 4}z`);
            text(a + floor(cell.width / 2), b + floor(cell.height / 2) + 5, String(device), "n");
          }
          continue;
        }
        sheets.push(`M${a} ${b}h${cell.width}v${cell.height}h-${cell.width}z`);
        const left = a + floor((cell.width - cell.across * (cell.chip + GAP) + GAP) / 2);
        const up = b + floor((cell.height - ceil(held.length / cell.across) * (CHIP + GAP) + GAP) / 2) + CHIP / 2;
        held.forEach((device, at) => {
          const c = left + at % cell.across * (cell.chip + GAP), d = up + floor(at / cell.across) * (CHIP + GAP);
          (chips[paint(order.indexOf(device), order.length)] ||= []).push(`M${c + CHIP / 2} ${d}h${cell.chip - CHIP}`);
          text(c + floor(cell.chip / 2), d + 5, String(device), "n");
        });
      }
      const tall = down * (cell.height + GAP) - GAP, wide = box.count * (cell.width + GAP) - GAP;
      for (const column of range(box.count)) for (let line = 1; line < cell.columns; line++)
        hairs.push(`M${box.x + column * (cell.width + GAP) + floor(line * cell.width / cell.columns)} ${box.y}v${tall}`);
      for (const row of range(down)) for (let line = 1; line < cell.rows; line++)
        hairs.push(`M${box.x} ${box.y + row * (cell.height + GAP) + floor(line * cell.height / cell.rows)}h${wide}`);
    }
    const painted = (kind, paths) => {
      const drawn = Object.entries(paths).map(([look, path]) => `<path ${look} d="${path.join("")}"/>`).join("");
      return drawn && `<g class="${kind}">${drawn}</g>`;
    };
    const markup = (sheets.length ? `<path class="s" d="${sheets.join("")}"/>` : "") + painted("b", blocks)
      + (hairs.length ? `<path class="h" d="${hairs.join("")}"/>` : "") + painted("c", chips)
      + Object.entries(texts).map(([kind, list]) => `<g class="${kind}">${list.join("")}</g>`).join("");
    const widths = [...lines.map((line) => textWidth(line.length)), floor((x.type.length * 85 + 9) / 10)];
    return { width: max(layout.width, max(...widths) + 2 * PAD), height: layout.height, markup };
  }

  function svg(x, style, id) {
    const grid = makeGrid(x), { width, height, markup } = draw(x, grid);
    return `<svg xmlns="http://www.w3.org/2000/svg" class="jax101-pic" role="img" aria-labelledby="${id}-t ${id}-d" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`
      + `<title id="${id}-t">${escape(title(x))}</title><desc id="${id}-d">${escape(description(x, grid))}</desc><style>${style}</style>`
      + `<rect class="p" width="${width}" height="${height}" rx="6"/>${markup}</svg>`;
  }

  // The page ----------------------------------------------------------------------------------

  const entryText = (entry) => entry === null ? "None" : Array.isArray(entry) ? `(${entry.map((n) => `"${n}"`).join(", ")})` : `"${entry}"`;

  /* Return everything about one choice: {shape, mesh, spec: entry positions, operation}. */
  function lookUp(data, choice) {
    const shape = data.shapes[choice.shape], mesh = data.meshes[choice.mesh];
    const at = choice.spec.reduce((place, entry) => place * mesh.entries.length + entry, 0);
    const record = data.cases[choice.shape * data.meshes.length + choice.mesh][at];
    const spec = choice.spec.map((entry) => mesh.entries[entry]);
    const operations = data.operations[shape.length], [kind, label, line, cut] = operations[choice.operation];
    const quoted = (names) => names.map((name) => `"${name}"`), P = (entries) => `jax.P(${entries.map(entryText).join(", ")})`;
    const place = (name, size, entries) => `${name} = jax.device_put(jnp.ones(${tuple(size)}), jax.NamedSharding(mesh, ${P(entries)}))`;
    const code = [
      "import jax",
      'jax.config.update("jax_platforms", "cpu")',
      'jax.config.update("jax_num_cpu_devices", 8)',
      "import jax.numpy as jnp",
      "",
      `mesh = jax.make_mesh(${tuple(mesh.axes.map(([, size]) => size))}, ${tuple(quoted(mesh.axes.map(([name]) => name)))})`,
      "jax.set_mesh(mesh)",
      place("x", shape, spec),
    ];
    if (record[0] < 0) return { error: data.errors[-1 - record[0]], code, label };
    if (kind === "matmul") code.push(place("w", [shape.at(-1), data.columns], [cut ? spec.at(-1) : null, null]));
    const out = [...spec.slice(0, -1), null].map(entryText).join(", ");
    code.push(line.replace("{out}", out), kind === "matmul" ? "print(jax.typeof(x), jax.typeof(w), jax.typeof(y))" : "print(jax.typeof(x), jax.typeof(y))");
    const [type, map, moves] = record.slice(2 + 3 * choice.operation);
    const x = facts(data, record[0], record[1], mesh);
    if (type < 0) return { x, code, label, line: line.replace("{out}", out), failed: data.errors[-1 - type] };
    return { x, code, label, line: line.replace("{out}", out), y: facts(data, type, map, mesh), moves: data.moves[moves] };
  }

  globalThis.jax101Explorer = { lookUp, svg };
  if (typeof document === "undefined") return;

  const radios = (name, legend, labels, chosen) => `<fieldset><legend>${legend}</legend><div class="choices">${labels.map((label, at) =>
    `<label><input type="radio" name="${name}" value="${at}"${at === chosen ? " checked" : ""}><span>${escape(label)}</span></label>`).join("")}</div></fieldset>`;
  const select = (name, label, options, chosen) => `<label class="select">${label} <select name="${name}">${options.map((option, at) =>
    `<option value="${at}"${at === chosen ? " selected" : ""}>${escape(option)}</option>`).join("")}</select></label>`;

  function start(root, data) {
    const choice = Object.assign({ shape: 2, mesh: 1, spec: [1, 2], operation: 1 }, fromAddress(data));
    root.innerHTML = `<form aria-label="Choose a sharding"></form><p class="status" role="status" aria-live="polite"></p><div class="result"></div>`;
    const [form, status, result] = root.children;

    function showForm() {
      const mesh = data.meshes[choice.mesh], shape = data.shapes[choice.shape], rank = shape.length;
      form.innerHTML = radios("shape", "Array shape", data.shapes.map(tuple), choice.shape)
        + radios("mesh", "Mesh", data.meshes.map((m) => m.axes.map(([name, size]) => `${name}=${size}`).join(", ")), choice.mesh)
        + `<fieldset><legend>Partition spec</legend><div class="choices">${choice.spec.map((entry, axis) =>
          select(`spec${axis}`, `axis ${axis}`, mesh.entries.map(entryText), entry)).join("")}</div></fieldset>`
        + `<fieldset><legend>Operation</legend><div class="choices">${select("operation", "y is", data.operations[rank].map(([, label]) => label), choice.operation)}</div></fieldset>`;
    }

    function show() {
      const found = lookUp(data, choice), error = (text) => `<p class="error"><strong>JAX raises</strong> <code>${escape(text)}</code></p>`;
      // The page's copy buttons are made when it is loaded; this one they serve as it comes.
      const icon = typeof iconCopy === "undefined" ? "Copy" : iconCopy;
      const code = `<div class="highlight"><pre class="code" id="explorer-code" tabindex="0" aria-label="The code"><code>${escape(found.code.join("\n"))}</code></pre>`
        + `<button type="button" class="copybtn o-tooltip--left" data-tooltip="Copy" data-clipboard-target="#explorer-code">${icon}</button></div>`;
      if (found.error) {
        result.innerHTML = error(found.error) + code;
        status.textContent = `Not possible: ${found.error.split(":")[0]}.`;
      } else {
        const moved = found.failed ? "" : found.moves.join(", ") || "no communication";
        result.innerHTML = `<div class="pictures"><figure><figcaption><code>x</code></figcaption>${svg(found.x, data.style, "explorer-x")}</figure>`
          + `<figure><figcaption><code>${escape(found.line)}</code>${moved && `<span class="moved">${moved}</span>`}</figcaption>`
          + `${found.failed ? error(found.failed) : svg(found.y, data.style, "explorer-y")}</figure></div>${code}`;
        // What has to be scrolled on a small screen can be scrolled with keys.
        for (const figure of result.querySelectorAll("figure")) {
          if (figure.scrollWidth > figure.clientWidth) figure.tabIndex = 0;
        }
        status.textContent = `x is ${found.x.type}, shard ${tuple(found.x.shard)}. `
          + (found.failed ? `${found.label}: JAX raises ${found.failed.split(":")[0]}.` : `${found.label}: y is ${found.y.type}, shard ${tuple(found.y.shard)}, ${moved}.`);
      }
      history.replaceState(null, "", `#shape=${choice.shape}&mesh=${choice.mesh}&spec=${choice.spec.join(",")}&operation=${choice.operation}`);
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", ({ target }) => {
      const value = Number(target.value), { name } = target;
      if (name.startsWith("spec")) choice.spec[Number(name.slice(4))] = value;
      else choice[name] = value;
      if (name === "shape" || name === "mesh") {
        const rank = data.shapes[choice.shape].length, entries = data.meshes[choice.mesh].entries.length;
        choice.spec = range(rank).map((axis) => (choice.spec[axis] < entries ? choice.spec[axis] : 0) || 0);
        choice.operation = min(choice.operation, data.operations[rank].length - 1);
        showForm();
        form.querySelector(`[name="${name}"]:checked`).focus();
      }
      show();
    });
    // An address that the reader has edited, or gone back to.
    addEventListener("hashchange", () => { Object.assign(choice, fromAddress(data)); showForm(); show(); });
    showForm();
    show();
  }

  /* Read a choice from the page's address, if it holds a whole one that exists. */
  function fromAddress(data) {
    const given = new URLSearchParams(location.hash.slice(1)), number = (name) => Number.parseInt(given.get(name), 10);
    const [shape, mesh, operation] = ["shape", "mesh", "operation"].map(number), spec = (given.get("spec") || "").split(",").map(Number);
    const legal = data.shapes[shape] && data.meshes[mesh] && data.operations[data.shapes[shape].length][operation]
      && spec.length === data.shapes[shape].length && spec.every((entry) => data.meshes[mesh].entries[entry] !== undefined);
    return legal ? { shape, mesh, spec, operation } : {};
  }

  const begin = () => {
    const root = document.querySelector(".jax101-explorer");
    if (root && globalThis.JAX101_EXPLORER) start(root, globalThis.JAX101_EXPLORER);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
