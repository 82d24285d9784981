// What was typed survives a reload: kept by the browser, page by page.

const key = (name) => `jax101:${location.pathname}:${name}`;

export function draft(name) {
  try {
    return localStorage.getItem(key(name));
  } catch {
    return null; // a browser that keeps nothing
  }
}

export function keep(name, text) {
  try {
    if (text === null) localStorage.removeItem(key(name));
    else localStorage.setItem(key(name), text);
  } catch {
    // it keeps nothing, or no more
  }
}
